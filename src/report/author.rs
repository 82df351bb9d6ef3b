use std::collections::BTreeMap;

use super::people::People;
use crate::model::{Entry, Handle, Health, Snapshot, Update, Window};

/// Everything that one person said, under any handle they ever had.
pub(super) struct Author<'a> {
    /// The handle the person goes by today.
    pub(super) handle: &'a Handle,
    /// The updates in the window, by period.
    pub(super) entries: Vec<&'a Entry>,
    /// The latest update before those.
    pub(super) before: Option<&'a Update>,
    /// The latest update after those: a range of commits need not touch it.
    pub(super) after: Option<&'a Update>,
}

impl<'a> Author<'a> {
    /// Sorts what a snapshot holds by person: members in the order of the
    /// team file, then others by handle.
    pub(super) fn all(snapshot: &'a Snapshot, people: &People<'a>) -> Vec<Self> {
        let mut all: BTreeMap<(usize, &'a Handle), Self> = BTreeMap::new();
        let known = |handle: &'a Handle| Self {
            handle: people.current(handle),
            entries: Vec::new(),
            before: None,
            after: None,
        };
        for entry in &snapshot.entries {
            let handle = &entry.update.author;
            let author = all.entry(people.rank(handle));
            author.or_insert_with(|| known(handle)).entries.push(entry);
        }
        for standing in &snapshot.before {
            let update = &standing.update;
            let author = all
                .entry(people.rank(&update.author))
                .or_insert_with(|| known(&update.author));
            let last = author.updates().map(|own| own.period).max();
            let is_after = last.is_some_and(|last| last < update.period);
            let place = if is_after {
                &mut author.after
            } else {
                &mut author.before
            };
            if place.is_none_or(|said| said.period < update.period) {
                *place = Some(update);
            }
        }
        let mut all: Vec<Self> = all.into_values().collect();
        for author in &mut all {
            author.entries.sort_by(|one, other| {
                let order = |entry: &'a Entry| (entry.update.period, &entry.update.author);
                order(one).cmp(&order(other))
            });
        }
        all
    }

    /// Returns the updates in the window, by period.
    pub(super) fn updates(&self) -> impl DoubleEndedIterator<Item = &'a Update> {
        self.entries.iter().map(|entry| &entry.update)
    }

    /// Returns the latest update, in the window or outside of it: it holds
    /// everything of this person that is open.
    pub(super) fn latest(&self) -> Option<&'a Update> {
        let own = self.updates().next_back();
        self.after.or(own).or(self.before)
    }

    /// Returns the latest health that was stated in the window, and the
    /// update that states it. Silence takes nothing back.
    pub(super) fn health(&self) -> Option<(Health, &'a Update)> {
        let mut latest_first = self.after.into_iter().chain(self.updates().rev());
        latest_first.find_map(|update| update.health.map(|health| (health, update)))
    }

    /// Returns whether what this person said last still counts: they posted
    /// in the window, or had not left when it began.
    pub(super) fn counts(&self, people: &People<'_>, window: Window) -> bool {
        let left = people
            .member(self.handle.as_str())
            .and_then(|member| member.left);
        !self.entries.is_empty() || left.is_none_or(|day| day > window.since)
    }
}
