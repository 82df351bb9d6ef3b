use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::mention::names;
use super::people::People;
use super::{AnswerView, FORMAT_VERSION, FindingView, ItemView, Selection, SelectionView};
use crate::model::{CommitId, Finding, Handle, Item, Section, Team, Update};

/// Which updates, and what of them, a list shows; what is `None` or empty
/// filters nothing.
///
/// An item must meet all of projects, section and text. Notes and answers
/// belong to no project and no built-in section: they are shown where neither
/// is asked for, and the text, if any, is in them. An update of which nothing
/// is left is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListingFilter {
    /// Handles, current or former, of those whose updates are shown.
    pub authors: Vec<Handle>,
    /// Whom the list is about; where projects are named, also of which
    /// projects.
    pub selection: Selection,
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
    /// Whom it was filtered by; `null` where it is about everybody.
    pub filter: Option<SelectionView>,
    /// The updates.
    pub updates: Vec<ListingRow>,
    /// Whether there were more than the limit.
    pub more: bool,
    /// The names of everybody who is mentioned, by handle.
    pub people: BTreeMap<String, String>,
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
        let more = rows.next().is_some();
        let mut listing = Self {
            tidings: FORMAT_VERSION,
            commit: commit.to_string(),
            filter: SelectionView::build(&filter.selection),
            updates,
            more,
            people: BTreeMap::new(),
            findings: FindingView::list(findings),
        };
        listing.people = names(&listing, &people);
        listing
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
        let named = self.authors.is_empty() || self.authors.contains(self.people.current(author));
        if !named || !self.filter.selection.takes_author(self.people, author) {
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
        let free = self.filter.selection.projects.is_empty() && self.filter.section.is_none();
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
        let wanted = self.filter.selection.takes_item(item);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Answer;
    use crate::report::sample::{Log, handle, item};

    /// Lists the sample's updates, each as its address and what is left of it.
    fn list(filter: &ListingFilter) -> (Vec<String>, bool) {
        let mut log = Log::of("2026-W47");
        log.member("ada").former_handles = vec![handle("al")];
        let of_project = |source: &str, project: &str| {
            let mut item = item(source);
            item.project = Some(project.to_owned());
            item
        };
        let log = log
            .post("grace", "2026-11-19", |update| {
                update.health = Some(crate::model::Health::OnTrack);
            })
            .post("grace", "2026-11-18", |update| {
                update.notes = Some("Straße gesperrt".to_owned());
                let answer = Answer::List(vec!["Nothing".to_owned(), "Retries".to_owned()]);
                update.answers = [("learned".to_owned(), answer)].into();
            })
            .post("ada", "2026-11-17", |update| {
                update.done = vec![of_project("Shipped RETRIES", "api"), item("Slept")];
                update.next = vec![of_project("Ship more", "API")];
                update.notes = Some("Busy".to_owned());
            })
            .post("al", "2026-11-16", |u| {
                u.done = vec![of_project("Began", "retries")];
            });
        let mut updates: Vec<Update> = log.0.entries.into_iter().map(|e| e.update).collect();
        updates.reverse();
        let listing = Listing::build(&log.0.commit, &log.0.team, &updates, filter, &[]);
        let row = |row: &ListingRow| {
            let mut text = row.address.clone();
            for item in &row.items {
                text.push_str(&format!(" {}:{}", item.section, item.item.text));
            }
            text.push_str(if row.notes.is_some() { " notes" } else { "" });
            text.push_str(if row.answers.is_empty() {
                ""
            } else {
                " answers"
            });
            text
        };
        (listing.updates.iter().map(row).collect(), listing.more)
    }

    #[test]
    fn an_empty_filter_lists_everything() {
        let (rows, more) = list(&ListingFilter::default());
        let want = [
            "grace/2026-11-19",
            "grace/2026-11-18 notes answers",
            "ada/2026-11-17 done:Shipped RETRIES done:Slept next:Ship more notes",
            "al/2026-11-16 done:Began",
        ];
        assert_eq!((rows, more), (want.map(str::to_owned).to_vec(), false));
    }

    #[test]
    fn filters_are_met_together() {
        let text = |text: &str| Some(text.to_owned());
        let of_project = |name: &str| Selection {
            projects: vec![name.to_owned()],
            ..Selection::default()
        };
        let none = ListingFilter::default;
        for (filter, want) in [
            (
                ListingFilter {
                    authors: vec![handle("al")],
                    ..none()
                },
                vec![
                    "ada/2026-11-17 done:Shipped RETRIES done:Slept next:Ship more notes",
                    "al/2026-11-16 done:Began",
                ],
            ),
            (
                ListingFilter {
                    selection: of_project("api"),
                    ..none()
                },
                vec!["ada/2026-11-17 done:Shipped RETRIES"],
            ),
            (
                ListingFilter {
                    section: Some(Section::Next),
                    ..none()
                },
                vec!["ada/2026-11-17 next:Ship more"],
            ),
            (
                ListingFilter {
                    text: text("retries"),
                    ..none()
                },
                vec![
                    "grace/2026-11-18 answers",
                    "ada/2026-11-17 done:Shipped RETRIES",
                    "al/2026-11-16 done:Began",
                ],
            ),
            (
                ListingFilter {
                    text: text("STRAßE"),
                    ..none()
                },
                vec!["grace/2026-11-18 notes"],
            ),
            (
                ListingFilter {
                    text: text("ship"),
                    section: Some(Section::Done),
                    selection: of_project("api"),
                    authors: vec![handle("ada"), handle("grace")],
                    ..none()
                },
                vec!["ada/2026-11-17 done:Shipped RETRIES"],
            ),
            (
                ListingFilter {
                    authors: vec![handle("zed")],
                    ..none()
                },
                vec![],
            ),
            (
                ListingFilter {
                    text: text("no such words"),
                    ..none()
                },
                vec![],
            ),
        ] {
            assert_eq!(
                list(&filter),
                (want.iter().map(|&s| s.to_owned()).collect(), false)
            );
        }
    }

    #[test]
    fn the_limit_counts_what_is_left() {
        for (limit, section, rows, more) in [
            (0, None, 0, true),
            (3, None, 3, true),
            (4, None, 4, false),
            (1, Some(Section::Done), 1, true),
            (2, Some(Section::Done), 2, false),
        ] {
            let limit = Some(limit);
            let filter = ListingFilter {
                limit,
                section,
                ..ListingFilter::default()
            };
            let (got, got_more) = list(&filter);
            assert_eq!((got.len(), got_more), (rows, more), "{filter:?}");
        }
    }
}
