use super::entry;
use super::task::Task;
use crate::cli::args::TeamAddArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::model::Member;
use crate::text;

/// Runs `tidings team add`.
pub(super) fn run(session: &Session, args: &TeamAddArgs) -> anyhow::Result<Status> {
    let task = Task::begin(session, &args.sending)?;
    let handle = args.handle.parse();
    let handle = handle
        .map_err(|error| Failure::usage(format!("'{}' is no handle: {error}", args.handle)))?;
    let mut member = Member::new(handle);
    entry::apply(&task, &args.member, &mut member)?;
    let today = task.today_of(&member);
    member.joined = member.joined.or(Some(today));
    let handle = member.handle.clone();
    let subject = format!("{handle}: added to the team");
    let members = [member];
    let saved = task
        .log
        .add_members(&members, task.note(&subject), &task.signer)?;
    let name = text::terminal(&task.team.name);
    task.report(
        saved.as_ref(),
        &format!("{handle} is in {name}\n  look: tidings team"),
    )
}
