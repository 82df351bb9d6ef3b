//! What options say of a member.

use anyhow::Context;
use chrono::Weekday;

use super::rhythm;
use super::task::Task;
use crate::cli::args::MemberArgs;
use crate::cli::failure::Failure;
use crate::cli::session::parse_zone;
use crate::format::parse_hours;
use crate::model::{Member, Move, Team};

/// Makes an entry say what the options say.
pub(super) fn apply(task: &Task<'_>, args: &MemberArgs, member: &mut Member) -> anyhow::Result<()> {
    let team = &task.team;
    if let Some(name) = &args.name {
        member.name.clone_from(name);
    }
    add(&mut member.emails, &args.email);
    member.account = args.account.clone().or(member.account.take());
    if let Some(zone) = &args.time_zone {
        member.time_zone = Some(parse_zone(zone).context(Failure::usage("--time-zone"))?);
    }
    for text in &args.moves {
        let (day, zone) = text.split_once('=').ok_or_else(|| {
            Failure::usage("--move: write DATE=ZONE, such as 2026-12-01=Asia/Tokyo")
        })?;
        let step = Move {
            on: task.day("--move", day)?,
            to: parse_zone(zone)?,
        };
        member.moves.retain(|other| other.on != step.on);
        member.moves.push(step);
        member.moves.sort_by_key(|step| step.on);
    }
    apply_work(args, member, team)?;
    member.holidays = args.holidays.clone().or(member.holidays.take());
    rhythm::apply(task, args, member)?;
    add(&mut member.teams, &args.team);
    add(&mut member.projects, &args.project);
    add(&mut member.roles, &args.role);
    member.observer |= args.observer;
    if let Some(day) = &args.joined {
        member.joined = Some(task.day("--joined", day)?);
    }
    if let Some(day) = &args.left {
        member.left = Some(task.day("--left", day)?);
    }
    Ok(())
}

fn apply_work(args: &MemberArgs, member: &mut Member, team: &Team) -> anyhow::Result<()> {
    if args.days.is_empty() && args.hours.is_none() {
        return Ok(());
    }
    let mut work = member.work.clone().unwrap_or_else(|| team.work.clone());
    if !args.days.is_empty() {
        let day = |text: &String| {
            let day: Result<Weekday, _> = text.trim().parse();
            day.map_err(|_| {
                Failure::usage(format!("--days: '{text}' is no day of the week"))
                    .hint("name each day: --days mon,tue,wed")
            })
        };
        work.days = args.days.iter().map(day).collect::<Result<_, _>>()?;
    }
    if let Some(text) = &args.hours {
        let hours = parse_hours(text).ok_or_else(|| {
            Failure::usage(format!("--hours: '{text}' are no hours; write 09:00-17:00"))
        });
        (work.from, work.until) = hours?;
    }
    member.work = Some(work);
    Ok(())
}

fn add(all: &mut Vec<String>, more: &[String]) {
    for text in more {
        if !all.contains(text) {
            all.push(text.clone());
        }
    }
}

/// The keys that can be dropped, as they are spelled on the command line.
const DROPPABLE: [&str; 14] = [
    "name",
    "email",
    "account",
    "time-zone",
    "move",
    "work",
    "holidays",
    "cadence",
    "team",
    "project",
    "role",
    "observer",
    "joined",
    "left",
];

/// Takes out a key, or one entry of it.
pub(super) fn drop_key(task: &Task<'_>, text: &str, member: &mut Member) -> anyhow::Result<()> {
    let (key, value) = match text.split_once('=') {
        Some((key, value)) => (key, Some(value)),
        None => (text, None),
    };
    let gone = match (key, value) {
        ("email", _) => cut(&mut member.emails, value),
        ("team", _) => cut(&mut member.teams, value),
        ("project", _) => cut(&mut member.projects, value),
        ("role", _) => cut(&mut member.roles, value),
        ("move", Some(day)) => {
            let day = task.day("--drop", day)?;
            let count = member.moves.len();
            member.moves.retain(|step| step.on != day);
            member.moves.len() < count
        }
        (key, Some(_)) if DROPPABLE.contains(&key) => {
            return Err(Failure::usage(format!("--drop {key} takes no value")).into());
        }
        ("move", None) => !std::mem::take(&mut member.moves).is_empty(),
        ("name", None) => {
            member.name = member.handle.to_string();
            true
        }
        ("account", None) => member.account.take().is_some(),
        ("time-zone", None) => member.time_zone.take().is_some(),
        ("work", None) => member.work.take().is_some(),
        ("holidays", None) => member.holidays.take().is_some(),
        ("cadence", None) => member.cadence.take().is_some(),
        ("observer", None) => std::mem::take(&mut member.observer),
        ("joined", None) => member.joined.take().is_some(),
        ("left", None) => member.left.take().is_some(),
        _ => {
            let keys = DROPPABLE.join(", ");
            return Err(Failure::usage(format!("--drop: there is no key '{key}'"))
                .hint(format!("name one of {keys}"))
                .into());
        }
    };
    if gone {
        return Ok(());
    }
    let handle = &member.handle;
    Err(Failure::new(format!(
        "the entry of '{handle}' has no {}",
        text.replace('=', " ")
    ))
    .into())
}

fn cut(all: &mut Vec<String>, value: Option<&str>) -> bool {
    let count = all.len();
    all.retain(|text| value.is_some_and(|value| !text.eq_ignore_ascii_case(value)));
    all.len() < count
}
