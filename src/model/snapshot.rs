use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use super::{
    Appearance, CommitId, Entry, Finding, Gone, Handle, ItemAddress, LateArrival, Period, Reopened,
    ReplyEntry, Team, Update, Window,
};

/// What a member said besides the updates that a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The path of the file.
    pub path: String,
    /// What the file says.
    pub update: Update,
}

/// Everything that a report on a window needs from the log at one commit.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The commit whose tree was read.
    pub commit: CommitId,
    /// The committer time of that commit.
    pub committed: DateTime<FixedOffset>,
    /// The days that are covered.
    pub window: Window,
    /// The team, as the commit's tree has it.
    pub team: Team,
    /// The updates that the window covers, by period, then by handle.
    pub entries: Vec<Entry>,
    /// For each author, the latest update before their first one in the
    /// window (or before the window, when they have none in it): what their
    /// plans and open items are reckoned from. A report on a range of commits
    /// has here what the range does not touch, also the latest update after
    /// an author's last one in it.
    pub before: Vec<Standing>,
    /// Whose updates for which periods of the window the tree holds besides:
    /// those that cannot be read, and in a report on a range of commits those
    /// that the range does not touch.
    pub besides: Vec<(Handle, Period)>,
    /// Updates within the window that history holds and the tree does not.
    pub gone: Vec<Gone>,
    /// Updates for earlier periods that arrived during the window, or since
    /// the commit that `late_since` names.
    pub late: Vec<LateArrival>,
    /// The commit since which late arrivals are told, where one was named.
    pub late_since: Option<CommitId>,
    /// The replies to the updates above and to the items they hold, in
    /// topological order.
    pub replies: Vec<ReplyEntry>,
    /// What replies have opened again, and no update of its author has carried
    /// since.
    pub reopened: Vec<Reopened>,
    /// When each blocker and question came into the log: those that first
    /// appeared within the window, and older ones that may be open still, as
    /// the updates above address them. What history does not tell is left out.
    pub appearances: BTreeMap<ItemAddress, Appearance>,
    /// The replies that arrived on the days of the window, whatever they
    /// answer, in topological order.
    pub said: Vec<ReplyEntry>,
    /// What was wrong with files and commits that were read.
    pub findings: Vec<Finding>,
    /// Whether history ends before the window's start because the clone is
    /// shallow.
    pub incomplete: bool,
}
