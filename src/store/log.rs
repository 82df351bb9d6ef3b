use std::cell::Cell;
use std::path::Path;

use super::footing::Footing;
use super::seen::Seen;
use super::{LogTree, StoreError};
use crate::format::TEAM_PATH;
use crate::git::{Contact, Durability, GitError, ObjectId, Repository};

/// The branch of a repository that holds a team's updates.
pub struct Log {
    repository: Repository,
    branch: String,
    /// The commit to read from where the branch could not be brought there.
    shown: Cell<Option<ObjectId>>,
    /// What the next commit stands on, where this is a proposal's branch.
    footing: Cell<Option<Footing>>,
    /// The log's own branch, where this is a proposal's.
    home: Option<String>,
}

impl Log {
    /// Takes a repository and the name of the branch that is its log.
    #[must_use]
    pub fn new(repository: Repository, branch: String) -> Self {
        Self {
            repository,
            branch,
            shown: Cell::new(None),
            footing: Cell::new(None),
            home: None,
        }
    }

    /// Returns the log that would be on another branch of the repository.
    pub(super) fn on(self, branch: String) -> Self {
        Self { branch, ..self }
    }

    /// Returns the log as it is on the branch of a proposal.
    pub(super) fn beside(&self, branch: String) -> Result<Self, GitError> {
        Ok(Self {
            home: Some(self.branch.clone()),
            ..Self::new(self.repository.reopen()?, branch)
        })
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

    /// Lets reading begin at a commit where the branch cannot be brought.
    pub(super) fn show(&self, tip: ObjectId) {
        self.shown.set(Some(tip));
    }

    /// Returns the commit that reading begins at where the branch could not be
    /// brought there.
    pub(super) fn shown(&self) -> Option<ObjectId> {
        self.shown.get()
    }

    /// Lets reading begin at the branch again, because it has been moved.
    pub(super) fn show_branch(&self) {
        self.shown.set(None);
    }

    /// Says what the next commit of a proposal stands on.
    pub(super) fn set_footing(&self, footing: Footing) {
        self.footing.set(Some(footing));
    }

    /// Returns what the next commit stands on, where this is a proposal's
    /// branch.
    pub(super) fn footing(&self) -> Option<Footing> {
        self.footing.get()
    }

    /// Returns the newest commit of the log: of the branch, with what was
    /// received since where it could not be moved there; or of what was last
    /// fetched of it where there is no branch yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoBranch`] when there is neither.
    pub fn tip(&self) -> Result<ObjectId, StoreError> {
        let tip = match self.shown.get() {
            Some(shown) => Some(shown),
            None => self.known_tip()?,
        };
        tip.ok_or_else(|| self.no_branch())
    }

    /// Returns what [`Log::tip`] returns, or nothing.
    pub(super) fn known_tip(&self) -> Result<Option<ObjectId>, GitError> {
        if let Some(tip) = self.repository.branch_tip(&self.branch)? {
            return Ok(Some(tip));
        }
        Ok(self.fetched()?.map(|(_, tip)| tip))
    }

    /// Returns the remote that the log is sent to, where there is one: of
    /// several what `tidings.remote` names, else `origin`, else the one that
    /// git knows the branch to belong to, else the first by name.
    ///
    /// # Errors
    ///
    /// [`GitError::Setting`] when `tidings.remote` names none of those that
    /// there are: no other one is taken for it. What git says.
    pub fn remote(&self) -> Result<Option<String>, GitError> {
        let remotes = self.repository.remotes()?;
        let named = self.named_remote(&remotes)?;
        Ok(named.or_else(|| remotes.into_iter().next()))
    }

    /// Returns the remotes that there are, where nothing says which of them
    /// has the log: nothing is to be sent to any.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn remotes_in_doubt(&self) -> Result<Option<Vec<String>>, GitError> {
        let remotes = self.repository.remotes()?;
        let sure = remotes.len() < 2 || self.named_remote(&remotes)?.is_some();
        Ok((!sure).then_some(remotes))
    }

    /// Returns the one of these remotes that the settings name.
    fn named_remote(&self, remotes: &[String]) -> Result<Option<String>, GitError> {
        /// The setting that names the log's own.
        const KEY: &str = "tidings.remote";
        if remotes.is_empty() {
            return Ok(None);
        }
        let settings = self.repository.settings()?;
        let has = |name: &&str| remotes.iter().any(|remote| remote == name);
        let set = settings.get(KEY);
        if let Some(name) = set.filter(|name| !has(name)) {
            return Err(GitError::Setting {
                key: KEY.to_owned(),
                value: name.to_owned(),
                problem: "no remote of this repository",
            });
        }
        let branch = self.home.as_ref().unwrap_or(&self.branch);
        let upstream = format!("branch.{branch}.remote");
        let known = [set, Some("origin"), settings.get(&upstream)];
        let named = known.into_iter().flatten().find(has);
        Ok(named.map(str::to_owned))
    }

    /// Returns what was last fetched of the branch, and from which remote; of
    /// several that have it, [`Log::remote`] counts first.
    fn fetched(&self) -> Result<Option<(String, ObjectId)>, GitError> {
        let mut tips = self.repository.remote_tips(&self.branch)?;
        if tips.len() > 1 {
            let first = self.remote()?;
            tips.sort_by_key(|(remote, _)| first.as_ref() != Some(remote));
        }
        if let Some(tip) = tips.into_iter().next() {
            return Ok(Some(tip));
        }
        // A clone of another branch alone has no remote-tracking ref of it.
        let Some(remote) = self.remote()? else {
            return Ok(None);
        };
        let seen = Seen::name(&remote, &self.branch);
        let tip = self.repository.ref_tip(&seen)?;
        Ok(tip.map(|tip| (remote, tip)))
    }

    /// Makes the error for a branch that does not exist.
    pub(super) fn no_branch(&self) -> StoreError {
        StoreError::NoBranch {
            branch: self.branch.clone(),
            repository: self.directory().to_owned(),
        }
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
        self.has_team(tip)
    }

    /// Returns whether a commit has a team file.
    pub(super) fn has_team(&self, commit: ObjectId) -> Result<bool, StoreError> {
        let tree = LogTree::open(&self.repository, commit)?;
        Ok(tree.entry(TEAM_PATH)?.is_some())
    }

    /// Fetches the log from a remote that has it and makes the branch of it.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn fetch_from(&self, remote: &str) -> Result<(), StoreError> {
        let tip = self
            .repository
            .fetch_branch(remote, &self.branch, &Contact::attended())?;
        self.begin_at(tip, remote)
    }

    /// Makes the branch from what was last fetched of it, where there is no
    /// branch yet; returns the remote that it came from.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn adopt_fetched(&self) -> Result<Option<String>, StoreError> {
        if self.repository.branch_tip(&self.branch)?.is_some() {
            return Ok(None);
        }
        let Some((remote, tip)) = self.fetched()? else {
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
        // The branch may be checked out already, without a commit.
        let made = self.move_branch(Durability::FULL, None, tip, &names, &note)?
            // Whoever was faster made the branch too, and it is there.
            || self.repository.branch_tip(&self.branch)?.is_some();
        if !made {
            return Err(StoreError::Raced(1));
        }
        // Git forgets where the remote was as soon as it is fetched again.
        Seen::read(self, remote)?.note(self, Some(tip), Durability::FULL)?;
        // Posting needs no upstream, so settings that cannot be written are no
        // reason to refuse it; 'git pull' names the remedy.
        self.repository.track(remote, &self.branch).ok();
        Ok(())
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
    /// [`GitError::NoCommit`], or what git says.
    pub fn tree_at(&self, revision: &str) -> Result<LogTree<'_>, StoreError> {
        let id = self.repository.resolve(revision)?;
        let id = id.ok_or_else(|| GitError::NoCommit(revision.to_owned()))?;
        LogTree::open(&self.repository, id)
    }
}
