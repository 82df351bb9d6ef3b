use std::collections::BTreeSet;

use super::GroupLine;
use super::ItemView;
use super::author::Author;
use super::index::{Index, ItemKey, content};
use crate::model::{Item, Section, Update};

/// One item that a digest's details show, where it was said last.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// The section it stands in.
    pub(super) section: Section,
    /// The update it stands in.
    pub(super) update: &'a Update,
    /// The item.
    pub(super) item: &'a Item,
    state: Option<&'static str>,
}

impl<'a> Line<'a> {
    /// Returns what an author said in the window, each item once, by period
    /// and in the order of the file.
    ///
    /// Items are told apart by address; without one, only what a single
    /// update says twice is merged. Plans are those of the latest update.
    pub(super) fn list(index: &Index<'a>, author: &Author<'a>) -> Vec<Self> {
        let pending = index.pending(author);
        let mut seen: BTreeSet<ItemKey<'a>> = BTreeSet::new();
        let mut by_update: Vec<Vec<Self>> = Vec::new();
        for (age, update) in author.updates().rev().enumerate() {
            let latest = age == 0;
            let mut said = BTreeSet::new();
            let mut lines = Vec::new();
            for (section, position, item) in positions(update) {
                let key = index.key(update, item);
                let new = match key {
                    Some(key) => seen.insert(key),
                    None => said.insert((section, content(item))),
                };
                let stands = latest && pending.contains(&(section, position));
                let state = match section {
                    Section::Done | Section::Kudos => None,
                    Section::Next if stands => None,
                    Section::Next => continue,
                    Section::Blockers | Section::Questions
                        if stands || key.is_some_and(|key| index.is_reopened(&key)) =>
                    {
                        Some("open")
                    }
                    Section::Blockers | Section::Questions => {
                        let resolved = index.resolution(update, item).is_some();
                        Some(if resolved { "resolved" } else { "closed" })
                    }
                };
                if new {
                    lines.push(Self {
                        section,
                        update,
                        item,
                        state,
                    });
                }
            }
            by_update.push(lines);
        }
        by_update.into_iter().rev().flatten().collect()
    }

    /// Builds the view of the line.
    pub(super) fn view(&self, index: &Index<'_>) -> GroupLine {
        let author = &self.update.author;
        GroupLine {
            author: author.to_string(),
            name: index.people.name(author.as_str()),
            period: self.update.period.to_string(),
            item: ItemView::build(author, self.update.period, self.item),
            state: self.state.map(str::to_owned),
        }
    }
}

/// Returns the items of an update that are no thanks, what is done first and
/// plans last: where a file lists one item twice, that is what it says of it.
fn positions(update: &Update) -> impl Iterator<Item = (Section, usize, &Item)> {
    [
        Section::Done,
        Section::Blockers,
        Section::Questions,
        Section::Next,
    ]
    .into_iter()
    .flat_map(|section| {
        let items = update.section(section).iter().enumerate();
        items.map(move |(position, item)| (section, position, item))
    })
}
