use chrono::{DateTime, Utc};

use super::{Log, StoreError};
use crate::git::{Durability, Moved, ObjectId};

impl Log {
    /// Returns the commit up to which the log was read here, as far as `tip`
    /// contains it: where history was rewritten since, the last commit that
    /// both have.
    ///
    /// The mark is the reader's own: a ref of this repository, shared by its
    /// work trees, that keeps the commit from being collected and is never
    /// sent.
    ///
    /// # Errors
    ///
    /// What git says. A mark whose commit is not here is none.
    pub fn read_mark(&self, tip: ObjectId) -> Result<Option<ObjectId>, StoreError> {
        let repository = self.repository();
        let Some(mark) = repository.ref_tip(&self.mark_name())? else {
            return Ok(None);
        };
        if repository.commit_at_least(mark).is_err() {
            return Ok(None);
        }
        if repository.contains(mark, tip)? {
            return Ok(Some(mark));
        }
        Ok(repository.merge_base(mark, tip)?)
    }

    /// Notes that the log was read up to `tip`; a mark that is further on
    /// already stays.
    ///
    /// # Errors
    ///
    /// What git says when it cannot move the ref.
    pub fn mark_read(&self, tip: ObjectId) -> Result<(), StoreError> {
        /// Tries against somebody else on this machine who reads as well.
        const TRIES: u32 = 3;
        let (repository, name) = (self.repository(), self.mark_name());
        for _ in 0..TRIES {
            let old = repository.ref_tip(&name)?;
            let is_further =
                old.is_some_and(|old| repository.contains(tip, old).unwrap_or_default());
            if is_further {
                return Ok(());
            }
            let moved =
                repository.move_ref(&name, Some(tip), old, "tidings: read", Durability::NONE)?;
            if moved == Moved::Done {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Returns the newest commit, of those that `tip` contains, that was made
    /// before a moment; where all are newer, the one that history begins with.
    ///
    /// # Errors
    ///
    /// What git says when history cannot be followed.
    pub fn commit_before(
        &self,
        tip: ObjectId,
        moment: DateTime<Utc>,
    ) -> Result<ObjectId, StoreError> {
        let mut last = tip;
        let found = self.repository().find_commit(tip, |commit| {
            last = commit.id;
            (commit.committer.seconds < moment.timestamp()).then_some(commit.id)
        })?;
        Ok(found.unwrap_or(last))
    }

    fn mark_name(&self) -> String {
        format!("refs/tidings/read/{}", self.branch())
    }
}
