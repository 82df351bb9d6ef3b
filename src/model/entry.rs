use chrono::{DateTime, FixedOffset};

use super::{Handle, History, Period, Update};

/// An update with its place in the log and how it came there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The path of the file.
    pub path: String,
    /// What the file says.
    pub update: Update,
    /// Its revisions.
    pub history: History,
}

/// Why an update that history holds is not in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoneReason {
    /// A commit took it out.
    Withdrawn,
    /// No commit took it out; a merge lost it.
    Lost,
}

/// An update that history holds and the tree does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Whose update it was.
    pub author: Handle,
    /// What it covered.
    pub period: Period,
    /// How it went.
    pub reason: GoneReason,
    /// Its revisions.
    pub history: History,
}

/// An update for a period before the window that arrived during the window, or
/// since a commit that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateArrival {
    /// Whose update it is.
    pub author: Handle,
    /// What it covers.
    pub period: Period,
    /// When it arrived.
    pub arrived: DateTime<FixedOffset>,
    /// What it says that was not there before; only where a commit was named.
    pub said: Option<Entry>,
    /// Whether it is an update that was there before and says more now.
    pub changed: bool,
}
