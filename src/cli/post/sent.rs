//! What has not been sent.

use crate::cli::session::Session;
use crate::store::Log;

/// Says how to send what no remote has yet, where there is a remote.
pub(in crate::cli) fn mention(session: &Session, log: &Log) -> anyhow::Result<()> {
    let Some(unsent) = log.unsent()?.filter(|&unsent| unsent > 0) else {
        return Ok(());
    };
    let Some(remote) = log.remote()? else {
        return Ok(());
    };
    let many = if unsent == Log::MANY { "at least " } else { "" };
    let commits = crate::text::count(unsent, "commit", "commits");
    session.streams.note(&format!(
        "not sent yet: {many}{commits}; send with 'git -C {} push {remote} {}'",
        log.directory().display(),
        log.branch()
    ));
    Ok(())
}
