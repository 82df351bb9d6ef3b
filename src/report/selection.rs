use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::people::People;
use crate::model::{Handle, Item, Member, Section, Snapshot, Team, Update};

/// Whom a report is about; what is empty selects everybody.
///
/// Within one list any of the names will do, between the lists all must be
/// met. Teams, projects and roles are those of the team file, in exactly that
/// spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The teams whose members are meant.
    pub teams: Vec<String>,
    /// The projects: their members, and of every update only their items.
    pub projects: Vec<String>,
    /// The roles whose members are meant.
    pub roles: Vec<String>,
    /// The members, by their current or a former handle.
    pub members: Vec<Handle>,
}

/// What a report was filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SelectionView {
    /// The teams whose members are meant; empty for any.
    pub teams: Vec<String>,
    /// The projects whose members and items are meant; empty for any.
    pub projects: Vec<String>,
    /// The roles whose members are meant; empty for any.
    pub roles: Vec<String>,
    /// The handles of the members that are meant; empty for any.
    pub members: Vec<String>,
    /// The same for people: `team platform or mobile, role lead`.
    pub label: String,
}

/// A name that a report was to be filtered by and that the team file does not
/// have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no member has the {kind} '{name}'")]
pub struct UnknownName {
    /// `team`, `project`, `role` or `handle`.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// The names of that kind that there are.
    pub known: Vec<String>,
}

impl Selection {
    /// Returns whether everybody is selected.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.teams.is_empty()
            && self.projects.is_empty()
            && self.roles.is_empty()
            && self.members.is_empty()
    }

    /// Makes sure that the team file has every team, role and member.
    ///
    /// # Errors
    ///
    /// The first that it has not.
    pub fn check(&self, team: &Team) -> Result<(), UnknownName> {
        check_names("team", &self.teams, team, |member| &member.teams)?;
        check_names("role", &self.roles, team, |member| &member.roles)?;
        let unknown = |handle: &&Handle| team.member(handle).is_none();
        match self.members.iter().find(unknown) {
            None => Ok(()),
            Some(handle) => Err(UnknownName {
                kind: "handle",
                name: handle.to_string(),
                known: team.members.iter().map(|m| m.handle.to_string()).collect(),
            }),
        }
    }

    /// Makes sure that somebody in the team file works on every project.
    ///
    /// # Errors
    ///
    /// The first on which nobody does.
    pub fn check_projects(&self, team: &Team) -> Result<(), UnknownName> {
        check_names("project", &self.projects, team, |member| &member.projects)
    }

    /// Returns whether updates of a member count: a member of every project
    /// that somebody works on does, since items name projects too.
    fn takes(&self, member: &Member) -> bool {
        let any = |wanted: &[String], own: &[String]| {
            wanted.is_empty() || wanted.iter().any(|name| own.contains(name))
        };
        let named = |handle: &Handle| member.answers_to(handle);
        any(&self.teams, &member.teams)
            && any(&self.roles, &member.roles)
            && (self.members.is_empty() || self.members.iter().any(named))
    }

    /// Returns whether an update of this member is waited for.
    #[must_use]
    pub fn expects(&self, member: &Member) -> bool {
        let works_on = |name: &String| member.projects.contains(name);
        self.takes(member) && (self.projects.is_empty() || self.projects.iter().any(works_on))
    }

    /// Returns whether updates of an author count, who need not be a member.
    pub(super) fn takes_author(&self, people: &People<'_>, author: &Handle) -> bool {
        match people.member(author.as_str()) {
            Some(member) => self.takes(member),
            None => {
                let any = self.teams.is_empty() && self.roles.is_empty();
                any && (self.members.is_empty() || self.members.contains(author))
            }
        }
    }

    /// Returns whether an item counts.
    pub(super) fn takes_item(&self, item: &Item) -> bool {
        let project = item.project.as_ref();
        self.projects.is_empty() || project.is_some_and(|name| self.projects.contains(name))
    }

    /// Returns the part of a snapshot that is selected: the updates of those
    /// who are meant, and where projects are, of these only their items. An
    /// update of which nothing is left is left out.
    pub(super) fn narrow<'s>(&self, snapshot: &'s Snapshot) -> Cow<'s, Snapshot> {
        if self.is_all() {
            return Cow::Borrowed(snapshot);
        }
        let people = People::build(&snapshot.team);
        let mut narrow = snapshot.clone();
        let takes = |author: &Handle| self.takes_author(&people, author);
        narrow
            .entries
            .retain_mut(|entry| takes(&entry.update.author) && self.reduce(&mut entry.update));
        // What was said last decides what is open, also where nothing of it
        // is of the projects.
        narrow.before.retain_mut(|standing| {
            let taken = takes(&standing.update.author);
            self.reduce(&mut standing.update);
            taken
        });
        narrow.reopened.retain(|one| {
            let item = one.item();
            takes(&one.address.author) && item.is_some_and(|(_, item)| self.takes_item(item))
        });
        narrow.gone.retain(|gone| takes(&gone.author));
        narrow.late.retain_mut(|late| {
            let said = late.said.as_mut();
            takes(&late.author) && said.is_none_or(|said| self.reduce(&mut said.update))
        });
        Cow::Owned(narrow)
    }

    /// Takes out of an update what is of other projects, and returns whether
    /// anything is left.
    fn reduce(&self, update: &mut Update) -> bool {
        if self.projects.is_empty() {
            return true;
        }
        for section in Section::ALL {
            let items = update.section_mut(section);
            items.retain(|item| self.takes_item(item));
        }
        // These are of no project.
        update.notes = None;
        update.health = None;
        update.answers.clear();
        !update.is_empty()
    }
}

fn check_names(
    kind: &'static str,
    wanted: &[String],
    team: &Team,
    names: fn(&Member) -> &[String],
) -> Result<(), UnknownName> {
    let known: BTreeSet<&String> = team.members.iter().flat_map(names).collect();
    match wanted.iter().find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(name) => Err(UnknownName {
            kind,
            name: name.clone(),
            known: known.into_iter().cloned().collect(),
        }),
    }
}

impl SelectionView {
    /// Builds the view of a selection; `None` where everybody is selected.
    pub(super) fn build(selection: &Selection) -> Option<Self> {
        if selection.is_all() {
            return None;
        }
        let members: Vec<String> = selection.members.iter().map(Handle::to_string).collect();
        let parts: Vec<String> = [
            ("team", &selection.teams),
            ("project", &selection.projects),
            ("role", &selection.roles),
            ("member", &members),
        ]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(kind, names)| format!("{kind} {}", names.join(" or ")))
        .collect();
        Some(Self {
            teams: selection.teams.clone(),
            projects: selection.projects.clone(),
            roles: selection.roles.clone(),
            members,
            label: parts.join(", "),
        })
    }
}
