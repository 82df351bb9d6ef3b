use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Handle, Member, Team, noreply_accounts};

/// The members of a team, to be looked up many times: a hostile team file has
/// thousands of them.
pub(super) struct Roster<'a> {
    handles: BTreeMap<&'a str, &'a Member>,
    /// By address in lower case.
    emails: BTreeMap<String, &'a Member>,
    /// By account in lower case, each with its position in the file.
    accounts: BTreeMap<String, (usize, &'a Member)>,
    /// The names of all groups.
    groups: BTreeSet<&'a str>,
}

impl<'a> Roster<'a> {
    /// Sorts the members of a team; what two of them claim is the first one's.
    pub(super) fn of(team: &'a Team) -> Self {
        let mut roster = Self {
            handles: BTreeMap::new(),
            emails: BTreeMap::new(),
            accounts: BTreeMap::new(),
            groups: BTreeSet::new(),
        };
        for member in &team.members {
            roster
                .handles
                .entry(member.handle.as_str())
                .or_insert(member);
        }
        for (at, member) in team.members.iter().enumerate() {
            for handle in &member.former_handles {
                roster.handles.entry(handle.as_str()).or_insert(member);
            }
            for email in &member.emails {
                roster
                    .emails
                    .entry(email.to_ascii_lowercase())
                    .or_insert(member);
            }
            if let Some(account) = &member.account {
                let account = account.to_ascii_lowercase();
                roster.accounts.entry(account).or_insert((at, member));
            }
            let groups = [&member.teams, &member.projects, &member.roles];
            roster
                .groups
                .extend(groups.into_iter().flatten().map(String::as_str));
        }
        roster
    }

    /// Returns the member who goes, or once went, by this handle.
    pub(super) fn member(&self, handle: &Handle) -> Option<&'a Member> {
        self.handles.get(handle.as_str()).copied()
    }

    /// Returns the member who commits with this address, as
    /// [`Team::member_by_email`] does.
    pub(super) fn member_by_email(&self, email: &str) -> Option<&'a Member> {
        let stated = self.emails.get(&email.to_ascii_lowercase()).copied();
        stated.or_else(|| {
            let owners = noreply_accounts(email)
                .filter_map(|name| self.accounts.get(&name.to_ascii_lowercase()));
            owners.min_by_key(|(at, _)| *at).map(|(_, member)| *member)
        })
    }

    /// Returns the member who has this account at the forge.
    pub(super) fn member_by_account(&self, account: &str) -> Option<&'a Member> {
        let found = self.accounts.get(&account.to_ascii_lowercase());
        found.map(|(_, member)| *member)
    }

    /// Returns whether some members are a group of this name.
    pub(super) fn has_group(&self, name: &str) -> bool {
        self.groups.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_whom_the_team_finds() {
        let member = |handle: &str, emails: &[&str], account: Option<&str>| Member {
            emails: emails.iter().map(|&email| email.to_owned()).collect(),
            account: account.map(str::to_owned),
            former_handles: vec![format!("old-{handle}").parse().expect("a handle")],
            ..Member::new(handle.parse().expect("a handle"))
        };
        let team = Team {
            members: vec![
                member("ada", &["Ada@example.org"], Some("Ada-Example")),
                member(
                    "grace",
                    &["grace@example.org", "ada@example.org"],
                    Some("12"),
                ),
                member("old-ada", &["7+ada-example@users.noreply.github.com"], None),
            ],
            ..Team::default()
        };
        let roster = Roster::of(&team);
        for handle in ["ada", "old-ada", "grace", "old-grace", "linus"] {
            let handle = handle.parse().expect("a handle");
            assert_eq!(roster.member(&handle), team.member(&handle), "{handle}");
        }
        for email in [
            "ADA@example.org",
            "grace@example.org",
            "ada-example@users.noreply.github.com",
            "7+Ada-Example@users.noreply.github.com",
            "8+ada-example@users.noreply.github.com",
            "12+ada-example@users.noreply.github.com",
            "12@users.noreply.github.com",
            "nobody@example.org",
        ] {
            assert_eq!(
                roster.member_by_email(email),
                team.member_by_email(email),
                "{email}"
            );
        }
    }
}
