use super::{GitError, ObjectId};

/// An object of the history that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// The id of the object.
    pub object: ObjectId,
    /// What is wrong with it, in words that name the object.
    pub reason: String,
}

impl Damage {
    /// Notes why an object could not be read.
    pub(super) fn of(object: ObjectId, error: &GitError) -> Self {
        Self {
            object,
            reason: error.to_string(),
        }
    }

    /// Sorts notes and names each object once.
    pub(super) fn settle(damaged: &mut Vec<Self>) {
        damaged.sort();
        damaged.dedup_by(|next, first| next.object == first.object);
    }
}
