use std::path::Path;

use super::{GitError, ObjectId, Repository};

impl Repository {
    /// Writes an index as a tree and returns its id: the one at a path, where
    /// git gave that to a hook, else the work tree's own.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`], such as for an index with conflicts.
    pub fn write_index_tree(&self, index: Option<&Path>) -> Result<ObjectId, GitError> {
        let mut program = self.bound();
        if let Some(index) = index {
            program = program.with_env("GIT_INDEX_FILE", index);
        }
        let ran = program.expect(&self.run_dir(), &["write-tree"], b"")?;
        ObjectId::parse(&ran.text())
    }
}
