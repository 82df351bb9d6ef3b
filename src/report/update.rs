use schemars::JsonSchema;
use serde::Serialize;

use super::people::People;
use super::{AnswerView, HistoryView, ItemView};
use crate::model::{Entry, Section};

/// One member's update for one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UpdateView {
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The period: `2026-11-22` or `2026-W47`.
    pub period: String,
    /// `daily` or `weekly`.
    pub kind: String,
    /// The period for people: `Sunday 2026-11-22`.
    pub label: String,
    /// The path of the file in the log.
    pub path: String,
    /// The zone the author was in.
    pub time_zone: Option<String>,
    /// `on-track`, `at-risk` or `off-track`.
    pub health: Option<String>,
    /// What was finished.
    pub done: Vec<ItemView>,
    /// What is planned.
    pub next: Vec<ItemView>,
    /// What stands in the way.
    pub blockers: Vec<ItemView>,
    /// What somebody is asked.
    pub questions: Vec<ItemView>,
    /// Thanks to others.
    pub kudos: Vec<ItemView>,
    /// Free Markdown.
    pub notes: Option<String>,
    /// Answers to the team's own sections.
    pub answers: Vec<AnswerView>,
    /// How it came to be. `null` only where the history could not be read.
    pub history: Option<HistoryView>,
}

impl UpdateView {
    /// Builds the view of an update and its history.
    pub(super) fn build(people: &People<'_>, entry: &Entry) -> Self {
        let update = &entry.update;
        Self {
            author: update.author.to_string(),
            name: people.name(update.author.as_str()),
            period: update.period.to_string(),
            kind: update.period.kind().adjective().to_owned(),
            label: update.period.describe(),
            path: entry.path.clone(),
            time_zone: update.time_zone.clone(),
            health: update.health.map(|health| health.to_string()),
            done: ItemView::list(update, Section::Done),
            next: ItemView::list(update, Section::Next),
            blockers: ItemView::list(update, Section::Blockers),
            questions: ItemView::list(update, Section::Questions),
            kudos: ItemView::list(update, Section::Kudos),
            notes: update.notes.clone(),
            answers: AnswerView::list(people.team(), &update.answers),
            history: HistoryView::build(people, update, &entry.history),
        }
    }
}
