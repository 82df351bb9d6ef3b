use chrono::{DateTime, Datelike, TimeDelta, Utc};

use crate::model::Promise;

use super::{Agenda, HORIZON};

/// How much further than the day that settles it hours are looked at: after a
/// move, those of a later day may end earlier.
const SLACK: TimeDelta = TimeDelta::days(3);

/// How much work is looked at in one go.
const STRIDE: TimeDelta = TimeDelta::days(7);

impl Agenda<'_> {
    /// Returns the moment by which the member has had the time that was
    /// promised to whoever asks them at `from`.
    ///
    /// Minutes have passed when they were worked. Days are whole ones: it is
    /// the end of work on the last of that many days of work that begin at
    /// `from` or later. Whatever is not worked, be it nights, weekends,
    /// holidays or absences, does not count.
    ///
    /// `None` is never: they left, or work so little that it would be more
    /// than four times 400 days from then, or after the year 9999.
    #[must_use]
    pub fn promised(&self, from: DateTime<Utc>, promise: Promise) -> Option<DateTime<Utc>> {
        let end = from.checked_add_signed(HORIZON * 4)?;
        let due = match promise {
            Promise::Minutes(minutes) => {
                self.worked(from, end, TimeDelta::minutes(i64::from(minutes)))
            }
            Promise::Days(days) => self.nth_day(from, end, days),
        };
        due.filter(|due| *due <= end && due.year() <= 9999)
    }

    /// Returns how long the member was at work between two instants; no time
    /// where the second is not later.
    ///
    /// A commit can claim any time: what is more than four times 400 days
    /// after the first counts for nothing.
    #[must_use]
    pub fn work_time(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> TimeDelta {
        if until <= from {
            return TimeDelta::zero();
        }
        let last = from.checked_add_signed(HORIZON * 4).unwrap_or(until);
        let until = until.min(last);
        let spans = self.work_between(from, until).into_iter();
        spans.fold(TimeDelta::zero(), |sum, (from, until)| sum + (until - from))
    }

    fn worked(
        &self,
        from: DateTime<Utc>,
        end: DateTime<Utc>,
        wanted: TimeDelta,
    ) -> Option<DateTime<Utc>> {
        let mut left = wanted;
        let mut start = from;
        while left > TimeDelta::zero() {
            start = self.next_work(start).filter(|&start| start <= end)?;
            let stop = start.checked_add_signed(STRIDE)?;
            for (from, until) in self.work_between(start, stop) {
                if until - from >= left {
                    return Some(from + left);
                }
                left -= until - from;
            }
            start = stop;
        }
        Some(from)
    }

    fn nth_day(&self, from: DateTime<Utc>, end: DateTime<Utc>, days: u32) -> Option<DateTime<Utc>> {
        let wanted = usize::try_from(days).unwrap_or(usize::MAX);
        let Some(last) = wanted.checked_sub(1) else {
            return Some(from);
        };
        let mut ends = Vec::new();
        for (start, stop) in self.spans(from, end) {
            if ends.get(last).is_some_and(|&due| start > due + SLACK) {
                break;
            }
            if from <= start {
                ends.push(stop);
                ends.sort_unstable();
            }
        }
        ends.get(last).copied()
    }
}
