use chrono::{NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::{PeriodKind, Weekdays};

/// When updates are due and how long they are waited for: daily ones, weekly
/// ones, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cadence {
    /// When daily updates are due, where there are any.
    pub daily: Option<Daily>,
    /// When weekly updates are due, where there are any.
    pub weekly: Option<Weekly>,
}

/// When daily updates are due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daily {
    /// The days of the week that are reported on; `None` takes those on which
    /// a member works.
    pub days: Option<Weekdays>,
    /// The hour at which a day's update is due, on the author's own clock.
    pub due: NaiveTime,
    /// How long after that an update is still waited for.
    pub grace: TimeDelta,
    /// Each how many of those days an update is due; 1 is every day.
    pub every: u32,
    /// The first day on which one is due, from which they are counted.
    pub from: Option<NaiveDate>,
}

/// When weekly updates are due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weekly {
    /// The day of the week on which an update for the week is due; `None` is
    /// the last day on which a member works.
    pub day: Option<Weekday>,
    /// The hour at which it is due, on the author's own clock.
    pub due: NaiveTime,
    /// How long after that an update is still waited for.
    pub grace: TimeDelta,
    /// Each how many weeks an update is due; 1 is every week.
    pub every: u32,
    /// A day of the first week for which one is due, from which they are
    /// counted.
    pub from: Option<NaiveDate>,
}

/// Until when an update is due where the team says nothing: five in the
/// afternoon.
const DUE: NaiveTime = NaiveTime::from_hms_opt(17, 0, 0).expect("17:00 exists");

impl Default for Daily {
    /// Every day of work, due at 17:00, waited for until the next morning.
    fn default() -> Self {
        Self {
            days: None,
            due: DUE,
            grace: TimeDelta::hours(17),
            every: 1,
            from: None,
        }
    }
}

impl Default for Weekly {
    /// Every week, due on the last day of work at 17:00, waited for over the
    /// weekend.
    fn default() -> Self {
        Self {
            day: None,
            due: DUE,
            grace: TimeDelta::hours(65),
            every: 1,
            from: None,
        }
    }
}

impl Default for Cadence {
    /// An update a day.
    fn default() -> Self {
        Self::daily()
    }
}

impl Cadence {
    /// Makes the usual daily rhythm.
    #[must_use]
    pub fn daily() -> Self {
        Self {
            daily: Some(Daily::default()),
            weekly: None,
        }
    }

    /// Makes the usual weekly rhythm.
    #[must_use]
    pub fn weekly() -> Self {
        Self {
            daily: None,
            weekly: Some(Weekly::default()),
        }
    }

    /// Returns the rhythm of one kind alone: this one's, or the usual one where
    /// there is none of that kind.
    #[must_use]
    pub fn only(&self, kind: PeriodKind) -> Self {
        match kind {
            PeriodKind::Day => Self {
                daily: Some(self.daily.clone().unwrap_or_default()),
                weekly: None,
            },
            PeriodKind::Week => Self {
                daily: None,
                weekly: Some(self.weekly.clone().unwrap_or_default()),
            },
        }
    }

    /// Returns the kind of period that a post is for when nothing is due: a
    /// day where there are daily updates, else a week.
    #[must_use]
    pub const fn period_kind(&self) -> PeriodKind {
        match self.daily {
            Some(_) => PeriodKind::Day,
            None => PeriodKind::Week,
        }
    }

    /// Returns the adjective for the rhythm: `daily`, `weekly`, or
    /// `daily and weekly`.
    #[must_use]
    pub const fn adjective(&self) -> &'static str {
        match (&self.daily, &self.weekly) {
            (Some(_), Some(_)) => "daily and weekly",
            (None, Some(_)) => "weekly",
            _ => "daily",
        }
    }
}
