use super::{Handle, History, Target};

/// What a reply does to the item it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyState {
    /// The item is closed.
    Resolved,
}

impl ReplyState {
    /// Returns the spelling used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
        }
    }
}

/// An append-only answer to an update or an item, in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Who answers.
    pub author: Handle,
    /// What is answered.
    pub to: Target,
    /// What the answer does to an item; `None` only says something.
    pub state: Option<ReplyState>,
    /// What is said.
    pub text: Option<String>,
}

/// A reply with its place in the log and how it came there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyEntry {
    /// The path of the file.
    pub path: String,
    /// What the file says.
    pub reply: Reply,
    /// Its revisions.
    pub history: History,
}
