use chrono::NaiveDate;

use super::args::AwayArgs;
use super::failure::{Failure, Status};
use super::session::Session;
use super::team::Task;
use crate::model::{Absence, parse_days};

/// Runs `tidings away`.
pub(super) fn run(session: &Session, args: &AwayArgs) -> anyhow::Result<Status> {
    let task = Task::begin(session, &args.sending)?;
    let member = task.member_or_me(args.member.as_deref())?;
    let today = task.today_of(&member);
    let (from, until) = parse_days(&args.days, today).map_err(Failure::usage)?;
    let reason = args.reason.as_deref().map(str::trim);
    let absence = Absence {
        from,
        until,
        reason: reason.filter(|text| !text.is_empty()).map(str::to_owned),
    };
    let handle = &member.handle;
    let span = describe(from, until);
    let subject = format!("{handle}: away {span}");
    let note = task.note(&subject);
    let (joined, saved) = task
        .log
        .edit_member(handle, note, &task.signer, |_, member| {
            let before = member.absences.clone();
            let joined = absence.clone().add_to(&mut member.absences);
            if joined.as_ref().is_ok_and(|joined| before.contains(joined)) {
                member.absences = before;
            }
            Ok(joined)
        })?;
    let joined = joined.map_err(|other| {
        let span = describe(other.from, other.until);
        let reason = crate::text::terminal(other.reason.as_deref().unwrap_or_default());
        Failure::new(format!(
            "{handle} is away {span} already, for another reason: {reason}"
        ))
        .hint(format!(
            "leave --reason out to join the two, or name days outside of it; \
                 end it with 'tidings back {}'",
            other.from.max(today)
        ))
    })?;
    let whose = args.member.as_ref().map(|_| format!(" --as {handle}"));
    let whose = whose.unwrap_or_default();
    let hint = if joined.until < today {
        String::new()
    } else if joined.from > today {
        format!("\n  take it back: tidings back {}{whose}", joined.from)
    } else {
        format!("\n  end it earlier: tidings back{whose}")
    };
    let span = describe(joined.from, joined.until);
    task.report(saved.as_ref(), &format!("{handle} is away {span}{hint}"))
}

/// Says a span of days.
pub(super) fn describe(from: NaiveDate, until: NaiveDate) -> String {
    if from == until {
        format!("on {}", from.format("%A %Y-%m-%d"))
    } else {
        let (from, until) = (from.format("%A %Y-%m-%d"), until.format("%A %Y-%m-%d"));
        format!("from {from} until {until}")
    }
}
