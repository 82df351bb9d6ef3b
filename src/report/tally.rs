use std::collections::BTreeMap;

use super::attendance::{AttendanceRow, Mark};
use super::author::Author;
use super::index::{Index, ItemKey};
use super::plan::judged;
use crate::model::{Fate, MemberState, Section, Update};

/// What is counted of members over a span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) members: usize,
    /// Periods that tell whether somebody takes part, and those of them that
    /// were posted.
    pub(super) expected: usize,
    pub(super) posted: usize,
    /// Those of them that were posted by their hour, and later.
    pub(super) on_time: usize,
    pub(super) late: usize,
    /// Periods for which nothing was expected because of leave.
    pub(super) away: usize,
    /// Plans, by what became of them.
    pub(super) done: usize,
    pub(super) still_open: usize,
    pub(super) dropped: usize,
    pub(super) not_mentioned: usize,
    /// The ages of blockers, in calendar days, and how many are open.
    pub(super) ages: Vec<i64>,
    pub(super) open: usize,
}

impl Tally {
    /// Counts for one member; `author` is what they said, if anything.
    pub(super) fn of<'a>(
        index: &Index<'a>,
        row: &AttendanceRow<'a>,
        author: Option<&Author<'a>>,
    ) -> Self {
        let (expected, posted) = row.participation();
        let timed = |on_time: bool| {
            let marks = row.marks.iter().filter(|mark| mark.counts());
            marks.filter(|mark| mark.on_time() == Some(on_time)).count()
        };
        let away = |mark: &&Mark| matches!(mark.state, MemberState::Away(_));
        let mut tally = Self {
            members: 1,
            expected,
            posted,
            on_time: timed(true),
            late: timed(false),
            away: row.marks.iter().filter(away).count(),
            ..Self::default()
        };
        if let Some(author) = author {
            tally.count_plans(index, author);
            tally.count_blockers(index, author);
        }
        tally
    }

    /// Adds what was counted of others.
    pub(super) fn add(&mut self, other: &Self) {
        self.members += other.members;
        self.expected += other.expected;
        self.posted += other.posted;
        self.on_time += other.on_time;
        self.late += other.late;
        self.away += other.away;
        self.done += other.done;
        self.still_open += other.still_open;
        self.dropped += other.dropped;
        self.not_mentioned += other.not_mentioned;
        self.ages.extend(&other.ages);
        self.open += other.open;
    }

    fn count_plans(&mut self, index: &Index<'_>, author: &Author<'_>) {
        for (outcome, dropped) in judged(index, author) {
            match outcome.fate {
                Fate::Done => self.done += 1,
                _ if dropped.is_some() => self.dropped += 1,
                Fate::StillOpen => self.still_open += 1,
                Fate::NotMentioned | Fate::Pending => self.not_mentioned += 1,
            }
        }
    }

    /// Follows each blocker that has an id from its first period until a reply
    /// resolves it or its author leaves it out, or else to the end of the span
    /// or the day of the report, whichever comes first.
    fn count_blockers<'a>(&mut self, index: &Index<'a>, author: &Author<'a>) {
        let today = index.today.min(index.window.until);
        let updates: Vec<&'a Update> = author.before.into_iter().chain(author.updates()).collect();
        // By blocker, the position of the last update that carries it.
        let mut carried: BTreeMap<ItemKey<'a>, usize> = BTreeMap::new();
        for (position, update) in updates.iter().copied().enumerate() {
            let blockers = update.section(Section::Blockers).iter();
            let keys = blockers.filter_map(|item| index.key(update, item));
            carried.extend(keys.map(|key| (key, position)));
            for item in update.section(Section::Done) {
                if let Some(last) = index
                    .key(update, item)
                    .and_then(|key| carried.get_mut(&key))
                {
                    // Ticked: this is the update that leaves it out.
                    *last = (*last).min(position.saturating_sub(1));
                }
            }
        }
        for (key, last) in carried {
            let left_out = updates.get(last + 1).map(|update| update.period.last_day());
            let resolved = index.resolved_on(&key).filter(|day| *day <= today);
            let closed = resolved.into_iter().chain(left_out).min();
            if closed.is_some_and(|day| day < index.window.since) {
                continue;
            }
            let until = closed.unwrap_or(today).min(today);
            let age = (until - key.1.first_day()).num_days();
            self.ages.push(age.max(0));
            self.open += usize::from(closed.is_none());
        }
    }
}
