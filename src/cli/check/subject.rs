//! Which commit is checked, and against what.

use super::{ci, clone};
use crate::cli::args::CheckArgs;
use crate::cli::failure::Failure;
use crate::cli::session::{Session, no_repository};
use crate::cli::sync::UNATTENDED;
use crate::git::{Contact, ObjectId};
use crate::store::{Candidate, Choice, Located, Log, Reached, locate};
use crate::ui::{Hold, Progress, Pulse};

/// Returns the log, or the repository that a log could be in: in CI no branch
/// needs to be there.
pub(super) fn log(session: &Session) -> anyhow::Result<Log> {
    match session.locate()? {
        Located::Log(log) | Located::NoLog(log) => Ok(log),
        Located::NoRepository(path) => Err(no_repository(&path).into()),
    }
}

/// Returns the log that could be in the repository of a hook, wherever the
/// settings say that the team's log is.
pub(super) fn log_of_hook(session: &Session) -> anyhow::Result<Log> {
    let Choice { repository, branch } = session.named();
    let git_dir = session.environment.path("GIT_DIR");
    let here = git_dir.filter(|_| session.global.directory.is_none());
    let choice = Choice {
        repository: repository.or(here),
        branch,
    };
    match locate(&choice, &session.directory(), &session.program, None)? {
        Located::Log(log) | Located::NoLog(log) => Ok(log),
        Located::NoRepository(path) => Err(no_repository(&path).into()),
    }
}

/// Finds what is checked: as the options say, else as CI does, else as the
/// clone tells.
pub(super) fn find(session: &Session, log: &Log, args: &CheckArgs) -> anyhow::Result<Candidate> {
    let run = session.ci_run();
    let hold = Hold::while_sending()?;
    let contact =
        (!session.global.offline).then(|| Contact::unattended(UNATTENDED).until(hold.flag()));
    let head = match (&args.head, run.as_ref().and_then(ci::head)) {
        (Some(revision), _) => clone::named(log, "--head", revision)?,
        (None, Some(head)) => head,
        (None, None) => clone::head(log)?,
    };
    let target = match (&args.base, &run) {
        (Some(revision), _) => Some(clone::named(log, "--base", revision)?),
        (None, Some(run)) if args.head.is_none() => ci::target(run, log, contact.as_ref())?,
        (None, _) => clone::target(log, head)?,
    };
    let reached = with_history(session, log, target, head, contact.as_ref());
    if hold.caught() {
        return Err(Failure::interrupted("interrupted").into());
    }
    let candidate = reached?;
    let is_log = log.is_log(head)? || target.map_or(Ok(false), |target| log.is_log(target))?;
    if is_log {
        return Ok(candidate);
    }
    let commit = head.to_string();
    Err(Failure::new(format!(
        "commit {} is no log: neither it nor what it is compared with has .tidings/team.yaml",
        commit.get(..10).unwrap_or(&commit)
    ))
    .hint("name what is to be checked: tidings check --base origin/tidings --head tidings")
    .into())
}

fn with_history(
    session: &Session,
    log: &Log,
    target: Option<ObjectId>,
    head: ObjectId,
    contact: Option<&Contact>,
) -> anyhow::Result<Candidate> {
    let progress = Progress::begin(&session.streams, "receiving older history", Pulse::Moving);
    let reached = log.candidate_with_history(target, head, contact)?;
    drop(progress);
    let remote = log.remote()?.unwrap_or_else(|| "origin".to_owned());
    let (mut message, said, command) = match reached {
        Reached::Whole(candidate) => return Ok(candidate),
        Reached::Absent { commit, said } => (
            format!("commit {commit} is not here"),
            said,
            format!("git fetch {remote} {commit}"),
        ),
        Reached::CutOff { said } => (
            "history is cut off here before what both sides have in common".to_owned(),
            said,
            format!("git fetch --unshallow {remote}"),
        ),
    };
    match said {
        Some(said) => message.push_str(&format!(", and {remote} gave no more: {}", said.trim())),
        None if contact.is_none() => message.push_str(", and nothing is fetched when offline"),
        None => {}
    }
    Err(Failure::new(message)
        .hint(format!(
            "fetch it with '{command}', or let CI check out all of history (fetch-depth: 0)"
        ))
        .into())
}
