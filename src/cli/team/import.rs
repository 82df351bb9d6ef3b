//! Members out of a repository's history.

use std::collections::BTreeMap;

use chrono::Days;

use super::task::Task;
use crate::cli::args::TeamImportArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::mailmap;
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::format::{Mailmap, format_members};
use crate::git::Repository;
use crate::model::{Handle, Member, Team, Zone, is_robot, parse_period};
use crate::store::{RecentAuthor, recent_authors};
use crate::text;

/// How far back authors are looked for, in days.
const RECENT: u64 = 92;

/// Runs `tidings team import`.
pub(super) fn run(session: &Session, args: &TeamImportArgs) -> anyhow::Result<Status> {
    let task = Task::begin(session, &args.sending)?;
    let directory = match &args.directory {
        Some(directory) => session.directory().join(directory),
        None => session.directory(),
    };
    let repository = Repository::discover(&directory, session.program.clone())?;
    let since = since(&task, args)?;
    // The log's own commits say who posts, and those are members.
    let same = repository.common_dir() == task.log.repository().common_dir();
    let without = same.then(|| task.log.branch());
    let authors = recent_authors(&repository, since, without)?;
    let mut map = mailmap::read(session);
    map.extend(mailmap::of_work_tree(&repository).unwrap_or_default());
    let members = propose(&task, &authors, &map);
    let place = directory.display();
    if members.is_empty() {
        session.streams.note(&format!(
            "everybody who wrote commits lately in {place} is in the team"
        ));
        return Ok(Status::Done);
    }
    session.print(&text::terminal_lines(&format_members(&members, &task.team)))?;
    let count = text::count(members.len(), "member", "members");
    let agreed = args.apply
        || match session.prompter() {
            Some(prompter) => answered(prompter.confirm(&format!("Add {count}?"), false))?,
            None => false,
        };
    if !agreed {
        session.streams.note(
            "nothing was changed; add them with 'tidings team import --apply', \
             or some of them with 'tidings team edit'",
        );
        return Ok(Status::Done);
    }
    let subject = format!("team: {count} added");
    let saved = task
        .log
        .add_members(&members, task.note(&subject), &task.signer)?;
    task.report(
        saved.as_ref(),
        &format!("added: {count}\n  look: tidings team"),
    )
}

/// Returns the moment, in seconds, from which on commits count.
fn since(task: &Task<'_>, args: &TeamImportArgs) -> anyhow::Result<i64> {
    let today = task.today();
    let day = match &args.since {
        Some(text) => parse_period(text, today)
            .map_err(|error| Failure::usage(format!("--since: {error}")))?
            .first_day(),
        None => today.checked_sub_days(Days::new(RECENT)).unwrap_or(today),
    };
    let zone = task.team.time_zone.unwrap_or(Zone::UTC);
    Ok(zone.start_of(day).timestamp())
}

/// Makes a member of each person who is none and no robot; the addresses that
/// lead to one person belong to one.
fn propose(task: &Task<'_>, authors: &[RecentAuthor], map: &Mailmap) -> Vec<Member> {
    let mut people: Vec<(String, Vec<String>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for author in authors {
        let (name, proper) = map.resolve(&author.name, &author.email);
        let email = &author.email;
        if is_robot(&author.name, email)
            || is_robot(&name, &proper)
            || task.team.member_by_email(email).is_some()
            || map.member(&task.team, &author.name, email).is_some()
        {
            continue;
        }
        let index = *known.entry(proper.to_lowercase()).or_insert(people.len());
        if index == people.len() {
            people.push((name, vec![proper.clone()]));
        }
        let emails = &mut people[index].1;
        if !emails.iter().any(|other| other.eq_ignore_ascii_case(email)) {
            emails.push(email.clone());
        }
    }
    let mut team = task.team.clone();
    let mut members = Vec::new();
    for (name, emails) in people {
        let Some(handle) = free_handle(&team, &name, &emails[0]) else {
            continue;
        };
        let member = Member {
            name,
            emails,
            joined: Some(task.today()),
            ..Member::new(handle)
        };
        team.members.push(member.clone());
        members.push(member);
    }
    members
}

/// Returns a handle that nobody has, made of an address or a name.
fn free_handle(team: &Team, name: &str, email: &str) -> Option<Handle> {
    let proposals = [Handle::propose(email), Handle::propose(name)];
    let proposals: Vec<Handle> = proposals.into_iter().flatten().collect();
    let free = |handle: &Handle| team.member(handle).is_none();
    let numbered = || {
        let first = proposals.first()?;
        let mut all = (2..1000).filter_map(|number| format!("{first}{number}").parse().ok());
        all.find(free)
    };
    proposals
        .iter()
        .find(|handle| free(handle))
        .cloned()
        .or_else(numbered)
}
