use chrono::{DateTime, Utc};

use crate::model::Period;

use super::DayKind;

/// An update that is expected of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    /// What the update covers.
    pub period: Period,
    /// From when on it is time to write it: the beginning of the member's day
    /// on which it is due.
    pub opens: DateTime<Utc>,
    /// From when on the update is late.
    pub due: DateTime<Utc>,
    /// From when on it is missing: once the grace is over and the member is at
    /// work. `None` where they are not at work again within 400 days.
    pub grace_ends: Option<DateTime<Utc>>,
}

/// Why no update is expected of a member for a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotExpected {
    /// They only read along.
    Observer,
    /// They were not in the team.
    Outside,
    /// Their cadence asks for no update for this period.
    Cadence,
    /// They were away, for a reason of their choice or none.
    Away(Option<String>),
    /// It was a holiday of this name.
    Holiday(String),
    /// It was no day of work.
    Free,
}

impl NotExpected {
    /// Returns why nothing is expected for a day of this kind, or `None` for a
    /// day of work.
    pub(super) fn on(day: DayKind<'_>) -> Option<Self> {
        match day {
            DayKind::Outside => Some(Self::Outside),
            DayKind::Away(reason) => Some(Self::Away(reason.map(str::to_owned))),
            DayKind::Holiday(name) => Some(Self::Holiday(name.to_owned())),
            DayKind::Free => Some(Self::Free),
            DayKind::Work => None,
        }
    }
}
