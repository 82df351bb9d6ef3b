use super::args::BackArgs;
use super::away::describe;
use super::failure::{Failure, Status};
use super::session::Session;
use super::team::Task;
use crate::model::{Absence, parse_day};

/// Runs `tidings back`.
pub(super) fn run(session: &Session, args: &BackArgs) -> anyhow::Result<Status> {
    let task = Task::begin(session, &args.sending)?;
    let member = task.member_or_me(args.member.as_deref())?;
    let today = task.today_of(&member);
    let day = match &args.day {
        Some(text) => parse_day(text, today).map_err(Failure::usage)?,
        None => today,
    };
    let handle = &member.handle;
    let subject = format!("{handle}: back on {day}");
    let note = task.note(&subject);
    let (ended, saved) = task
        .log
        .edit_member(handle, note, &task.signer, |_, member| {
            Ok(Absence::end(&mut member.absences, day))
        })?;
    let label = day.format("%A %Y-%m-%d");
    let Some(ended) = ended else {
        session.streams.note(&format!(
            "{handle} is not away on {label}; nothing was changed"
        ));
        let later = member.absences.iter().filter(|absence| absence.from > day);
        if let Some(next) = later.min_by_key(|absence| absence.from) {
            let whose = args.member.as_ref().map(|_| format!(" --as {handle}"));
            session.streams.note(&format!(
                "  but {}; take that back: tidings back {}{}",
                describe(next.from, next.until),
                next.from,
                whose.unwrap_or_default()
            ));
        }
        return Ok(Status::Done);
    };
    let since = ended.from.format("%A %Y-%m-%d");
    let done = if ended.from == day {
        let span = describe(ended.from, ended.until);
        format!("{handle} is no longer away {span}")
    } else {
        format!("{handle} is back on {label}, away since {since}")
    };
    task.report(saved.as_ref(), &done)
}
