use std::path::PathBuf;

use super::ObjectId;
use super::unattended::quote;

/// Why something could not be done with a repository.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// No repository is at or above the path.
    #[error("there is no git repository at {0}")]
    NoRepository(PathBuf),
    /// The repository belongs to another user, and git's settings do not say
    /// that it is safe.
    #[error("the repository at {0} belongs to somebody else, so git does not use it")]
    Foreign(PathBuf),
    /// The `git` program could not be started.
    #[error("cannot run '{program}': {source}")]
    Spawn {
        /// The program's name or path.
        program: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The `git` program ended with an error.
    #[error("git {command} failed: {message}")]
    Program {
        /// The arguments it was given.
        command: String,
        /// What it wrote to standard error, as it wrote it.
        message: String,
    },
    /// An object is not in the repository.
    #[error("object {0} is missing from the repository")]
    Missing(ObjectId),
    /// An object that a remote promised to a partial clone cannot be had.
    #[error("object {0} is not in this partial clone, and it could not be fetched")]
    Promised(ObjectId),
    /// An object is not what it should be.
    #[error("object {id} is malformed: {reason}")]
    Malformed {
        /// The object.
        id: ObjectId,
        /// What is wrong with it.
        reason: String,
    },
    /// A name that was given is no commit of the repository.
    #[error("'{0}' names no commit")]
    NoCommit(String),
    /// A file could not be read or written.
    #[error("cannot {action} {path}: {source}")]
    File {
        /// What was to be done, as a verb.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it could not be done.
        source: std::io::Error,
    },
    /// A setting holds what git does not take for it.
    #[error("the git setting '{key}' is '{value}', which is {problem}")]
    Setting {
        /// The key of the setting.
        key: String,
        /// What it holds.
        value: String,
        /// Why that cannot be used.
        problem: &'static str,
    },
    /// Git knows no name or address to stamp a commit with.
    #[error("git does not know who you are: {reason}")]
    NoIdentity {
        /// What git said.
        reason: String,
    },
    /// Git cannot read the date that the environment gives.
    #[error("git cannot date a commit: {reason}")]
    BadDate {
        /// What git said.
        reason: String,
    },
    /// A name cannot be that of a branch.
    #[error("'{0}' cannot be the name of a branch")]
    BadBranch(String),
    /// A path cannot stand in a tree.
    #[error("'{path}' cannot be a path in a repository: {problem}")]
    BadPath {
        /// The path.
        path: String,
        /// Why not.
        problem: &'static str,
    },
    /// Something else stands where a file is to be written.
    #[error("cannot write '{path}': '{obstacle}' is {kind}; remove or rename it first")]
    InTheWay {
        /// The file that was to be written.
        path: String,
        /// The path of what stands there.
        obstacle: String,
        /// What that is, with its article.
        kind: &'static str,
    },
    /// A name or address cannot stand in a commit.
    #[error("'{0}' cannot stand in a commit: names and addresses hold no '<', '>' or line end")]
    BadStamp(String),
    /// The `git` program made another commit than it was asked for.
    #[error("git signed another commit than it was given: its {0} differs")]
    Altered(&'static str),
    /// Another process holds a lock, or left it behind.
    #[error(
        "'{path}' has been there for {age_seconds} s: another git process holds it, or one \
         crashed; when none is running, remove that file"
    )]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// How long ago it was made, in whole seconds.
        age_seconds: u64,
    },
    /// A checked out file differs from the branch's tip.
    #[error(
        "'{path}' in {} {state}; commit it there, or set it aside: \
         git -C {} stash push --all -- {}",
        checkout.display(), quote(&checkout.display().to_string()), quote(path)
    )]
    Dirty {
        /// The work tree.
        checkout: PathBuf,
        /// The path of the file in it.
        path: String,
        /// How it differs, as a verb and what follows.
        state: &'static str,
    },
    /// A push would take something out of the remote's history.
    #[error("commit {commit} does not contain {expected}, which the remote has; it is not pushed")]
    Unrelated {
        /// What was to be pushed.
        commit: ObjectId,
        /// What the remote has.
        expected: ObjectId,
    },
    /// An operation of git on the branch has not been finished.
    #[error("a {what} is under way in {checkout}; finish it or run 'git {abort}' there")]
    UnderWay {
        /// The work tree.
        checkout: PathBuf,
        /// Its name.
        what: &'static str,
        /// The arguments of git that end it.
        abort: &'static str,
    },
    /// libgit2 reported an error.
    #[error("{0}")]
    Library(#[from] git2::Error),
}
