use chrono::{NaiveDate, TimeDelta};

use super::args::{ListFormat, LogArgs};
use super::failure::{Failure, Status};
use super::period;
use super::person::zone_of_reader;
use super::selection;
use super::session::Session;
use crate::model::{CommitId, Finding, Handle, Period, Section, Team, Update, Window, Zone};
use crate::render;
use crate::report::{DecisionRecord, Listing, ListingFilter};
use crate::store::{Decisions, Log, LogTree};
use crate::text;

/// How many updates are listed where no span is given.
const LIMIT: usize = 20;

/// How far back decisions are looked for before all of history is.
const LATELY: TimeDelta = TimeDelta::weeks(26);

/// Runs `tidings log`.
pub(super) fn run(session: &Session, args: &LogArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    let tree = session.tree(&log, args.at.as_deref())?;
    if args.decisions {
        return decisions(session, &log, &tree, args);
    }
    let listing = build(session, &log, &tree, args)?;
    match args.format {
        ListFormat::Json => session.print_json(&listing)?,
        ListFormat::Terminal if listing.updates.is_empty() && listing.findings.is_empty() => {
            session.streams.note("no update matches");
            strangers(session, &log, &tree, args)?;
        }
        ListFormat::Terminal => session.page(&render::listing(&listing, &session.screen()))?,
    }
    Ok(Status::Done)
}

/// Prints what was decided.
fn decisions(
    session: &Session,
    log: &Log,
    tree: &LogTree<'_>,
    args: &LogArgs,
) -> anyhow::Result<Status> {
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let zone = team.time_zone.unwrap_or(Zone::UTC);
    let instant = session.instant(tree, args.at.as_deref());
    let reader = zone_of_reader(session, log, &team, args.format, instant)?;
    let filter = filter(args, &team)?;
    let window = window(args, zone.day_at(session.now()))?;
    let days = (
        window.map(|window| window.since),
        window.map(|window| window.until),
    );
    let commit = CommitId(tree.commit().id.to_string());
    let built = |since: NaiveDate| -> anyhow::Result<DecisionRecord> {
        let Decisions {
            decisions,
            findings,
        } = log.decisions(tree, since)?;
        Ok(DecisionRecord::build(
            &commit,
            &team,
            &decisions,
            &filter,
            days,
            (zone, reader),
            &findings,
        ))
    };
    let record = match window {
        Some(window) => built(window.since)?,
        // What was decided lately is found without a look at all of history.
        None => {
            let lately = zone.day_at(instant) - LATELY;
            let record = built(lately)?;
            if record.more {
                record
            } else {
                built(NaiveDate::MIN + LATELY)?
            }
        }
    };
    match args.format {
        ListFormat::Json => session.print_json(&record)?,
        ListFormat::Terminal if record.decisions.is_empty() && record.findings.is_empty() => {
            session.streams.note("no decision matches");
        }
        ListFormat::Terminal => session.page(&render::decisions(&record, &session.screen()))?,
    }
    Ok(Status::Done)
}

/// Says which authors that were asked for are no members.
fn strangers(
    session: &Session,
    log: &Log,
    tree: &LogTree<'_>,
    args: &LogArgs,
) -> anyhow::Result<()> {
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let handles: Vec<&str> = team.members.iter().map(|m| m.handle.as_str()).collect();
    for name in &args.author {
        if !handles.contains(&name.as_str()) {
            let name = text::terminal(name);
            let members = handles.join(", ");
            session
                .streams
                .note(&format!("'{name}' is no member; members are {members}"));
        }
    }
    Ok(())
}

/// Reads periods, the latest first, until the list is full.
fn build(
    session: &Session,
    log: &Log,
    tree: &LogTree<'_>,
    args: &LogArgs,
) -> anyhow::Result<Listing> {
    let team = tree.team(log.branch())?;
    let mut findings: Vec<Finding> = team.findings;
    let team = team.value.unwrap_or_default();
    let filter = filter(args, &team)?;
    let zone = team.time_zone.unwrap_or(Zone::UTC);
    let window = window(args, zone.day_at(session.now()))?;
    let periods: Vec<Period> = tree.periods()?;
    let wanted = periods
        .into_iter()
        .filter(|&period| window.is_none_or(|w| w.covers(period)));
    let commit = CommitId(tree.commit().id.to_string());
    let mut updates: Vec<Update> = Vec::new();
    let mut enough = filter.limit.map(|limit| limit.saturating_add(1));
    for period in wanted {
        for read in tree.updates(period)? {
            findings.extend(read.findings);
            updates.extend(read.value);
        }
        // Filters may leave little of what was read, so it is looked at only
        // when it could be enough, and twice as much is read the next time.
        if enough.is_some_and(|enough| updates.len() >= enough) {
            let findings = [findings.as_slice(), &tree.damage()].concat();
            let listing = Listing::build(&commit, &team, &updates, &filter, &findings);
            if listing.more {
                return Ok(listing);
            }
            enough = Some(updates.len() * 2);
        }
    }
    findings.extend(tree.damage());
    Ok(Listing::build(&commit, &team, &updates, &filter, &findings))
}

fn filter(args: &LogArgs, team: &Team) -> anyhow::Result<ListingFilter> {
    let authors: Result<Vec<Handle>, _> = args.author.iter().map(|name| name.parse()).collect();
    let limit = match args.count {
        Some(0) => None,
        Some(count) => Some(count),
        None if args.since.is_some() || args.until.is_some() => None,
        None => Some(LIMIT),
    };
    Ok(ListingFilter {
        authors: authors.map_err(|error| Failure::usage(format!("--author: {error}")))?,
        selection: selection::read(&args.filter, team)?,
        section: args.section.as_deref().map(section).transpose()?,
        text: args.grep.clone(),
        limit,
    })
}

fn section(name: &str) -> Result<Section, Failure> {
    let known = Section::ALL
        .into_iter()
        .find(|section| section.key() == name);
    known.ok_or_else(|| {
        let keys = Section::ALL.map(Section::key).join(", ");
        Failure::usage(format!("'{name}' is no section; write one of {keys}"))
    })
}

fn window(args: &LogArgs, today: chrono::NaiveDate) -> Result<Option<Window>, Failure> {
    match (&args.since, &args.until) {
        (None, None) => Ok(None),
        (Some(since), until) => period::span(since, until.as_deref(), today).map(Some),
        (None, Some(until)) => period::span("0001-01-01", Some(until), today).map(Some),
    }
}
