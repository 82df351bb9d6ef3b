use super::proposal::PROPOSALS;
use crate::git::{GitError, ObjectId, Repository};

/// A commit that somebody made in a repository of their own work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCommit {
    /// The branch it is on, as far as can be told.
    pub branch: String,
    /// The first line of its message.
    pub subject: String,
}

/// Returns the commits of a repository that were written by one of `emails`
/// after `since` (seconds), without merges, grouped by branch, the first
/// first. A commit on several branches stands under the one that is checked
/// out, else under the first by name. The branch `without`, if any, and those
/// of proposals are left out.
///
/// # Errors
///
/// What git says.
pub fn own_commits(
    repository: &Repository,
    emails: &[String],
    since: i64,
    without: Option<&str>,
) -> Result<Vec<OwnCommit>, GitError> {
    let mut seen: Vec<ObjectId> = Vec::new();
    let mut own = Vec::new();
    for (branch, tip) in repository.branches()? {
        if Some(branch.as_str()) == without || branch.starts_with(PROPOSALS) {
            continue;
        }
        let commits = repository.commits_since(tip, &seen, since)?;
        seen.push(tip);
        for commit in commits.into_iter().rev() {
            let mine = emails
                .iter()
                .any(|e| e.eq_ignore_ascii_case(&commit.author.email));
            if mine && commit.parents.len() < 2 && commit.author.seconds > since {
                own.push(OwnCommit {
                    branch: branch.clone(),
                    subject: commit.subject().to_owned(),
                });
            }
        }
    }
    Ok(own)
}
