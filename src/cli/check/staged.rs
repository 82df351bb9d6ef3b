//! What is about to be committed, for a pre-commit hook.

use anyhow::Context;

use crate::cli::session::Session;
use crate::model::ChangeSet;
use crate::store::Log;

/// Reads what the index changes against HEAD; `None` where neither holds a
/// log, because hooks run for every branch of a repository.
pub(super) fn change_set(session: &Session, log: &Log) -> anyhow::Result<Option<ChangeSet>> {
    let signer = Session::signer(log.repository().settings()?)?;
    let index = session.environment.path("GIT_INDEX_FILE");
    let index = index.map(|path| session.directory().join(path));
    let staged = log
        .staged(index.as_deref(), &signer)
        .context("what is staged cannot be read")?;
    if !log.is_log(staged.head)? && !staged.target.map_or(Ok(false), |id| log.is_log(id))? {
        session.streams.detail("what is staged is no part of a log");
        return Ok(None);
    }
    let mut set = log.change_set(staged, session.now())?;
    // The commit was made to be looked at; git makes another one of it.
    let head = set.head.take();
    let made = set
        .commits
        .iter_mut()
        .find(|commit| Some(&commit.id) == head.as_ref());
    if let Some(commit) = made {
        commit.is_signed = signer.sign;
    }
    Ok(Some(set))
}
