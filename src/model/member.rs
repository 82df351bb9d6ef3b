use chrono::NaiveDate;

use super::{Absence, Cadence, Handle, WorkTime, Zone};

/// A change of the zone that a member lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The first day in the new zone.
    pub on: NaiveDate,
    /// The new zone.
    pub to: Zone,
}

/// A person in the team file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The short name that files are named after.
    pub handle: Handle,
    /// Handles of this person that are no longer used, and never given to
    /// another.
    pub former_handles: Vec<Handle>,
    /// The name for people.
    pub name: String,
    /// The addresses this person commits with, current and former.
    pub emails: Vec<String>,
    /// The name of the person's account at the forge, whose noreply addresses
    /// are theirs too.
    pub account: Option<String>,
    /// The zone whose calendar day is "today" for this person; `None` takes
    /// the team's.
    pub time_zone: Option<Zone>,
    /// Changes of that zone, by day.
    pub moves: Vec<Move>,
    /// When this person works; `None` takes the team's hours.
    pub work: Option<WorkTime>,
    /// The calendar of this person's holidays, as a path in the log; `None`
    /// takes the team's.
    pub holidays: Option<String>,
    /// How often this person posts, if other than the team.
    pub cadence: Option<Cadence>,
    /// The teams this person belongs to.
    pub teams: Vec<String>,
    /// The projects this person works on.
    pub projects: Vec<String>,
    /// What this person is in the team.
    pub roles: Vec<String>,
    /// Whether this person only reads along, and no update is expected.
    pub observer: bool,
    /// The first day on which this person is part of the team.
    pub joined: Option<NaiveDate>,
    /// The day on which this person left the team.
    pub left: Option<NaiveDate>,
    /// When this person is away.
    pub absences: Vec<Absence>,
}

impl Member {
    /// Makes a member of whom only the handle is known, which is the name too.
    #[must_use]
    pub fn new(handle: Handle) -> Self {
        Self {
            name: handle.to_string(),
            handle,
            former_handles: Vec::new(),
            emails: Vec::new(),
            account: None,
            time_zone: None,
            moves: Vec::new(),
            work: None,
            holidays: None,
            cadence: None,
            teams: Vec::new(),
            projects: Vec::new(),
            roles: Vec::new(),
            observer: false,
            joined: None,
            left: None,
            absences: Vec::new(),
        }
    }

    /// Returns whether the person was part of the team on some day of the
    /// span from `since` to `until`.
    #[must_use]
    pub fn is_active(&self, since: NaiveDate, until: NaiveDate) -> bool {
        self.joined.is_none_or(|day| day <= until) && self.left.is_none_or(|day| day > since)
    }

    /// Returns every handle that the person goes, or once went, by: today's
    /// first.
    pub fn handles(&self) -> impl Iterator<Item = &Handle> {
        std::iter::once(&self.handle).chain(&self.former_handles)
    }

    /// Returns whether the person goes, or once went, by this handle.
    #[must_use]
    pub fn answers_to(&self, handle: &Handle) -> bool {
        self.handle == *handle || self.former_handles.contains(handle)
    }

    /// Returns whether the person commits with this address; case does not
    /// count. A forge's noreply address of their account is theirs too.
    #[must_use]
    pub fn has_email(&self, email: &str) -> bool {
        let known = |known: &String| known.eq_ignore_ascii_case(email);
        self.emails.iter().any(known) || self.has_noreply(email)
    }

    /// Returns whether this is an address that a forge gave to the person's
    /// account, to hide the real one.
    #[must_use]
    pub fn has_noreply(&self, email: &str) -> bool {
        let own = self.account.as_deref();
        let same = |name: &str| own.is_some_and(|account| name.eq_ignore_ascii_case(account));
        noreply_accounts(email).any(same)
    }
}

/// Returns the accounts of which one was given this address by its forge, in
/// whatever case: it is `ACCOUNT@users.noreply.HOST` or `ACCOUNT@noreply.HOST`,
/// with the account's number and a `+` or `-` before it or without.
pub fn noreply_accounts(email: &str) -> impl Iterator<Item = &str> {
    let (name, host) = email.rsplit_once('@').unwrap_or_default();
    let host = without_prefix(host, "users.").unwrap_or(host);
    let is_noreply = without_prefix(host, "noreply.").is_some_and(|host| host.contains('.'));
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = bare.len() < name.len();
    let bare = bare.strip_prefix(['+', '-']).filter(|_| numbered);
    let names = [Some(name), bare].into_iter().flatten();
    names.filter(move |name| is_noreply && !name.is_empty())
}

fn without_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, tail) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noreply_address_belongs_to_an_account() {
        let ada = Member {
            emails: vec!["Ada@example.org".to_owned()],
            account: Some("Ada-Example".to_owned()),
            ..Member::new("ada".parse().expect("a handle"))
        };
        for (email, want) in [
            ("ada@EXAMPLE.org", true),
            ("ada-example@users.noreply.github.com", true),
            ("12+ADA-example@users.noreply.github.com", true),
            ("12-ada-example@users.noreply.gitlab.com", true),
            ("12-ada-example@USERS.noreply.git.example.org", true),
            ("ada-example@noreply.codeberg.org", true),
            ("ada-example@users.noreply", false),
            ("ada-example@example.org", false),
            ("-ada-example@users.noreply.github.com", false),
            ("12ada-example@users.noreply.github.com", false),
            ("12+ada@users.noreply.github.com", false),
            ("x+ada-example@users.noreply.github.com", false),
            ("ada-example", false),
        ] {
            assert_eq!(ada.has_email(email), want, "{email}");
        }
        let nobody = Member::new("grace".parse().expect("a handle"));
        assert!(!nobody.has_email("@users.noreply.github.com"));
    }
}
