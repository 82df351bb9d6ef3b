use chrono::{DateTime, Utc};

use crate::model::CommitId;

/// When something came into the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// The commit that brought it.
    pub commit: CommitId,
    /// The committer time of that commit.
    pub at: DateTime<Utc>,
}
