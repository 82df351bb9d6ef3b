use std::rc::Rc;

use super::tree_cache::TreeCache;
use super::{Commit, GitError, ObjectId, Tree};

/// What a walk looks at, and where it ends; it is asked by several threads.
pub trait Scope: Sync {
    /// Returns whether the entry `name` of `directory` is looked at in a
    /// commit that was made at `committed`.
    ///
    /// The directory is `""` at the root, else without a `/` at its end, as
    /// in `updates/2026`; the time is the committer's, in seconds since 1970.
    /// The entry may be a file or a directory.
    fn wants(&self, directory: &[u8], name: &[u8], committed: i64) -> bool;

    /// Returns whether most commits made at `committed` change something that
    /// is looked at: they are kept until then, and not read twice.
    fn expects(&self, _committed: i64) -> bool {
        false
    }

    /// Returns whether a merge was made to put forward what it brought, and not
    /// only to catch up with others.
    fn puts_forward(&self, _merge: &Commit) -> bool {
        true
    }

    /// Returns whether a line of history ends at a commit that was made at
    /// `committed` and whose directories are given by `tree`: its parents are
    /// not followed, though it is itself compared with them.
    ///
    /// It must depend on nothing else, and should judge by the time before it
    /// looks at the tree: it is asked for every commit that is passed.
    ///
    /// # Errors
    ///
    /// What `tree` returned. The object is noted as damaged, and the line
    /// goes on.
    fn ends(&self, committed: i64, tree: &mut dyn TreeLookup) -> Result<bool, GitError>;
}

/// The directories of one commit.
pub trait TreeLookup {
    /// Returns the directory at a path such as `updates/2026`, `""` for the
    /// root; one that is not there is empty.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`] for a tree on the way.
    fn directory(&mut self, path: &[u8]) -> Result<Rc<Tree>, GitError>;
}

/// Looks directories up through a cache.
pub(super) struct CachedLookup<'a, 'r> {
    pub(super) trees: &'a mut TreeCache<'r>,
    /// The commit's tree.
    pub(super) root: ObjectId,
}

impl TreeLookup for CachedLookup<'_, '_> {
    fn directory(&mut self, path: &[u8]) -> Result<Rc<Tree>, GitError> {
        let mut tree = self.trees.read(self.root)?;
        for name in path.split(|&byte| byte == b'/').filter(|n| !n.is_empty()) {
            let found = tree.get(name).filter(|entry| entry.mode.is_tree());
            let Some(id) = found.map(|entry| entry.id) else {
                return Ok(Rc::default());
            };
            tree = self.trees.read(id)?;
        }
        Ok(tree)
    }
}
