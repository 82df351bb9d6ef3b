use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::comparison::{Change, Comparison};
use super::graph::{Graph, read_shallow};
use super::tree_cache::TreeCache;
use super::{Commit, Damage, GitError, Mode, ObjectId, Repository, Scope};

/// How many commits a thread compares before it takes the next ones.
const SHARE: usize = 512;

/// The most threads that compare; more would wait for the same memory.
const MAX_THREADS: usize = 4;

/// A commit that added, changed or removed one file.
///
/// What the file is in the commit (its mode and blob, or nothing) differs from
/// what it is in every parent; in a root commit it is there. A file that is
/// gone is removed only by a commit all of whose parents had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRevision {
    /// The path of the file: any bytes.
    pub path: Vec<u8>,
    /// The commit.
    pub commit: Arc<Commit>,
    /// What it did.
    pub change: Change,
    /// What the file is in the commit; `None` when it was removed.
    pub entry: Option<(Mode, ObjectId)>,
}

/// What a walk over history found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The revisions, children before parents, then by commit id, then by
    /// path.
    pub revisions: Vec<FileRevision>,
    /// Objects that could not be read, sorted by id. What they hide is not
    /// guessed: a file is not called added because its past is unreadable.
    pub damaged: Vec<Damage>,
    /// Whether history was cut off, by a shallow clone, before its lines
    /// ended.
    pub shallow: bool,
}

/// Walks the history of `tip`, all parents of it, without what can be reached
/// from `hidden`.
///
/// Commits are read first; then their trees are compared, by several threads
/// where there is much to do. The result depends on the objects and the scope
/// alone. Objects are taken as they are stored: refs under `refs/replace`,
/// which are local to one clone, do not change what a walk finds. The boundary
/// of a shallow clone is not compared, because its parents are not there.
///
/// # Errors
///
/// What libgit2 says when the repository cannot be read at all. An object that
/// cannot be read is no error; it is named in [`Walk::damaged`].
pub fn walk(
    repository: &Repository,
    tip: ObjectId,
    hidden: Option<ObjectId>,
    scope: &dyn Scope,
) -> Result<Walk, GitError> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    walk_with(repository, tip, hidden, scope, cores.min(MAX_THREADS))
}

/// Walks with at most so many threads.
fn walk_with(
    repository: &Repository,
    tip: ObjectId,
    hidden: Option<ObjectId>,
    scope: &dyn Scope,
    threads: usize,
) -> Result<Walk, GitError> {
    let mut trees = TreeCache::of(repository)?;
    let shallow = read_shallow(repository.common_dir())?;
    let graph = Graph::read(&mut trees, tip, hidden, scope, &shallow);
    let order = graph.order();
    let shares: Vec<&[u32]> = order.chunks(SHARE).collect();
    let helpers: Vec<Repository> = (1..threads.min(shares.len() / 2))
        .map(|_| repository.reopen())
        .collect::<Result<_, _>>()?;
    let next = AtomicUsize::new(0);
    let work = |trees: &mut TreeCache<'_>| {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(share) = shares.get(number) else {
                return (done, trees.take_damaged());
            };
            let revisions = compare(trees, &graph, share, scope);
            done.push((number, revisions));
        }
    };
    let results = std::thread::scope(|threads| {
        let running: Vec<_> = helpers
            .into_iter()
            .map(|repository| {
                let work = &work;
                threads.spawn(move || TreeCache::of(&repository).map(|mut trees| work(&mut trees)))
            })
            .collect();
        let mut results = vec![Ok(work(&mut trees))];
        for thread in running {
            let result = thread.join();
            results.push(result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    });
    let (mut done, mut damaged) = (Vec::new(), Vec::new());
    for result in results {
        let (shares, damage) = result?;
        done.extend(shares);
        damaged.extend(damage);
    }
    done.sort_unstable_by_key(|(number, _)| *number);
    Damage::settle(&mut damaged);
    Ok(Walk {
        revisions: done.into_iter().flat_map(|(_, found)| found).collect(),
        damaged,
        shallow: graph.shallow,
    })
}

/// Compares some commits with their parents.
fn compare(
    trees: &mut TreeCache<'_>,
    graph: &Graph,
    share: &[u32],
    scope: &dyn Scope,
) -> Vec<FileRevision> {
    let mut revisions = Vec::new();
    for node in share.iter().map(|&index| graph.node(index)) {
        let parents: Option<Vec<_>> = graph.parents(node).map(|parent| parent.tree).collect();
        let (Some(tree), Some(parents), true) = (node.tree, parents, node.parents_known) else {
            continue;
        };
        let wants = |directory: &[u8], name: &[u8]| scope.wants(directory, name, node.committed);
        let changes = Comparison::run(trees, &wants, tree, parents);
        if changes.is_empty() {
            continue;
        }
        let commit = match trees.objects.commit(node.id) {
            Ok(commit) => Arc::new(commit),
            Err(error) => {
                trees.damage(node.id, &error);
                continue;
            }
        };
        revisions.extend(changes.into_iter().map(|change| FileRevision {
            path: change.path,
            commit: Arc::clone(&commit),
            change: change.change,
            entry: change.entry,
        }));
    }
    revisions
}
