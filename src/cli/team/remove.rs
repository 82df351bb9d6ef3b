use super::task::Task;
use crate::cli::args::TeamRemoveArgs;
use crate::cli::failure::Status;
use crate::cli::session::Session;

/// Runs `tidings team remove`: who leaves stays in the file, since what they
/// wrote is theirs.
pub(super) fn run(session: &Session, args: &TeamRemoveArgs) -> anyhow::Result<Status> {
    let task = Task::begin(session, &args.sending)?;
    let member = task.member(&args.handle)?;
    let handle = &member.handle;
    if args.erase {
        let subject = format!("{handle}: taken out of the team");
        let saved = task
            .log
            .erase_member(handle, task.note(&subject), &task.signer)?;
        return task.report(
            saved.as_ref(),
            &format!("{handle} is no longer in the team file"),
        );
    }
    let day = match &args.on {
        Some(text) => task.day("--on", text)?,
        None => task.today_of(member),
    };
    let subject = format!("{handle}: leaves the team on {day}");
    let ((), saved) =
        task.log
            .edit_member(handle, task.note(&subject), &task.signer, |_, now| {
                now.left = Some(day);
                Ok(())
            })?;
    task.report(
        saved.as_ref(),
        &format!("{handle} is out of the team from {day} on; what they wrote stays"),
    )
}
