//! What has not been sent.

use crate::cli::session::Session;
use crate::store::{Log, Outbox};

/// Says how to send what no remote has yet, where there is a remote.
pub(in crate::cli) fn mention(session: &Session, log: &Log) -> anyhow::Result<()> {
    let Some(outbox) = log.outbox()?.filter(|outbox| !outbox.is_empty()) else {
        return Ok(());
    };
    let (remote, unsent) = (outbox.remote, outbox.commits);
    // The first push is also the time to note where the branch belongs;
    // without that a later 'git pull' would not know.
    let upstream = format!("branch.{}.remote", log.branch());
    let settings = log.repository().settings()?;
    let first = settings.get(&upstream).map_or("-u ", |_| "");
    let many = if unsent == Outbox::MANY {
        "at least "
    } else {
        ""
    };
    let commits = crate::text::count(unsent, "commit", "commits");
    session.streams.note(&format!(
        "not sent yet: {many}{commits}; send with 'git -C {} push {first}{remote} {}'",
        log.directory().display(),
        log.branch()
    ));
    Ok(())
}
