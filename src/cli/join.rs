use std::path::{Path, PathBuf};

use super::args::{JoinArgs, PersonArgs};
use super::failure::{Failure, Status};
use super::init;
use super::memory::{remember_branch, remember_repository};
use super::person::identify;
use super::session::{Session, no_log, no_repository};
use super::sync::Parcel;
use crate::git::{Repository, Settings, remote_branch};
use crate::model::{JoinRule, Member, Team};
use crate::store::{Choice, DEFAULT_BRANCH, Enrolled, Located, Log, Saved, locate};
use crate::text;

/// Runs `tidings join`.
pub(super) fn run(session: &Session, args: &JoinArgs) -> anyhow::Result<Status> {
    let log = match &args.url {
        None => here(session)?,
        Some(url) => clone(session, url, args.directory.as_deref())?,
    };
    let (member, saved) = enrol(session, &log, &args.person)?;
    let handle = &member.handle;
    let team = log.tree()?.usable_team(log.branch())?;
    if saved.is_some() {
        session
            .streams
            .note(&format!("{handle} joined {}", text::terminal(&team.name)));
    } else {
        session
            .streams
            .note(&format!("you are a member already: {handle}"));
    }
    let signer = Session::signer(log.repository().settings()?)?;
    let status = session.send(&log, &signer, &args.sending, &Parcel::of(saved.as_ref()))?;
    if !team.protocol.is_empty() {
        let note = "what the team writes where, and how soon it answers: tidings protocol";
        session.streams.note(note);
    }
    session.streams.note("post your first update: tidings post");
    Ok(status)
}

/// Enrols the person at the keyboard in the team file; returns who they are
/// there, and what was saved where they are new.
pub(super) fn enrol(
    session: &Session,
    log: &Log,
    args: &PersonArgs,
) -> anyhow::Result<(Member, Option<Saved>)> {
    let settings = log.repository().settings()?;
    let team = log.tree()?.usable_team(log.branch())?;
    if args.handle.is_none()
        && args.email.is_none()
        && let Some(member) = session.me(&team, settings)?
    {
        return Ok((member.clone(), None));
    }
    if team.join == JoinRule::Closed {
        return Err(closed(&team, settings).into());
    }
    let prompter = session.prompter();
    let member = identify(session, args, settings, &team, prompter.as_ref())?;
    let signer = Session::signer(settings)?;
    Ok(match log.enrol(&member, &signer)? {
        Enrolled::Saved(saved) => {
            session.detail_saved(&saved);
            (member, Some(saved))
        }
        Enrolled::Already(member) => (*member, None),
    })
}

/// Returns the log that is here, or fetches it from a remote that has it.
fn here(session: &Session) -> anyhow::Result<Log> {
    let log = match session.locate()? {
        Located::Log(log) => {
            session.follow(&log)?;
            return Ok(log);
        }
        Located::NoLog(log) => log,
        Located::NoRepository(path) => return Err(no_repository(&path).into()),
    };
    if init::adopt(session, &log)? {
        return Ok(log);
    }
    Err(no_log(&log).into())
}

/// Makes the error for a team whose members add members.
fn closed(team: &Team, settings: &Settings) -> Failure {
    let email = settings.author().map(|author| author.email);
    let email = email.unwrap_or_else(|_| "ADDRESS".to_owned());
    let name = text::terminal(&team.name);
    Failure::new(format!("{name} is closed: its members add members")).hint(format!(
        "ask one of them to run 'tidings team add HANDLE --email {email}'; \
         where you are one, 'git config tidings.author HANDLE' says who"
    ))
}

/// Makes the error for a clone that has no log.
fn no_log_in_clone(log: &Log) -> Failure {
    let place = log.directory().display().to_string();
    let word = text::shell_word(&place);
    Failure::new(format!(
        "there is no log in {place}: it has no branch '{}'",
        log.branch()
    ))
    .hint(format!(
        "start one there with 'tidings init --repo {word}', or name its branch with --branch"
    ))
}

/// Clones the log's repository, or takes the clone that is there, and
/// remembers it where no other is remembered.
fn clone(session: &Session, url: &str, directory: Option<&Path>) -> anyhow::Result<Log> {
    let named = directory.map_or_else(|| directory_of(url), Path::to_owned);
    let path = session.directory().join(&named);
    let mut branch = session.named().branch;
    if path.join(".git").exists() {
        let name = named.display();
        session
            .streams
            .note(&format!("{name} is there already; it is used as it is"));
    } else if session.global.offline {
        return Err(Failure::new("--offline forbids cloning")
            .hint("run it without --offline, or join a clone that is here: tidings join")
            .into());
    } else {
        let default = branch.as_deref().unwrap_or(DEFAULT_BRANCH);
        let asked = remote_branch(
            &session.directory(),
            url,
            default,
            &session.program,
            &session.patient_contact(),
        );
        let found = asked.map_err(|error| {
            anyhow::Error::from(error).context(
                Failure::new(format!("{url} could not be asked for a log"))
                    .hint("check the address, and that you may read it: git ls-remote URL"),
            )
        })?;
        if let (Some(named), None) = (&branch, found) {
            return Err(Failure::new(format!("{url} has no branch '{named}'"))
                .hint(format!(
                    "list what it has: git ls-remote --heads {}",
                    text::shell_word(&text::without_passwords(url))
                ))
                .into());
        }
        branch = branch.or(found.map(|_| DEFAULT_BRANCH.to_owned()));
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
    let log = match locate(&here, &session.directory(), &session.program, None)? {
        Located::Log(log) => log,
        Located::NoLog(log) => return Err(no_log_in_clone(&log).into()),
        Located::NoRepository(path) => return Err(no_repository(&path).into()),
    };
    log.adopt_fetched()?;
    remember_repository(session, &path)?;
    remember_branch(session, &log)?;
    Ok(log)
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
