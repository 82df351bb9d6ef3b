use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

/// Something that waits for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaitingView {
    /// Why it waits: `blocker` and `question` need the reader, `answer` is to
    /// an open item of theirs, `reply` to anything else that they wrote,
    /// `mention` names them or a group of theirs, and `kudos` thank them.
    pub kind: String,
    /// What one would reply to: `ada/2026-11-20/q9f3`.
    pub address: String,
    /// The handle of whoever wrote it.
    pub author: String,
    /// The name of whoever wrote it.
    pub name: String,
    /// What it says; of an answer, the item that is answered.
    pub text: String,
    /// The project it belongs to.
    pub project: Option<String>,
    /// Everybody who is asked, by handle; groups are taken apart.
    pub asked: Vec<String>,
    /// Since when it waits for the reader (RFC 3339), where history tells.
    pub since: Option<String>,
    /// By when the reader's answer was promised (RFC 3339), where the team
    /// promises one.
    pub due: Option<String>,
    /// The same for people: `today 15:00`.
    pub due_label: Option<String>,
    /// Whether that moment has passed.
    pub overdue: bool,
    /// Whole days that it waits, at least 0.
    pub age_days: i64,
    /// Who has acknowledged it and is asked as well: handles.
    pub acknowledged_by: Vec<String>,
    /// How many replies its thread has.
    pub replies: usize,
    /// The last of them.
    pub last: Option<SaidView>,
}

impl WaitingView {
    /// Returns whether it is an open item, which can be closed.
    #[must_use]
    pub fn is_item(&self) -> bool {
        ["blocker", "question", "answer"].contains(&self.kind.as_str())
    }
}

/// A reply in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SaidView {
    /// Its address: `ada/2026-11-20/+4f1c2a9b01de`.
    pub address: String,
    /// What its thread is about: `ada/2026-11-20/q9f3`.
    pub to: String,
    /// The handle of whoever said it.
    pub author: String,
    /// The name of whoever said it.
    pub name: String,
    /// What it did to the item: `resolved`, `reopened`, `acknowledged` or
    /// `decided`.
    pub state: Option<String>,
    /// What is said.
    pub text: Option<String>,
    /// When it came into the log (RFC 3339).
    pub arrived: Option<String>,
}

/// What waits, with what it is sorted by.
pub(super) struct Waiting {
    pub(super) view: WaitingView,
    pub(super) since: Option<DateTime<Utc>>,
    pub(super) due: Option<DateTime<Utc>>,
}

impl Waiting {
    /// Sorts the oldest promise first, then without a promise the oldest, then
    /// thanks, which wait for nothing; what came together stays in its order.
    pub(super) fn sort(all: &mut [Self]) {
        all.sort_by_key(|waiting| {
            let due = (waiting.due.is_none(), waiting.due);
            let since = (waiting.since.is_none(), waiting.since);
            (waiting.view.kind == "kudos", due, since)
        });
    }
}
