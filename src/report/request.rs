use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::index::{Index, ItemKey};
use crate::model::{Agenda, Handle, Item, Promise, ProtocolChange, Section, Update, Window};

/// A blocker or question that asks somebody, and what became of it.
pub(super) struct Request<'a> {
    /// `question` or `blocker`.
    pub(super) purpose: &'static str,
    /// Whether it appeared after the protocol last changed.
    pub(super) is_after: bool,
    /// Who was asked.
    asked: Vec<Handle>,
    /// Who of them answered first.
    answered_by: Option<&'a Handle>,
    /// How long that took, in their working time.
    length: Option<TimeDelta>,
    /// Whether the answer came by the promised moment, where there was one.
    in_time: Option<bool>,
    /// Whether the first answer is still waited for.
    is_waiting: bool,
    /// Whether it is overdue.
    is_overdue: bool,
}

impl<'a> Request<'a> {
    /// Gathers the items that first appeared in a window and ask somebody, as
    /// they stand by all that the index knows.
    pub(super) fn all(
        index: &Index<'a>,
        window: Window,
        change: Option<&ProtocolChange>,
    ) -> Vec<Self> {
        let mut requests = Vec::new();
        for author in &index.authors {
            // An item is what its author wrote of it last.
            let mut items: BTreeMap<ItemKey<'a>, (&'a Update, Section, &'a Item)> = BTreeMap::new();
            for update in author.updates() {
                for (section, item) in update.items().filter(|(s, _)| s.stays_open()) {
                    let key = index.key(update, item);
                    let key = key.filter(|(_, period, _)| window.covers(*period));
                    items.extend(key.map(|key| (key, (update, section, item))));
                }
            }
            // What is open is what every report says that it is.
            let mut open: BTreeSet<ItemKey<'a>> = BTreeSet::new();
            for (section, update, item) in index.open(author) {
                let key = index.key(update, item).filter(|_| section.stays_open());
                if let Some(known) = key.and_then(|key| items.get_mut(&key)) {
                    *known = (update, section, item);
                    open.extend(key);
                }
            }
            for (key, (update, section, item)) in items {
                let is_carried = open.contains(&key);
                requests.extend(Self::of(index, (update, section, item), is_carried, change));
            }
        }
        requests
    }

    /// Follows one item; `None` for one that asks nobody.
    fn of(
        index: &Index<'a>,
        (update, section, item): (&'a Update, Section, &'a Item),
        is_carried: bool,
        change: Option<&ProtocolChange>,
    ) -> Option<Self> {
        let conversation = index.conversation(update, section, item, is_carried)?;
        if conversation.asked.is_empty() {
            return None;
        }
        let team = index.people.team();
        let appeared = conversation.appeared.as_ref().map(|it| it.at);
        let earlier = change.filter(|change| appeared.is_some_and(|at| at < change.at));
        let protocol = earlier.map_or(&team.protocol, |change| &change.before);
        let promise = protocol.promise(conversation.purpose());
        let due = |from: Option<DateTime<Utc>>| {
            let (from, promise) = from.zip(promise)?;
            earliest(index, &conversation.asked, from, promise)
        };
        let first = conversation.first_answer();
        let answered_by = first.map(|entry| index.people.current(&entry.reply.author));
        let response = conversation.response();
        let length = response.zip(answered_by).and_then(|((from, until), by)| {
            let agenda = Agenda::new(team, team.member(by)?);
            Some(agenda.work_time(from, until))
        });
        // What was opened again waits from then on.
        let wait = conversation.waits().filter(|_| first.is_none());
        let waits_until = wait.as_ref().and_then(|wait| due(wait.since));
        Some(Self {
            purpose: conversation.purpose(),
            is_after: earlier.is_none(),
            in_time: response
                .zip(due(appeared))
                .map(|((_, until), due)| until <= due),
            is_waiting: wait.is_some(),
            is_overdue: waits_until.is_some_and(|due| due <= index.instant),
            asked: conversation.asked,
            answered_by,
            length,
        })
    }
}

/// Returns the earliest moment by which one of those who are asked at a moment
/// promised to answer.
fn earliest(
    index: &Index<'_>,
    asked: &[Handle],
    at: DateTime<Utc>,
    promise: Promise,
) -> Option<DateTime<Utc>> {
    let team = index.people.team();
    let due = |handle: &Handle| Agenda::new(team, team.member(handle)?).promised(at, promise);
    asked.iter().filter_map(due).min()
}

/// Returns who was asked at all.
pub(super) fn asked_in<'r>(requests: &[&'r Request<'_>]) -> BTreeSet<&'r Handle> {
    let asked = requests.iter().flat_map(|request| &request.asked);
    asked.collect()
}

/// What is counted of the answers of some people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tallied {
    /// Who of them was asked at all.
    pub(super) people: usize,
    pub(super) asked: usize,
    pub(super) answered: usize,
    pub(super) by_others: usize,
    pub(super) unanswered: usize,
    pub(super) waiting: usize,
    pub(super) overdue: usize,
    pub(super) in_time: usize,
    /// Answers after a promise.
    pub(super) judged: usize,
    /// How long answers took.
    pub(super) lengths: Vec<TimeDelta>,
}

impl Tallied {
    /// Counts what was asked of some people, and how they answered.
    pub(super) fn of(requests: &[&Request<'_>], people: &[&Handle]) -> Self {
        let mut tallied = Self::default();
        for request in requests {
            if !request.asked.iter().any(|handle| people.contains(&handle)) {
                continue;
            }
            tallied.asked += 1;
            match request.answered_by {
                Some(by) if people.contains(&by) => {
                    tallied.answered += 1;
                    tallied.judged += usize::from(request.in_time.is_some());
                    tallied.in_time += usize::from(request.in_time == Some(true));
                    tallied.lengths.extend(request.length);
                }
                Some(_) => tallied.by_others += 1,
                None if request.is_waiting => {
                    tallied.waiting += 1;
                    tallied.overdue += usize::from(request.is_overdue);
                }
                None => tallied.unanswered += 1,
            }
        }
        let asked = asked_in(requests);
        tallied.people = people
            .iter()
            .filter(|handle| asked.contains(*handle))
            .count();
        tallied
    }
}
