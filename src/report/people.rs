use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::model::{Agenda, Handle, Identity, Member, Period, Target, Team, Zone};

/// The team, indexed by handle and e-mail address.
///
/// It answers like [`Team`], in logarithmic time: a window can hold many
/// thousand updates. Where a team file gives two members one handle, the
/// first of them has it; a current handle counts before a former one.
pub(super) struct People<'a> {
    team: &'a Team,
    by_handle: BTreeMap<&'a str, usize>,
    by_email: BTreeMap<String, usize>,
}

impl<'a> People<'a> {
    pub(super) fn build(team: &'a Team) -> Self {
        let mut by_handle = BTreeMap::new();
        let mut by_email = BTreeMap::new();
        for (index, member) in team.members.iter().enumerate() {
            by_handle.entry(member.handle.as_str()).or_insert(index);
            for email in &member.emails {
                let email = email.to_ascii_lowercase();
                by_email.entry(email).or_insert(index);
            }
        }
        for (index, member) in team.members.iter().enumerate() {
            for handle in &member.former_handles {
                by_handle.entry(handle.as_str()).or_insert(index);
            }
        }
        Self {
            team,
            by_handle,
            by_email,
        }
    }

    pub(super) const fn team(&self) -> &'a Team {
        self.team
    }

    fn member_at(&self, index: usize) -> &'a Member {
        &self.team.members[index]
    }

    /// Returns the member who goes, or once went, by this handle.
    pub(super) fn member(&self, handle: &str) -> Option<&'a Member> {
        self.by_handle.get(handle).map(|&i| self.member_at(i))
    }

    /// Returns the member that a commit's identity belongs to.
    pub(super) fn member_of(&self, identity: &Identity) -> Option<&'a Member> {
        let index = self.by_email.get(&identity.email.to_ascii_lowercase());
        let noreply = |member: &&Member| member.has_noreply(&identity.email);
        index
            .map(|&i| self.member_at(i))
            .or_else(|| self.team.members.iter().find(noreply))
    }

    /// Returns the handle that a person goes by today, given any they ever
    /// had.
    pub(super) fn current<'h>(&self, handle: &'h Handle) -> &'h Handle
    where
        'a: 'h,
    {
        self.member(handle.as_str())
            .map_or(handle, |member| &member.handle)
    }

    /// Returns what a reply is about, by the handle that its author goes by
    /// today.
    pub(super) fn target(&self, target: &Target) -> Target {
        Target {
            author: self.current(&target.author).clone(),
            ..target.clone()
        }
    }

    /// Returns whether two handles are of the same person.
    pub(super) fn same(&self, one: &Handle, other: &Handle) -> bool {
        self.current(one) == self.current(other)
    }

    /// Returns the name to show for a handle, which is the handle where
    /// nobody in the team has it.
    pub(super) fn name(&self, handle: &str) -> String {
        self.member(handle)
            .map_or(handle, |member| member.name.as_str())
            .to_owned()
    }

    /// Returns the zone in which a person spends `day`.
    pub(super) fn zone_on(&self, handle: &Handle, day: NaiveDate) -> Zone {
        match self.member(handle.as_str()) {
            Some(member) => Agenda::new(self.team, member).zone_on(day),
            None => self.team.time_zone.unwrap_or(Zone::UTC),
        }
    }

    /// Returns when an update was due from a person, where one was expected.
    pub(super) fn due(&self, handle: &Handle, period: Period) -> Option<DateTime<Utc>> {
        let agenda = Agenda::new(self.team, self.member(handle.as_str())?);
        agenda.duty(period).ok().map(|duty| duty.due)
    }

    /// Returns what people are sorted by: the order of the team file, then
    /// the handles of those who are not in it.
    pub(super) fn rank<'h>(&self, handle: &'h Handle) -> (usize, &'h Handle)
    where
        'a: 'h,
    {
        let index = self.by_handle.get(handle.as_str());
        (index.copied().unwrap_or(usize::MAX), self.current(handle))
    }

    /// Returns the members in the order of the team file; of two with one
    /// handle the first.
    pub(super) fn members(&self) -> impl Iterator<Item = &'a Member> {
        self.team
            .members
            .iter()
            .enumerate()
            .filter(|(index, member)| self.by_handle.get(member.handle.as_str()) == Some(index))
            .map(|(_, member)| member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{handle, member};

    #[test]
    fn agrees_with_the_team_on_everybody() {
        let mut ada = member("Ada", "Europe/Paris");
        ada.former_handles = vec![handle("al"), handle("grace")];
        let mut twin = member("Ada", "Asia/Tokyo");
        twin.name = "Another".to_owned();
        twin.former_handles = vec![handle("al")];
        let mut grace = member("Grace", "America/New_York");
        grace.emails.push("ADA@example.org".to_owned());
        let team = Team {
            members: vec![ada, twin, grace],
            ..Team::default()
        };
        let people = People::build(&team);
        for text in ["ada", "al", "grace", "zed"] {
            let handle = handle(text);
            assert_eq!(people.member(text), team.member(&handle), "{text}");
            assert_eq!(people.name(text), team.display_name(&handle), "{text}");
        }
        for email in ["ada@example.org", "Grace@Example.org", "zed@example.org"] {
            let identity = Identity {
                name: "x".to_owned(),
                email: email.to_owned(),
            };
            assert_eq!(
                people.member_of(&identity),
                team.member_of(&identity),
                "{email}"
            );
        }
        let members: Vec<&str> = people.members().map(|m| m.name.as_str()).collect();
        assert_eq!(members, ["Ada Example", "Grace Example"]);
    }
}
