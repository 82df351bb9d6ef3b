use chrono::{Days, NaiveDate, TimeDelta};

use super::args::{ListFormat, StatsArgs, StatsGroupingName};
use super::failure::{Failure, Status};
use super::period;
use super::selection;
use super::session::{Session, parse_zone};
use crate::model::{ProtocolChange, Snapshot, Week, Window, Zone};
use crate::render;
use crate::report::{Responses, ResponsesOptions, Stats, StatsGrouping, StatsOptions};
use crate::store::Log;

/// How many whole weeks are counted where no span is given.
const WEEKS: u64 = 4;

/// Runs `tidings stats`.
pub(super) fn run(session: &Session, args: &StatsArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    let tree = session.tree(&log, args.at.as_deref())?;
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let zone = match &args.zone {
        Some(zone) => parse_zone(zone)?,
        None => team.time_zone.unwrap_or(Zone::UTC),
    };
    let instant = session.instant(&tree, args.at.as_deref());
    let options = StatsOptions {
        zone,
        instant,
        by: grouping(args.by),
        selection: selection::read_of_members(&args.filter, &team)?,
    };
    let today = zone.day_at(instant);
    let window = window(args, today)?;
    let read_until = if args.answers {
        // What was asked in the span may have been dropped after it; the
        // update that did so may be for this week.
        window.until.max(today + TimeDelta::days(7))
    } else {
        window.until
    };
    let known = Window {
        until: read_until,
        ..window
    };
    let read = || log.snapshot(&tree, known, zone, &[]);
    let snapshot = session.read_whole(&log, Log::reach(window, zone), read)?;
    if args.answers {
        let change = log.protocol_change(&tree, window.since, zone)?;
        return print_answers(
            session,
            &log,
            &snapshot,
            (options, window, change),
            args.format,
        );
    }
    let report = Stats::build(&snapshot, &options);
    match args.format {
        ListFormat::Json => session.print_json(&report)?,
        ListFormat::Terminal => session.page(&render::stats(&report, &session.screen()))?,
    }
    Ok(Status::Done)
}

/// Prints how what was asked in the span was answered.
fn print_answers(
    session: &Session,
    log: &Log,
    snapshot: &Snapshot,
    (options, window, change): (StatsOptions, Window, Option<ProtocolChange>),
    format: ListFormat,
) -> anyhow::Result<Status> {
    // Whoever is not known has no row of their own.
    let settings = log.repository().settings()?;
    let me = session.me(&snapshot.team, settings).ok().flatten();
    let options = ResponsesOptions {
        zone: options.zone,
        instant: options.instant,
        window,
        by: options.by,
        selection: options.selection,
        me: me.map(|me| me.handle.clone()),
        change,
    };
    let responses = Responses::build(snapshot, &options);
    match format {
        ListFormat::Json => session.print_json(&responses)?,
        ListFormat::Terminal => session.page(&render::responses(&responses, &session.screen()))?,
    }
    Ok(Status::Done)
}

const fn grouping(name: StatsGroupingName) -> StatsGrouping {
    match name {
        StatsGroupingName::Member => StatsGrouping::Member,
        StatsGroupingName::Team => StatsGrouping::Team,
        StatsGroupingName::Project => StatsGrouping::Project,
        StatsGroupingName::Role => StatsGrouping::Role,
    }
}

/// Reads the span; by default the last four weeks that are over.
fn window(args: &StatsArgs, today: NaiveDate) -> Result<Window, Failure> {
    match (&args.period, &args.since) {
        (Some(text), _) => Ok(period::read(text, today)?.into()),
        (None, Some(since)) => period::span(since, args.until.as_deref(), today),
        (None, None) => {
            let monday = Week::of(today).monday();
            let back = |days| monday.checked_sub_days(Days::new(days)).unwrap_or(monday);
            Ok(Window {
                since: back(7 * WEEKS),
                until: back(1),
            })
        }
    }
}
