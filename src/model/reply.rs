use super::{Handle, History, ReplyId, Target};

/// What a reply does to the item that its thread is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyState {
    /// The item is closed.
    Resolved,
    /// The item is open again.
    Reopened,
    /// Somebody has seen the item and will come back to it.
    Acknowledged,
    /// The item is closed by a decision, which the team keeps on record.
    Decided,
}

impl ReplyState {
    /// Every state there is.
    pub const ALL: [Self; 4] = [
        Self::Resolved,
        Self::Reopened,
        Self::Acknowledged,
        Self::Decided,
    ];

    /// Returns the spelling used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
            Self::Acknowledged => "acknowledged",
            Self::Decided => "decided",
        }
    }

    /// Returns whether a reply with this state closes the item.
    #[must_use]
    pub const fn closes(self) -> bool {
        matches!(self, Self::Resolved | Self::Decided)
    }
}

/// An answer to an update, an item or another reply, in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Who answers.
    pub author: Handle,
    /// What the thread is about: an update, or one of its items.
    pub to: Target,
    /// The reply in the same folder that is answered, where it is one.
    pub re: Option<ReplyId>,
    /// What the answer does to the item; `None` only says something.
    pub state: Option<ReplyState>,
    /// What is said.
    pub text: Option<String>,
}

/// A reply with its place in the log and how it came there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyEntry {
    /// The path of the file.
    pub path: String,
    /// The name of the file, unique in its folder.
    pub id: ReplyId,
    /// What the file says.
    pub reply: Reply,
    /// Its revisions.
    pub history: History,
}
