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
    if let Some(other) = task.team.member(&handle) {
        let known = &other.handle;
        return Err(Failure::new(format!("the handle '{handle}' is taken"))
            .hint(format!(
                "choose another, or change the entry: tidings team edit {known} …"
            ))
            .into());
    }
    let mut member = Member::new(handle);
    entry::apply(&task, &args.member, &mut member)?;
    let today = task.today_of(&member);
    member.joined = member.joined.or(Some(today));
    let handle = member.handle.clone();
    let subject = format!("{handle}: added to the team");
    let unknown = member.emails.is_empty() && member.account.is_none();
    let members = [member];
    let saved = task
        .log
        .add_members(&members, task.note(&subject), &task.signer)?;
    let name = text::terminal(&task.team.name);
    let hint = if unknown {
        format!(
            "say how they are recognised when they post: tidings team edit {handle} --email ADDRESS"
        )
    } else {
        "look: tidings team".to_owned()
    };
    task.report(saved.as_ref(), &format!("{handle} is in {name}\n  {hint}"))
}
