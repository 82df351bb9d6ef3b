//! What options say of the rhythm in which a member posts.

use super::task::Task;
use crate::cli::args::{CadenceName, MemberArgs, RhythmArgs};
use crate::cli::failure::Failure;
use crate::format::{parse_day_and_hour, parse_grace, parse_hour};
use crate::model::{Daily, Member, PeriodKind, Weekly};

/// Makes the cadence of an entry say what the options say; what they leave out
/// stays as it is for the member, or else for the team.
pub(super) fn apply(task: &Task<'_>, args: &MemberArgs, member: &mut Member) -> anyhow::Result<()> {
    let MemberArgs {
        cadence: name,
        rhythm,
        ..
    } = args;
    if name.is_none() && *rhythm == RhythmArgs::default() {
        return Ok(());
    }
    let base = &task.team.cadence;
    let mut cadence = match name {
        Some(CadenceName::Daily) => base.only(PeriodKind::Day),
        Some(CadenceName::Weekly) => base.only(PeriodKind::Week),
        None => member.cadence.clone().unwrap_or_else(|| base.clone()),
    };
    match (&mut cadence.daily, &mut cadence.weekly) {
        (Some(daily), None) => apply_daily(task, rhythm, daily)?,
        (None, Some(weekly)) => apply_weekly(task, rhythm, weekly)?,
        _ => {
            let handle = &member.handle;
            return Err(Failure::usage(format!(
                "'{handle}' posts both daily and weekly, and for which of them this is is not said"
            ))
            .hint("add --cadence to keep one, or write both into the file: tidings team edit")
            .into());
        }
    }
    member.cadence = Some(cadence);
    Ok(())
}

fn apply_daily(task: &Task<'_>, args: &RhythmArgs, daily: &mut Daily) -> anyhow::Result<()> {
    if let Some(text) = &args.due {
        daily.due = parse_hour(text)
            .ok_or_else(|| Failure::usage(format!("--due: '{text}' is no hour; write 16:00")))?;
    }
    if let Some(text) = &args.grace {
        daily.grace = parse_grace(text).ok_or_else(|| no_grace(text))?;
    }
    daily.every = args.every.unwrap_or(daily.every);
    if let Some(text) = &args.from {
        daily.from = Some(task.day("--from", text)?);
    }
    Ok(())
}

fn apply_weekly(task: &Task<'_>, args: &RhythmArgs, weekly: &mut Weekly) -> anyhow::Result<()> {
    if let Some(text) = &args.due {
        let (day, hour) = parse_day_and_hour(text).ok_or_else(|| {
            Failure::usage(format!(
                "--due: '{text}' is no day and hour; write \"fri 16:00\" or 16:00"
            ))
        })?;
        weekly.day = day.or(weekly.day);
        weekly.due = hour.unwrap_or(weekly.due);
    }
    if let Some(text) = &args.grace {
        weekly.grace = parse_grace(text).ok_or_else(|| no_grace(text))?;
    }
    weekly.every = args.every.unwrap_or(weekly.every);
    if let Some(text) = &args.from {
        weekly.from = Some(task.day("--from", text)?);
    }
    Ok(())
}

fn no_grace(text: &str) -> Failure {
    Failure::usage(format!(
        "--grace: '{text}' is no length of time; write 16h or 3d"
    ))
}
