use std::collections::BTreeMap;

use crate::git::{GitError, ObjectId, Repository};

/// Somebody who wrote commits in a repository, by name and address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentAuthor {
    /// The name, as the newest of the commits has it.
    pub name: String,
    /// The address.
    pub email: String,
    /// How many commits there are.
    pub commits: usize,
}

/// Returns who wrote the commits of a repository's branches after `since`
/// (seconds): each address once, those with most commits first. The branch
/// `without`, if any, is left out.
///
/// # Errors
///
/// What git says.
pub fn recent_authors(
    repository: &Repository,
    since: i64,
    without: Option<&str>,
) -> Result<Vec<RecentAuthor>, GitError> {
    let mut seen: Vec<ObjectId> = Vec::new();
    let mut found: BTreeMap<String, RecentAuthor> = BTreeMap::new();
    for (branch, tip) in repository.branches()? {
        if Some(branch.as_str()) == without {
            continue;
        }
        for commit in repository.commits_since(tip, &seen, since)? {
            let key = commit.author.email.to_lowercase();
            let author = found.entry(key).or_insert_with(|| RecentAuthor {
                name: commit.author.name.clone(),
                email: commit.author.email.clone(),
                commits: 0,
            });
            author.commits += 1;
        }
        seen.push(tip);
    }
    let mut all: Vec<RecentAuthor> = found.into_values().collect();
    all.sort_by_key(|author| std::cmp::Reverse(author.commits));
    Ok(all)
}
