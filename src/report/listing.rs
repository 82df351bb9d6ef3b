use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::people::People;
use super::{AnswerView, FORMAT_VERSION, FindingView, ItemView};
use crate::model::{CommitId, Finding, Handle, Item, Section, Team, Update};

/// Which updates, and what of them, a list shows; what is `None` or empty
/// filters nothing.
///
/// An item must meet all of project, section and text. Notes and answers
/// belong to no project and no built-in section: they are shown where neither
/// is asked for, and the text, if any, is in them. An update of which nothing
/// is left is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListingFilter {
    /// Handles, current or former, of those whose updates are shown.
    pub authors: Vec<Handle>,
    /// The project, in exactly this spelling.
    pub project: Option<String>,
    /// The section.
    pub section: Option<Section>,
    /// A part of an item's text, project or task, of the notes or of an
    /// answer; upper and lower case are the same.
    pub text: Option<String>,
    /// The largest number of updates.
    pub limit: Option<usize>,
}

/// One update in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ListingRow {
    /// The address of the update: `ada/2026-11-22`.
    pub address: String,
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The period.
    pub period: String,
    /// The period for people: `Sunday 2026-11-22`.
    pub label: String,
    /// `on-track`, `at-risk` or `off-track`.
    pub health: Option<String>,
    /// The items that met the filters, by section, in writing order.
    pub items: Vec<ListedItem>,
    /// The notes, where they met the filters.
    pub notes: Option<String>,
    /// The answers to the team's own sections that met the filters.
    pub answers: Vec<AnswerView>,
}

/// An item in a list, with its section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ListedItem {
    /// The key of the section.
    pub section: String,
    /// The item.
    pub item: ItemView,
}

/// Updates as a list, the latest period first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Listing {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The updates.
    pub updates: Vec<ListingRow>,
    /// Whether there were more than the limit.
    pub more: bool,
    /// What was wrong with files.
    pub findings: Vec<FindingView>,
}

impl Listing {
    /// Builds a list of those `updates`, given with the latest period first,
    /// that meet the filter.
    #[must_use]
    pub fn build(
        commit: &CommitId,
        team: &Team,
        updates: &[Update],
        filter: &ListingFilter,
        findings: &[Finding],
    ) -> Self {
        let people = People::build(team);
        let sieve = Sieve::build(&people, filter);
        let mut rows = updates.iter().filter_map(|update| sieve.row(update));
        let limit = filter.limit.unwrap_or(usize::MAX);
        let updates: Vec<ListingRow> = rows.by_ref().take(limit).collect();
        Self {
            tidings: FORMAT_VERSION,
            commit: commit.to_string(),
            updates,
            more: rows.next().is_some(),
            findings: FindingView::list(findings),
        }
    }
}

/// A filter, made ready to be asked many times.
struct Sieve<'a> {
    people: &'a People<'a>,
    filter: &'a ListingFilter,
    authors: BTreeSet<&'a Handle>,
    text: Option<String>,
}

impl<'a> Sieve<'a> {
    fn build(people: &'a People<'a>, filter: &'a ListingFilter) -> Self {
        Self {
            people,
            filter,
            authors: filter.authors.iter().map(|h| people.current(h)).collect(),
            text: filter.text.as_deref().map(str::to_lowercase),
        }
    }

    fn row(&self, update: &Update) -> Option<ListingRow> {
        let author = &update.author;
        if !self.authors.is_empty() && !self.authors.contains(self.people.current(author)) {
            return None;
        }
        let items: Vec<ListedItem> = update
            .items()
            .filter(|(section, item)| self.takes(*section, item))
            .map(|(section, item)| ListedItem {
                section: section.key().to_owned(),
                item: ItemView::build(author, update.period, item),
            })
            .collect();
        let free = self.filter.project.is_none() && self.filter.section.is_none();
        let notes = update
            .notes
            .clone()
            .filter(|notes| free && self.finds(notes));
        let mut answers = AnswerView::list(self.people.team(), &update.answers);
        answers.retain(|answer| {
            let mut texts = answer.text.iter().chain(&answer.items);
            free && (self.text.is_none() || texts.any(|text| self.finds(text)))
        });
        let unfiltered = free && self.text.is_none();
        let empty = items.is_empty() && notes.is_none() && answers.is_empty();
        (unfiltered || !empty).then(|| ListingRow {
            address: format!("{author}/{}", update.period),
            author: author.to_string(),
            name: self.people.name(author.as_str()),
            period: update.period.to_string(),
            label: update.period.describe(),
            health: update.health.map(|health| health.to_string()),
            items,
            notes,
            answers,
        })
    }

    fn takes(&self, section: Section, item: &Item) -> bool {
        let wanted = self.filter.project.is_none() || self.filter.project == item.project;
        let mut texts = [&item.project, &item.task].into_iter().flatten();
        wanted
            && self.filter.section.is_none_or(|only| only == section)
            && (self.finds(&item.text) || texts.any(|text| self.finds(text)))
    }

    fn finds(&self, text: &str) -> bool {
        self.text
            .as_ref()
            .is_none_or(|part| text.to_lowercase().contains(part))
    }
}
