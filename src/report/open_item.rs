use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::author::Author;
use super::index::Index;
use super::{ItemView, WaitView};
use crate::model::{Item, Section, Update};

/// A blocker or question, or an item with a date, that needs attention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenItemView {
    /// `blockers`, `questions` or `next`.
    pub section: String,
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The period of the update that carries it now.
    pub period: String,
    /// The item.
    pub item: ItemView,
    /// Whole days from its first period to the report's instant, at least 0.
    pub age_days: i64,
    /// Whole days past its due date, where it is past it.
    pub overdue_days: Option<i64>,
    /// Who resolved it, where somebody did: a handle.
    pub resolved_by: Option<String>,
    /// What was said when it was resolved.
    pub resolution: Option<String>,
    /// Whose answer an open blocker or question waits for; `null` where it is
    /// not open, or has no id to which one could reply.
    pub waiting: Option<WaitView>,
    /// Whether it had better be talked over.
    pub talk: bool,
}

impl OpenItemView {
    /// Builds the view of an item of `update`, with the reply that resolved
    /// it, if one did.
    ///
    /// Age and delay are whole calendar days up to the day of the report's
    /// instant in the report's zone; a week's first day is its Monday. What is
    /// done or resolved is not overdue.
    pub(super) fn build<'a>(
        index: &Index<'a>,
        update: &'a Update,
        section: Section,
        item: &'a Item,
    ) -> Self {
        let days_since = |day: NaiveDate| (index.today - day).num_days();
        let resolved = index.resolution(update, item).map(|entry| &entry.reply);
        let closed = resolved.is_some() || section == Section::Done;
        Self {
            section: section.key().to_owned(),
            author: update.author.to_string(),
            name: index.people.name(update.author.as_str()),
            period: update.period.to_string(),
            item: ItemView::build(&update.author, update.period, item),
            age_days: days_since(item.first_period(update.period).first_day()).max(0),
            overdue_days: item.due.map(days_since).filter(|&days| days > 0 && !closed),
            resolved_by: resolved.map(|reply| reply.author.to_string()),
            resolution: resolved.and_then(|reply| reply.text.clone()),
            waiting: None,
            talk: false,
        }
    }

    /// Builds the views of the blockers and questions that a reply resolved:
    /// those that an update in the window carries, and those that stood open
    /// before it and were resolved on one of its days. The oldest come first.
    pub(super) fn resolved(index: &Index<'_>) -> Vec<Self> {
        let mut all = Vec::new();
        let counting = |author: &&Author<'_>| author.counts(&index.people, index.window);
        for author in index.authors.iter().filter(counting) {
            let mut seen = BTreeSet::new();
            let said = author.updates().rev().map(|update| (update, true));
            for (update, inside) in said.chain(author.before.map(|update| (update, false))) {
                for (section, item) in update.items().filter(|(s, _)| s.stays_open()) {
                    let Some(reply) = index.resolution(update, item) else {
                        continue;
                    };
                    if (inside || index.within(reply)) && seen.insert(index.key(update, item)) {
                        all.push(Self::build(index, update, section, item));
                    }
                }
            }
        }
        Self::sort_by_age(&mut all);
        all
    }

    /// Sorts the oldest first, then by author and id; items of one update
    /// without an id keep their order.
    pub(super) fn sort_by_age(items: &mut [Self]) {
        items.sort_by(Self::by_age);
    }

    /// Orders as [`OpenItemView::sort_by_age`] sorts.
    pub(super) fn by_age(one: &Self, other: &Self) -> Ordering {
        let order = |view: &Self| Reverse(view.age_days);
        order(one)
            .cmp(&order(other))
            .then_with(|| one.tie().cmp(&other.tie()))
    }

    /// Sorts the longest past their date first, then by author and id.
    pub(super) fn sort_by_delay(items: &mut [Self]) {
        items.sort_by(|one, other| {
            let order = |view: &Self| Reverse(view.overdue_days);
            order(one)
                .cmp(&order(other))
                .then_with(|| one.tie().cmp(&other.tie()))
        });
    }

    /// Returns what decides between items of one age; those without an id
    /// come last.
    fn tie(&self) -> (&str, bool, &Option<String>, &str) {
        let item = &self.item;
        (&self.author, item.id.is_none(), &item.id, &item.since)
    }
}
