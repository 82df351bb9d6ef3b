use schemars::JsonSchema;
use serde::Serialize;

use super::ItemView;
use super::author::Author;
use super::index::Index;
use crate::model::{Fate, Update, outcomes};

/// A planned item and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlanView {
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The item.
    pub item: ItemView,
    /// `done`, `still-open` or `not-mentioned`.
    pub fate: String,
}

impl PlanView {
    /// Builds the views of what was planned and what became of it, by author.
    ///
    /// Listed is what an author's latest update before the window plans, and
    /// what any of theirs in the window does, as soon as a later update could
    /// say something of it. What only their last update plans is left out: it
    /// is not due to be judged, and stands among the plans.
    pub(super) fn list(index: &Index<'_>) -> Vec<Self> {
        index
            .authors
            .iter()
            .flat_map(|author| Self::of(index, author))
            .collect()
    }

    fn of(index: &Index<'_>, author: &Author<'_>) -> Vec<Self> {
        if author.entries.is_empty() {
            return Vec::new();
        }
        let updates: Vec<&Update> = author.before.into_iter().chain(author.updates()).collect();
        outcomes(&updates)
            .into_iter()
            .filter(|outcome| outcome.fate != Fate::Pending)
            .map(|outcome| {
                let address = outcome.address.as_ref();
                let handle = address.map_or(author.handle, |address| &address.author);
                Self {
                    author: handle.to_string(),
                    name: index.people.name(handle.as_str()),
                    item: ItemView::build(handle, outcome.since, &outcome.item),
                    fate: outcome.fate.as_str().to_owned(),
                }
            })
            .collect()
    }
}
