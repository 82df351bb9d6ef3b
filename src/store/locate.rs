use std::path::{Path, PathBuf};

use super::Log;
use crate::format::TEAM_PATH;
use crate::git::{GitError, Program, Repository, Settings};

/// The branch that holds a log where nothing else is said.
pub const DEFAULT_BRANCH: &str = "tidings";

/// The usual names of the branch of a repository of its own.
const USUAL_BRANCHES: [&str; 2] = ["main", "master"];

/// Where to look for the log.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The repository, where one was named: by flag, environment or settings.
    pub repository: Option<PathBuf>,
    /// The branch, where one was named.
    pub branch: Option<String>,
}

/// What was found where the log should be.
pub enum Located {
    /// The log.
    Log(Log),
    /// A repository without a log; the log would be on this branch.
    NoLog(Log),
    /// No repository.
    NoRepository(PathBuf),
}

impl Choice {
    /// Takes what flags or environment name, else what the settings name
    /// (`tidings.repo`, `tidings.branch`).
    #[must_use]
    pub fn or_settings(self, settings: &Settings, home: Option<&Path>) -> Self {
        let configured = settings.get("tidings.repo").map(|path| expand(path, home));
        Self {
            repository: self.repository.or(configured),
            branch: self
                .branch
                .or_else(|| settings.get("tidings.branch").map(str::to_owned)),
        }
    }
}

/// Finds the log: in the repository that was chosen, else in the one around
/// `directory`.
///
/// The log is the branch that was chosen; else the branch `tidings`; else the
/// first that has a team file of the branches that remotes have by default,
/// `main`, `master`, and the one that HEAD names.
///
/// # Errors
///
/// [`GitError::BadBranch`], or what git says of a repository that is there and
/// cannot be opened.
pub fn locate(choice: &Choice, directory: &Path, program: &Program) -> Result<Located, GitError> {
    let opened = match &choice.repository {
        Some(path) => Repository::open(&directory.join(path), program.clone()),
        None => Repository::discover(directory, program.clone()),
    };
    let repository = match opened {
        Ok(repository) => repository,
        Err(GitError::NoRepository(path)) => return Ok(Located::NoRepository(path)),
        Err(error) => return Err(error),
    };
    let branch = match &choice.branch {
        Some(branch) => branch_name(branch)?,
        None => find_branch(&repository)?,
    };
    let log = Log::new(repository, branch);
    Ok(if is_log(&log)? {
        Located::Log(log)
    } else {
        Located::NoLog(log)
    })
}

fn find_branch(repository: &Repository) -> Result<String, GitError> {
    let default = DEFAULT_BRANCH.to_owned();
    if repository.branch_tip(&default)?.is_some() {
        return Ok(default);
    }
    let mut candidates = Vec::new();
    for remote in repository.remotes()? {
        candidates.extend(repository.default_branch_of(&remote)?);
    }
    // Where another branch than these is checked out, or none because of a
    // rebase, that does not make it the log.
    candidates.extend(USUAL_BRANCHES.map(str::to_owned));
    candidates.extend(repository.default_branch()?);
    for branch in candidates {
        if let Some(tip) = repository.branch_tip(&branch)? {
            let tree = repository.commit(tip)?.tree;
            if repository.entry(tree, TEAM_PATH)?.is_some() {
                return Ok(branch);
            }
        }
    }
    Ok(default)
}

/// Reads the name of a branch, which may be given in full.
fn branch_name(text: &str) -> Result<String, GitError> {
    let name = text.strip_prefix("refs/heads/").unwrap_or(text);
    if !Repository::is_branch_name(name) {
        return Err(GitError::BadBranch(text.to_owned()));
    }
    Ok(name.to_owned())
}

fn is_log(log: &Log) -> Result<bool, GitError> {
    Ok(log.repository().branch_tip(log.branch())?.is_some())
}

/// Reads a path from the settings, where `~/` is the home directory.
#[must_use]
pub fn expand(path: &str, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}
