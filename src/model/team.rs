use chrono::NaiveDate;

use super::{CustomSection, Handle, Identity, Period, PeriodKind, Zone};

/// How often the team posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cadence {
    /// An update a day.
    #[default]
    Daily,
    /// An update a week.
    Weekly,
}

impl Cadence {
    /// Returns the spelling used in files and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// Returns the kind of period that a post is for when none is named.
    #[must_use]
    pub const fn period_kind(self) -> PeriodKind {
        match self {
            Self::Daily => PeriodKind::Day,
            Self::Weekly => PeriodKind::Week,
        }
    }
}

/// Where the team keeps its digests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DigestPlace {
    /// As files under `digests/` in the log.
    #[default]
    Log,
    /// Nowhere: whoever wants one builds it.
    Nowhere,
}

impl DigestPlace {
    /// Returns the spelling used in files and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Nowhere => "nowhere",
        }
    }
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
    /// The zone whose calendar day is "today" for this person; `None` takes
    /// the team's.
    pub time_zone: Option<Zone>,
    /// How often this person posts, if other than the team.
    pub cadence: Option<Cadence>,
    /// The first day on which this person is part of the team.
    pub joined: Option<NaiveDate>,
    /// The day on which this person left the team.
    pub left: Option<NaiveDate>,
}

impl Member {
    /// Returns whether the person was part of the team on some day of the
    /// span from `since` to `until`.
    #[must_use]
    pub fn is_active(&self, since: NaiveDate, until: NaiveDate) -> bool {
        self.joined.is_none_or(|day| day <= until) && self.left.is_none_or(|day| day > since)
    }

    /// Returns whether the person goes, or once went, by this handle.
    #[must_use]
    pub fn answers_to(&self, handle: &Handle) -> bool {
        self.handle == *handle || self.former_handles.contains(handle)
    }
}

/// The team: who its members are and what they agreed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// The name of the team.
    pub name: String,
    /// The zone in which digests are reckoned; `None` is UTC.
    pub time_zone: Option<Zone>,
    /// How often members post, unless their entry says otherwise.
    pub cadence: Cadence,
    /// Where digests are kept.
    pub digests: DigestPlace,
    /// The sections that the team added.
    pub sections: Vec<CustomSection>,
    /// The members, in the order of the file.
    pub members: Vec<Member>,
}

impl Team {
    /// Returns the member who goes, or once went, by this handle.
    #[must_use]
    pub fn member(&self, handle: &Handle) -> Option<&Member> {
        self.members
            .iter()
            .find(|member| member.handle == *handle)
            .or_else(|| self.members.iter().find(|member| member.answers_to(handle)))
    }

    /// Returns the member who commits with this address; case does not count.
    #[must_use]
    pub fn member_by_email(&self, email: &str) -> Option<&Member> {
        let same = |known: &String| known.eq_ignore_ascii_case(email);
        self.members
            .iter()
            .find(|member| member.emails.iter().any(same))
    }

    /// Returns the member that a commit's identity belongs to.
    #[must_use]
    pub fn member_of(&self, identity: &Identity) -> Option<&Member> {
        self.member_by_email(&identity.email)
    }

    /// Returns the name to show for a handle: the member's name, or the
    /// handle where nobody has it.
    #[must_use]
    pub fn display_name<'a>(&'a self, handle: &'a Handle) -> &'a str {
        self.member(handle)
            .map_or(handle.as_str(), |member| member.name.as_str())
    }

    /// Returns the zone that a member's days are reckoned in.
    #[must_use]
    pub fn zone_of(&self, handle: &Handle) -> Zone {
        self.member(handle)
            .and_then(|member| member.time_zone)
            .or(self.time_zone)
            .unwrap_or(Zone::UTC)
    }

    /// Returns how often a member posts.
    #[must_use]
    pub fn cadence_of(&self, handle: &Handle) -> Cadence {
        self.member(handle)
            .and_then(|member| member.cadence)
            .unwrap_or(self.cadence)
    }

    /// Returns the period that a post without one is for, on `today`.
    #[must_use]
    pub fn current_period(&self, handle: &Handle, today: NaiveDate) -> Period {
        Period::of(self.cadence_of(handle).period_kind(), today)
    }
}
