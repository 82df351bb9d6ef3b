use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, Utc};

use super::{CommitId, Finding, Handle, Identity, Period, Team};

/// What a branch changes against its base: everything that is looked at to
/// say whether it may be merged.
///
/// It was read from git's objects and holds what a stranger wrote: names of
/// any bytes, text of any kind. Nothing in it is believed because it is here,
/// but for what comes from the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSet {
    /// The commit that the head is compared with: the latest that it has in
    /// common with its target; `None` where they have none.
    pub base: Option<CommitId>,
    /// The commit that is to be merged; `None` for what is about to be
    /// committed.
    pub head: Option<CommitId>,
    /// The team of the target as it is now, and not of the base, which whoever
    /// proposes the change chose; `None` where there is no target, or it has no
    /// team file. A team file that cannot be read is a team of nobody.
    pub trusted: Option<Team>,
    /// The team of the head, in the same way.
    pub proposed: Option<Team>,
    /// The files that differ, in the order of git's trees.
    pub changes: Vec<FileChange>,
    /// The commits that the head has and the base has not, parents before
    /// children.
    pub commits: Vec<ChangeCommit>,
    /// The names that the head has in each directory that leads to a file
    /// which is there and differs; the root is the empty path, the others are
    /// without a `/` at their end.
    pub around: BTreeMap<Vec<u8>, Vec<Vec<u8>>>,
    /// What the replies that differ answer, as full addresses, as far as the
    /// head has it.
    pub targets: BTreeSet<String>,
    /// The periods for which the target holds a digest, of those that cover an
    /// update or reply which differs.
    pub published: BTreeSet<Period>,
    /// What could not be read, so that nothing is said about it.
    pub unread: Vec<Finding>,
    /// Whether history is cut off before it reaches the base, so that commits
    /// are missing.
    pub is_cut_off: bool,
    /// The instant at which the change is judged.
    pub instant: DateTime<Utc>,
}

impl ChangeSet {
    /// Returns the team that is believed: that of the target, and only where
    /// there is none that of the head.
    #[must_use]
    pub fn team(&self) -> &Team {
        static NOBODY: LazyLock<Team> = LazyLock::new(Team::default);
        let known = self.trusted.as_ref().or(self.proposed.as_ref());
        known.unwrap_or(&NOBODY)
    }

    /// Returns the commits that touched a file, the oldest first.
    pub fn commits_of<'a>(
        &'a self,
        change: &'a FileChange,
    ) -> impl DoubleEndedIterator<Item = &'a ChangeCommit> {
        let commits = change.commits.iter();
        commits.filter_map(|&index| self.commits.get(index))
    }
}

/// A file that differs between base and head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path from the root: any bytes but NUL.
    pub path: Vec<u8>,
    /// What it is at the base; `None` where it is not there.
    pub before: Option<FileState>,
    /// What it is at the head; `None` where it is not there.
    pub after: Option<FileState>,
    /// The commits that touched it, as indices into [`ChangeSet::commits`],
    /// the oldest first. Where a merge alone made it what it is, that merge.
    pub commits: Vec<usize>,
}

/// What a path is in one tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileState {
    /// The kind of thing it is.
    pub kind: FileKind,
    /// Its size in bytes; 0 where it has none or could not be read.
    pub size: u64,
    /// Its bytes; `None` where it has more than a file of the log may have,
    /// or nothing that could be read.
    pub content: Option<Vec<u8>>,
}

/// The kind of thing that a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A file that cannot be executed.
    Regular,
    /// A file that can.
    Executable,
    /// A symbolic link; its content is where it leads.
    Link,
    /// Another repository.
    Submodule,
    /// A mode that git does not write.
    Other,
}

impl FileKind {
    /// Returns what people call it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Regular => "regular file",
            Self::Executable => "executable file",
            Self::Link => "symbolic link",
            Self::Submodule => "submodule",
            Self::Other => "thing that is no file",
        }
    }
}

/// A commit of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeCommit {
    /// The commit.
    pub id: CommitId,
    /// Who wrote it, as it says.
    pub author: Identity,
    /// Who made it as it stands, as it says.
    pub committer: Identity,
    /// Who wrote it too: its `Co-authored-by` trailers.
    pub co_authors: Vec<Identity>,
    /// Who reviewed it: its `Reviewed-by` trailers.
    pub reviewers: Vec<Identity>,
    /// The member who posted it in another's name: its `Tidings-Posted-By`
    /// trailer.
    pub posted_by: Option<Handle>,
    /// The author time.
    pub written: DateTime<FixedOffset>,
    /// The committer time.
    pub arrived: DateTime<FixedOffset>,
    /// Whether it carries a signature; whether that is valid, and whose it
    /// is, nobody claims.
    pub is_signed: bool,
    /// Whether it has several parents.
    pub is_merge: bool,
}
