use std::collections::HashSet;

use super::fetched::FETCH;
use super::graph::read_shallow;
use super::objects::Objects;
use super::range::read_range;
use super::{Contact, GitError, ObjectId, Repository};

/// How much history is fetched with commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// So many commits more than are here, on every line that is cut off.
    More(u32),
    /// All there is.
    All,
}

impl Repository {
    /// Returns whether a commit is here.
    ///
    /// # Errors
    ///
    /// What libgit2 says when the repository cannot be read at all.
    pub fn has_commit(&self, id: ObjectId) -> Result<bool, GitError> {
        Ok(Objects::of(self)?.len(id).is_ok())
    }

    /// Returns whether the history of `tip` is cut off, because the clone is
    /// shallow, before every line of it meets that of `hidden`.
    ///
    /// # Errors
    ///
    /// What libgit2 says when the repository cannot be read at all.
    pub fn is_cut_off(&self, tip: ObjectId, hidden: Option<ObjectId>) -> Result<bool, GitError> {
        if !self.is_shallow() {
            return Ok(false);
        }
        Ok(read_range(self, tip, hidden, &HashSet::new())?.shallow)
    }

    /// Fetches commits from a remote, by their ids, without any ref of theirs,
    /// and into a shallow clone some of their history. Those that are not here
    /// come alone first.
    ///
    /// Returns whether there is more than before; `Err` within is what was
    /// said where they could not be fetched.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`], or what git says here.
    pub fn fetch_commits(
        &self,
        remote: &str,
        ids: &[ObjectId],
        depth: Depth,
        contact: &Contact,
    ) -> Result<Result<bool, String>, GitError> {
        let is_shallow = self.is_shallow();
        let mut missing = Vec::new();
        for &id in ids {
            if !self.has_commit(id)? {
                missing.push(id);
            }
        }
        let before = read_shallow(self.common_dir())?;
        let (option, wanted) = match depth {
            _ if !missing.is_empty() => (is_shallow.then(|| "--depth=1".to_owned()), &missing[..]),
            _ if !is_shallow => return Ok(Ok(false)),
            Depth::More(commits) => (Some(format!("--deepen={commits}")), ids),
            Depth::All => (Some("--unshallow".to_owned()), ids),
        };
        let wanted: Vec<String> = wanted.iter().map(ObjectId::to_string).collect();
        let mut args = FETCH.to_vec();
        args.push("--refmap=");
        args.extend(option.as_deref());
        args.extend(["--", remote]);
        args.extend(wanted.iter().map(String::as_str));
        let spoken = self.converse(&args, b"", contact)?;
        if !spoken.succeeded() {
            return Ok(Err(spoken.message()));
        }
        let moved = read_shallow(self.common_dir())? != before;
        Ok(Ok(moved || !missing.is_empty()))
    }
}
