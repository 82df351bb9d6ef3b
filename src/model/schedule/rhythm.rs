use chrono::{Datelike, NaiveDate, Weekday};

use crate::model::{Daily, Week, Weekdays, Weekly};

/// The day that is counted from where a rhythm names none: a Monday.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("the first day exists");

impl Daily {
    /// Returns whether the rhythm asks for an update for `day`, where `work`
    /// are the days of the week on which the member works.
    ///
    /// Holidays and absences count along, so that all members count alike.
    #[must_use]
    pub fn falls_on(&self, day: NaiveDate, work: Weekdays) -> bool {
        let days = self.days.unwrap_or(work);
        let from = self.from.unwrap_or(FIRST_DAY);
        if day < from || !days.contains(day.weekday()) {
            return false;
        }
        let counted = before(days, day) - before(days, from);
        counted.rem_euclid(i64::from(self.every.max(1))) == 0
    }
}

impl Weekly {
    /// Returns whether the rhythm asks for an update for `week`.
    #[must_use]
    pub fn falls_in(&self, week: Week) -> bool {
        let from = Week::of(self.from.unwrap_or(FIRST_DAY));
        let counted = (week.monday() - from.monday()).num_weeks();
        counted >= 0 && counted % i64::from(self.every.max(1)) == 0
    }
}

/// Returns how many days of these weekdays there are from a fixed Monday up to
/// `day`, which is not counted.
fn before(days: Weekdays, day: NaiveDate) -> i64 {
    let since = (day - FIRST_DAY).num_days();
    let weeks = since.div_euclid(7) * i64::from(days.count());
    let earlier = |of: &Weekday| of.num_days_from_monday() < day.weekday().num_days_from_monday();
    let rest = days.iter().filter(earlier).count();
    weeks + i64::try_from(rest).expect("a week has seven days")
}
