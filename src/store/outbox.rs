use std::collections::BTreeMap;

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

/// The commits that are unsent.
#[derive(Debug, Default)]
pub(super) struct Unsent {
    /// They themselves, from the tip back.
    pub(super) commits: Vec<Commit>,
    /// Whether one of them bears the name of one that was sent and does
    /// something else: somebody amended it by hand.
    pub(super) amended: bool,
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
            Some(tip) => self.unsent(tip, seen.base, Outbox::MANY)?.commits,
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
    ) -> Result<Unsent, StoreError> {
        let repository = self.repository();
        let mut unsent = Unsent::default();
        if base == Some(tip) {
            return Ok(unsent);
        }
        // What a proposal has of the log is nothing to be sent.
        let log = self.footing().map(|footing| footing.log);
        let hidden: Vec<ObjectId> = base.into_iter().chain(log).collect();
        let ids = repository.commits_between(&hidden, tip, limit)?;
        let mut commits = Vec::with_capacity(ids.len());
        for id in ids {
            commits.push(repository.commit_at_least(id)?);
        }
        let all_of_them = match base {
            Some(base) if !commits.is_empty() => repository.contains(base, tip)?,
            _ => true,
        };
        let (Some(base), false) = (base, all_of_them) else {
            unsent.commits = commits;
            return Ok(unsent);
        };
        let sent = self.ids_since(base, tip)?;
        for commit in commits {
            if let Some(&there) = commit.trailer(ID).and_then(|id| sent.get(id)) {
                if self.is_made_anew(&commit, there)? {
                    continue;
                }
                unsent.amended = true;
            } else if self.waits(&commit)? {
                // It is there still where a checkout keeps the branch.
                continue;
            }
            unsent.commits.push(commit);
        }
        Ok(unsent)
    }

    /// Returns whether a commit does, where it is, what another one does
    /// elsewhere.
    fn is_made_anew(&self, commit: &Commit, there: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        let there = repository.commit_at_least(there)?;
        if names(&there).count() > 1 {
            // It does what all of them did.
            return Ok(true);
        }
        let ([before], [onto]) = (&commit.parents[..], &there.parents[..]) else {
            return Ok(true);
        };
        let tree_of = |&id: &ObjectId| repository.commit_at_least(id).map(|commit| commit.tree);
        let put = repository.put_changes(
            Some(tree_of(before)?),
            commit.tree,
            Some(tree_of(onto)?),
            true,
            &mut |collision| self.settle(collision),
        )?;
        Ok(put == Ok(there.tree))
    }

    /// Returns whether a commit is in the history of `tip`, as it is or made
    /// anew.
    pub(super) fn has(&self, tip: ObjectId, commit: &Commit) -> Result<bool, StoreError> {
        if self.repository().contains(commit.id, tip)? {
            return Ok(true);
        }
        let Some(id) = commit.trailer(ID) else {
            return Ok(false);
        };
        Ok(self.ids_since(tip, commit.id)?.contains_key(id))
    }

    /// Returns whether the remote is known to have a commit, as it is or made
    /// anew.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn is_sent(&self, commit: ObjectId) -> Result<bool, StoreError> {
        let Some(remote) = self.remote()? else {
            return Ok(false);
        };
        match Seen::read(self, &remote)?.base {
            Some(base) => self.has(base, &self.repository().commit(commit)?),
            None => Ok(false),
        }
    }

    /// Collects the commits that `tip` has and `known` has not, by what they
    /// are known by.
    pub(super) fn ids_since(
        &self,
        tip: ObjectId,
        known: ObjectId,
    ) -> Result<BTreeMap<String, ObjectId>, StoreError> {
        let repository = self.repository();
        let commits = repository.commits_between(&[known], tip, usize::MAX)?;
        let mut ids = BTreeMap::new();
        for commit in commits {
            let commit = repository.commit_at_least(commit)?;
            ids.extend(names(&commit).map(|id| (id.to_owned(), commit.id)));
        }
        Ok(ids)
    }
}

/// Returns what a commit is known by: of one that others were squashed into,
/// their names too, which are no trailers any more.
fn names(commit: &Commit) -> impl Iterator<Item = &str> {
    let lines = commit
        .message
        .lines()
        .filter_map(|line| line.split_once(':'));
    lines
        .filter(|(key, _)| *key == ID)
        .map(|(_, name)| name.trim())
}
