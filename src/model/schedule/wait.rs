use chrono::{DateTime, TimeDelta, Utc};

use crate::model::Period;

use super::{Agenda, DayKind, Duty};

/// How long after its grace an update is waited for at most, however many
/// days off follow: a report on a team is not held up by one who has gone.
const LONGEST: TimeDelta = TimeDelta::days(7);

/// How many days such a time may touch.
const SPAN: usize = 9;

impl Agenda<'_> {
    /// Returns the moment from which on a report on the whole team no longer
    /// waits for an update.
    ///
    /// That is the end of its grace, for which nights, weekends and holidays
    /// are waited out so that the member may still post. Leave is not: who is
    /// away, or has left the team, is waited for no longer than the grace by
    /// the clock.
    #[must_use]
    pub fn waits_until(&self, duty: &Duty) -> DateTime<Utc> {
        let grace = match duty.period {
            Period::Day(_) => self.cadence.daily.as_ref().map(|daily| daily.grace),
            Period::Week(_) => self.cadence.weekly.as_ref().map(|weekly| weekly.grace),
        };
        let over = duty
            .due
            .checked_add_signed(grace.unwrap_or_default())
            .unwrap_or(DateTime::<Utc>::MAX_UTC);
        let Some(ends) = duty.grace_ends else {
            return over;
        };
        let longest = over.checked_add_signed(LONGEST).unwrap_or(over);
        ends.min(longest)
            .min(self.leave_after(over, longest).unwrap_or(ends))
            .max(over)
    }

    /// Returns when the first day of leave begins that lies between two
    /// instants, or holds the first.
    fn leave_after(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let first = self.zone_at(from).day_at(from);
        let days = first.iter_days().take(SPAN);
        let is_leave = |kind| matches!(kind, DayKind::Away(_) | DayKind::Outside);
        days.filter(|&day| is_leave(self.day(day)))
            .map(|day| self.zone_on(day).start_of(day))
            .find(|&start| start <= until)
    }
}
