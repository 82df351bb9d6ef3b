use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::model::{Period, Week, Window};

use super::{Agenda, Duty, HORIZON};

/// The longest time, in days, that a rhythm is searched for its next update.
const LONGEST: i64 = 20 * 366;

impl Agenda<'_> {
    /// Returns the next update to come due after `instant`, if there is one.
    #[must_use]
    pub fn next_duty(&self, instant: DateTime<Utc>) -> Option<Duty> {
        let daily = self.cadence.daily.as_ref();
        let weekly = self.cadence.weekly.as_ref();
        let from = [
            daily.map(|daily| daily.from.unwrap_or(NaiveDate::MIN)),
            weekly.map(|weekly| weekly.from.unwrap_or(NaiveDate::MIN)),
        ];
        let from = from.into_iter().flatten().min()?;
        let every = daily.map_or(1, |daily| daily.every);
        let every = every.max(weekly.map_or(1, |weekly| weekly.every));
        let first = shift(from.max(instant.date_naive()), -8);
        let last = shift(first, (400 + 7 * i64::from(every)).min(LONGEST));
        let mut found: Option<Duty> = None;
        for day in first.iter_days().take_while(|&day| day <= last) {
            // After a move, a later day may come due earlier; a week comes due
            // up to six days before its Sunday.
            if found.is_some_and(|found| day > shift(found.due.date_naive(), 8)) {
                break;
            }
            let week = Week::of(day);
            let week = (week.monday() == day).then_some(Period::Week(week));
            for period in std::iter::once(Period::Day(day)).chain(week) {
                let Ok(duty) = self.duty(period) else {
                    continue;
                };
                if duty.due > instant && found.is_none_or(|found| duty.due < found.due) {
                    found = Some(duty);
                }
            }
        }
        found
    }

    /// Returns what the member should write at `instant`: the oldest expected
    /// period whose day has come, that is still waited for, and is not `posted`.
    ///
    /// A week is not written before the day on which it is due: until then who
    /// posts once more on a day adds to that day.
    ///
    /// What was waited for until more than 400 days before is not looked for.
    #[must_use]
    pub fn pending(&self, instant: DateTime<Utc>, posted: &dyn Fn(Period) -> bool) -> Option<Duty> {
        let graces = [
            self.cadence.daily.as_ref().map(|daily| daily.grace),
            self.cadence.weekly.as_ref().map(|weekly| weekly.grace),
        ];
        let grace = graces.into_iter().flatten().max()?;
        // Whatever was waited for until before they last worked is missing.
        let reach = self
            .last_work(instant)
            .or_else(|| instant.checked_sub_signed(HORIZON))
            .unwrap_or(instant);
        let since = reach
            .checked_sub_signed(grace.min(HORIZON))
            .unwrap_or(reach);
        let today = shift(instant.date_naive(), 1);
        let window = Window {
            since: Period::Week(Week::of(shift(since.date_naive(), -2))).first_day(),
            until: Period::Week(Week::of(today)).last_day(),
        };
        let open =
            |duty: &Duty| duty.opens <= instant && duty.grace_ends.is_none_or(|end| instant < end);
        let periods = window.periods().into_iter();
        periods
            .filter_map(|period| self.duty(period).ok())
            .find(|duty| open(duty) && !posted(duty.period))
    }
}

/// Returns the day that is `days` later, or the nearest that has periods.
fn shift(day: NaiveDate, days: i64) -> NaiveDate {
    let bound = |year, month, day| {
        NaiveDate::from_ymd_opt(year, month, day).expect("New Year and its eve always exist")
    };
    day.checked_add_signed(TimeDelta::days(days))
        .unwrap_or(day)
        .clamp(bound(1, 1, 1), bound(9999, 12, 31))
}
