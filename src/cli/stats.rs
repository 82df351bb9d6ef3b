use chrono::{DateTime, Days, NaiveDate, Utc};

use super::args::{ListFormat, StatsArgs, StatsGroupingName};
use super::failure::{Failure, Status};
use super::period;
use super::selection;
use super::session::{Session, parse_zone};
use crate::model::{Week, Window, Zone};
use crate::render;
use crate::report::{Stats, StatsGrouping, StatsOptions};
use crate::store::Log;

/// How many whole weeks are counted where no span is given.
const WEEKS: u64 = 4;

/// Runs `tidings stats`.
pub(super) fn run(session: &Session, args: &StatsArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    if args.at.is_none() {
        session.receive(&log)?;
    }
    let tree = match &args.at {
        Some(revision) => log.tree_at(revision)?,
        None => log.tree()?,
    };
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let zone = match &args.zone {
        Some(zone) => parse_zone(zone)?,
        None => team.time_zone.unwrap_or(Zone::UTC),
    };
    let committed = DateTime::from_timestamp(tree.commit().committer.seconds, 0);
    let instant: DateTime<Utc> = match &args.at {
        Some(_) => committed.unwrap_or_default(),
        None => session.now(),
    };
    let options = StatsOptions {
        zone,
        instant,
        by: match args.by {
            StatsGroupingName::Member => StatsGrouping::Member,
            StatsGroupingName::Team => StatsGrouping::Team,
            StatsGroupingName::Project => StatsGrouping::Project,
            StatsGroupingName::Role => StatsGrouping::Role,
        },
        selection: selection::read_of_members(&args.filter, &team)?,
    };
    let window = window(args, zone.day_at(instant))?;
    let read = || log.snapshot(&tree, window, zone, &[]);
    let snapshot = session.read_whole(&log, Log::reach(window, zone), read)?;
    let report = Stats::build(&snapshot, &options);
    match args.format {
        ListFormat::Json => session.print_json(&report)?,
        ListFormat::Terminal => session.page(&render::stats(&report, &session.screen()))?,
    }
    Ok(Status::Done)
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
