use std::path::Path;

use anyhow::Context;
use chrono::NaiveDate;

use super::args::{DigestArgs, DigestFormat, GroupingName};
use super::failure::{Failure, Status};
use super::output;
use super::period;
use super::rebuild::Rebuild;
use super::selection;
use super::session::{Session, parse_zone};
use crate::format::TEMPLATE_DIRECTORY;
use crate::model::{Period, PeriodKind, Window, Zone};
use crate::render::{self, Screen, Templates};
use crate::report::{Digest, DigestOptions, Grouping};
use crate::store::{Log, LogTree};

/// Runs `tidings digest`.
pub(super) fn run(session: &Session, args: &DigestArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    if args.at.is_none() {
        session.receive(&log)?;
    }
    let (digest, tree) = build(session, &log, args)?;
    if let Some(path) = &args.template {
        let text = from_file(session, &tree, path, &digest)?;
        output::write(session, &text, args.output.as_deref())?;
        return Ok(Status::Done);
    }
    let template = match args.format {
        DigestFormat::Json => {
            match args.output.as_deref() {
                None => session.print_json(&digest)?,
                target => output::write(session, &render::json(&digest), target)?,
            }
            return Ok(Status::Done);
        }
        DigestFormat::Terminal => {
            print_terminal(session, &digest, args.output.as_deref())?;
            if digest.updates.is_empty() {
                session.streams.note(&elsewhere(&tree)?);
            }
            return Ok(Status::Done);
        }
        DigestFormat::Markdown => "digest.md.jinja",
        DigestFormat::Html => "digest.html.jinja",
    };
    let text = templates(&tree)?.render(template, &digest)?;
    output::write(session, &text, args.output.as_deref())?;
    Ok(Status::Done)
}

fn print_terminal(session: &Session, digest: &Digest, target: Option<&Path>) -> anyhow::Result<()> {
    if target.is_none() {
        return session.page(&render::digest(digest, &session.screen()));
    }
    let plain = Screen {
        colour: false,
        ..session.screen()
    };
    output::write(session, &render::digest(digest, &plain), target)
}

/// Says, after an empty digest, where something is to be read.
fn elsewhere(tree: &LogTree<'_>) -> anyhow::Result<String> {
    Ok(match tree.periods()?.first() {
        Some(latest) => {
            let week = Period::of(PeriodKind::Week, latest.last_day());
            format!("the latest updates are from {week}: tidings digest {week}")
        }
        None => "nobody has posted yet: tidings post".to_owned(),
    })
}

fn build<'l>(
    session: &Session,
    log: &'l Log,
    args: &DigestArgs,
) -> anyhow::Result<(Digest, LogTree<'l>)> {
    let tree = match (&args.range, &args.at) {
        (Some(range), _) => log.tree_at(range_ends(range)?.1)?,
        (None, Some(revision)) => log.tree_at(revision)?,
        (None, None) => log.tree()?,
    };
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let selection = selection::read(&args.filter, &team)?;
    let zone = match &args.zone {
        Some(zone) => parse_zone(zone)?,
        None => team.time_zone.unwrap_or(Zone::UTC),
    };
    let instant = match args.as_of {
        Some(instant) => instant,
        None => session.instant(&tree, args.at.as_deref()),
    };
    let options = DigestOptions {
        zone,
        instant,
        by: match args.by {
            GroupingName::Member => Grouping::Member,
            GroupingName::Project => Grouping::Project,
            GroupingName::Section => Grouping::Section,
        },
        selection,
    };
    let digest = match &args.range {
        Some(range) => {
            let from = log.tree_at(range_ends(range)?.0)?;
            let read = || log.range_snapshot(&from, &tree, zone);
            let snapshot = session.read_whole(log, Log::range_reach(&from), read)?;
            Digest::build(&snapshot, &options)
        }
        None => {
            let window = window(args, zone.day_at(instant))?;
            let since = args.late_since.as_deref();
            let since = since.map(|revision| log.tree_at(revision)).transpose()?;
            let digest = of_window(session, log, &tree, window, since.as_ref(), &options)?;
            let rebuild = Rebuild {
                tree: &tree,
                window,
                late_since: since.as_ref(),
                zone: args.zone.as_ref().map(|_| zone),
                options: &options,
            };
            match rebuild.command().filter(|_| args.at.is_some()) {
                Some(command) => digest.rebuilt_by(command),
                None => digest,
            }
        }
    };
    let (commit, updates) = (tree.commit().id, digest.updates.len());
    let updates = crate::text::count(updates, "update", "updates");
    session
        .streams
        .detail(&format!("read commit {commit}: {updates}"));
    Ok((digest, tree))
}

/// Builds the digest of a window; it begins with what arrived since `since`
/// for weeks that were published before, where that is given.
pub(super) fn of_window(
    session: &Session,
    log: &Log,
    tree: &LogTree<'_>,
    window: Window,
    since: Option<&LogTree<'_>>,
    options: &DigestOptions,
) -> anyhow::Result<Digest> {
    let read = || {
        let mut snapshot = log.snapshot(tree, window, options.zone, &[])?;
        if let Some(since) = since {
            log.tell_arrivals(&mut snapshot, tree, since)?;
        }
        Ok(snapshot)
    };
    let reach = Log::reach(window, options.zone);
    let snapshot = session.read_whole(log, reach, read)?;
    Ok(Digest::build(&snapshot, options))
}

fn window(args: &DigestArgs, today: NaiveDate) -> Result<Window, Failure> {
    match (&args.period, &args.since) {
        (Some(text), _) => Ok(period::read(text, today)?.into()),
        (None, Some(since)) => period::span(since, args.until.as_deref(), today),
        (None, None) => Ok(Period::of(PeriodKind::Week, today).into()),
    }
}

/// Splits `A..B`.
fn range_ends(range: &str) -> Result<(&str, &str), Failure> {
    let ends = range.split_once("..");
    ends.filter(|(from, to)| !from.is_empty() && !to.is_empty() && !to.starts_with('.'))
        .ok_or_else(|| {
            Failure::usage(format!("'{range}' is no range"))
                .hint("write A..B, such as --range HEAD~20..HEAD")
        })
}

/// Returns the built-in templates with those that the log overrides.
pub(super) fn templates(tree: &LogTree<'_>) -> anyhow::Result<Templates> {
    let mut templates = Templates::new();
    for name in tree.files(TEMPLATE_DIRECTORY)? {
        if let Some(source) = tree.text(&format!("{TEMPLATE_DIRECTORY}/{name}"))? {
            templates = templates.with_override(&name, source);
        }
    }
    Ok(templates)
}

fn from_file(
    session: &Session,
    tree: &LogTree<'_>,
    path: &Path,
    digest: &Digest,
) -> anyhow::Result<String> {
    let path = session.directory().join(path);
    let source = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read the template {}", path.display()))?;
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let templates = templates(tree)?.with_override(&name, source);
    Ok(templates.render(&name, digest)?)
}
