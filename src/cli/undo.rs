use super::args::UndoArgs;
use super::failure::Status;
use super::session::Session;
use super::sync::Parcel;
use crate::model::Target;
use crate::store::{Post, Undone};

/// Runs `tidings undo`.
pub(super) fn run(session: &Session, args: &UndoArgs) -> anyhow::Result<Status> {
    let log = session.log_to_change()?;
    let settings = log.repository().settings()?;
    let team = log.tree()?.usable_team(log.branch())?;
    let me = session.require_me(&team, settings)?;
    let signer = Session::signer(settings)?;
    let handle = &me.handle;
    let (post, restored, how, parcel) = match log.undo(handle, &signer)? {
        Undone::Dropped {
            post,
            commit,
            restored,
        } => {
            let how = format!("taken back (commit {:.10} is dropped)", commit.to_string());
            (post, restored, how, Parcel::of(None))
        }
        Undone::Withdrawn {
            post,
            saved,
            restored,
        } => {
            session.detail_saved(&saved);
            let how = format!("withdrawn (by commit {:.10})", saved.commit.to_string());
            (post, restored, how, Parcel::of(Some(&saved)))
        }
    };
    session.streams.note(&match post {
        Post::Update(period) => {
            let (kind, when) = (period.kind().adjective(), period.describe());
            if restored {
                format!(
                    "{how}: your last change to {handle}'s {kind} update for {when}\n  \
                     show what is there now: tidings show {handle}/{period}"
                )
            } else {
                format!(
                    "{how}: {handle}'s {kind} update for {when}\n  \
                     post another: tidings post --for {period}"
                )
            }
        }
        Post::Reply(address) if restored => format!(
            "{how}: your last change to the reply {address}\n  \
             show what is there now: tidings show {address}"
        ),
        Post::Reply(address) => {
            let to = Target {
                author: address.author.clone(),
                period: address.period,
                id: None,
            };
            format!("{how}: your reply {address}\n  show what it answered: tidings show {to}")
        }
    });
    session.send(&log, &signer, &args.sending, &parcel)
}
