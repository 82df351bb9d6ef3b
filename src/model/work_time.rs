use chrono::NaiveTime;

use super::Weekdays;

/// When a member works, on their own clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkTime {
    /// The days of the week.
    pub days: Weekdays,
    /// The hour at which work begins.
    pub from: NaiveTime,
    /// The hour at which it ends; one that is not after the first is of the
    /// next day.
    pub until: NaiveTime,
}

impl Default for WorkTime {
    /// Monday to Friday, nine to five.
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("the hour exists");
        Self {
            days: Weekdays::WORKING,
            from: hour(9),
            until: hour(17),
        }
    }
}
