//! Posting by libgit2 alone, the way nobody should.

use git2::{ErrorCode, FetchOptions, Oid, Repository, Signature};

use super::Said;
use super::hand::Task;
use crate::kit::{BRANCH, SharedLog};

/// Where the branch of the remote is kept.
const FETCHED: &str = "refs/remotes/origin/tidings";

/// Commits onto what the remote has and pushes, until libgit2 says that it is
/// done.
pub(super) fn post(task: Task<'_>) -> (Said, usize, String) {
    let repository = Repository::open(task.clone).expect("the clone can be opened");
    let mut printed = String::new();
    for tries in 1..1000 {
        match try_post(&repository, task) {
            Ok(()) => return (Said::Posted, tries, printed),
            Err(error) => printed = error.to_string(),
        }
    }
    (Said::Nothing, 0, printed)
}

fn try_post(repository: &Repository, task: Task<'_>) -> Result<(), git2::Error> {
    let mut remote = repository.find_remote("origin")?;
    let fetched = format!("+{BRANCH}:{FETCHED}");
    remote.fetch(&[&fetched], Some(&mut FetchOptions::new()), None)?;
    let base = repository.refname_to_id(FETCHED)?;
    let commit = commit(repository, base, task)?;
    repository.reference(BRANCH, commit, true, "post")?;
    remote.push(&[format!("{BRANCH}:{BRANCH}")], None)
}

/// Makes the commit: the update of the base with one item more.
fn commit(repository: &Repository, base: Oid, task: Task<'_>) -> Result<Oid, git2::Error> {
    let base = repository.find_commit(base)?;
    let path = SharedLog::path(task.member, task.day);
    let text = match base.tree()?.get_path(path.as_ref()) {
        Ok(entry) => entry
            .to_object(repository)?
            .peel_to_blob()?
            .content()
            .to_vec(),
        Err(error) if error.code() == ErrorCode::NotFound => b"done:\n".to_vec(),
        Err(error) => return Err(error),
    };
    let text = [&text, format!("  - {}\n", task.text).as_bytes()].concat();
    let mut edit = git2::build::TreeUpdateBuilder::new();
    edit.upsert(path, repository.blob(&text)?, git2::FileMode::Blob);
    let tree = edit.create_updated(repository, &base.tree()?)?;
    let tree = repository.find_tree(tree)?;
    let who = Signature::now("Ada Example", "ada@example.org")?;
    repository.commit(None, &who, &who, task.text, &tree, &[&base])
}
