//! What is remembered in git's settings, so that it need not be named again.

use std::path::Path;

use super::session::Session;
use crate::store::{Choice, Located, Log, locate};
use crate::text;

/// Makes `tidings` find a repository from anywhere, unless another one is
/// remembered.
pub(super) fn remember_repository(session: &Session, path: &Path) -> anyhow::Result<()> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let full = path.display().to_string();
    let shown = text::terminal(&full);
    match session.settings()?.get("tidings.repo") {
        None => {
            session
                .program
                .set_global(&session.directory(), "tidings.repo", &full)?;
            session
                .streams
                .note(&format!("remembered: tidings.repo is {shown}"));
        }
        Some(other) if same_place(session, other, &path) => {}
        Some(other) => session.streams.note(&format!(
            "tidings.repo stays {}; use this log with 'tidings --repo {shown}'",
            text::terminal(other)
        )),
    }
    Ok(())
}

/// Makes `tidings` find a branch that was named on the command line, in its
/// repository, unless it finds a log there already.
pub(super) fn remember_branch(session: &Session, log: &Log) -> anyhow::Result<()> {
    if session.global.branch.is_none() {
        return Ok(());
    }
    let unnamed = Choice {
        repository: Some(log.repository().git_dir().to_owned()),
        ..Choice::default()
    };
    let branch = text::terminal(log.branch());
    match locate(&unnamed, &session.directory(), &session.program, None)? {
        Located::Log(found) if found.branch() == log.branch() => {}
        Located::Log(found) => session.streams.note(&format!(
            "without --branch, '{}' is the log here; use this one with 'tidings --branch {branch}'",
            text::terminal(found.branch())
        )),
        Located::NoLog(_) | Located::NoRepository(_) => {
            log.repository().set_local("tidings.branch", log.branch())?;
            session.streams.note(&format!(
                "remembered: tidings.branch is {branch} in this repository"
            ));
        }
    }
    Ok(())
}

fn same_place(session: &Session, remembered: &str, path: &Path) -> bool {
    let home = session.environment.home();
    let remembered = crate::store::expand(remembered, home.as_deref());
    let full = session.directory().join(remembered);
    std::fs::canonicalize(&full).unwrap_or(full) == path
}
