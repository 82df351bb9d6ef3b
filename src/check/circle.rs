use crate::model::{ChangeCommit, ChangeSet, Handle, Identity, JoinRule, Member, Team, is_robot};

use super::roster::Roster;

/// Who belongs to the team, as far as a change is to be believed: the members
/// that the base has, and those who join by this very change.
pub(super) struct Circle<'a> {
    /// The team that is believed.
    pub(super) team: &'a Team,
    /// Its members.
    pub(super) known: Roster<'a>,
    /// The entries of those who join.
    newcomers: Vec<&'a Member>,
}

impl<'a> Circle<'a> {
    /// Finds out who belongs to the team.
    ///
    /// A new entry counts where the team is open to all, or a member adds it,
    /// and only if it claims nothing that is another's.
    pub(super) fn of(set: &'a ChangeSet) -> Self {
        let mut circle = Self::of_team(set.team());
        if let (Some(_), Some(proposed)) = (&set.trusted, &set.proposed) {
            let known = &circle.known;
            let is_new = |member: &&Member| {
                !member
                    .handles()
                    .any(|handle| known.member(handle).is_some())
                    && !member
                        .emails
                        .iter()
                        .any(|email| known.member_by_email(email).is_some())
            };
            let mut authors = set.commits.iter().map(|commit| &commit.author.email);
            let by_member = authors.any(|email| known.member_by_email(email).is_some());
            let mut newcomers: Vec<&Member> = proposed.members.iter().filter(is_new).collect();
            if !by_member {
                let is_open = circle.team.join == JoinRule::Open;
                newcomers.retain(|member| is_open && writes(set, member));
            }
            circle.newcomers = newcomers;
        }
        circle
    }

    /// Returns a circle of those alone whom the team file has.
    pub(super) fn of_team(team: &'a Team) -> Self {
        Self {
            team,
            known: Roster::of(team),
            newcomers: Vec::new(),
        }
    }

    /// Returns the member who goes by this handle.
    pub(super) fn member(&self, handle: &Handle) -> Option<&'a Member> {
        let mut newcomers = self.newcomers.iter().copied();
        self.known
            .member(handle)
            .or_else(|| newcomers.find(|member| member.answers_to(handle)))
    }

    /// Returns the member that an identity belongs to.
    pub(super) fn member_of(&self, identity: &Identity) -> Option<&'a Member> {
        let mut newcomers = self.newcomers.iter().copied();
        self.known
            .member_by_email(&identity.email)
            .or_else(|| newcomers.find(|member| member.has_email(&identity.email)))
    }

    /// Returns whether an identity is that of a member.
    pub(super) fn is(&self, identity: &Identity, member: &Member) -> bool {
        self.member_of(identity)
            .is_some_and(|found| found.handle == member.handle)
    }

    /// Returns whether a commit may change what is a member's.
    ///
    /// It may when they wrote it, also where a forge made the commit of it or
    /// somebody whom the commit names as taking part; and when another member
    /// wrote it and the commit says that they were a part of it, or that it
    /// was posted in their name.
    pub(super) fn is_by(&self, commit: &ChangeCommit, member: &Member) -> bool {
        let is_part = |identity: &Identity| {
            let mut parts = commit.co_authors.iter().chain(&commit.reviewers);
            parts.any(|part| part.email.eq_ignore_ascii_case(&identity.email))
        };
        let author = self.member_of(&commit.author);
        let by_other = || {
            let shared = commit.co_authors.iter().any(|other| self.is(other, member));
            let posted = commit.posted_by.as_ref().and_then(|by| self.member(by));
            let posts = |author: &Member| posted.is_some_and(|by| by.handle == author.handle);
            author.is_some_and(|author| shared || posts(author))
        };
        if author.is_none_or(|author| author.handle != member.handle) {
            return by_other();
        }
        let committer = &commit.committer;
        self.is(committer, member)
            || committer.email.eq_ignore_ascii_case(&commit.author.email)
            || is_robot(&committer.name, &committer.email)
            || is_part(committer)
    }
}

/// Returns whether somebody wrote one of the commits.
fn writes(set: &ChangeSet, newcomer: &Member) -> bool {
    let mut authors = set.commits.iter().map(|commit| &commit.author);
    authors.any(|author| newcomer.has_email(&author.email))
}
