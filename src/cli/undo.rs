use super::failure::{Failure, Status};
use super::session::Session;
use crate::store::Undone;

/// Runs `tidings undo`.
pub(super) fn run(session: &Session) -> anyhow::Result<Status> {
    let log = session.log()?;
    let settings = session.log_settings(&log)?;
    let team = log.tree()?.usable_team(log.branch())?;
    let me = session.me(&team, &settings)?.ok_or_else(|| {
        Failure::new("the team file has no member with your address").hint("tidings join")
    })?;
    let signer = session.signer(&settings)?;
    let handle = &me.handle;
    match log.undo(handle, &signer)? {
        Undone::Dropped { period, commit } => {
            let what = period.describe();
            session.streams.note(&format!(
                "taken back: {handle}'s update for {what} (commit {:.10} is dropped)",
                commit.to_string()
            ));
        }
        Undone::Withdrawn { period, saved } => {
            let what = period.describe();
            session.streams.note(&format!(
                "withdrawn: {handle}'s update for {what} (by commit {:.10})",
                saved.commit.to_string()
            ));
        }
    }
    Ok(Status::Done)
}
