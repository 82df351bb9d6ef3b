use schemars::JsonSchema;
use serde::Serialize;

use super::{FindingView, OpenItemView, State};

/// What a member needs to know at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Status {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The name of the team.
    pub team: String,
    /// The repository and branch that hold the log, for people.
    pub log: String,
    /// The reader's handle, where they are known.
    pub me: Option<String>,
    /// The reader's current period: `2026-11-23`.
    pub period: String,
    /// That period for people: `Monday 2026-11-23`.
    pub label: String,
    /// Whether the reader has posted for it.
    pub posted: bool,
    /// The period of the reader's latest update.
    pub last_posted: Option<String>,
    /// The state of the team in the current week.
    pub state: State,
    /// Blockers and questions that wait for the reader, the oldest first.
    pub waiting: Vec<OpenItemView>,
    /// The reader's own open blockers and questions, the oldest first.
    pub open: Vec<OpenItemView>,
    /// Commits that no remote is known to hold; `null` without a remote.
    pub unsent: Option<usize>,
    /// The command that comes next, as one would type it.
    pub next_command: String,
    /// What was wrong with files.
    pub findings: Vec<FindingView>,
}
