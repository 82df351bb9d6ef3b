use std::path::{Path, PathBuf};

use super::args::{JoinArgs, PersonArgs};
use super::failure::{Failure, Status};
use super::person::identify;
use super::session::{Session, no_log};
use crate::git::{Repository, remote_branch};
use crate::model::Member;
use crate::store::{Choice, Enrolled, Located, Log, locate};

/// Runs `tidings join`.
pub(super) fn run(session: &Session, args: &JoinArgs) -> anyhow::Result<Status> {
    let log = match &args.url {
        None => session.log()?,
        Some(url) => clone(session, url, args.directory.as_deref())?,
    };
    let (member, joined) = enrol(session, &log, &args.person)?;
    let handle = &member.handle;
    let team = log.tree()?.usable_team(log.branch())?;
    if joined {
        session.streams.note(&format!(
            "{handle} joined {}",
            crate::text::terminal(&team.name)
        ));
        super::post::sent::mention(session, &log)?;
    } else {
        session
            .streams
            .note(&format!("you are a member already: {handle}"));
    }
    session.streams.note("post your first update: tidings post");
    Ok(Status::Done)
}

/// Enrols the person at the keyboard in the team file; returns who they are
/// there, and whether they are new.
pub(super) fn enrol(
    session: &Session,
    log: &Log,
    args: &PersonArgs,
) -> anyhow::Result<(Member, bool)> {
    let settings = session.log_settings(log)?;
    let team = log.tree()?.usable_team(log.branch())?;
    if args.handle.is_none()
        && args.email.is_none()
        && let Some(member) = session.me(&team, &settings)?
    {
        return Ok((member.clone(), false));
    }
    let prompter = session.prompter();
    let member = identify(session, args, &settings, &team, prompter.as_ref())?;
    let signer = session.signer(&settings)?;
    Ok(match log.enrol(&member, &signer)? {
        Enrolled::Saved(_) => (member, true),
        Enrolled::Already(member) => (member, false),
    })
}

/// Clones the log's repository, or takes the clone that is there, and
/// remembers it where no other is remembered.
fn clone(session: &Session, url: &str, directory: Option<&Path>) -> anyhow::Result<Log> {
    let named = directory.map_or_else(|| directory_of(url), Path::to_owned);
    let path = session.directory().join(&named);
    let choice = session.choice()?;
    let branch = match choice.branch {
        Some(branch) => Some(branch),
        None => {
            let found = remote_branch(&session.directory(), url, "tidings", &session.program)?;
            found.map(|_| "tidings".to_owned())
        }
    };
    if path.join(".git").exists() {
        let name = named.display();
        session
            .streams
            .note(&format!("{name} is there already; it is used as it is"));
    } else if session.global.offline {
        return Err(Failure::new("--offline forbids cloning").into());
    } else {
        Repository::clone_url(
            &session.directory(),
            url,
            &path,
            branch.as_deref(),
            &session.program,
        )?;
    }
    let here = Choice {
        repository: Some(path.clone()),
        branch,
    };
    let log = match locate(&here, &session.directory(), &session.program)? {
        Located::Log(log) => log,
        Located::NoLog(log) => return Err(no_log(&log).into()),
        Located::NoRepository(path) => return Err(super::session::no_repository(&path).into()),
    };
    remember(session, &path)?;
    Ok(log)
}

/// Makes `tidings` find this repository from anywhere, unless another one is
/// remembered.
fn remember(session: &Session, path: &Path) -> anyhow::Result<()> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let text = path.display().to_string();
    match session.settings()?.get("tidings.repo") {
        None => {
            session
                .program
                .set_global(&session.directory(), "tidings.repo", &text)?;
            session
                .streams
                .note(&format!("remembered: tidings.repo is {text}"));
        }
        Some(other) if other == text => {}
        Some(other) => session.streams.note(&format!(
            "tidings.repo stays {other}; use this log with 'tidings --repo {text}'"
        )),
    }
    Ok(())
}

/// Returns the directory that git would clone `url` into.
fn directory_of(url: &str) -> PathBuf {
    let trimmed = url.trim_end_matches('/').trim_end_matches("/.git");
    let last = trimmed.rsplit(['/', ':', '\\']).next().unwrap_or(trimmed);
    PathBuf::from(last.strip_suffix(".git").unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_to_where_git_would() {
        for (url, want) in [
            ("https://git.example.org/team/log.git", "log"),
            ("git@git.example.org:team/log.git", "log"),
            ("git.example.org:log", "log"),
            ("/srv/log/.git", "log"),
            ("file:///srv/log/", "log"),
        ] {
            assert_eq!(directory_of(url), Path::new(want), "{url}");
        }
    }
}
