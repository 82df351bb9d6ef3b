use std::path::PathBuf;

use super::ObjectId;

/// Why something could not be done with a repository.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// No repository is at or above the path.
    #[error("there is no git repository at {0}")]
    NoRepository(PathBuf),
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
    /// libgit2 reported an error.
    #[error("{0}")]
    Library(#[from] git2::Error),
}
