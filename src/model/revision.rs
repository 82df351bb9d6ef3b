use std::fmt;

use chrono::{DateTime, FixedOffset};

/// The object id of a commit, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId(pub String);

impl CommitId {
    /// Returns the first ten digits, for people.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..10).unwrap_or(&self.0)
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A name and an e-mail address, as a commit states them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name, as written.
    pub name: String,
    /// The e-mail address, as written.
    pub email: String,
}

/// What a revision did to its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// No parent had the file.
    Added,
    /// The file differs from that in every parent.
    Changed,
    /// The file is gone, and every parent had it.
    Removed,
}

impl ChangeKind {
    /// Returns the spelling used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// A commit that added, changed or removed one file: what the file is in the
/// commit differs from what it is in every parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The commit.
    pub commit: CommitId,
    /// What it did to the file.
    pub kind: ChangeKind,
    /// Who wrote it, as the log's `.mailmap` leads on.
    pub author: Identity,
    /// Who made the commit as it stands.
    pub committer: Identity,
    /// When it was written: the author time. It survives replay and rebase.
    pub written: DateTime<FixedOffset>,
    /// When it arrived: the committer time. Replay and rebase renew it.
    pub arrived: DateTime<FixedOffset>,
    /// Who wrote it too, as the commit says.
    pub co_authors: Vec<Identity>,
    /// Who looked at it before it was part of the log: those whom the commit,
    /// or the merge that put it forward, says to have reviewed it, and whoever
    /// made that merge.
    pub reviewers: Vec<Identity>,
}

#[cfg(test)]
impl Revision {
    /// Makes a revision by one person at one moment, seen by nobody else.
    pub(crate) fn sample(
        commit: &str,
        kind: ChangeKind,
        author: Identity,
        at: DateTime<FixedOffset>,
    ) -> Self {
        Self {
            commit: CommitId(commit.to_owned()),
            kind,
            committer: author.clone(),
            author,
            written: at,
            arrived: at,
            co_authors: Vec::new(),
            reviewers: Vec::new(),
        }
    }
}

/// The revisions of one file, the latest first: topological order, then
/// commit id, never by clocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The revisions.
    pub revisions: Vec<Revision>,
}

impl History {
    /// Returns the earliest addition, which is when the file was first posted.
    ///
    /// History that is cut off by a shallow clone may hold no addition; then
    /// it is the earliest revision there is.
    #[must_use]
    pub fn first(&self) -> Option<&Revision> {
        let added = |revision: &&Revision| revision.kind == ChangeKind::Added;
        self.revisions
            .iter()
            .rev()
            .find(added)
            .or(self.revisions.last())
    }

    /// Returns the latest revision.
    #[must_use]
    pub fn last(&self) -> Option<&Revision> {
        self.revisions.first()
    }
}
