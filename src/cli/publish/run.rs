use super::edition::Built;
use super::plan::Plan;
use super::{comment, html, outputs};
use crate::cli::args::{ListFormat, PublishArgs};
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::cli::sync::Parcel;
use crate::model::{CommitId, Verdict};
use crate::render;
use crate::report::{NewEdition, Publication, PublicationOptions};
use crate::store::{LastDigest, Log, LogTree, NewDigests, Published};

/// How often it is begun anew while others keep changing the log.
const TRIES: usize = 8;

/// Runs `tidings publish`.
pub(in crate::cli) fn run(session: &Session, args: &PublishArgs) -> anyhow::Result<Status> {
    let log = session.log_to_change()?;
    session.refresh_now(&log)?;
    if args.comment.is_some() {
        // Nothing is published whose comment has no place to go.
        comment::place(session, &log)?;
    }
    if !args.dry_run && log.outbox()?.is_some_and(|outbox| !outbox.is_empty()) {
        // A digest is not to be built of what nobody else has.
        let signer = session.publisher(log.repository().settings()?)?;
        let status = session.send(&log, &signer, &args.sending, &Parcel::of(None))?;
        if status != Status::Done {
            return Ok(status);
        }
    }
    for _ in 0..TRIES {
        let tree = log.tree()?;
        match attempt(session, &log, &tree, args)? {
            Attempt::Done(status) => return Ok(status),
            Attempt::Overtaken => {
                session
                    .streams
                    .note("somebody else changed the log meanwhile; looking at it again");
                session.refresh_now(&log)?;
            }
        }
    }
    Err(
        Failure::new("others kept changing the log, so that nothing was published")
            .hint("run it again: tidings publish")
            .into(),
    )
}

/// What came of one attempt.
enum Attempt {
    /// All that is to be said was said.
    Done(Status),
    /// Somebody else was faster.
    Overtaken,
}

fn attempt(
    session: &Session,
    log: &Log,
    tree: &LogTree<'_>,
    args: &PublishArgs,
) -> anyhow::Result<Attempt> {
    let plan = Plan::build(session, tree, log.branch(), args)?;
    let newest = plan.newest();
    let last = match newest {
        Some(week) => session.last_digest(log, tree, week)?,
        None => None,
    };
    let built = build(session, log, &plan, last.as_ref())?;
    let described: Vec<NewEdition> = built
        .iter()
        .map(|one| one.describe(plan.is_kept()))
        .collect();
    let commit = CommitId(tree.commit().id.to_string());
    let options = PublicationOptions {
        instant: plan.now,
        zone: plan.zone,
        dry_run: args.dry_run,
    };
    let mut report = Publication::build(&plan.team, &commit, &plan.editions, &described, &options);
    if args.dry_run {
        return say(session, args, &report).map(Attempt::Done);
    }
    let mut status = Status::Done;
    if plan.is_kept() && !built.is_empty() {
        let Some((published, sent)) = keep(session, log, tree, args, &built, last.as_ref())? else {
            return Ok(Attempt::Overtaken);
        };
        report.published_by = Some(published.saved.commit.to_string());
        if sent != Status::Done {
            // What the remote does not have was not published.
            return Ok(Attempt::Done(sent));
        }
        if let Some(reason) = published.unlisted {
            session
                .streams
                .note(&format!("the README does not list the digests: {reason}"));
        }
        status = sent;
    }
    spread(session, log, &plan, args, &built, &report)?;
    say(session, args, &report)?;
    comment::write(session, log, &plan, &built, &report, args)?;
    Ok(Attempt::Done(status))
}

/// Builds every digest that is to be published, the oldest first. A silent
/// week has one where something arrived late that it can begin with.
fn build(
    session: &Session,
    log: &Log,
    plan: &Plan<'_>,
    last: Option<&LastDigest>,
) -> anyhow::Result<Vec<Built>> {
    let newest = plan.newest();
    let mut built = Vec::with_capacity(plan.wanted.len());
    for &week in &plan.wanted {
        let last = last.filter(|_| newest == Some(week));
        built.push(Built::build(session, log, plan, week, last)?);
    }
    let silent = newest.filter(|week| {
        let mut editions = plan.editions.iter();
        editions.any(|one| one.period == *week && one.verdict() == Verdict::Silent)
    });
    if let (Some(week), Some(last)) = (silent, last) {
        let one = Built::build(session, log, plan, week, Some(last))?;
        built.extend((one.late() > 0).then_some(one));
    }
    Ok(built)
}

/// Keeps the digests in the log and sends them; `None` when somebody else was
/// faster, and nothing of it is left.
fn keep(
    session: &Session,
    log: &Log,
    tree: &LogTree<'_>,
    args: &PublishArgs,
    built: &[Built],
    last: Option<&LastDigest>,
) -> anyhow::Result<Option<(Published, Status)>> {
    let signer = session.publisher(log.repository().settings()?)?;
    log.catch_up_here(&signer)?;
    let digests: Vec<_> = built
        .iter()
        .map(|one| (one.period, one.text.clone()))
        .collect();
    let new = NewDigests {
        built_from: tree.commit().id,
        digests: &digests,
        run: &session.environment.run_name(),
        last: last.map(|last| last.commit),
    };
    let Some(published) = log.publish(&new, &signer)? else {
        return Ok(None);
    };
    session.detail_saved(&published.saved);
    let weeks: Vec<String> = built.iter().map(|one| one.period.to_string()).collect();
    let parcel = Parcel::digest(&published.saved, &weeks);
    let status = session.send(log, &signer, &args.sending, &parcel)?;
    if !log.holds(published.saved.commit)? {
        return Ok(None);
    }
    Ok(Some((published, status)))
}

/// Takes the digests to the other places that were named.
fn spread(
    session: &Session,
    log: &Log,
    plan: &Plan<'_>,
    args: &PublishArgs,
    built: &[Built],
    report: &Publication,
) -> anyhow::Result<()> {
    if let Some(directory) = &args.html {
        html::write(session, log, plan, built, directory)?;
    }
    let run = session.ci_run();
    let (summary, output) = run.map_or((None, None), |run| (run.summary, run.output));
    if let Some(path) = args.summary.clone().or(summary) {
        outputs::summarise(session, &path, built)?;
    }
    if let Some(path) = args.output_file.clone().or(output) {
        outputs::write(session, &path, built, report, args.html.as_deref())?;
    }
    Ok(())
}

/// Prints what was published, what was not, and why.
fn say(session: &Session, args: &PublishArgs, report: &Publication) -> anyhow::Result<Status> {
    match args.format {
        ListFormat::Json => session.print_json(report)?,
        ListFormat::Terminal => {
            session.print(&render::publication(report, &session.screen()))?;
        }
    }
    Ok(Status::Done)
}
