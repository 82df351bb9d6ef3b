use std::collections::BTreeMap;

use super::{
    Asking, Cadence, CustomSection, Handle, Holidays, Identity, Member, Protocol, Severity,
    WorkTime, Zone,
};

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

/// Who may add themselves to the team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JoinRule {
    /// Whoever can write to the log.
    #[default]
    Open,
    /// Nobody; a member adds them.
    Closed,
}

impl JoinRule {
    /// Returns the spelling used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// How reports name those whose update is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingNames {
    /// Only their number is told.
    Off,
    /// By name.
    #[default]
    List,
    /// As `@handle`, which forges make a notification of.
    Mention,
}

impl MissingNames {
    /// Returns the spelling used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::List => "list",
            Self::Mention => "mention",
        }
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
    /// When members work, unless their entry says otherwise.
    pub work: WorkTime,
    /// The calendar of the holidays, as a path in the log.
    pub holidays: Option<String>,
    /// The calendars that team and members name, by path, as far as they
    /// could be read.
    pub calendars: BTreeMap<String, Holidays>,
    /// Who may add themselves.
    pub join: JoinRule,
    /// How reports name those whose update is missing.
    pub missing: MissingNames,
    /// Where digests are kept.
    pub digests: DigestPlace,
    /// How bad a finding of a rule is in this team, by the rule's name, where
    /// the team says so; `None` turns the rule off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// How the sections that every update has are asked for, by key, where
    /// the team says so; the keys are those of `Questionnaire::USUAL`.
    pub usual: BTreeMap<&'static str, Asking>,
    /// The sections that the team added.
    pub sections: Vec<CustomSection>,
    /// What is said where, how soon an answer may be expected, and when to
    /// talk.
    pub protocol: Protocol,
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
    ///
    /// An address that a forge gave to a member's account is theirs, unless
    /// another entry has it in so many words. Of two who have it, it is the
    /// first one's.
    #[must_use]
    pub fn member_by_email(&self, email: &str) -> Option<&Member> {
        let same = |known: &String| known.eq_ignore_ascii_case(email);
        let mut members = self.members.iter();
        members
            .find(|member| member.emails.iter().any(same))
            .or_else(|| self.members.iter().find(|member| member.has_noreply(email)))
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
}
