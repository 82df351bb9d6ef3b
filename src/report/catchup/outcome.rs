use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Handle, Item, Period, ReplyEntry, ReplyState, Section, Snapshot, Target, ThreadState, Update,
};
use crate::report::index::Index;
use crate::report::moment::{describe, local};

/// What a conversation came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OutcomeView {
    /// What it was about: `ada/2026-11-20/q9f3`.
    pub address: String,
    /// What was asked, where an update still says it.
    pub item: Option<String>,
    /// What was said at the end.
    pub text: Option<String>,
    /// The handle of whoever said it.
    pub author: String,
    /// The name of whoever said it.
    pub name: String,
    /// When it came into the log (RFC 3339).
    pub arrived: Option<String>,
    /// The same for people: `Friday 17:00`.
    pub label: Option<String>,
    /// Whether the reader asked, or was asked.
    pub yours: bool,
}

impl OutcomeView {
    /// Builds the outcomes of one kind among the new replies that still hold:
    /// the reader's own first, then the latest first.
    pub(super) fn list(
        index: &Index<'_>,
        snapshot: &Snapshot,
        me: &Handle,
        state: ReplyState,
    ) -> Vec<Self> {
        let items = Items::of(index, snapshot);
        let mut last: BTreeMap<Target, ThreadState<&ReplyEntry>> = BTreeMap::new();
        for entry in &snapshot.said {
            let thread = last
                .entry(index.people.target(&entry.reply.to))
                .or_default();
            *thread = thread.after(entry.reply.state, entry);
        }
        let mut seen = BTreeSet::new();
        let latest_first = snapshot.said.iter().rev().filter(|entry| {
            let target = index.people.target(&entry.reply.to);
            let holds = last.get(&target).is_some_and(|it| it.closed().is_some());
            entry.reply.state == Some(state) && holds && seen.insert(target)
        });
        let mut all: Vec<Self> = latest_first.map(|entry| items.view(entry, me)).collect();
        all.sort_by_key(|view| !view.yours);
        all
    }
}

/// The items of all updates that are at hand, by what replies know them by.
struct Items<'i, 'a> {
    index: &'i Index<'a>,
    items: BTreeMap<Target, (&'a Update, &'a Item)>,
}

impl<'i, 'a> Items<'i, 'a> {
    fn of(index: &'i Index<'a>, snapshot: &'a Snapshot) -> Self {
        let mut items = BTreeMap::new();
        let before = snapshot.before.iter().map(|standing| &standing.update);
        let entries = snapshot.entries.iter().map(|entry| &entry.update);
        for update in before.chain(entries) {
            for (_, item) in update
                .items()
                .filter(|(section, _)| *section != Section::Kudos)
            {
                if let Some(address) = update.address_of(item) {
                    let target = index.people.target(&address.into());
                    items.insert(target, (update, item));
                }
            }
        }
        Self { index, items }
    }

    fn view(&self, entry: &ReplyEntry, me: &Handle) -> OutcomeView {
        let Index {
            people,
            zone,
            today,
            ..
        } = self.index;
        let reply = &entry.reply;
        let target = people.target(&reply.to);
        let found = self.items.get(&target);
        let first_day = |period: Period| period.first_day();
        let asked = found.is_some_and(|(update, item)| {
            let day = first_day(item.first_period(update.period));
            people
                .team()
                .asked_by(&update.author, item, day)
                .contains(me)
        });
        let arrived = entry.history.first().map(|first| first.arrived.to_utc());
        OutcomeView {
            address: reply.to.to_string(),
            item: found.map(|(_, item)| item.text.clone()),
            text: reply.text.clone(),
            author: reply.author.to_string(),
            name: people.name(reply.author.as_str()),
            arrived: arrived.map(|at| local(at, *zone)),
            label: arrived.map(|at| describe(at, *today, *zone)),
            yours: target.author == *me || asked,
        }
    }
}
