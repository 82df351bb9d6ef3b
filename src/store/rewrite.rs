use crate::git::ObjectId;
use crate::model::{Handle, Period};

/// A remote that no longer has what it was seen to have: somebody rewrote
/// history there, or deleted the branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// The remote.
    pub remote: String,
    /// Where its branch was last seen.
    pub seen: ObjectId,
    /// Where it is now; `None` when the branch is gone.
    pub now: Option<ObjectId>,
    /// The updates that were there and are no longer, by period.
    pub vanished: Vec<(Handle, Period)>,
}
