use std::path::{Path, PathBuf};

use super::args::{CadenceName, DigestPlaceName, InitArgs};
use super::failure::{Failure, Status};
use super::person::identify;
use super::prompt::answered;
use super::readme;
use super::session::{Session, no_repository};
use crate::git::Repository;
use crate::model::{Cadence, DigestPlace, Team};
use crate::store::{Choice, Located, Log, NewLog, Started, locate};
use crate::ui::Prompter;

/// The branch of a log that has a repository of its own.
const OWN_BRANCH: &str = "main";

/// Runs `tidings init`.
pub(super) fn run(session: &Session, args: &InitArgs) -> anyhow::Result<Status> {
    let prompter = session.prompter();
    let log = match place(session, args, prompter.as_ref())? {
        Place::There(log) => {
            say_already(session, &log);
            return Ok(Status::Done);
        }
        Place::Free(log) => log,
        Place::Own(path) => own_repository(session, &path)?,
    };
    if adopt(session, &log)? {
        return Ok(Status::Done);
    }
    start(session, args, &log, prompter.as_ref())?;
    Ok(Status::Done)
}

/// Starts a log from within another command, where a person said yes to it.
pub(super) fn start_here(session: &Session, log: &Log, prompter: &Prompter) -> anyhow::Result<()> {
    if adopt(session, log)? {
        return Ok(());
    }
    start(session, &InitArgs::default(), log, Some(prompter))
}

/// Where the log is, or is to be.
enum Place {
    There(Log),
    Free(Log),
    Own(PathBuf),
}

fn place(session: &Session, args: &InitArgs, prompter: Option<&Prompter>) -> anyhow::Result<Place> {
    if let Some(path) = &args.new {
        return Ok(Place::Own(session.directory().join(path)));
    }
    let log = match session.locate()? {
        Located::Log(log) if log.is_started()? => return Ok(Place::There(log)),
        Located::Log(log) | Located::NoLog(log) => log,
        Located::NoRepository(path) => {
            let prompter = prompter.ok_or_else(|| no_repository(&path))?;
            return ask_for_path(session, prompter).map(Place::Own);
        }
    };
    let named = session.choice()?;
    if let Some(prompter) = prompter.filter(|_| named.repository.is_none()) {
        let here = format!("here, on the branch '{}' of this repository", log.branch());
        let choices = [here.as_str(), "in a repository of its own"];
        if answered(prompter.choose("Where is the log to be?", &choices, 0))? == 1 {
            return ask_for_path(session, prompter).map(Place::Own);
        }
    }
    Ok(Place::Free(log))
}

fn ask_for_path(session: &Session, prompter: &Prompter) -> anyhow::Result<PathBuf> {
    let answer = prompter.line(
        "Directory of the new repository",
        Some("../team-log"),
        |text| {
            let empty = text.trim().is_empty();
            if empty {
                Err("name a directory".to_owned())
            } else {
                Ok(())
            }
        },
    );
    Ok(session.directory().join(answered(answer)?.trim()))
}

fn own_repository(session: &Session, path: &Path) -> anyhow::Result<Log> {
    let branch = session
        .choice()?
        .branch
        .unwrap_or_else(|| OWN_BRANCH.to_owned());
    let is_new = !path.join(".git").exists();
    if is_new {
        Repository::create(path, false, &branch, &session.program)?;
    }
    let choice = Choice {
        repository: Some(path.to_owned()),
        branch: Some(branch),
    };
    match locate(&choice, &session.directory(), &session.program)? {
        Located::Log(log) | Located::NoLog(log) => Ok(log),
        Located::NoRepository(path) => Err(no_repository(&path).into()),
    }
}

/// Takes the log that a remote has, so that there are never two that cannot
/// be joined; returns whether there is one now.
fn adopt(session: &Session, log: &Log) -> anyhow::Result<bool> {
    if log.is_started()? {
        say_already(session, log);
        return Ok(true);
    }
    if session.global.offline {
        return Ok(false);
    }
    for remote in log.repository().remotes()? {
        let found = log.repository().remote_branch(&remote, log.branch());
        let found = found.map_err(|error| {
            Failure::new(format!(
                "the remote '{remote}' could not be asked for a log: {error}"
            ))
            .hint("try again, or start one all the same with 'tidings init --offline'")
        })?;
        if found.is_some() {
            log.fetch_from(&remote)?;
            session.streams.note(&format!(
                "adopted the log that {remote} has, on branch '{}'\nenrol with: tidings join",
                log.branch()
            ));
            return Ok(true);
        }
    }
    Ok(false)
}

fn start(
    session: &Session,
    args: &InitArgs,
    log: &Log,
    prompter: Option<&Prompter>,
) -> anyhow::Result<()> {
    let settings = session.log_settings(log)?;
    let signer = session.signer(&settings)?;
    let cadence = match (args.cadence, prompter) {
        (Some(CadenceName::Daily), _) | (None, None) => Cadence::Daily,
        (Some(CadenceName::Weekly), _) => Cadence::Weekly,
        (None, Some(prompter)) => {
            let choices = ["every working day", "every week"];
            match answered(prompter.choose("How often does the team post?", &choices, 0))? {
                0 => Cadence::Daily,
                _ => Cadence::Weekly,
            }
        }
    };
    let member = identify(session, &args.person, &settings, &Team::default(), prompter)?;
    let digests = match (args.digests, prompter) {
        (Some(DigestPlaceName::Log), _) | (None, None) => DigestPlace::Log,
        (Some(DigestPlaceName::Nowhere), _) => DigestPlace::Nowhere,
        (None, Some(prompter)) => {
            let choices = [
                "as files in the log, under digests/",
                "nowhere: build them when needed",
            ];
            match answered(prompter.choose("Where are digests to be kept?", &choices, 0))? {
                0 => DigestPlace::Log,
                _ => DigestPlace::Nowhere,
            }
        }
    };
    let name = args.team.clone().unwrap_or_else(|| team_name(log));
    let team = Team {
        name,
        time_zone: member.time_zone,
        cadence,
        digests,
        sections: Vec::new(),
        members: vec![member],
    };
    let readme = readme::format(&team, log.branch());
    match log.start(&NewLog { team, readme }, &signer)? {
        Started::Already => say_already(session, log),
        Started::New(_) => {
            let place = log.directory().display();
            session.streams.note(&format!(
                "started the log on branch '{}' of {place}\n\
                 post your first update: tidings post \"Started our log\"",
                log.branch()
            ));
        }
    }
    Ok(())
}

fn say_already(session: &Session, log: &Log) {
    let place = log.directory().display();
    session.streams.note(&format!(
        "there is a log already, on branch '{}' of {place}; nothing was changed",
        log.branch()
    ));
}

/// Names a team after the directory of its repository.
fn team_name(log: &Log) -> String {
    let directory = log.directory();
    let name = directory
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let name = name.trim_start_matches('.').trim_end_matches(".git");
    if name.is_empty() || name == "git" {
        return "The team".to_owned();
    }
    name.to_owned()
}
