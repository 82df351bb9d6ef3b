use std::path::{Path, PathBuf};

use super::args::{CadenceName, CiFilesArgs, CiInstallArgs, DigestPlaceName, InitArgs};
use super::ci;
use super::failure::{Failure, Status};
use super::memory::{remember_branch, remember_repository};
use super::person::identify;
use super::prompt::answered;
use super::readme;
use super::session::{Session, no_repository};
use super::sync::Parcel;
use crate::git::Repository;
use crate::model::{Cadence, DigestPlace, Protocol, Team};
use crate::store::{Choice, Located, Log, NewLog, Saved, Started, locate};
use crate::ui::Prompter;

/// The branch of a log that has a repository of its own.
const OWN_BRANCH: &str = "main";

/// Runs `tidings init`.
pub(super) fn run(session: &Session, args: &InitArgs) -> anyhow::Result<Status> {
    let prompter = session.prompter();
    let ci = args.ci.map(|forge| CiInstallArgs {
        forge,
        comment: None,
        files: CiFilesArgs {
            pin: args.pin.clone(),
            force: false,
            sending: args.sending.clone(),
        },
    });
    if let Some(ci) = &ci {
        ci::require_pin(&ci.files)?;
    }
    let own = directory(session, args, prompter.as_ref())?;
    let log = match &own {
        Some(path) => own_repository(session, path)?,
        None => session.locate()?,
    };
    let log = match log {
        Located::Log(log) | Located::NoLog(log) => log,
        Located::NoRepository(path) => return Err(no_repository(&path).into()),
    };
    let mut status = Status::Done;
    if !adopt(session, &log)?
        && let Some(saved) = start(session, args, &log, prompter.as_ref())?
    {
        let signer = Session::signer(log.repository().settings()?)?;
        status = session.send(&log, &signer, &args.sending, &Parcel::of(Some(&saved)))?;
    }
    match own {
        Some(path) => remember_repository(session, &path)?,
        None => remember_branch(session, &log)?,
    }
    match ci {
        Some(ci) if status == Status::Done => ci::install(session, &log, &ci),
        _ => Ok(status),
    }
}

/// Starts a log from within another command, where a person said yes to it.
pub(super) fn start_here(session: &Session, log: &Log, prompter: &Prompter) -> anyhow::Result<()> {
    if adopt(session, log)? {
        return Ok(());
    }
    start(session, &InitArgs::default(), log, Some(prompter))?;
    Ok(())
}

/// Returns the directory of the repository of its own that the log is to have;
/// `None` for the repository that is chosen or stands around.
fn directory(
    session: &Session,
    args: &InitArgs,
    prompter: Option<&Prompter>,
) -> anyhow::Result<Option<PathBuf>> {
    if let Some(path) = &args.new {
        return Ok(Some(session.directory().join(path)));
    }
    let Some(prompter) = prompter else {
        return Ok(None);
    };
    let log = match session.locate()? {
        Located::NoRepository(_) => return ask_for_path(session, prompter).map(Some),
        Located::NoLog(log) => log,
        Located::Log(log) if !log.is_started()? => log,
        Located::Log(_) => return Ok(None),
    };
    if session.choice()?.repository.is_none() {
        let here = format!("here, on the branch '{}' of this repository", log.branch());
        let choices = [here.as_str(), "in a repository of its own"];
        if answered(prompter.choose("Where is the log to be?", &choices, 0))? == 1 {
            return ask_for_path(session, prompter).map(Some);
        }
    }
    Ok(None)
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

/// Makes a repository for the log, or takes one that has nothing in it yet.
fn own_repository(session: &Session, path: &Path) -> anyhow::Result<Located> {
    let named = session.named().branch;
    let mut choice = Choice {
        repository: Some(path.to_owned()),
        branch: named.clone(),
    };
    let directory = session.directory();
    let open = |choice: &Choice| locate(choice, &directory, &session.program, None);
    match open(&choice)? {
        Located::Log(log) if log.is_started()? => return Ok(Located::Log(log)),
        Located::Log(_) | Located::NoLog(_) => {}
        Located::NoRepository(_) => {
            let branch = named.as_deref().unwrap_or(OWN_BRANCH);
            let occupied = std::fs::read_dir(path).is_ok_and(|mut files| files.next().is_some());
            if occupied {
                return Err(Failure::new(format!("{} is not empty", path.display()))
                    .hint("name a directory that is new or empty")
                    .into());
            }
            Repository::create(path, false, branch, &session.program)?;
        }
    }
    choice.branch = named.or_else(|| Some(OWN_BRANCH.to_owned()));
    match open(&choice)? {
        Located::Log(log) => {
            let place = log.directory().display();
            Err(
                Failure::new(format!("{place} is a repository that holds something else"))
                    .hint(format!(
                        "start a log beside that with 'tidings init --repo {place}'"
                    ))
                    .into(),
            )
        }
        found => Ok(found),
    }
}

/// Takes the log that a remote has, so that there are never two that cannot
/// be joined; returns whether there is one now.
pub(super) fn adopt(session: &Session, log: &Log) -> anyhow::Result<bool> {
    session.follow(log)?;
    if log.is_started()? {
        say_already(session, log);
        return Ok(true);
    }
    if session.global.offline {
        return Ok(false);
    }
    for remote in log.repository().remotes()? {
        let found =
            log.repository()
                .remote_branch(&remote, log.branch(), &session.patient_contact());
        let found = found.map_err(|error| {
            anyhow::Error::from(error).context(
                Failure::new(format!(
                    "the remote '{remote}' could not be asked for a log"
                ))
                .hint("try again, or start one all the same with 'tidings init --offline'"),
            )
        })?;
        if found.is_some() {
            log.fetch_from(&remote)?;
            session.streams.note(&format!(
                "adopted the log that {remote} has, on branch '{}'\n  enrol with: tidings join",
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
) -> anyhow::Result<Option<Saved>> {
    let settings = log.repository().settings()?;
    let signer = Session::signer(settings)?;
    let cadence = match (args.cadence, prompter) {
        (Some(CadenceName::Daily), _) | (None, None) => Cadence::daily(),
        (Some(CadenceName::Weekly), _) => Cadence::weekly(),
        (None, Some(prompter)) => {
            let choices = ["every working day", "every week"];
            match answered(prompter.choose("How often does the team post?", &choices, 0))? {
                0 => Cadence::daily(),
                _ => Cadence::weekly(),
            }
        }
    };
    let member = identify(session, &args.person, settings, &Team::default(), prompter)?;
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
        protocol: Protocol::proposed(),
        members: vec![member],
        ..Team::default()
    };
    let readme = readme::format(&team, log.branch());
    match log.start(&NewLog { team, readme }, &signer)? {
        Started::Already => {
            say_already(session, log);
            Ok(None)
        }
        Started::New(saved) => {
            let place = log.directory().display();
            session.streams.note(&format!(
                "started the log on branch '{}' of {place}\n  \
                 post your first update: tidings post \"Started our log\"",
                log.branch()
            ));
            session.detail_saved(&saved);
            Ok(Some(saved))
        }
    }
}

fn say_already(session: &Session, log: &Log) {
    let place = log.directory().display();
    session.streams.note(&format!(
        "there is a log already, on branch '{}' of {place}; nothing was changed",
        log.branch()
    ));
    // `tidings.repo` may name another repository than one thinks.
    let named = session.named().repository;
    let around = Repository::around(&session.directory());
    if let (None, Ok(Some(around))) = (named, around)
        && around != log.repository().git_dir()
    {
        session
            .streams
            .note("  start one in this repository: tidings init --repo .");
    }
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
