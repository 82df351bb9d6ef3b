use schemars::JsonSchema;
use serde::Serialize;

use super::{FindingView, OpenItemView, RevisionView, UpdateView};

/// A reply to an update or item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReplyView {
    /// The handle of whoever replied.
    pub author: String,
    /// The name of whoever replied.
    pub name: String,
    /// What is answered: `ada/2026-11-22/b7k2`.
    pub to: String,
    /// What it does to the item: `resolved`.
    pub state: Option<String>,
    /// What is said.
    pub text: Option<String>,
    /// When it was written (RFC 3339), where its history is known.
    pub written: Option<String>,
    /// The commit that added it.
    pub commit: Option<String>,
}

/// One update or one item, whole, with its replies and history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Thread {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The full address of what is shown.
    pub address: String,
    /// The item, where one was asked for.
    pub item: Option<OpenItemView>,
    /// The update that holds it, whole.
    pub update: UpdateView,
    /// The replies, in topological order.
    pub replies: Vec<ReplyView>,
    /// Every revision of the update, the latest first.
    pub revisions: Vec<RevisionView>,
    /// What was wrong with files and commits.
    pub findings: Vec<FindingView>,
}
