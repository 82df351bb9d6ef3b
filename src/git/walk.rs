use std::collections::HashSet;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::arrival::Arrivals;
use super::comparison::{Change, Comparison};
use super::graph::{Graph, read_shallow};
use super::objects::Objects;
use super::tree_cache::TreeCache;
use super::{Commit, Damage, GitError, Mode, ObjectId, Repository, Scope};

/// How many commits a thread compares before it takes the next ones.
const SHARE: usize = 256;

/// How many commits are compared before it is known whether more threads are
/// worth it.
const PROBE: usize = 128;

/// How many shares make another thread worth its memory.
const WORTH: usize = 16;

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
    /// The merge that put it forward, where it did not come by itself: the
    /// first one that has it, on the line of first parents that leads to the
    /// tip.
    pub merge: Option<Arc<Commit>>,
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
    walk_with(repository, (tip, hidden), scope, threads(), &mut |_| ())
}

/// What a walk found, and which commits it compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// What was found.
    pub walk: Walk,
    /// The commits.
    pub commits: HashSet<ObjectId>,
}

/// Walks as [`walk`] does, and says which commits it compared.
///
/// # Errors
///
/// As [`walk`].
pub fn walk_and_list(
    repository: &Repository,
    tip: ObjectId,
    hidden: Option<ObjectId>,
    scope: &dyn Scope,
) -> Result<Walked, GitError> {
    let mut commits = HashSet::new();
    let list = &mut |id| {
        commits.insert(id);
    };
    let walk = walk_with(repository, (tip, hidden), scope, threads(), list)?;
    Ok(Walked { walk, commits })
}

/// Returns how many threads compare.
fn threads() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    cores.min(MAX_THREADS)
}

/// Walks with at most so many threads; `list` is told of each commit.
fn walk_with(
    repository: &Repository,
    (tip, hidden): (ObjectId, Option<ObjectId>),
    scope: &dyn Scope,
    threads: usize,
    list: &mut dyn FnMut(ObjectId),
) -> Result<Walk, GitError> {
    let mut trees = TreeCache::over(Objects::apart(repository, 0)?);
    let shallow = read_shallow(repository.common_dir())?;
    let graph = Graph::read(&mut trees, tip, hidden, scope, &shallow);
    let order = graph.order();
    order.iter().for_each(|&index| list(graph.node(index).id));
    let arrivals = Arrivals::find(&graph, &order, scope, &trees.objects);
    // Each thread takes memory, some 20 MiB in a log of 100,000 updates. Where
    // the first commits hold nothing that is looked for, or few commits are
    // left, there is too little to do to spend it.
    let (probe, rest) = order.split_at(order.len().min(PROBE));
    let first = compare(&mut trees, (&graph, &arrivals), probe, scope);
    let rest: Vec<&[u32]> = rest.chunks(SHARE).collect();
    let helpers = if first.len() < PROBE / 4 {
        0
    } else {
        (threads - 1).min(rest.len() / WORTH)
    };
    let helpers: Vec<Repository> = (0..helpers)
        .map(|_| repository.reopen())
        .collect::<Result<_, _>>()?;
    let next = AtomicUsize::new(0);
    let work = |trees: &mut TreeCache<'_>| {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(share) = rest.get(number) else {
                return (done, trees.take_damaged());
            };
            done.push((number, compare(trees, (&graph, &arrivals), share, scope)));
        }
    };
    let results = std::thread::scope(|threads| {
        let running: Vec<_> = helpers
            .into_iter()
            .zip(1..)
            .map(|(repository, number)| {
                let work = &work;
                threads.spawn(move || {
                    let objects = Objects::apart(&repository, number)?;
                    Ok::<_, GitError>(work(&mut TreeCache::over(objects)))
                })
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
    let mut revisions = first;
    revisions.extend(done.into_iter().flat_map(|(_, found)| found));
    Ok(Walk {
        revisions,
        damaged,
        shallow: graph.shallow,
    })
}

/// Compares some commits with their parents.
pub(super) fn compare(
    trees: &mut TreeCache<'_>,
    (graph, arrivals): (&Graph, &Arrivals),
    share: &[u32],
    scope: &dyn Scope,
) -> Vec<FileRevision> {
    let mut revisions = Vec::new();
    for &index in share {
        let node = graph.node(index);
        let parents: Option<Vec<_>> = graph.parents(node).map(|parent| parent.tree).collect();
        let (Some(tree), Some(parents), true) = (node.tree, parents, node.parents_known) else {
            continue;
        };
        let wants = |directory: &[u8], name: &[u8]| scope.wants(directory, name, node.committed);
        let changes = Comparison::run(trees, &wants, tree, parents);
        if changes.is_empty() {
            continue;
        }
        let commit = match graph.commit(node, &trees.objects) {
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
            merge: arrivals.of(index).cloned(),
        }));
    }
    revisions
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::git::{Program, TreeLookup};

    /// Enough for four threads.
    const COMMITS: usize = 4 * WORTH * SHARE;

    /// Everything there is.
    struct All;

    impl Scope for All {
        fn wants(&self, _: &[u8], _: &[u8], _: i64) -> bool {
            true
        }

        fn ends(&self, _: i64, _: &mut dyn TreeLookup) -> Result<bool, GitError> {
            Ok(false)
        }
    }

    #[test]
    fn finds_the_same_with_any_number_of_threads() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let program = Program::new()
            .with_env("GIT_CONFIG_GLOBAL", "/dev/null")
            .with_env("GIT_CONFIG_NOSYSTEM", "1");
        let git = |args: &[&str], input: &[u8]| {
            let ran = program.expect(directory.path(), args, input);
            ran.expect("git does as it is told").text()
        };
        git(&["init", "--quiet", "--bare"], b"");
        let mut script = String::new();
        for number in 0..COMMITS {
            let _ = write!(
                script,
                "commit refs/heads/log\ncommitter A <a@example.org> {number} +0000\ndata 0\nM 100644 inline {}\ndata 3\n{:03}\n",
                number % 97,
                number % 89
            );
        }
        git(&["fast-import", "--quiet"], script.as_bytes());
        let repository = Repository::open(directory.path(), program.clone()).expect("it opens");
        let tip = repository
            .branch_tip("log")
            .expect("refs can be read")
            .expect("a branch");
        let walks = [1, 2, 4]
            .map(|threads| walk_with(&repository, (tip, None), &All, threads, &mut |_| ()));
        let [one, two, four] = walks.map(|walk| walk.expect("a walk"));
        assert_eq!(one.revisions.len(), COMMITS);
        assert!(one == two && two == four);
    }
}
