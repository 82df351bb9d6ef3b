use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::{Agenda, DayKind, HORIZON};

/// How many days before and after the day of an instant, in UTC, hours of work
/// may have begun that hold it. A zone is up to a day off, hours last up to a
/// day, and clocks were once set back by a day.
const AROUND: Days = Days::new(3);

/// A span of work: its first moment, and the first moment after it.
pub(super) type Span = (DateTime<Utc>, DateTime<Utc>);

impl Agenda<'_> {
    /// Returns whether the member is at work at `instant`.
    #[must_use]
    pub fn is_at_work(&self, instant: DateTime<Utc>) -> bool {
        self.spans(instant, instant)
            .any(|(from, until)| from <= instant && instant < until)
    }

    /// Returns the first moment, from `instant` on, at which the member is at
    /// work, or `None` where there is none within 400 days.
    #[must_use]
    pub fn next_work(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let end = instant.checked_add_signed(HORIZON)?;
        let mut found: Option<DateTime<Utc>> = None;
        for (from, until) in self.spans(instant, end) {
            // After a move, hours of a later day may begin earlier.
            if found.is_some_and(|found| from > found + TimeDelta::days(3)) {
                break;
            }
            if until > instant {
                let start = from.max(instant);
                found = Some(found.map_or(start, |found| found.min(start)));
            }
        }
        found.filter(|&found| found <= end)
    }

    /// Returns the last moment up to `instant` at which the member was at
    /// work, as the moment at which those hours were over, or `instant` while
    /// they are at work; `None` where there is none within 400 days.
    pub(super) fn last_work(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let start = instant.checked_sub_signed(HORIZON)?;
        let mut found: Option<DateTime<Utc>> = None;
        for (from, until) in self.spans_back(start, instant) {
            if found.is_some_and(|found| until < found - TimeDelta::days(3)) {
                break;
            }
            if from <= instant {
                found = found.max(Some(until.min(instant)));
            }
        }
        found
    }

    /// Returns the spans between two instants during which the member is at
    /// work, in order; they neither touch nor overlap.
    #[must_use]
    pub fn work_between(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Span> {
        let clip = |(start, end): Span| (start.max(from), end.min(until));
        let mut all: Vec<Span> = self.spans(from, until).map(clip).collect();
        all.retain(|(start, end)| start < end);
        all.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(all.len());
        for (start, end) in all {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        merged
    }

    /// Returns the hours of work that may touch the time between two instants,
    /// by the day on which they begin.
    pub(super) fn spans(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> impl Iterator<Item = Span> {
        let (first, last) = around(from, until);
        first
            .iter_days()
            .take_while(move |&day| day <= last)
            .filter_map(|day| self.hours(day))
    }

    /// Returns the same, the last day first.
    fn spans_back(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> impl Iterator<Item = Span> {
        let (first, last) = around(from, until);
        std::iter::successors(Some(last), NaiveDate::pred_opt)
            .take_while(move |&day| day >= first)
            .filter_map(|day| self.hours(day))
    }

    /// Returns the hours of work that begin on `day`, if there are any.
    fn hours(&self, day: NaiveDate) -> Option<Span> {
        if self.day(day) != DayKind::Work {
            return None;
        }
        let zone = self.zone_on(day);
        let last = if self.work.until <= self.work.from {
            day.succ_opt()?
        } else {
            day
        };
        let span = (zone.at(day, self.work.from), zone.at(last, self.work.until));
        (span.0 < span.1).then_some(span)
    }
}

/// Returns the first and last day whose hours may touch the time between two
/// instants.
fn around(from: DateTime<Utc>, until: DateTime<Utc>) -> (NaiveDate, NaiveDate) {
    let first = from.date_naive();
    let last = until.date_naive();
    (
        first.checked_sub_days(AROUND).unwrap_or(first),
        last.checked_add_days(AROUND).unwrap_or(last),
    )
}
