use std::cmp::Ordering;
use std::rc::Rc;

use super::tree::{Cursor, RawEntry};
use super::tree_cache::TreeCache;
use super::{GitError, Mode, ObjectId, Tree};

/// How deep directories may nest below what is wanted; git's own limit is
/// 2,048, and a log is four deep.
const MAX_DEPTH: usize = 128;

/// What a commit did to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// No parent had it.
    Added,
    /// It differs from that in every parent.
    Changed,
    /// It is gone, and every parent had it.
    Removed,
}

/// A path whose mode or object differs from that in every tree it was
/// compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathChange {
    /// The path from the root; directories end in `/`.
    pub path: Vec<u8>,
    /// What happened to it.
    pub change: Change,
    /// What it was in the first of those trees that had it.
    pub before: Option<(Mode, ObjectId)>,
    /// What it is now; `None` when it was removed.
    pub entry: Option<(Mode, ObjectId)>,
}

/// Compares a tree with the trees of all parents at once.
///
/// A directory that is the same in any one parent is passed over whole: no
/// path below it differs from every parent. A tree that cannot be read leaves
/// nothing to say about the paths below it; it is noted in the cache.
pub(super) struct Comparison<'a, 'r> {
    trees: &'a mut TreeCache<'r>,
    wants: &'a dyn Fn(&[u8], &[u8]) -> bool,
    /// The directory that is being compared, without a `/` at its end.
    directory: Vec<u8>,
    found: Vec<PathChange>,
}

impl<'a, 'r> Comparison<'a, 'r> {
    /// Returns the paths, in tree order, that differ in `this` from each of
    /// `parents`, where `wants` (of directory and name) lets it look.
    pub(super) fn run(
        trees: &'a mut TreeCache<'r>,
        wants: &'a dyn Fn(&[u8], &[u8]) -> bool,
        this: ObjectId,
        parents: impl IntoIterator<Item = ObjectId>,
    ) -> Vec<PathChange> {
        let mut comparison = Self {
            trees,
            wants,
            directory: Vec::new(),
            found: Vec::new(),
        };
        let parents = distinct(parents.into_iter().map(Some));
        if !parents.contains(&Some(this)) {
            comparison.descend(Some(this), &parents, 0);
        }
        comparison.found
    }

    /// Compares one directory; `None` is one that is not there.
    fn descend(&mut self, this: Option<ObjectId>, parents: &[Option<ObjectId>], depth: usize) {
        let Some(here_tree) = self.load(this) else {
            return;
        };
        let Some(there_trees) = parents.iter().map(|id| self.load(*id)).collect() else {
            return;
        };
        let there_trees: Vec<Rc<Tree>> = there_trees;
        let mut here = here_tree.cursor();
        let mut there: Vec<Cursor<'_>> = there_trees.iter().map(|tree| tree.cursor()).collect();
        let mut differed = true;
        loop {
            // What is left is all there is in one parent as well.
            if differed && there.iter().any(|cursor| cursor.rest() == here.rest()) {
                return;
            }
            if let [only] = &mut there[..] {
                let shared = here.shared(only);
                here.skip(shared);
                only.skip(shared);
            }
            let cursors = std::iter::once(&here).chain(&there);
            let Some(least) = cursors
                .filter_map(|cursor| cursor.current)
                .min_by(RawEntry::order)
            else {
                return;
            };
            let mine = take(&mut here, &least);
            let theirs: Vec<_> = there.iter_mut().map(|c| take(c, &least)).collect();
            differed = theirs
                .iter()
                .all(|their| !same(their.as_ref(), mine.as_ref()));
            if differed && (self.wants)(&self.directory, least.name) {
                self.differ(&least, mine, &theirs, depth);
            }
        }
    }

    /// Goes into a directory that differs, or notes a file that does.
    fn differ(
        &mut self,
        least: &RawEntry<'_>,
        mine: Option<RawEntry<'_>>,
        theirs: &[Option<RawEntry<'_>>],
        depth: usize,
    ) {
        let parent_len = self.directory.len();
        if parent_len > 0 {
            self.directory.push(b'/');
        }
        self.directory.extend_from_slice(least.name);
        let id = |entry: Option<RawEntry<'_>>| entry.map(|entry| entry.decode().id);
        let state = |entry: RawEntry<'_>| (entry.mode, entry.decode().id);
        if !least.mode.is_tree() {
            self.found.push(PathChange {
                path: self.directory.clone(),
                change: match mine {
                    None => Change::Removed,
                    Some(_) if theirs.iter().all(Option::is_none) => Change::Added,
                    Some(_) => Change::Changed,
                },
                before: theirs.iter().flatten().next().copied().map(state),
                entry: mine.map(state),
            });
        } else if depth < MAX_DEPTH {
            let parents = distinct(theirs.iter().map(|their| id(*their)));
            self.descend(id(mine), &parents, depth + 1);
        } else {
            let object = least.decode().id;
            let reason = format!("directories nest deeper than {MAX_DEPTH}");
            let error = GitError::Malformed { id: object, reason };
            self.trees.damage(object, &error);
        }
        self.directory.truncate(parent_len);
    }

    fn load(&mut self, id: Option<ObjectId>) -> Option<Rc<Tree>> {
        id.map_or_else(|| Some(Rc::default()), |id| self.trees.tree(id))
    }
}

/// Takes the entry at a cursor if it stands at the same place as `least`.
fn take<'t>(cursor: &mut Cursor<'t>, least: &RawEntry<'_>) -> Option<RawEntry<'t>> {
    let entry = cursor
        .current
        .filter(|entry| entry.order(least) == Ordering::Equal)?;
    cursor.advance();
    Some(entry)
}

/// Returns whether two entries of one name are the same thing, or both not
/// there.
fn same(a: Option<&RawEntry<'_>>, b: Option<&RawEntry<'_>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.mode == b.mode && a.id == b.id,
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// Drops repetitions: merged branches mostly hold the same directories.
fn distinct(ids: impl Iterator<Item = Option<ObjectId>>) -> Vec<Option<ObjectId>> {
    let mut distinct = Vec::new();
    for id in ids {
        if !distinct.contains(&id) {
            distinct.push(id);
        }
    }
    distinct
}
