use std::collections::BTreeSet;

use super::address::{find, parse};
use super::args::{ListFormat, ShowArgs};
use super::failure::{Failure, Status};
use super::person::zone_of_reader;
use super::session::{Session, parse_zone};
use crate::format::update_path;
use crate::model::{Handle, Period, Update, Window, Zone};
use crate::render;
use crate::report::{FindingView, Shown, Thread};
use crate::store::{Found, Log, LogTree, StoreError};

/// Runs `tidings show`.
pub(super) fn run(session: &Session, args: &ShowArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    let tree = session.tree(&log, args.at.as_deref())?;
    let instant = session.instant(&tree, args.at.as_deref());
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let zone = team.time_zone.unwrap_or(Zone::UTC);
    let reader = match &args.zone {
        Some(zone) => parse_zone(zone)?,
        None => zone_of_reader(session, &log, &team, args.format, instant)?,
    };
    let mut threads = Vec::new();
    let mut unread: Vec<String> = Vec::new();
    let mut several = args.addresses.len() > 1;
    for text in &args.addresses {
        let address = parse(text)?;
        several |= address.author.is_none() && address.id.is_none();
        let found = find(&log, &tree, &team, text, &address)?;
        // Several are those of one period, for which one walk is enough.
        let mut asked: Vec<(Handle, Period)> = Vec::new();
        for one in &found {
            match one {
                Found::Item { address, .. } => {
                    asked.push((address.author.clone(), address.period));
                }
                Found::Update { author, period } => {
                    asked.extend(threads_of(&tree, author, *period)?);
                }
                Found::Reply { address, .. } => {
                    asked.push((address.author.clone(), address.period));
                }
            }
        }
        let Some(first) = found.first() else {
            continue;
        };
        let window = Window::from(first.update().1);
        let read = || log.snapshot(&tree, window, zone, &asked);
        let snapshot = session.read_whole(&log, Log::reach(window, zone), read)?;
        for found in &found {
            let (author, period) = found.update();
            let id = match found {
                Found::Item { address, .. } => Some(&address.id),
                Found::Reply { to, .. } => to.id.as_ref(),
                Found::Update { .. } => None,
            };
            let build = |id| Thread::build(&snapshot, author, period, id, instant, (zone, reader));
            match (build(id), found) {
                (Some(thread), Found::Reply { address, .. }) => {
                    threads.push(thread.with_reply(address));
                }
                (Some(thread), _) => threads.push(thread),
                // The item is not there any more; what was said of it is.
                (None, Found::Reply { address, .. }) => match build(None) {
                    Some(thread) => threads.push(thread.with_reply(address)),
                    None => unread.push(update_path(author, period)),
                },
                (None, _) => unread.push(update_path(author, period)),
            }
        }
        let findings = snapshot.findings.iter();
        for finding in findings.filter(|finding| unread.contains(&finding.path)) {
            let view = FindingView::from(finding);
            let text = render::finding(&view, &session.errors_screen());
            session.streams.tell(text.trim_end());
        }
    }
    if threads.is_empty() {
        return Err(Failure::new(format!("cannot read {}", unread.join(", "))).into());
    }
    match args.format {
        ListFormat::Json => {
            let shown = match threads.pop() {
                Some(only) if !several => Shown::One(Box::new(only)),
                last => Shown::Several(threads.into_iter().chain(last).collect()),
            };
            session.print_json(&shown)?;
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

/// Returns the updates whose replies belong to an update: itself, and those in
/// which its items first appeared.
fn threads_of(
    tree: &LogTree<'_>,
    author: &Handle,
    period: Period,
) -> Result<Vec<(Handle, Period)>, StoreError> {
    let update = tree.update(author, period)?.and_then(|read| read.value);
    let items = update.iter().flat_map(Update::items);
    let mut periods: BTreeSet<Period> = items.map(|(_, item)| item.first_period(period)).collect();
    periods.insert(period);
    let threads = periods.into_iter().map(|first| (author.clone(), first));
    Ok(threads.collect())
}
