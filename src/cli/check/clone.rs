//! What is checked in a clone, where nobody says it.

use crate::cli::failure::Failure;
use crate::cli::session::no_log;
use crate::git::{GitError, ObjectId};
use crate::store::Log;

/// Returns the commit that is checked: the one that is checked out where it
/// holds a log, else the newest of the log's branch.
pub(super) fn head(log: &Log) -> anyhow::Result<ObjectId> {
    if let Some(head) = log.repository().resolve("HEAD")?
        && log.is_log(head)?
    {
        return Ok(head);
    }
    // Whatever the branch holds, it is what people call the log here.
    log.tip().map_err(|_| no_log(log).into())
}

/// Returns where the branch is that `head` is to go into: the log as it was
/// last seen at the remote, else the log's own branch; `None` where `head` is
/// all there is.
pub(super) fn target(log: &Log, head: ObjectId) -> anyhow::Result<Option<ObjectId>> {
    if let Some(seen) = log.seen()? {
        return Ok(Some(seen));
    }
    Ok(log.tip().ok().filter(|tip| *tip != head))
}

/// Returns the commit that somebody named.
pub(super) fn named(log: &Log, option: &str, revision: &str) -> anyhow::Result<ObjectId> {
    let found = log.repository().resolve(revision)?;
    let found = found.ok_or_else(|| GitError::NoCommit(revision.to_owned()));
    found.map_err(|error| {
        Failure::usage(format!("{option}: {error}"))
            .hint("list what there is with 'git branch --all', or fetch it with 'git fetch'")
            .into()
    })
}
