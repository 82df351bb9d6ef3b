use super::args::UndoArgs;
use super::failure::Status;
use super::session::Session;
use super::sync::Parcel;
use crate::store::Undone;

/// Runs `tidings undo`.
pub(super) fn run(session: &Session, args: &UndoArgs) -> anyhow::Result<Status> {
    let log = session.log_to_change()?;
    let settings = log.repository().settings()?;
    let team = log.tree()?.usable_team(log.branch())?;
    let me = session.require_me(&team, settings)?;
    let signer = Session::signer(settings)?;
    let handle = &me.handle;
    let (period, restored, how, parcel) = match log.undo(handle, &signer)? {
        Undone::Dropped {
            period,
            commit,
            restored,
        } => {
            let how = format!("taken back (commit {:.10} is dropped)", commit.to_string());
            (period, restored, how, Parcel::of(None))
        }
        Undone::Withdrawn {
            period,
            saved,
            restored,
        } => {
            session.detail_saved(&saved);
            let how = format!("withdrawn (by commit {:.10})", saved.commit.to_string());
            (period, restored, how, Parcel::of(Some(&saved)))
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
    session.send(&log, &signer, &args.sending, &parcel)
}
