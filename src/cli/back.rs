use chrono::TimeDelta;

use super::args::{BackArgs, DigestFormat};
use super::away::describe;
use super::catchup;
use super::failure::{Failure, Status};
use super::session::Session;
use super::team::Task;
use crate::model::{Absence, parse_day};

/// For how long after an absence its end is news to the one who was away.
const RECENT: TimeDelta = TimeDelta::days(7);

/// Runs `tidings back`.
pub(super) fn run(session: &Session, args: &BackArgs) -> anyhow::Result<Status> {
    // What was written meanwhile may not be here yet, the absence itself too.
    session.refresh(&session.log_to_change()?)?;
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
        // Who came back without a word reads what they missed all the same.
        let was_away = member
            .absences
            .iter()
            .any(|absence| absence.until < today && absence.until >= today - RECENT);
        if was_away {
            catch_up(session, &task, args)?;
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
    let status = task.report(saved.as_ref(), &done)?;
    if ended.from < day && day <= today {
        catch_up(session, &task, args)?;
    }
    Ok(status)
}

/// Prints what a member missed who says of themselves that they are back.
fn catch_up(session: &Session, task: &Task<'_>, args: &BackArgs) -> anyhow::Result<()> {
    if args.member.is_some() {
        return Ok(());
    }
    let team = task.log.tree()?.usable_team(task.log.branch())?;
    let me = session.require_me(&team, task.log.repository().settings()?)?;
    catchup::print(session, &task.log, me, None, DigestFormat::Terminal)
}
