use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Handle, Item, ReplyEntry, Section, Snapshot, Update};
use crate::report::index::Index;
use crate::report::moment::local;
use crate::report::{SaidView, WaitingView};

/// An update in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NewsView {
    /// Its address: `ada/2026-11-22`.
    pub address: String,
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// What it covers: `2026-11-22`.
    pub period: String,
    /// The same for people: `Sunday 2026-11-22`.
    pub label: String,
    /// `on-track`, `at-risk` or `off-track`.
    pub health: Option<String>,
    /// The first thing that it says: something done, else a plan, a blocker, a
    /// question, or the first line of its notes.
    pub text: String,
    /// How many more items it has that first appeared in it.
    pub more: usize,
    /// Whether it was there before and was changed.
    pub edited: bool,
}

impl NewsView {
    /// Builds the lines of the updates of others, the latest period first.
    pub(super) fn list(index: &Index<'_>, snapshot: &Snapshot, me: &Handle) -> Vec<Self> {
        let others = snapshot.entries.iter().rev().filter(|entry| {
            index.people.current(&entry.update.author) != me && !entry.update.is_untouched()
        });
        others
            .map(|entry| {
                let update = &entry.update;
                let (text, more) = summary(update);
                let added = entry.history.revisions.iter();
                let mut added = added.map(|revision| revision.kind);
                Self {
                    address: format!("{}/{}", update.author, update.period),
                    author: update.author.to_string(),
                    name: index.people.name(update.author.as_str()),
                    period: update.period.to_string(),
                    label: update.period.describe(),
                    health: update.health.map(|health| health.to_string()),
                    text,
                    more,
                    edited: !added.any(|kind| kind == crate::model::ChangeKind::Added),
                }
            })
            .collect()
    }
}

/// Returns the first thing that an update says, and how many more items it
/// has of its own.
fn summary(update: &Update) -> (String, usize) {
    let own = |item: &&Item| item.first_period(update.period) == update.period;
    let done = update.done.iter();
    let rest = Section::ALL
        .into_iter()
        .filter(|section| *section != Section::Done);
    let rest = rest.flat_map(|section| update.section(section).iter().filter(own));
    let mut items = done.chain(rest);
    match items.next() {
        Some(first) => (first.text.clone(), items.count()),
        None => {
            let notes = update.notes.as_deref().unwrap_or_default();
            let line = notes.lines().map(str::trim).find(|line| !line.is_empty());
            (line.unwrap_or_default().to_owned(), 0)
        }
    }
}

/// Builds the lines of the replies of others that do not wait for the reader,
/// the latest first.
pub(super) fn replies(
    index: &Index<'_>,
    snapshot: &Snapshot,
    me: &Handle,
    waiting: &[WaitingView],
) -> Vec<SaidView> {
    let shown = waiting.iter().flat_map(|waiting| {
        let last = waiting.last.as_ref().map(|last| &last.address);
        last.into_iter().chain([&waiting.address])
    });
    let shown: BTreeSet<&String> = shown.collect();
    let said = snapshot.said.iter().rev();
    said.filter(|entry| index.people.current(&entry.reply.author) != me)
        .map(|entry| SaidView::build(index, entry))
        .filter(|view| !shown.contains(&view.address))
        .collect()
}

impl SaidView {
    /// Builds a reply in a line.
    pub(in crate::report) fn build(index: &Index<'_>, entry: &ReplyEntry) -> Self {
        let reply = &entry.reply;
        let first = entry.history.first();
        Self {
            address: reply_address(entry),
            to: reply.to.to_string(),
            author: reply.author.to_string(),
            name: index.people.name(reply.author.as_str()),
            state: reply.state.map(|state| state.as_str().to_owned()),
            text: reply.text.clone(),
            arrived: first.map(|revision| local(revision.arrived.to_utc(), index.zone)),
        }
    }
}

/// Returns the address of a reply: that of the update whose folder it lies in,
/// and its own name.
pub(super) fn reply_address(entry: &ReplyEntry) -> String {
    let to = &entry.reply.to;
    format!("{}/{}/+{}", to.author, to.period, entry.id)
}
