use super::args::{ListFormat, ShowArgs};
use super::failure::{Failure, Status};
use super::session::Session;
use crate::model::{Address, Team, Window, Zone};
use crate::render;
use crate::report::Thread;
use crate::store::{Found, Log, LogTree};

/// Runs `tidings show`.
pub(super) fn run(session: &Session, args: &ShowArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    let tree = match &args.at {
        Some(revision) => log.tree_at(revision)?,
        None => log.tree()?,
    };
    let instant = match &args.at {
        Some(_) => {
            chrono::DateTime::from_timestamp(tree.commit().committer.seconds, 0).unwrap_or_default()
        }
        None => session.now(),
    };
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let zone = team.time_zone.unwrap_or(Zone::UTC);
    let mut threads = Vec::new();
    for text in &args.addresses {
        for found in find(&log, &tree, &team, text)? {
            let (author, period) = found.update();
            let (id, first) = match &found {
                Found::Item { address, .. } => (Some(&address.id), address.period),
                Found::Update { .. } => (None, period),
            };
            let asked = Some((author, first));
            let snapshot = log.snapshot(&tree, Window::from(period), zone, asked)?;
            let thread = Thread::build(&snapshot, author, period, id, instant, zone);
            threads.push(thread.ok_or_else(|| nothing_at(text))?);
        }
    }
    match args.format {
        ListFormat::Json => {
            let texts: Vec<String> = threads.iter().map(render::json).collect();
            session.print(&texts.concat())?;
        }
        ListFormat::Terminal => {
            let screen = session.screen();
            let texts: Vec<String> = threads
                .iter()
                .map(|thread| render::thread(thread, &screen))
                .collect();
            session.page(&texts.join("\n"))?;
        }
    }
    Ok(Status::Done)
}

/// Finds what an address leads to; nothing is an error, and so are several
/// items that share a short address.
fn find(log: &Log, tree: &LogTree<'_>, team: &Team, text: &str) -> anyhow::Result<Vec<Found>> {
    let address: Address = text
        .parse()
        .map_err(|error| Failure::usage(format!("{error}")))?;
    let found = log.find(tree, team, &address)?;
    if found.is_empty() {
        return Err(nothing_at(text).into());
    }
    let items = found
        .iter()
        .filter(|found| matches!(found, Found::Item { .. }))
        .count();
    if items > 1 {
        let all: Vec<String> = found.iter().map(Found::address).collect();
        return Err(Failure::usage(format!("'{text}' fits {items} items"))
            .hint(format!("name one of {}", all.join(", ")))
            .into());
    }
    Ok(found)
}

/// Finds the one thing that an address leads to.
pub(super) fn find_one(
    log: &Log,
    tree: &LogTree<'_>,
    team: &Team,
    text: &str,
) -> anyhow::Result<Found> {
    let mut found = find(log, tree, team, text)?;
    if found.len() > 1 {
        return Err(Failure::usage(format!("'{text}' fits several updates"))
            .hint("write AUTHOR/PERIOD, such as ada/2026-11-20")
            .into());
    }
    Ok(found.remove(0))
}

fn nothing_at(text: &str) -> Failure {
    Failure::new(format!("there is nothing at '{text}'"))
        .hint("see what there is with 'tidings log'")
}
