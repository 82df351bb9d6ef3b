use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::objects::Objects;
use super::{Damage, GitError, ObjectId, Repository, Tree};

/// How many bytes of trees are kept before the older half is let go.
const GENERATION: usize = 1 << 20;

/// The trees that were read last, and the objects that could not be read.
///
/// A commit's tree is its child's parent tree, and most of a tree is the same
/// in the next commit, so that a walk finds here what it just had. Trees that
/// were not asked for during a whole generation are dropped; a walk over any
/// history takes the same memory.
pub(super) struct TreeCache<'r> {
    pub(super) objects: Objects<'r>,
    young: HashMap<ObjectId, Rc<Tree>>,
    old: HashMap<ObjectId, Rc<Tree>>,
    size: usize,
    unreadable: HashSet<ObjectId>,
    damaged: Vec<Damage>,
}

impl<'r> TreeCache<'r> {
    /// Makes an empty cache over the objects of a repository.
    pub(super) fn of(repository: &'r Repository) -> Result<Self, GitError> {
        Ok(Self::over(Objects::of(repository)?))
    }

    /// Makes an empty cache over objects.
    pub(super) fn over(objects: Objects<'r>) -> Self {
        Self {
            objects,
            young: HashMap::new(),
            old: HashMap::new(),
            size: 0,
            unreadable: HashSet::new(),
            damaged: Vec::new(),
        }
    }

    /// Returns a tree; `None` when it cannot be read, which is noted once.
    pub(super) fn tree(&mut self, id: ObjectId) -> Option<Rc<Tree>> {
        if self.unreadable.contains(&id) {
            return None;
        }
        match self.read(id) {
            Ok(tree) => Some(tree),
            Err(error) => {
                self.unreadable.insert(id);
                self.damage(id, &error);
                None
            }
        }
    }

    /// Returns a tree, or why it cannot be read.
    pub(super) fn read(&mut self, id: ObjectId) -> Result<Rc<Tree>, GitError> {
        if let Some(tree) = self.young.get(&id) {
            return Ok(Rc::clone(tree));
        }
        let tree = match self.old.remove(&id) {
            Some(tree) => tree,
            None => Rc::new(self.objects.tree(id)?),
        };
        // What an empty tree takes in the map counts too.
        self.size += tree.size() + 128;
        if self.size > GENERATION {
            self.size = 0;
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(id, Rc::clone(&tree));
        Ok(tree)
    }

    /// Notes an object that could not be read.
    pub(super) fn damage(&mut self, object: ObjectId, error: &GitError) {
        self.damaged.push(Damage::of(object, error));
    }

    /// Takes what was noted.
    pub(super) fn take_damaged(&mut self) -> Vec<Damage> {
        std::mem::take(&mut self.damaged)
    }
}
