use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::Selection;
use super::attendance::Attendance;
use super::author::Author;
use super::people::People;
use crate::model::{
    Appearance, Conversation, Handle, Item, ItemAddress, ItemId, Period, Reopened, ReplyEntry,
    Section, Snapshot, ThreadState, Update, Window, Zone,
};

/// What an item is known by: its author's current handle, the period of its
/// first appearance, and its id.
pub(super) type ItemKey<'a> = (&'a Handle, Period, &'a ItemId);

/// A snapshot, arranged for the questions that reports ask of it.
pub(super) struct Index<'a> {
    /// The team by handle and address.
    pub(super) people: People<'a>,
    /// Everybody who said something, in the order of the team file.
    pub(super) authors: Vec<Author<'a>>,
    /// The days that are covered.
    pub(super) window: Window,
    /// The zone that the report is reckoned in.
    pub(super) zone: Zone,
    /// The moment that the report is reckoned at.
    pub(super) instant: DateTime<Utc>,
    /// Its day in that zone.
    pub(super) today: NaiveDate,
    /// Who was expected to post for what, and what became of it.
    pub(super) attendance: Attendance<'a>,
    /// What the replies to each item have come to, for those that they have
    /// closed or opened.
    states: BTreeMap<ItemKey<'a>, ThreadState<&'a ReplyEntry>>,
    /// The replies to each item, in the order of history.
    threads: BTreeMap<ItemKey<'a>, Vec<&'a ReplyEntry>>,
    /// What replies have opened again and no update has carried since, by the
    /// handle that its author goes by today.
    reopened: BTreeMap<&'a Handle, Vec<&'a Reopened>>,
    /// When blockers and questions came into the log.
    appearances: &'a BTreeMap<ItemAddress, Appearance>,
}

impl<'a> Index<'a> {
    /// Arranges a whole snapshot.
    pub(super) fn build(snapshot: &'a Snapshot, instant: DateTime<Utc>, zone: Zone) -> Self {
        Self::of_selection(snapshot, snapshot, &Selection::default(), instant, zone)
    }

    /// Arranges the part of a snapshot that is selected; who was expected and
    /// posted is reckoned from the whole, since an update counts as posted
    /// also where it says nothing of the projects that were asked for.
    pub(super) fn of_selection(
        whole: &'a Snapshot,
        snapshot: &'a Snapshot,
        selection: &Selection,
        instant: DateTime<Utc>,
        zone: Zone,
    ) -> Self {
        let people = People::build(&snapshot.team);
        let mut states: BTreeMap<ItemKey<'a>, ThreadState<&'a ReplyEntry>> = BTreeMap::new();
        let mut threads: BTreeMap<ItemKey<'a>, Vec<&'a ReplyEntry>> = BTreeMap::new();
        for entry in &snapshot.replies {
            let Some(id) = &entry.reply.to.id else {
                continue;
            };
            let key = (
                people.current(&entry.reply.to.author),
                entry.reply.to.period,
                id,
            );
            let state = states.entry(key).or_default();
            *state = std::mem::take(state).after(entry.reply.state, entry);
            threads.entry(key).or_default().push(entry);
        }
        let mut reopened: BTreeMap<&'a Handle, Vec<&'a Reopened>> = BTreeMap::new();
        for one in &snapshot.reopened {
            let author = people.current(&one.address.author);
            reopened.entry(author).or_default().push(one);
        }
        Self {
            authors: Author::all(snapshot, &people),
            attendance: Attendance::build(&people, whole, selection, instant),
            window: snapshot.window,
            zone,
            instant,
            today: zone.day_at(instant),
            people,
            states,
            threads,
            reopened,
            appearances: &snapshot.appearances,
        }
    }

    /// Returns what an item is known by, where it has an id.
    pub(super) fn key(&self, update: &'a Update, item: &'a Item) -> Option<ItemKey<'a>> {
        let id = item.id.as_ref()?;
        let author = self.people.current(&update.author);
        Some((author, item.first_period(update.period), id))
    }

    /// Puts the thread of a blocker or question together; `carried` is whether
    /// its author's latest update lists it as open. `None` for one without an
    /// id, to which nobody can reply.
    pub(super) fn conversation(
        &self,
        update: &'a Update,
        section: Section,
        item: &'a Item,
        carried: bool,
    ) -> Option<Conversation<'a>> {
        let key = self.key(update, item)?;
        let replies = self.threads.get(&key).map_or(&[][..], Vec::as_slice);
        let address = update.address_of(item)?;
        // An item may be known by a handle that its author went by before.
        let appeared = self.appearances.get(&address).or_else(|| {
            let known = self.people.member(update.author.as_str())?.handles();
            let mut others = known.map(|author| ItemAddress {
                author: author.clone(),
                ..address.clone()
            });
            others.find_map(|address| self.appearances.get(&address))
        });
        Conversation::build(
            self.people.team(),
            update,
            (section, item),
            carried,
            appeared.cloned(),
            replies.iter().copied(),
        )
    }

    /// Returns the reply that resolved an item.
    pub(super) fn resolution(&self, update: &'a Update, item: &'a Item) -> Option<&'a ReplyEntry> {
        self.closed(&self.key(update, item)?)
    }

    /// Returns the reply that resolved the item at an address.
    pub(super) fn resolution_of(&self, item: &ItemAddress) -> Option<&'a ReplyEntry> {
        let key = (self.people.current(&item.author), item.period, &item.id);
        self.closed(&key)
    }

    /// Returns whether a reply opened an item again that no update has carried
    /// since.
    pub(super) fn is_reopened(&self, key: &ItemKey<'_>) -> bool {
        let (author, period, id) = key;
        let all = self.reopened.get(author).into_iter().flatten();
        all.map(|one| &one.address)
            .any(|address| (address.period, &address.id) == (*period, *id))
    }

    fn closed(&self, key: &ItemKey<'_>) -> Option<&'a ReplyEntry> {
        self.states.get(key)?.closed().copied()
    }

    /// Returns the day, in the report's zone, on which a reply resolved an
    /// item, where one did and its history is known.
    pub(super) fn resolved_on(&self, key: &ItemKey<'a>) -> Option<NaiveDate> {
        let first = self.closed(key)?.history.first()?;
        Some(self.zone.day_at(first.written.to_utc()))
    }

    /// Returns whether a reply was written on a day of the window, in the
    /// report's zone.
    pub(super) fn within(&self, reply: &ReplyEntry) -> bool {
        reply.history.first().is_some_and(|revision| {
            let day = self.zone.day_at(revision.written.to_utc());
            (self.window.since..=self.window.until).contains(&day)
        })
    }

    /// Returns every blocker, question and plan of an author that is still to
    /// be dealt with, where it was said last: those of their latest update, and
    /// what replies have opened again since.
    pub(super) fn open(&self, author: &Author<'a>) -> Vec<(Section, &'a Update, &'a Item)> {
        let pending = self.pending(author).into_iter();
        let mut open: Vec<(Section, &'a Update, &'a Item)> = pending
            .filter_map(|(section, position)| {
                let update = author.latest()?;
                Some((section, update, &update.section(section)[position]))
            })
            .collect();
        let known: BTreeSet<ItemKey<'a>> = open
            .iter()
            .filter_map(|(_, update, item)| self.key(update, item))
            .collect();
        for one in self.reopened.get(author.handle).into_iter().flatten() {
            let Some((section, item)) = one.item() else {
                continue;
            };
            let key = self.key(&one.update, item);
            if key.is_some_and(|key| !known.contains(&key) && self.closed(&key).is_none()) {
                open.push((section, &one.update, item));
            }
        }
        open
    }

    /// Returns the items of an author's latest update that are still to be
    /// dealt with, by section and position: plans, blockers and questions
    /// that the same update does not list as done and no reply has resolved,
    /// each once.
    pub(super) fn pending(&self, author: &Author<'a>) -> BTreeSet<(Section, usize)> {
        let Some(update) = author.latest() else {
            return BTreeSet::new();
        };
        let mut seen: BTreeSet<ItemKey<'a>> = update
            .done
            .iter()
            .filter_map(|item| self.key(update, item))
            .collect();
        let mut said = BTreeSet::new();
        // What stands in the way counts before what is planned, where a file
        // lists one item as both.
        [Section::Blockers, Section::Questions, Section::Next]
            .into_iter()
            .flat_map(|section| {
                let items = update.section(section).iter().enumerate();
                items.map(move |(position, item)| (section, position, item))
            })
            .filter(|(section, _, item)| match self.key(update, item) {
                Some(key) => seen.insert(key) && self.closed(&key).is_none(),
                None => said.insert((*section, content(item))),
            })
            .map(|(section, position, _)| (section, position))
            .collect()
    }
}

/// Everything that an item without an id says: within one update, two that
/// agree in all of it are one.
pub(super) type Content<'a> = (
    &'a str,
    (&'a Option<String>, &'a Option<String>),
    (Option<Period>, Option<NaiveDate>),
    (&'a [Handle], &'a [Handle]),
);

/// Returns everything that an item says.
pub(super) fn content(item: &Item) -> Content<'_> {
    (
        &item.text,
        (&item.project, &item.task),
        (item.since, item.due),
        (&item.needs, &item.to),
    )
}
