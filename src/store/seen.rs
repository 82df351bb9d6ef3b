use super::{Log, StoreError};
use crate::git::ObjectId;

/// What is known here of the log's branch at a remote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// The remote.
    pub(super) remote: String,
    /// The ref that holds the last tip that was accepted as the base of what
    /// is here.
    pub(super) name: String,
    /// Where that ref is.
    pub(super) noted: Option<ObjectId>,
    /// The last tip that the remote is known to have had: that ref, or the
    /// remote-tracking ref where that is ahead because git fetched or pushed.
    pub(super) base: Option<ObjectId>,
}

impl Seen {
    /// Reads what is known of the branch at a remote.
    pub(super) fn read(log: &Log, remote: &str) -> Result<Self, StoreError> {
        let repository = log.repository();
        let branch = log.branch();
        let name = format!("refs/tidings/seen/{remote}/{branch}");
        let noted = repository.ref_tip(&name)?;
        let tracked = repository.ref_tip(&format!("refs/remotes/{remote}/{branch}"))?;
        let base = match (noted, tracked) {
            (Some(noted), Some(tracked)) if repository.contains(noted, tracked)? => Some(tracked),
            (noted, tracked) => noted.or(tracked),
        };
        Ok(Self {
            remote: remote.to_owned(),
            name,
            noted,
            base,
        })
    }
}
