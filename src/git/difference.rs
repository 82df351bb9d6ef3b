use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Comparison, PathChange};
use super::scope::{CachedLookup, TreeLookup};
use super::tree_cache::TreeCache;
use super::{Damage, GitError, Mode, ObjectId, Repository};

/// How one tree differs from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The paths that differ, in tree order.
    pub changes: Vec<PathChange>,
    /// Trees that could not be read, sorted by id; nothing is said about the
    /// paths below them.
    pub damaged: Vec<Damage>,
}

/// Compares `to` with `from`, or with nothing, where `wants` (of directory and
/// name, as in [`super::Scope::wants`]) lets it look.
///
/// # Errors
///
/// What libgit2 says when the repository cannot be read at all.
pub fn changed_paths(
    repository: &Repository,
    from: Option<ObjectId>,
    to: ObjectId,
    wants: &dyn Fn(&[u8], &[u8]) -> bool,
) -> Result<Difference, GitError> {
    let mut trees = TreeCache::of(repository)?;
    let changes = Comparison::run(&mut trees, wants, to, from);
    let mut damaged = trees.take_damaged();
    Damage::settle(&mut damaged);
    Ok(Difference { changes, damaged })
}

/// The files of a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The files (and links and submodules), in tree order.
    pub files: Vec<TreeFile>,
    /// Trees that could not be read, sorted by id.
    pub damaged: Vec<Damage>,
}

/// A file in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeFile {
    /// The path from the root: any bytes.
    pub path: Vec<u8>,
    /// What kind of thing it is.
    pub mode: Mode,
    /// The id of its blob.
    pub id: ObjectId,
}

/// Lists the files below a tree, where `wants` (of directory and name) lets it
/// look.
///
/// # Errors
///
/// What libgit2 says when the repository cannot be read at all.
pub fn list_files(
    repository: &Repository,
    tree: ObjectId,
    wants: &dyn Fn(&[u8], &[u8]) -> bool,
) -> Result<Listing, GitError> {
    let Difference { changes, damaged } = changed_paths(repository, None, tree, wants)?;
    let files = changes
        .into_iter()
        .filter_map(|change| {
            let (mode, id) = change.entry?;
            Some(TreeFile {
                path: change.path,
                mode,
                id,
            })
        })
        .collect();
    Ok(Listing { files, damaged })
}

/// Returns the names in some directories of a tree, given without a `/` at
/// their end; one that is not there or cannot be read is left out.
///
/// # Errors
///
/// What libgit2 says when the repository cannot be read at all.
pub fn names_in(
    repository: &Repository,
    tree: ObjectId,
    directories: &BTreeSet<&[u8]>,
) -> Result<BTreeMap<Vec<u8>, Vec<Vec<u8>>>, GitError> {
    let mut trees = TreeCache::of(repository)?;
    let mut lookup = CachedLookup {
        trees: &mut trees,
        root: tree,
    };
    let mut all = BTreeMap::new();
    for directory in directories {
        if let Ok(tree) = lookup.directory(directory) {
            let names = tree.entries().map(|entry| entry.name.to_vec());
            all.insert(directory.to_vec(), names.collect());
        }
    }
    all.retain(|_, names: &mut Vec<_>| !names.is_empty());
    Ok(all)
}
