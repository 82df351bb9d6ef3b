use super::files::{files_of, format, options, read, require_ours};
use super::offer::DefaultBranch;
use crate::cli::args::{CiArgs, CiCommand, CiFilesArgs, CiInstallArgs, CiUpdateArgs};
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::cli::sync::{Parcel, no_doubt};
use crate::forge::Forge;
use crate::format::{CiFile, CiOptions, CiState};
use crate::store::{Log, LogTree};

/// Runs `tidings ci`.
pub(in crate::cli) fn run(session: &Session, args: &CiArgs) -> anyhow::Result<Status> {
    let log = session.log_to_change()?;
    match &args.command {
        CiCommand::Install(args) => install(session, &log, args),
        CiCommand::Update(args) => update(session, &log, args),
    }
}

/// Writes the files for a forge.
pub(in crate::cli) fn install(
    session: &Session,
    log: &Log,
    args: &CiInstallArgs,
) -> anyhow::Result<Status> {
    let forge = Forge::from(args.forge);
    if args.comment.is_some() && forge == Forge::GitLab {
        return Err(Failure::usage("--comment is for GitHub")
            .hint("add it to the job in .gitlab-ci.yml: tidings publish --comment ISSUE")
            .into());
    }
    let options = options(log.branch(), &args.files, args.comment)?;
    let (here, there) = files_of(forge);
    let status = write(session, log, (here, there), &options, &args.files)?;
    if forge == Forge::GitLab {
        session.streams.note(&format!(
            "add a schedule for branch '{}', several times a day:\n  \
             glab schedule create --cron \"17 1,5,9,13,17,21 * * *\" --ref {} \
             --description \"Publish digests\"\n\
             and let its job push there: by a token of the project, as the masked and protected \
             variable TIDINGS_TOKEN, or by allowing job tokens to push",
            log.branch(),
            log.branch()
        ));
    }
    Ok(status)
}

/// Writes those files anew that are there.
fn update(session: &Session, log: &Log, args: &CiUpdateArgs) -> anyhow::Result<Status> {
    session.refresh_now(log)?;
    let tree = log.tree()?;
    let remote = remote(session, log, &args.files)?;
    let default = DefaultBranch::find(session, log, remote.as_deref())?;
    let other = default
        .as_ref()
        .map(|default| log.tree_at(&default.tip.to_string()))
        .transpose()?;
    let mut comment = None;
    let mut present = |tree: &LogTree<'_>| -> anyhow::Result<Vec<CiFile>> {
        let mut files = Vec::new();
        for file in CiFile::ALL {
            let Some((text, state)) = read(tree, file)? else {
                continue;
            };
            // A pipeline of the code's own is none of ours.
            if state != CiState::Foreign {
                comment = comment.or(CiOptions::comment_of(&text));
                files.push(file);
            }
        }
        Ok(files)
    };
    let here = present(&tree)?;
    let there = other.as_ref().map(&mut present).transpose()?;
    let there = there.unwrap_or_default();
    if here.is_empty() && there.is_empty() {
        return Err(Failure::new("tidings wrote no CI files here yet")
            .hint("write them: tidings ci install github, or gitlab")
            .into());
    }
    let options = options(log.branch(), &args.files, comment)?;
    write(session, log, (&here, &there), &options, &args.files)
}

/// Returns the remote that files are sent to.
fn remote(session: &Session, log: &Log, args: &CiFilesArgs) -> anyhow::Result<Option<String>> {
    if args.sending.no_push || session.global.offline {
        return Ok(None);
    }
    no_doubt(log)?;
    Ok(log.remote()?)
}

/// Writes files to the log's branch, and those for the default branch there
/// too, where it is the same, or else to a branch that is to be reviewed.
fn write(
    session: &Session,
    log: &Log,
    (here, there): (&[CiFile], &[CiFile]),
    options: &CiOptions,
    args: &CiFilesArgs,
) -> anyhow::Result<Status> {
    let signer = Session::signer(log.repository().settings()?)?;
    session.refresh_now(log)?;
    log.catch_up_here(&signer)?;
    let remote = remote(session, log, args)?;
    let default = if there.is_empty() {
        None
    } else {
        DefaultBranch::find(session, log, remote.as_deref())?
    };
    let tree = log.tree()?;
    let mut own = here.to_vec();
    let mut others = Vec::new();
    match &default {
        None => own.extend(there),
        Some(default) => {
            let tree = log.tree_at(&default.tip.to_string())?;
            require_ours(&tree, there, &default.name, args.force)?;
            others = format(there, options);
            // What is there already needs no review.
            others.retain(|(path, text)| tree.text(path).ok().flatten().as_ref() != Some(text));
        }
    }
    require_ours(&tree, &own, log.branch(), args.force)?;
    let files = format(&own, options);
    let subject = "tidings: CI checks updates and publishes digests";
    let saved = log.write_files(&files, subject, &signer)?;
    let mut status = Status::Done;
    match &saved {
        Some(saved) => {
            session.streams.note(&format!(
                "wrote {} on branch '{}'",
                saved.paths.join(", "),
                log.branch()
            ));
            session.detail_saved(saved);
            status = session.send(log, &signer, &args.sending, &Parcel::files(saved))?;
        }
        None if !own.is_empty() => {
            session.streams.note(&format!(
                "the files on branch '{}' are up to date",
                log.branch()
            ));
        }
        None => {}
    }
    match default {
        Some(default) if !others.is_empty() => {
            let offered = default.offer(session, log, &others, &signer, remote.as_deref())?;
            Ok(if offered == Status::Done {
                status
            } else {
                offered
            })
        }
        _ => Ok(status),
    }
}
