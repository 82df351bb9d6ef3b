//! Comments on one standing issue, which a host tells by e-mail to those who
//! watch it.

use std::time::Duration;

use chrono::{Days, SecondsFormat};

use super::cut::cut;
use super::edition::Built;
use super::plan::Plan;
use crate::cli::args::PublishArgs;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::sync::quote;
use crate::forge::{Client, ClientError, Discussion, Place};
use crate::format::digest_path;
use crate::git::ObjectId;
use crate::model::{Period, Zone};
use crate::report::Publication;
use crate::store::Log;
use crate::text;

/// How long each question to the host may take.
const TIME: Duration = Duration::from_secs(30);

/// How many bytes of a digest a comment holds; GitHub takes 65,536 characters.
const ROOM: usize = 60_000;

/// For how many days a digest that was published without a comment gets it by
/// a later run.
const LATE: Days = Days::new(7);

/// A digest that is to have a comment.
struct Wanted {
    week: Period,
    /// The commit by which the comment is known again; `None` where no commit
    /// published the digest, so that there is one comment for the week.
    commit: Option<String>,
    text: String,
}

/// Writes a comment for each digest, once, where one is wanted; also for the
/// last one where an earlier run did not come to it.
pub(super) fn write(
    session: &Session,
    log: &Log,
    plan: &Plan<'_>,
    built: &[Built],
    report: &Publication,
    args: &PublishArgs,
) -> anyhow::Result<()> {
    let Some(discussion) = args.comment else {
        return Ok(());
    };
    let again = args.again.as_ref().map(|_| &report.commit);
    let commit = report.published_by.as_ref().or(again);
    let mut wanted: Vec<Wanted> = built
        .iter()
        .map(|one| Wanted {
            week: one.period,
            commit: commit.cloned(),
            text: one.text.clone(),
        })
        .collect();
    if built.is_empty() {
        wanted.extend(missed(session, log, plan)?);
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let place = place(session, log)?;
    let directory = log.repository().git_dir().to_owned();
    let client = Client::new(&place, directory, TIME).ok_or_else(|| unknown(&place.address()))?;
    for one in wanted {
        let said = tell(&client, &place, discussion, log, &one);
        let said = said.map_err(|error| failed(&error, discussion, one.week))?;
        if said {
            session
                .streams
                .note(&format!("{} has a comment at {discussion}", one.week));
        }
    }
    Ok(())
}

/// Writes a comment, unless there is one; returns whether there was none.
fn tell(
    client: &Client,
    place: &Place,
    discussion: Discussion,
    log: &Log,
    wanted: &Wanted,
) -> Result<bool, ClientError> {
    // Whoever comments cannot know the commit before it is there.
    let commit = wanted.commit.iter().map(|commit| format!(" {commit}"));
    let commit: String = commit.collect();
    let marker = format!("<!-- tidings:digest {}{commit} -->", wanted.week);
    let since = Zone::UTC.start_of(wanted.week.first_day());
    let since = since.to_rfc3339_opts(SecondsFormat::Secs, true);
    if discussion.says(client, place, &marker, &since)? {
        return Ok(false);
    }
    let (text, is_cut) = cut(&wanted.text, ROOM);
    let mut text = format!("{marker}\n{}", text::unlinked(text));
    if is_cut {
        let address = place.file_address(log.branch(), &digest_path(wanted.week));
        text.push_str(&format!(
            "\nThe rest is too long for a comment: <{address}>\n"
        ));
    }
    discussion.write(client, place, &text)?;
    Ok(true)
}

/// Returns the last digest of the log, where it was published lately.
fn missed(session: &Session, log: &Log, plan: &Plan<'_>) -> anyhow::Result<Option<Wanted>> {
    let next = plan.published.last().and_then(|week| week.next());
    let Some(next) = next else {
        return Ok(None);
    };
    let last = session.last_digest(log, plan.tree, next)?;
    let is_new = |published| {
        plan.now
            .checked_sub_days(LATE)
            .is_none_or(|from| from <= published)
    };
    let Some(last) = last.filter(|last| is_new(last.published)) else {
        return Ok(None);
    };
    let text = plan.tree.digest_text(last.period)?;
    Ok(text.map(|text| Wanted {
        week: last.period,
        commit: Some(ObjectId::to_string(&last.commit)),
        text,
    }))
}

/// Returns where the log has its pages.
pub(super) fn place(session: &Session, log: &Log) -> anyhow::Result<Place> {
    let remote = log.remote()?;
    let place = remote.map(|remote| session.place_of(log, &remote));
    let place = place.transpose()?.flatten();
    Ok(place.ok_or_else(|| unknown(&log.directory().display().to_string()))?)
}

fn unknown(place: &str) -> Failure {
    Failure::new(format!(
        "a comment can be written at GitHub or GitLab, and {place} is at neither"
    ))
    .hint("say which it is: git config tidings.forge github")
}

fn failed(error: &ClientError, discussion: Discussion, week: Period) -> anyhow::Error {
    let said = match error {
        ClientError::Failed { message, .. } => quote(message).join("; "),
        other => other.to_string(),
    };
    let failure = Failure::new(format!(
        "{week} was published, and has no comment at {discussion}: {said}"
    ));
    failure
        .hint("let the job write to issues, and run it again within a week: tidings publish")
        .into()
}
