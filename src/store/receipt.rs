use super::{Rewrite, Waiting};
use crate::git::ObjectId;

/// What came of asking the remote for what is new.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// What the remote said.
    pub news: News,
    /// The posts that clash with what came, and were set aside; only those
    /// that were set aside now.
    pub aside: Vec<Waiting>,
    /// Why the local branch stays behind what the remote has, where it does;
    /// reading goes on from what came all the same.
    pub behind: Option<String>,
}

/// What the remote said of its branch.
#[derive(Clone, Debug)]
pub enum News {
    /// The repository has no remote.
    Off,
    /// The remote has no such branch, and was never seen to have it.
    NoBranch,
    /// The branch is where it was.
    Same,
    /// The branch has gone on.
    Advanced {
        /// Where it was last seen; `None` when that was never.
        from: Option<ObjectId>,
        /// Where it is.
        to: ObjectId,
    },
    /// The remote no longer has what it was seen to have; nothing here was
    /// changed.
    Rewritten(Rewrite),
    /// The branch at the remote has no commit in common with the one here;
    /// nothing here was changed.
    Unrelated {
        /// Where the remote's branch is.
        theirs: ObjectId,
    },
    /// The remote could not be asked.
    Unreachable {
        /// What git said.
        message: String,
        /// Whether the time was over.
        timed_out: bool,
    },
}
