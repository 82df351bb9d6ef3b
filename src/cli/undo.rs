use super::failure::Status;
use super::post::sent;
use super::session::Session;
use crate::store::Undone;

/// Runs `tidings undo`.
pub(super) fn run(session: &Session) -> anyhow::Result<Status> {
    let log = session.log_to_change()?;
    let settings = log.repository().settings()?;
    let team = log.tree()?.usable_team(log.branch())?;
    let me = session.require_me(&team, settings)?;
    let signer = Session::signer(settings)?;
    let handle = &me.handle;
    let (period, restored, how) = match log.undo(handle, &signer)? {
        Undone::Dropped {
            period,
            commit,
            restored,
        } => {
            let how = format!("taken back (commit {:.10} is dropped)", commit.to_string());
            (period, restored, how)
        }
        Undone::Withdrawn {
            period,
            saved,
            restored,
        } => {
            session.detail_saved(&saved);
            let how = format!("withdrawn (by commit {:.10})", saved.commit.to_string());
            (period, restored, how)
        }
    };
    let (kind, when) = (period.kind().adjective(), period.describe());
    session.streams.note(&if restored {
        format!(
            "{how}: your last change to {handle}'s {kind} update for {when}\n  \
             show what is there now: tidings show {handle}/{period}"
        )
    } else {
        format!(
            "{how}: {handle}'s {kind} update for {when}\n  \
             post another: tidings post --for {period}"
        )
    });
    sent::mention(session, &log)?;
    Ok(Status::Done)
}
