use git2::ObjectType;

use super::tree_edit::Leaf;
use super::{GitError, Mode, ObjectId, Repository};

/// A file that two sides changed, and not in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// Its path; bytes that are no UTF-8 are replaced.
    pub path: String,
    /// What it was before either; `None` where there was none.
    pub base: Option<(Mode, ObjectId)>,
    /// What the changes that are put there make of it.
    pub mine: Option<(Mode, ObjectId)>,
    /// What it is where they are put.
    pub theirs: Option<(Mode, ObjectId)>,
}

/// Says what a file is to hold that two sides changed; `None` when that has to
/// be decided by somebody.
pub type Settle<'s> = dyn FnMut(&Collision) -> Result<Option<Vec<u8>>, GitError> + 's;

/// A file that differs between two trees.
struct Change {
    path: Vec<u8>,
    old: Leaf,
    new: Leaf,
}

impl Change {
    fn against(&self, there: Leaf) -> Collision {
        Collision {
            path: String::from_utf8_lossy(&self.path).into_owned(),
            base: self.old,
            mine: self.new,
            theirs: there,
        }
    }
}

impl Repository {
    /// Writes the tree that results from making on `onto` the changes that
    /// lead from one tree to another; the paths of the files that are in the
    /// way when that cannot be done.
    ///
    /// A file must be where it is put what it was before, or, with `twice`,
    /// already what is made of it; else `settle` is asked.
    ///
    /// # Errors
    ///
    /// As [`Repository::write_tree_edits`], and what `settle` says.
    pub fn put_changes(
        &self,
        from: Option<ObjectId>,
        to: ObjectId,
        onto: Option<ObjectId>,
        twice: bool,
        settle: &mut Settle<'_>,
    ) -> Result<Result<ObjectId, Vec<String>>, GitError> {
        let mut changes = Vec::new();
        self.collect_changes(from, Some(to), &mut Vec::new(), &mut changes)?;
        let mut leaves = Vec::with_capacity(changes.len());
        let mut in_the_way = Vec::new();
        for change in changes {
            let there = match onto {
                Some(onto) => self.leaf_at(onto, &change.path)?,
                None => None,
            };
            if there == change.old || twice && there == change.new {
                leaves.push((change.path, change.new));
                continue;
            }
            let collision = change.against(there);
            match settle(&collision)? {
                Some(content) => {
                    let id = self.inner.odb()?.write(ObjectType::Blob, &content)?;
                    leaves.push((change.path, Some((Mode::FILE, ObjectId(id)))));
                }
                None => in_the_way.push(collision.path),
            }
        }
        if !in_the_way.is_empty() {
            in_the_way.sort();
            return Ok(Err(in_the_way));
        }
        match self.write_leaves(onto, &leaves) {
            Err(GitError::InTheWay { path, .. }) => Ok(Err(vec![path])),
            written => written.map(Ok),
        }
    }

    /// Lists the files that differ between two trees, with what they are in a
    /// third; those that are there what the second has are left out.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`] for a tree on the way.
    pub fn collisions(
        &self,
        from: Option<ObjectId>,
        to: ObjectId,
        onto: Option<ObjectId>,
    ) -> Result<Vec<Collision>, GitError> {
        let mut changes = Vec::new();
        self.collect_changes(from, Some(to), &mut Vec::new(), &mut changes)?;
        let mut collisions = Vec::with_capacity(changes.len());
        for change in changes {
            let there = match onto {
                Some(onto) => self.leaf_at(onto, &change.path)?,
                None => None,
            };
            if there != change.new {
                collisions.push(change.against(there));
            }
        }
        collisions.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(collisions)
    }

    /// Looks up an entry by the bytes of its path.
    fn leaf_at(&self, tree: ObjectId, path: &[u8]) -> Result<Leaf, GitError> {
        let mut found: Leaf = Some((Mode::TREE, tree));
        for name in path.split(|&byte| byte == b'/') {
            found = match found {
                Some((mode, id)) if mode.is_tree() => {
                    let tree = self.tree(id)?;
                    tree.get(name).map(|entry| (entry.mode, entry.id))
                }
                _ => return Ok(None),
            };
        }
        Ok(found)
    }

    /// Adds how the files of two trees differ.
    fn collect_changes(
        &self,
        old: Option<ObjectId>,
        new: Option<ObjectId>,
        path: &mut Vec<u8>,
        changes: &mut Vec<Change>,
    ) -> Result<(), GitError> {
        if old == new {
            return Ok(());
        }
        let read = |id: Option<ObjectId>| id.map_or(Ok(Default::default()), |id| self.tree(id));
        let (old, new) = (read(old)?, read(new)?);
        let gone = old
            .entries()
            .filter(|entry| new.get(entry.name).is_none())
            .map(|entry| entry.name);
        let names: Vec<&[u8]> = new.entries().map(|entry| entry.name).chain(gone).collect();
        for name in names {
            let leaf =
                |tree: &super::Tree| -> Leaf { tree.get(name).map(|entry| (entry.mode, entry.id)) };
            let (old, new) = (leaf(&old), leaf(&new));
            if old == new {
                continue;
            }
            let length = path.len();
            if length > 0 {
                path.push(b'/');
            }
            path.extend_from_slice(name);
            let split = |leaf: Leaf| match leaf {
                Some((mode, id)) if mode.is_tree() => (Some(id), None),
                leaf => (None, leaf),
            };
            let ((old_tree, old_file), (new_tree, new_file)) = (split(old), split(new));
            if old_file != new_file {
                changes.push(Change {
                    path: path.clone(),
                    old: old_file,
                    new: new_file,
                });
            }
            self.collect_changes(old_tree, new_tree, path, changes)?;
            path.truncate(length);
        }
        Ok(())
    }
}
