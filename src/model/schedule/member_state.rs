use chrono::{DateTime, Utc};

use super::{Duty, NotExpected};

/// How a member stands with the update for a period at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberState {
    /// It was posted; `late` when it was expected and first written at or
    /// after the hour at which it was due.
    Posted {
        /// Whether that was late.
        late: bool,
    },
    /// It waits in a proposal to be merged.
    Proposed,
    /// It is expected, and its hour has not come.
    DueLater,
    /// Its hour has come, and it is still waited for.
    Late,
    /// It was waited for in vain.
    Missing,
    /// The member is away, for a reason of their choice or none.
    Away(Option<String>),
    /// None is expected, for another reason than being away.
    NotExpected(NotExpected),
}

impl MemberState {
    /// Reckons the state out of what is expected.
    ///
    /// `posted` is when the update was first written, where it was posted and
    /// says something; `proposed` is whether a proposal of it waits.
    #[must_use]
    pub fn of(
        duty: Result<&Duty, &NotExpected>,
        instant: DateTime<Utc>,
        posted: Option<DateTime<Utc>>,
        proposed: bool,
    ) -> Self {
        match (posted, duty) {
            (Some(written), duty) => Self::Posted {
                late: duty.is_ok_and(|duty| written >= duty.due),
            },
            _ if proposed => Self::Proposed,
            (None, Ok(duty)) if instant < duty.due => Self::DueLater,
            (None, Ok(duty)) if duty.grace_ends.is_none_or(|end| instant < end) => Self::Late,
            (None, Ok(_)) => Self::Missing,
            (None, Err(NotExpected::Away(reason))) => Self::Away(reason.clone()),
            (None, Err(reason)) => Self::NotExpected(reason.clone()),
        }
    }

    /// Returns whether an update is expected that nobody has posted or
    /// proposed, and its hour has come.
    #[must_use]
    pub const fn is_overdue(&self) -> bool {
        matches!(self, Self::Late | Self::Missing)
    }
}
