//! A draft of what was done, out of one's own commits.

use std::path::{Path, PathBuf};

use super::task::Task;
use crate::cli::args::PostArgs;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::git::Repository;
use crate::model::{Item, Window};
use crate::store::{expand, own_commits};

/// How many days are looked back over when there is no earlier update.
const FIRST_DAYS: i64 = 7;

/// The setting that names more repositories: paths, `~/` the home directory,
/// others from the top of the work tree that one stands in.
const SETTING: &str = "tidings.commits";

/// Branches whose name says nothing about the work on them.
const TRUNKS: [&str; 3] = ["main", "master", "trunk"];

/// Makes an item of every commit that the author made since their last
/// update, repository by repository and branch by branch.
pub(super) fn draft(session: &Session, args: &PostArgs, task: &Task) -> anyhow::Result<Vec<Item>> {
    let since = last_said(session, task)?;
    let member = task.team.member(&task.author);
    let mut emails = member
        .map(|member| member.emails.clone())
        .unwrap_or_default();
    if task.posted_by.is_none() {
        emails.push(task.signer.author.email.clone());
        emails.extend(session.settings()?.get("user.email").map(str::to_owned));
    }
    let mut items = Vec::new();
    for repository in repositories(session, args)? {
        let name = name_of(&repository);
        let without = task.log.branch();
        let is_log = repository.common_dir() == task.log.repository().common_dir();
        for commit in own_commits(&repository, &emails, since, is_log.then_some(without))? {
            let text = if TRUNKS.contains(&commit.branch.as_str()) {
                commit.subject
            } else {
                format!("{} ({})", commit.subject, commit.branch)
            };
            items.push(Item {
                project: Some(name.clone()),
                ..Item::new(text)
            });
        }
    }
    if items.is_empty() {
        session
            .streams
            .note("no commits of yours since your last update");
    }
    Ok(items)
}

/// Opens the repositories whose commits are read, each once: those that were
/// named, or, where none was, the one around and those that the setting names.
fn repositories(session: &Session, args: &PostArgs) -> anyhow::Result<Vec<Repository>> {
    let mut all: Vec<Repository> = Vec::new();
    let mut add = |repository: Repository| {
        let same = |known: &Repository| known.common_dir() == repository.common_dir();
        if !all.iter().any(same) {
            all.push(repository);
        }
    };
    let open = |path: &Path| Repository::discover(path, session.program.clone());
    let none = |error| {
        anyhow::Error::from(error).context(
            Failure::new("no commits can be read here")
                .hint("name the repositories: tidings post --from-commits=DIR, or git config --add tidings.commits DIR"),
        )
    };
    let here = session.directory();
    for path in args
        .from_commits
        .iter()
        .filter(|path| !path.as_os_str().is_empty())
    {
        // A path that ends in "." would name the repository so.
        let path: PathBuf = here.join(path).components().collect();
        add(open(&path).map_err(none)?);
    }
    if args
        .from_commits
        .iter()
        .all(|path| !path.as_os_str().is_empty())
    {
        return Ok(all);
    }
    let around = open(&here);
    let base = around.as_ref().ok().and_then(Repository::work_dir);
    let base = base.unwrap_or(&here).to_owned();
    let configured = session.settings()?.get_all(SETTING);
    match around {
        Ok(around) => add(around),
        Err(error) if configured.is_empty() => return Err(none(error)),
        Err(_) => {}
    }
    let home = session.environment.home();
    for path in configured {
        let place: PathBuf = base
            .join(expand(path, home.as_deref()))
            .components()
            .collect();
        match open(&place) {
            Ok(repository) => add(repository),
            Err(error) => session.streams.warn(&format!(
                "{SETTING} names {path}, where no commits can be read: {error}"
            )),
        }
    }
    Ok(all)
}

/// Returns when the author's last update was last written, in seconds.
fn last_said(session: &Session, task: &Task) -> anyhow::Result<i64> {
    let tree = task.log.tree()?;
    let (desk, _) = task.log.desk(&task.author, task.period)?;
    let latest = desk.existing.map(|update| update.period).or(desk.previous);
    let Some(period) = latest else {
        return Ok(session.now().timestamp() - FIRST_DAYS * 24 * 60 * 60);
    };
    let window = Window::from(period);
    let snapshot = task.log.snapshot(&tree, window, task.zone, &[])?;
    let entry = snapshot
        .entries
        .iter()
        .find(|entry| entry.update.author == task.author && entry.update.period == period);
    let written = entry.and_then(|entry| entry.history.last());
    Ok(written.map_or_else(
        || task.zone.start_of(period.first_day()).timestamp(),
        |revision| revision.written.timestamp(),
    ))
}

/// Names a repository after its directory.
fn name_of(repository: &Repository) -> String {
    let place = repository.work_dir().unwrap_or(repository.common_dir());
    let name = place
        .file_name()
        .unwrap_or(Path::new("repository").as_os_str());
    let name = name.to_string_lossy();
    name.strip_suffix(".git").unwrap_or(&name).to_owned()
}
