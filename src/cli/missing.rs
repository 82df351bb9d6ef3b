use std::collections::BTreeSet;

use super::args::{ListFormat, MissingArgs};
use super::failure::Status;
use super::period;
use super::person::zone_of_reader;
use super::selection;
use super::session::{Session, parse_zone};
use crate::model::CommitId;
use crate::render;
use crate::report::{Missing, MissingOptions};
use crate::store::{Log, LogTree};

/// Runs `tidings missing`.
pub(super) fn run(session: &Session, args: &MissingArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    let tree = session.tree(&log, args.at.as_deref())?;
    let report = build(session, &log, &tree, args)?;
    match args.format {
        ListFormat::Json => session.print_json(&report)?,
        ListFormat::Terminal => session.page(&render::missing(&report, &session.screen()))?,
    }
    Ok(if args.exit_code && report.missing > 0 {
        Status::No
    } else {
        Status::Done
    })
}

fn build(
    session: &Session,
    log: &Log,
    tree: &LogTree<'_>,
    args: &MissingArgs,
) -> anyhow::Result<Missing> {
    let read = tree.team(log.branch())?;
    let team = read.value.unwrap_or_default();
    let instant = session.instant(tree, args.at.as_deref());
    let zone = match &args.zone {
        Some(zone) => parse_zone(zone)?,
        None => zone_of_reader(session, log, &team, args.format, instant)?,
    };
    let today = zone.day_at(instant);
    let asked = args.period.as_deref();
    let options = MissingOptions {
        period: asked.map(|text| period::read(text, today)).transpose()?,
        instant,
        zone,
        selection: selection::read_of_members(&args.filter, &team)?,
    };
    let mut roll = tree.roll_call(&Missing::wanted(&team, &options))?;
    roll.findings.splice(0..0, read.findings);
    roll.last = tree.last_posted(&team, Missing::silent(&team, &options, &roll), today)?;
    // A report on an earlier commit says nothing of today's branches.
    roll.proposed = match &args.at {
        None => log.proposals()?,
        Some(_) => BTreeSet::new(),
    };
    let commit = CommitId(tree.commit().id.to_string());
    Ok(Missing::build(&team, &commit, &roll, &options))
}
