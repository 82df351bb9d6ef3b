use super::seen::Seen;
use super::{Log, StoreError};
use crate::format::TEAM_PATH;
use crate::git::ObjectId;

/// A commit that is to be merged, and what into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The commit.
    pub head: ObjectId,
    /// Where the branch is that it is to go into; `None` where there is none
    /// yet.
    pub target: Option<ObjectId>,
    /// The latest commit that both have in common, which the head is compared
    /// with: what the target has gained since is not of the candidate's
    /// making.
    pub base: Option<ObjectId>,
}

impl Log {
    /// Finds what a commit is to be compared with where it is to be merged
    /// into `target`.
    ///
    /// # Errors
    ///
    /// What git says of one of them that is not here.
    pub fn candidate(
        &self,
        target: Option<ObjectId>,
        head: ObjectId,
    ) -> Result<Candidate, StoreError> {
        let base = target.map(|target| self.repository().merge_base(target, head));
        Ok(Candidate {
            head,
            target,
            base: base.transpose()?.flatten(),
        })
    }

    /// Returns where the log's branch at the remote was last seen; `None` where
    /// there is no remote or it was never seen to have it.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn seen(&self) -> Result<Option<ObjectId>, StoreError> {
        match self.remote()? {
            Some(remote) => Ok(Seen::read(self, &remote)?.base),
            None => Ok(None),
        }
    }

    /// Returns whether a commit holds a log: it has a team file. One that is
    /// not here holds none.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn is_log(&self, commit: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        match repository.commit_at_least(commit) {
            Ok(commit) => Ok(repository.entry(commit.tree, TEAM_PATH)?.is_some()),
            Err(_) => Ok(false),
        }
    }
}
