use chrono::{DateTime, Utc};

use super::{Log, StoreError};
use crate::git::{Durability, Moved, ObjectId};

/// How many commits in a row have to be older than a moment before one of them
/// is believed to be: a clock that is behind must hide nothing that is new.
const SLOP: usize = 32;

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
    /// One that claims to be older than some that lie shortly behind it has a
    /// clock that is wrong, and is passed over.
    ///
    /// # Errors
    ///
    /// What git says when history cannot be followed.
    pub fn commit_before(
        &self,
        tip: ObjectId,
        moment: DateTime<Utc>,
    ) -> Result<ObjectId, StoreError> {
        let (mut last, mut older) = (tip, None);
        let found = self.repository().find_commit(tip, |commit| {
            last = commit.id;
            if commit.committer.seconds >= moment.timestamp() {
                older = None;
                return None;
            }
            let (id, count) = older.get_or_insert((commit.id, 0));
            *count += 1;
            (*count > SLOP).then_some(*id)
        })?;
        Ok(found.or(older.map(|(id, _)| id)).unwrap_or(last))
    }

    fn mark_name(&self) -> String {
        format!("refs/tidings/read/{}", self.branch())
    }
}

#[cfg(test)]
mod tests {
    use crate::store::kit::{Past, put};

    #[test]
    fn a_clock_that_is_behind_hides_nothing() {
        let past = Past::new();
        let mut commits = Vec::new();
        for (number, day) in ["09", "10", "11", "12", "03", "13", "04", "05", "14"]
            .into_iter()
            .enumerate()
        {
            let parents: Vec<_> = commits.last().copied().into_iter().collect();
            let edit = put("README.md", number.to_string());
            commits.push(past.commit(&parents, &format!("2026-11-{day}"), &[edit]));
        }
        for (day, want) in [
            ("01", 0),
            ("09", 0),
            ("10", 0),
            ("11", 1),
            ("12", 2),
            ("13", 4),
            ("14", 7),
            ("15", 8),
        ] {
            let moment = format!("2026-11-{day}T00:00:00Z")
                .parse()
                .expect("a moment");
            let found = past.log.commit_before(commits[8], moment).expect("history");
            assert_eq!(
                commits.iter().position(|id| *id == found),
                Some(want),
                "{day}"
            );
        }
    }
}
