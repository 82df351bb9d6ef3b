use std::path::Path;

use super::{Candidate, Log, Signer, StoreError};
use crate::git::{Durability, NewCommit};

impl Log {
    /// Makes a candidate of what is staged in the work tree: a commit that no
    /// ref leads to, with the index as its tree, on what is checked out and on
    /// what is being merged into it. `index` is where git told a hook that the
    /// index is.
    ///
    /// # Errors
    ///
    /// What git says, such as of an index with conflicts.
    pub fn staged(&self, index: Option<&Path>, signer: &Signer) -> Result<Candidate, StoreError> {
        let repository = self.repository();
        let target = repository.resolve("HEAD")?;
        let merged = repository.resolve("MERGE_HEAD")?;
        let head = repository.write_commit(&NewCommit {
            tree: repository.write_index_tree(index)?,
            parents: target.into_iter().chain(merged).collect(),
            author: signer.author.clone(),
            committer: signer.committer.clone(),
            message: String::new(),
            sign: false,
            durability: Durability::NONE,
        })?;
        self.candidate(target, head)
    }
}
