use std::collections::BTreeSet;

use super::seen::Seen;
use super::{Log, StoreError};
use crate::git::{Commit, ObjectId};

/// The trailer by which a commit is known again after it was made anew.
pub(super) const ID: &str = "Tidings-Id";

/// What the remote is not known to have.
///
/// The local branch is the outbox: unsent is what it has and the last seen tip
/// of the remote's branch has not, neither itself nor made anew there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbox {
    /// The remote that it is to be sent to.
    pub remote: String,
    /// How many commits are unsent; of very many only [`Outbox::MANY`] are
    /// counted.
    pub commits: usize,
    /// How many of them are posts of updates.
    pub updates: usize,
    /// When the oldest of them was written, in seconds since 1970.
    pub since: Option<i64>,
}

impl Outbox {
    /// So many commits are many; whoever waits for a post does not wait until
    /// all are counted.
    pub const MANY: usize = 1000;

    /// Returns whether nothing is unsent.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.commits == 0
    }
}

impl Log {
    /// Returns what is unsent, as far as is known here without asking the
    /// remote; `None` where there is no remote.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn outbox(&self) -> Result<Option<Outbox>, StoreError> {
        let Some(remote) = self.remote()? else {
            return Ok(None);
        };
        let seen = Seen::read(self, &remote)?;
        let commits = match self.repository().branch_tip(self.branch())? {
            Some(tip) => self.unsent(tip, seen.base, Outbox::MANY)?,
            None => Vec::new(),
        };
        let is_post = |commit: &&Commit| {
            commit.trailer("Tidings-Period").is_some() && commit.trailer(ID).is_some()
        };
        Ok(Some(Outbox {
            remote,
            commits: commits.len(),
            updates: commits.iter().filter(is_post).count(),
            since: commits.iter().map(|commit| commit.author.seconds).min(),
        }))
    }

    /// Lists the commits that `tip` has and `base` has not, neither as they
    /// are nor made anew, from `tip` back; at most `limit` are looked at.
    pub(super) fn unsent(
        &self,
        tip: ObjectId,
        base: Option<ObjectId>,
        limit: usize,
    ) -> Result<Vec<Commit>, StoreError> {
        let repository = self.repository();
        if base == Some(tip) {
            return Ok(Vec::new());
        }
        let hidden: Vec<ObjectId> = base.into_iter().collect();
        let ids = repository.commits_between(&hidden, tip, limit)?;
        let mut commits = Vec::with_capacity(ids.len());
        for id in ids {
            commits.push(repository.commit_at_least(id)?);
        }
        if commits.is_empty() {
            return Ok(commits);
        }
        let Some(base) = base else {
            return Ok(commits);
        };
        if repository.contains(base, tip)? {
            return Ok(commits);
        }
        let sent = self.ids_since(base, tip)?;
        let mut unsent = Vec::with_capacity(commits.len());
        for commit in commits {
            let is_sent = commit.trailer(ID).is_some_and(|id| sent.contains(id));
            // What waits is there still where a checkout keeps the branch.
            if !is_sent && !self.waits(&commit)? {
                unsent.push(commit);
            }
        }
        Ok(unsent)
    }

    /// Collects what the commits are known by that `tip` has and `known` has
    /// not.
    pub(super) fn ids_since(
        &self,
        tip: ObjectId,
        known: ObjectId,
    ) -> Result<BTreeSet<String>, StoreError> {
        let repository = self.repository();
        let commits = repository.commits_between(&[known], tip, usize::MAX)?;
        let mut ids = BTreeSet::new();
        for commit in commits {
            let commit = repository.commit_at_least(commit)?;
            ids.extend(commit.trailer(ID).map(str::to_owned));
        }
        Ok(ids)
    }
}
