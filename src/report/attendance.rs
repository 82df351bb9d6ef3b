use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::Selection;
use super::people::People;
use crate::model::{Agenda, Duty, Handle, Member, MemberState, NotExpected, Period, Snapshot};

/// What became of a period for one member.
pub(super) struct Mark {
    /// The period.
    pub(super) period: Period,
    /// What was expected.
    pub(super) duty: Result<Duty, NotExpected>,
    /// How the member stands with it.
    pub(super) state: MemberState,
    /// When the update was first written, where it was posted and that is
    /// known.
    pub(super) written: Option<DateTime<Utc>>,
}

/// Who was expected to post for which periods of a window, and what became of
/// each.
pub(super) struct Attendance<'a> {
    /// The members, in the order of the team file.
    pub(super) rows: Vec<AttendanceRow<'a>>,
    /// Everybody who posted for a period of the window, by the handle they go
    /// by today.
    pub(super) posted: BTreeSet<&'a Handle>,
}

/// One member's part of it.
pub(super) struct AttendanceRow<'a> {
    /// The member.
    pub(super) member: &'a Member,
    /// Their time.
    pub(super) agenda: Agenda<'a>,
    /// What was expected or posted, and what was not because they were away,
    /// in the order of periods.
    pub(super) marks: Vec<Mark>,
}

/// When updates were first written, where that is known, by author and
/// period.
type Posts<'a> = BTreeMap<&'a Handle, BTreeMap<Period, Option<DateTime<Utc>>>>;

impl<'a> Attendance<'a> {
    /// Reckons, for everybody in the selection, every period that the
    /// snapshot's window covers, as it is at `instant`.
    pub(super) fn build(
        people: &People<'a>,
        snapshot: &'a Snapshot,
        selection: &Selection,
        instant: DateTime<Utc>,
    ) -> Self {
        let mut posts = posts(people, snapshot);
        posts.retain(|handle, _| match people.member(handle.as_str()) {
            Some(member) => selection.expects(member),
            None => selection.takes_author(people, handle) && selection.projects.is_empty(),
        });
        let periods = snapshot.window.periods();
        let none = BTreeMap::new();
        let rows = people
            .members()
            .filter(|member| selection.expects(member))
            .map(|member| {
                let own = posts.get(&member.handle).unwrap_or(&none);
                AttendanceRow::build(people, member, &periods, own, instant)
            })
            .collect();
        Self {
            rows,
            posted: posts.into_keys().collect(),
        }
    }
}

/// Returns what was posted for the periods of the window. An update that says
/// nothing is none; one that cannot be read may say something.
fn posts<'a>(people: &People<'a>, snapshot: &'a Snapshot) -> Posts<'a> {
    let mut posts = Posts::new();
    for entry in &snapshot.entries {
        if entry.update.is_untouched() {
            continue;
        }
        let own = posts.entry(people.current(&entry.update.author));
        let first = entry.history.first();
        let written = first.map(|revision| revision.written.to_utc());
        let known = own.or_default().entry(entry.update.period);
        let known = known.or_insert(written);
        // Under two handles of one person, the earlier one counts.
        *known = (*known).into_iter().chain(written).min();
    }
    for (author, period) in &snapshot.besides {
        let own = posts.entry(people.current(author)).or_default();
        own.entry(*period).or_insert(None);
    }
    posts
}

impl<'a> AttendanceRow<'a> {
    fn build(
        people: &People<'a>,
        member: &'a Member,
        periods: &[Period],
        posts: &BTreeMap<Period, Option<DateTime<Utc>>>,
        instant: DateTime<Utc>,
    ) -> Self {
        let agenda = Agenda::new(people.team(), member);
        let marks = periods
            .iter()
            .filter_map(|&period| {
                Mark::build(&agenda, period, posts.get(&period).copied(), false, instant)
            })
            .collect();
        Self {
            member,
            agenda,
            marks,
        }
    }

    /// Returns whether anything was expected of the member, or posted by them.
    pub(super) fn takes_part(&self) -> bool {
        self.marks.iter().any(|mark| mark.duty.is_ok()) || self.has_posted()
    }

    /// Returns whether the member posted for any period.
    pub(super) fn has_posted(&self) -> bool {
        self.marks.iter().any(Mark::is_posted)
    }

    /// Returns whether the member was away all the time that an update of
    /// theirs would have been expected.
    pub(super) fn is_away(&self) -> bool {
        let away = |mark: &Mark| matches!(mark.state, MemberState::Away(_));
        !self.takes_part() && self.marks.iter().any(away)
    }

    /// Returns the reason why the member was away, where they gave one.
    pub(super) fn away_reason(&self) -> Option<&str> {
        self.marks.iter().find_map(|mark| match &mark.state {
            MemberState::Away(reason) => reason.as_deref(),
            _ => None,
        })
    }

    /// Returns whether the member posted nothing and is missing for a period.
    pub(super) fn is_missing(&self) -> bool {
        let missing = |mark: &Mark| mark.state == MemberState::Missing;
        !self.has_posted() && self.marks.iter().any(missing)
    }

    /// Counts the periods that tell whether the member takes part: those that
    /// were expected and are over with their grace, or were posted, and those
    /// of them that were posted.
    pub(super) fn participation(&self) -> (usize, usize) {
        let expected = self.marks.iter().filter(|mark| mark.counts());
        expected.fold((0, 0), |(all, posted), mark| {
            (all + 1, posted + usize::from(mark.is_posted()))
        })
    }
}

impl Mark {
    /// Reckons a period; `posted` holds when the update was first written, as
    /// far as that is known. `None` where nothing was expected or posted and
    /// the member was neither away nor had a holiday.
    pub(super) fn build(
        agenda: &Agenda<'_>,
        period: Period,
        posted: Option<Option<DateTime<Utc>>>,
        proposed: bool,
        instant: DateTime<Utc>,
    ) -> Option<Self> {
        let duty = agenda.duty(period);
        let state = match posted {
            Some(None) => MemberState::Posted { late: false },
            _ => MemberState::of(duty.as_ref(), instant, posted.flatten(), proposed),
        };
        let idle = |reason: &NotExpected| {
            !matches!(reason, NotExpected::Away(_) | NotExpected::Holiday(_))
        };
        if posted.is_none() && !proposed && duty.as_ref().is_err_and(idle) {
            return None;
        }
        Some(Self {
            period,
            duty,
            state,
            written: posted.flatten(),
        })
    }

    /// Returns whether the update was posted.
    pub(super) const fn is_posted(&self) -> bool {
        matches!(self.state, MemberState::Posted { .. })
    }

    /// Returns whether the period tells whether the member takes part.
    pub(super) const fn counts(&self) -> bool {
        self.duty.is_ok()
            && matches!(
                self.state,
                MemberState::Posted { .. } | MemberState::Missing
            )
    }

    /// Returns whether the update was posted by the hour at which it was due,
    /// where one was expected and that is known.
    pub(super) fn on_time(&self) -> Option<bool> {
        let due = self.duty.as_ref().ok()?.due;
        self.written.map(|written| written < due)
    }
}

#[cfg(test)]
mod tests {
    use crate::report::sample::{Log, handle, instant};

    #[test]
    fn an_update_under_two_handles_was_written_when_the_first_was() {
        for later in ["grace", "zo"] {
            let mut log = Log::of("2026-W47")
                .post("grace", "2026-11-18", |_| {})
                .post("zo", "2026-11-18", |_| {});
            log.member("grace").former_handles = vec![handle("zo")];
            let mut entries = log.0.entries.iter_mut();
            let entry = entries.find(|entry| entry.update.author.as_str() == later);
            let revision = &mut entry.expect("it was posted").history.revisions[0];
            revision.written = instant("2026-11-18T23:30:00Z").fixed_offset();
            let digest = log.digest();
            let mut rows = digest.attendance.iter();
            let grace = rows.find(|row| row.handle == "grace").expect("her row");
            let mut periods = grace.periods.iter();
            let day = periods.find(|day| day.period == "2026-11-18");
            assert_eq!(day.expect("that day").on_time, Some(true), "{later}");
        }
    }
}
