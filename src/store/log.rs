use std::path::Path;

use super::{LogTree, StoreError};
use crate::format::TEAM_PATH;
use crate::git::{Durability, ObjectId, Repository};

/// The branch of a repository that holds a team's updates.
pub struct Log {
    repository: Repository,
    branch: String,
}

impl Log {
    /// Takes a repository and the name of the branch that is its log.
    #[must_use]
    pub fn new(repository: Repository, branch: String) -> Self {
        Self { repository, branch }
    }

    /// Returns the repository that holds the log.
    #[must_use]
    pub fn repository(&self) -> &Repository {
        &self.repository
    }

    /// Returns the name of the log's branch.
    #[must_use]
    pub fn branch(&self) -> &str {
        &self.branch
    }

    /// Returns the full name of the log's ref.
    #[must_use]
    pub fn ref_name(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }

    /// Returns the directory by which people know the repository: its work
    /// tree, or the bare repository itself.
    #[must_use]
    pub fn directory(&self) -> &Path {
        let directory = self.repository.work_dir();
        let directory = directory.unwrap_or(self.repository.git_dir());
        // Without the separator that libgit2 ends it with.
        directory.components().as_path()
    }

    /// Returns the newest commit of the log.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoBranch`] when the branch does not exist.
    pub fn tip(&self) -> Result<ObjectId, StoreError> {
        let tip = self.repository.branch_tip(&self.branch)?;
        tip.ok_or_else(|| StoreError::NoBranch {
            branch: self.branch.clone(),
            repository: self.directory().to_owned(),
        })
    }

    /// Returns whether the branch exists and has a team file.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn is_started(&self) -> Result<bool, StoreError> {
        let Some(tip) = self.repository.branch_tip(&self.branch)? else {
            return Ok(false);
        };
        let tree = LogTree::open(&self.repository, tip)?;
        Ok(tree.entry(TEAM_PATH)?.is_some())
    }

    /// Fetches the log from a remote that has it and makes the branch of it.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn fetch_from(&self, remote: &str) -> Result<(), StoreError> {
        let tip = self.repository.fetch_branch(remote, &self.branch)?;
        self.begin_at(tip, remote)
    }

    /// Makes the branch from what was last fetched of it, where it exists at
    /// a remote only; returns the remote.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn adopt_fetched(&self) -> Result<Option<String>, StoreError> {
        let tips = self.repository.remote_tips(&self.branch)?;
        let Some((remote, tip)) = tips.into_iter().next() else {
            return Ok(None);
        };
        self.begin_at(tip, &remote)?;
        Ok(Some(remote))
    }

    fn begin_at(&self, tip: ObjectId, remote: &str) -> Result<(), StoreError> {
        let note = format!("adopted from {remote}");
        let tree = self.repository.commit(tip)?.tree;
        let tree = self.repository.tree(tree)?;
        let names: Vec<String> = tree
            .entries()
            .map(|entry| String::from_utf8_lossy(entry.name).into_owned())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        // The branch may be checked out already, without a commit.
        if self.move_branch(Durability::FULL, None, tip, &names, &note)? {
            return Ok(());
        }
        Err(StoreError::Raced(1))
    }

    /// Returns the tree of the newest commit.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoBranch`], or what git says.
    pub fn tree(&self) -> Result<LogTree<'_>, StoreError> {
        LogTree::open(&self.repository, self.tip()?)
    }

    /// Returns the tree of the commit that `revision` names; a name that is
    /// no revision of the repository is an error.
    ///
    /// # Errors
    ///
    /// [`crate::git::GitError::NoCommit`], or what git says.
    pub fn tree_at(&self, revision: &str) -> Result<LogTree<'_>, StoreError> {
        let id = self.repository.resolve(revision)?;
        let id = id.ok_or_else(|| crate::git::GitError::NoCommit(revision.to_owned()))?;
        LogTree::open(&self.repository, id)
    }

    /// Returns how many commits of the log no remote is known to hold, by the
    /// remote-tracking refs that are here; `None` where there is no remote.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn unsent(&self) -> Result<Option<usize>, StoreError> {
        if self.repository.remotes()?.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.unsent_commits(self.tip()?)?.len()))
    }

    /// Returns the commits from `tip` back that no remote-tracking ref of the
    /// log's branch reaches.
    pub(super) fn unsent_commits(&self, tip: ObjectId) -> Result<Vec<ObjectId>, StoreError> {
        let sent = self.repository.remote_tips(&self.branch)?;
        let hidden: Vec<ObjectId> = sent.into_iter().map(|(_, id)| id).collect();
        Ok(self.repository.commits_between(&hidden, tip, usize::MAX)?)
    }
}
