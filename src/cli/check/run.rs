use super::{fix, pushed, say, staged, subject};
use crate::cli::args::CheckArgs;
use crate::cli::failure::Status;
use crate::cli::session::Session;
use crate::model::ChangeSet;

/// Runs `tidings check`.
pub(in crate::cli) fn run(session: &Session, args: &CheckArgs) -> anyhow::Result<Status> {
    let sets: Vec<ChangeSet> = if args.staged {
        let log = subject::log_of_hook(session)?;
        staged::change_set(session, &log)?.into_iter().collect()
    } else if args.pre_push {
        pushed::change_sets(session, &subject::log_of_hook(session)?)?
    } else {
        let log = subject::log(session)?;
        let candidate = subject::find(session, &log, args)?;
        let mut set = log.change_set(candidate, session.now())?;
        if args.fix {
            let mended = fix::fix(session, &log, args, candidate, &set)?;
            set = log.change_set(mended, session.now())?;
        }
        vec![set]
    };
    let is_bad = say::say(session, &sets, args.format)?;
    Ok(if is_bad { Status::No } else { Status::Done })
}
