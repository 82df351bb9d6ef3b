use schemars::JsonSchema;
use serde::Serialize;

/// One entry of a list section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemView {
    /// What the item says.
    pub text: String,
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Its full address, where it has an id: `ada/2026-11-22/b7k2`.
    pub address: Option<String>,
    /// The period in which it first appeared.
    pub since: String,
    /// The project it belongs to.
    pub project: Option<String>,
    /// The address of the task it belongs to, as written.
    pub task: Option<String>,
    /// The day by which it is to be done (`2026-11-25`).
    pub due: Option<String>,
    /// Handles of those who are needed to clear a blocker.
    pub needs: Vec<String>,
    /// Handles of those whom a question asks or kudos thank.
    pub to: Vec<String>,
}

/// An answer to one of the team's own sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AnswerView {
    /// The key of the section.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// The answer as free text, where it is one.
    pub text: Option<String>,
    /// The answer as a list, where it is one.
    pub items: Vec<String>,
}

/// One commit that added, changed or removed a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RevisionView {
    /// The commit's object id.
    pub commit: String,
    /// `added`, `changed` or `removed`.
    pub kind: String,
    /// When it was written: the author time (RFC 3339).
    pub written: String,
    /// When it arrived in the log: the committer time (RFC 3339).
    pub arrived: String,
    /// The handle of the member who wrote it, or the name the commit states.
    pub by: String,
    /// Whether somebody other than the update's author wrote it.
    pub by_other: bool,
}

/// Whether an update first came before, during or after its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// Written before the period began, in the author's zone.
    Early,
    /// Written during the period, or on the day after its end.
    OnTime,
    /// Written later than that.
    Late,
}

/// How an update came to be what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HistoryView {
    /// The earliest addition.
    pub first: RevisionView,
    /// The latest revision.
    pub last: RevisionView,
    /// How many revisions there are.
    pub revisions: usize,
    /// Whether it first came before, during or after its period.
    pub timing: Timing,
    /// Whether it was changed after it was first posted.
    pub edited: bool,
    /// Whether it was changed after its period had ended.
    pub edited_after_period: bool,
    /// Who posted it on the author's behalf: a handle, or a name.
    pub posted_by: Option<String>,
    /// Those other than the author who changed it later: handles, or names.
    pub edited_by: Vec<String>,
}

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
}

/// One thing that is wrong with a file or commit of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingView {
    /// `warning` or `error`.
    pub severity: String,
    /// The rule that found it.
    pub rule: String,
    /// The file or commit.
    pub path: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1, in characters.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}
