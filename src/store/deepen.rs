use super::scope::WindowScope;
use super::seen::Seen;
use super::{Log, LogTree, StoreError};
use crate::git::{Contact, Fetched};
use crate::model::{Window, Zone};

/// What came of fetching older history into a shallow clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deepened {
    /// The remote gave what it has of it.
    Done,
    /// There is no remote, or it no longer has the branch.
    Off,
    /// It could not be asked: what was said.
    Unreachable(String),
}

impl Log {
    /// Fetches older history, where this clone is shallow, so that it reaches
    /// back to `since` (seconds since 1970) or further. No branch moves.
    ///
    /// # Errors
    ///
    /// What git says here; what the remote says is in the answer.
    pub fn deepen(&self, since: i64, contact: &Contact) -> Result<Deepened, StoreError> {
        let Some(remote) = self.remote()? else {
            return Ok(Deepened::Off);
        };
        let into = Seen::read(self, &remote)?.fetched;
        let repository = self.repository();
        let fetched = repository.deepen_since(&remote, self.branch(), &into, since, contact)?;
        Ok(match fetched {
            Fetched::At(_) => Deepened::Done,
            Fetched::NoBranch => Deepened::Off,
            Fetched::Unreachable { message, .. } => Deepened::Unreachable(message),
        })
    }

    /// Returns the instant, in seconds since 1970, before which
    /// [`Log::snapshot`] follows a line of history only to its first commit
    /// that knows nothing of the window.
    #[must_use]
    pub fn reach(window: Window, zone: Zone) -> i64 {
        WindowScope::new(window, zone).reach()
    }

    /// Returns the instant, in seconds since 1970, from which on
    /// [`Log::range_snapshot`] needs history.
    #[must_use]
    pub fn range_reach(from: &LogTree<'_>) -> i64 {
        from.commit().committer.seconds
    }
}
