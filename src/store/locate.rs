use std::path::{Path, PathBuf};

use super::{Log, StoreError};
use crate::git::{GitError, Program, Repository, Settings};

/// The branch that holds a log where nothing else is said.
pub const DEFAULT_BRANCH: &str = "tidings";

/// The usual names of the branch of a repository of its own.
const USUAL_BRANCHES: [&str; 2] = ["main", "master"];

/// The setting that names the branch of the log.
const BRANCH_SETTING: &str = "tidings.branch";

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
    /// A repository without a log; the log would be on this branch, which
    /// does not exist.
    NoLog(Log),
    /// No repository.
    NoRepository(PathBuf),
}

impl Choice {
    /// Takes what flags or environment name, else what the settings of the
    /// working directory name (`tidings.repo`, `tidings.branch`).
    #[must_use]
    pub fn or_settings(self, settings: &Settings, home: Option<&Path>) -> Self {
        let configured = settings.get("tidings.repo").map(|path| expand(path, home));
        Self {
            repository: self.repository.or(configured),
            branch: self
                .branch
                .or_else(|| settings.get(BRANCH_SETTING).map(str::to_owned)),
        }
    }
}

/// Finds the log: in the repository that was chosen, else in the one around
/// `directory`. `settings` are those that hold in it, where they are known.
///
/// The log is the branch that was chosen; else what the repository's settings
/// name; else the branch `tidings`; else the first that has a team file of the
/// branches that remotes have by default, `main`, `master`, and the one that
/// HEAD names. A branch that was only fetched so far counts as one.
///
/// # Errors
///
/// [`GitError::BadBranch`], or what git says of a repository that is there and
/// cannot be opened.
pub fn locate(
    choice: &Choice,
    directory: &Path,
    program: &Program,
    settings: Option<&Settings>,
) -> Result<Located, StoreError> {
    let opened = match &choice.repository {
        Some(path) => Repository::open(&directory.join(path), program.clone()),
        None => Repository::discover(directory, program.clone()),
    };
    let repository = match (opened, settings) {
        (Ok(repository), Some(settings)) => repository.with_settings(settings.clone()),
        (Ok(repository), None) => repository,
        (Err(GitError::NoRepository(path)), _) => return Ok(Located::NoRepository(path)),
        (Err(error), _) => return Err(error.into()),
    };
    let named = match &choice.branch {
        Some(branch) => Some(branch.as_str()),
        None => repository.settings()?.get(BRANCH_SETTING),
    };
    let log = match named.map(branch_name).transpose()? {
        Some(branch) => Log::new(repository, branch),
        None => find_branch(repository)?,
    };
    Ok(if log.known_tip()?.is_some() {
        Located::Log(log)
    } else {
        Located::NoLog(log)
    })
}

fn find_branch(repository: Repository) -> Result<Log, StoreError> {
    let log = Log::new(repository, DEFAULT_BRANCH.to_owned());
    if log.known_tip()?.is_some() {
        return Ok(log);
    }
    let repository = log.repository();
    let mut candidates = Vec::new();
    for remote in repository.remotes()? {
        candidates.extend(repository.default_branch_of(&remote)?);
    }
    // Where another branch than these is checked out, or none because of a
    // rebase, that does not make it the log.
    candidates.extend(USUAL_BRANCHES.map(str::to_owned));
    candidates.extend(repository.default_branch()?);
    let mut log = log;
    for branch in candidates {
        log = log.on(branch);
        if let Some(tip) = log.known_tip()?
            && log.has_team(tip)?
        {
            return Ok(log);
        }
    }
    Ok(log.on(DEFAULT_BRANCH.to_owned()))
}

/// Reads the name of a branch, which may be given in full.
fn branch_name(text: &str) -> Result<String, GitError> {
    let name = text.strip_prefix("refs/heads/").unwrap_or(text);
    if !Repository::is_branch_name(name) {
        return Err(GitError::BadBranch(text.to_owned()));
    }
    Ok(name.to_owned())
}

/// Reads a path from the settings, where `~/` is the home directory.
#[must_use]
pub fn expand(path: &str, home: Option<&Path>) -> PathBuf {
    let below = if path == "~" {
        Some("")
    } else {
        path.strip_prefix("~/")
    };
    match (below, home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}
