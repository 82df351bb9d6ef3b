use super::Log;
use crate::git::ObjectId;

/// What the next commit of a proposal stands on; found out before anything is
/// changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Footing {
    /// Where the branch was then; `None` where there was none.
    pub(super) was: Option<ObjectId>,
    /// The commit that the next one is put onto: what is proposed already, and
    /// what the log has.
    pub(super) onto: ObjectId,
    /// The tip of the log at the remote: nothing of it is proposed.
    pub(super) log: ObjectId,
}

impl Log {
    /// Returns the commit that the next one is put onto, where the branch is
    /// at `tip`.
    pub(super) fn stand(&self, tip: Option<ObjectId>) -> Option<ObjectId> {
        match self.footing() {
            Some(footing) if footing.was == tip => Some(footing.onto),
            _ => tip,
        }
    }
}
