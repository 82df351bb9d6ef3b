use super::{Rewrite, Waiting};
use crate::git::{ObjectId, RemoteLock};

/// What came of sending what is unsent.
#[derive(Clone, Debug)]
pub struct Sending {
    /// Whether it was sent.
    pub delivery: Delivery,
    /// How often the remote was asked to take it.
    pub tries: u32,
    /// The commits that were unsent, the oldest first, each with the one that
    /// stands for it at the remote; the same where nobody was faster.
    pub carried: Vec<(ObjectId, ObjectId)>,
    /// The posts that clash with what is at the remote, and were set aside so
    /// that the others could go on; only those that were set aside now.
    pub aside: Vec<Waiting>,
    /// Why the local branch stays behind what the remote has, where it does;
    /// nothing is lost by that.
    pub behind: Option<String>,
}

impl Sending {
    /// Says that this came of it, and nothing else is known yet.
    pub(super) const fn new(delivery: Delivery) -> Self {
        Self {
            delivery,
            tries: 0,
            carried: Vec::new(),
            aside: Vec::new(),
            behind: None,
        }
    }

    /// Returns the commit that stands at the remote for one that was unsent.
    #[must_use]
    pub fn carried(&self, commit: ObjectId) -> Option<ObjectId> {
        let found = self.carried.iter().find(|(old, _)| *old == commit);
        found.map(|(_, new)| *new)
    }
}

/// Whether what was unsent has been sent.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// The remote has accepted it: this is the tip of its branch.
    Sent(ObjectId),
    /// There was nothing to send.
    Nothing,
    /// The repository has no remote.
    Off,
    /// It is saved here and was not sent.
    NotSent(NotSent),
}

/// Why something was not sent; nothing was changed then but for what was
/// received.
#[derive(Clone, Debug)]
pub enum NotSent {
    /// The remote, or a hook here, said no. To ask again would not help.
    Refused {
        /// What it said, as it said it.
        message: String,
    },
    /// No answer came, so that nobody knows whether it arrived. To send it
    /// again does no harm.
    Unanswered {
        /// What git said.
        message: String,
        /// Whether the time was over.
        timed_out: bool,
    },
    /// The remote could not be asked where its branch is.
    Unreachable {
        /// What git said.
        message: String,
        /// Whether the time was over.
        timed_out: bool,
    },
    /// Others kept being faster until the time was over, or were so once and
    /// whoever only reads signs nothing again.
    Overtaken,
    /// The branch at the remote does not move, and takes nothing either: a
    /// lock was left there.
    Stuck {
        /// What the remote said, as it said it.
        message: String,
        /// The lock, where the remote named it.
        lock: Option<RemoteLock>,
    },
    /// The remote no longer has what it was seen to have.
    Rewritten(Rewrite),
    /// The branch at the remote has no commit in common with the one here.
    Unrelated {
        /// Where the remote's branch is.
        theirs: ObjectId,
    },
    /// What was committed by hand cannot be joined with what is there.
    Diverged {
        /// Where the remote's branch is.
        theirs: ObjectId,
        /// The files that both changed.
        paths: Vec<String>,
    },
}
