use std::path::PathBuf;

use super::Post;
use crate::git::{GitError, ObjectId};
use crate::model::{Finding, Severity};

/// Why something could not be done with the log.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A git operation failed.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The branch that should hold the log does not exist.
    #[error("there is no branch '{branch}' in {repository}")]
    NoBranch {
        /// The branch.
        branch: String,
        /// The repository.
        repository: PathBuf,
    },
    /// The branch exists, but holds no team file.
    #[error("branch '{branch}' is no log: it has no .tidings/team.yaml")]
    NotALog {
        /// The branch.
        branch: String,
    },
    /// A file of the log cannot be used.
    #[error("{path} cannot be used: {}", first_message(findings))]
    Unusable {
        /// The file.
        path: String,
        /// What is wrong with it.
        findings: Vec<Finding>,
    },
    /// A file cannot be changed in place.
    #[error("{reason}")]
    Edit {
        /// The file.
        path: String,
        /// Why not, and what to do instead.
        reason: String,
    },
    /// The file was changed by somebody else in the meantime.
    #[error("{path} was changed in the meantime")]
    Changed {
        /// The file.
        path: String,
    },
    /// A post cannot be taken back, because its file was changed after it.
    #[error("{path} was changed after the post that would be taken back")]
    ChangedSince {
        /// The file.
        path: String,
        /// What was posted.
        post: Post,
    },
    /// The update would be larger than the log takes.
    #[error("the update would have {size} bytes; a file of the log has at most {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The handle belongs to somebody else, or once did.
    #[error("the handle '{0}' is taken")]
    HandleTaken(String),
    /// Nobody in the team goes by this handle.
    #[error("there is no member '{0}'")]
    NoMember(String),
    /// A member whose updates the log holds is not to be forgotten.
    #[error("the log has updates of '{0}', whose entry says whose they are")]
    HasWritten(String),
    /// There is no post to take back.
    #[error("there is no post of '{0}' to take back")]
    NothingToUndo(String),
    /// The local branch cannot be brought to what the remote has.
    #[error("branch '{branch}' cannot be brought up to date: {reason}")]
    Behind {
        /// The branch.
        branch: String,
        /// Why not.
        reason: String,
    },
    /// A commit is signed, and says things that a new signature would not
    /// cover.
    #[error("commit {0} is signed, and cannot be signed again as it is")]
    Unsignable(ObjectId),
    /// The branch is gone at the remote, so that there is nothing to take.
    #[error("remote '{remote}' has no branch '{branch}' any more")]
    NothingToTake {
        /// The branch.
        branch: String,
        /// The remote.
        remote: String,
    },
    /// What is unsent holds a commit that no proposal can be made of.
    #[error("what is unsent holds the commit '{0}', which this program did not make")]
    Unproposable(String),
    /// A branch that was to be made is there already.
    #[error("there is a branch '{0}' already")]
    Occupied(String),
    /// Others kept moving the branch.
    #[error("the log's branch kept moving; it was tried {0} times")]
    Raced(u32),
}

fn first_message(findings: &[Finding]) -> String {
    // What is merely odd did not make the file unusable.
    let error = findings.iter().find(|f| f.severity == Severity::Error);
    error
        .or(findings.first())
        .map_or_else(String::new, |finding| {
            let place = finding.place.map_or_else(String::new, |place| {
                format!("line {}, column {}: ", place.line, place.column)
            });
            format!("{place}{}; {}", finding.message, finding.remedy)
        })
}
