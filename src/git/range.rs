use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::num::NonZero;

use super::comparison::Comparison;
use super::graph::{Graph, Node, read_shallow};
use super::objects::Objects;
use super::tree_cache::TreeCache;
use super::{Commit, Damage, GitError, ObjectId, Repository, Scope, TreeLookup};

/// How many paths make packs of one's own worth opening: fewer are mostly of a
/// few commits.
const WORTH_APART: usize = 64;

/// How many commits make another thread worth its memory.
const WORTH_A_THREAD: usize = 400;

/// The most threads that compare; more would wait for the same memory.
const MAX_THREADS: usize = 4;

/// Behind the numbers of those who read packs apart beside a range.
const NUMBER: usize = 16;

/// The commits that one commit has in its history and another has not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The commits that touched a path which was asked about, parents before
    /// children.
    pub commits: Vec<Commit>,
    /// Which of them touched each such path: indices into `commits`,
    /// ascending.
    pub touched: BTreeMap<Vec<u8>, Vec<usize>>,
    /// Objects that could not be read, sorted by id.
    pub damaged: Vec<Damage>,
    /// Whether history is cut off, by a shallow clone, before it meets the
    /// other commit.
    pub shallow: bool,
}

/// Finds which commits that are in the history of `tip`, and not in that of
/// `hidden`, touched each of `paths`.
///
/// A commit touches a path when what it is there differs from what it is in
/// every parent. Where no commit touches a path in this way, because a merge
/// took it from one side and the other had something else, each such merge
/// does.
///
/// # Errors
///
/// What libgit2 says when the repository cannot be read at all.
pub fn read_range(
    repository: &Repository,
    tip: ObjectId,
    hidden: Option<ObjectId>,
    paths: &HashSet<&[u8]>,
) -> Result<Range, GitError> {
    read_range_with(repository, tip, hidden, paths, None)
}

/// Finds them as on a machine with so many cores.
fn read_range_with(
    repository: &Repository,
    tip: ObjectId,
    hidden: Option<ObjectId>,
    paths: &HashSet<&[u8]>,
    cores: Option<usize>,
) -> Result<Range, GitError> {
    let mut trees = TreeCache::over(if paths.len() < WORTH_APART {
        Objects::of(repository)?
    } else {
        Objects::apart(repository, NUMBER)?
    });
    let shallow = read_shallow(repository.common_dir())?;
    let scope = Paths::over(paths);
    let graph = Graph::read(&mut trees, tip, hidden, &scope, &shallow);
    let order: Vec<&Node> = {
        let order = graph.order().into_iter().rev();
        order.map(|index| graph.node(index)).collect()
    };
    let compared = compare(repository, &mut trees, (&graph, &order), &scope, cores);
    let (compared, mut damaged) = compared?;
    let mut touched: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for (at, paths) in compared.into_iter().enumerate() {
        for path in paths {
            touched.entry(path).or_default().push(at);
        }
    }
    let rest = |path: &&&[u8]| !touched.contains_key(**path);
    let rest: HashSet<&[u8]> = paths.iter().filter(rest).copied().collect();
    if !rest.is_empty() {
        let scope = Paths::over(&rest);
        for (at, node) in order.iter().enumerate() {
            let parents = parents(&graph, node).filter(|parents| parents.len() > 1);
            let sides = parents.into_iter().flatten();
            let sides = sides.flat_map(|side| scope.differing(&mut trees, node, Some(vec![side])));
            for path in sides.collect::<BTreeSet<_>>() {
                touched.entry(path).or_default().push(at);
            }
        }
    }
    let mut range = Range {
        shallow: graph.shallow,
        ..Range::default()
    };
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for at in touched.values().flatten().collect::<BTreeSet<_>>() {
        let node = order[*at];
        let commit = graph.commit(node, &trees.objects);
        match commit.or_else(|_| trees.objects.commit_at_least(node.id)) {
            Ok(commit) => {
                numbers.insert(*at, range.commits.len());
                range.commits.push(commit);
            }
            Err(error) => trees.damage(node.id, &error),
        }
    }
    for commits in touched.values_mut() {
        *commits = commits
            .iter()
            .filter_map(|at| numbers.get(at).copied())
            .collect();
    }
    range.touched = touched;
    damaged.extend(trees.take_damaged());
    Damage::settle(&mut damaged);
    range.damaged = damaged;
    Ok(range)
}

/// The paths that one commit touched.
type Touched = Vec<Vec<u8>>;

/// Returns what each commit touched, and what could not be read elsewhere than
/// in `trees`; several threads compare a share each where it is worth it.
///
/// What a remote promised is fetched by one thread alone.
fn compare(
    repository: &Repository,
    trees: &mut TreeCache<'_>,
    (graph, order): (&Graph, &[&Node]),
    scope: &Paths<'_>,
    cores: Option<usize>,
) -> Result<(Vec<Touched>, Vec<Damage>), GitError> {
    let work = |trees: &mut TreeCache<'_>, share: &[&Node]| -> Vec<Touched> {
        let differing = |node: &&Node| scope.differing(trees, node, parents(graph, node));
        share.iter().map(differing).collect()
    };
    if order.len() < 2 * WORTH_A_THREAD || repository.is_partial() {
        return Ok((work(trees, order), Vec::new()));
    }
    let here = || std::thread::available_parallelism().map_or(1, NonZero::get);
    let cores = cores.unwrap_or_else(here);
    let threads = (order.len() / WORTH_A_THREAD).min(cores.min(MAX_THREADS));
    let (first, rest) = order.split_at(order.len().div_ceil(threads));
    let helpers: Vec<(&[&Node], Repository)> = rest
        .chunks(first.len())
        .map(|share| Ok((share, repository.reopen()?)))
        .collect::<Result<_, GitError>>()?;
    std::thread::scope(|threads| {
        let running: Vec<_> = helpers
            .into_iter()
            .zip(NUMBER + 1..)
            .map(|((share, repository), number)| {
                let work = &work;
                threads.spawn(move || {
                    let mut trees = TreeCache::over(Objects::apart(&repository, number)?);
                    let found = work(&mut trees, share);
                    Ok::<_, GitError>((found, trees.take_damaged()))
                })
            })
            .collect();
        let (mut found, mut damaged) = (work(trees, first), Vec::new());
        for thread in running {
            let result = thread.join();
            let (more, hurt) = result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            found.extend(more);
            damaged.extend(hurt);
        }
        Ok((found, damaged))
    })
}

/// Returns the trees of all parents of a commit; `None` where one is not
/// known.
fn parents(graph: &Graph, node: &Node) -> Option<Vec<ObjectId>> {
    let parents = graph.parents(node).map(|parent| parent.tree);
    parents
        .collect::<Option<_>>()
        .filter(|_| node.parents_known)
}

/// Looks at some paths and at the directories above them.
struct Paths<'p> {
    paths: &'p HashSet<&'p [u8]>,
    above: HashSet<&'p [u8]>,
}

impl<'p> Paths<'p> {
    fn over(paths: &'p HashSet<&'p [u8]>) -> Self {
        let mut above = HashSet::new();
        for path in paths {
            let ends = (0..path.len()).rev().filter(|&at| path[at] == b'/');
            for end in ends {
                // What is above this one is known as well.
                if !above.insert(&path[..end]) {
                    break;
                }
            }
        }
        Self { paths, above }
    }

    /// Returns which of the paths differ in a commit from each of `parents`.
    fn differing(
        &self,
        trees: &mut TreeCache<'_>,
        node: &Node,
        parents: Option<Vec<ObjectId>>,
    ) -> Vec<Vec<u8>> {
        let (Some(tree), Some(parents)) = (node.tree, parents) else {
            return Vec::new();
        };
        let wants = |directory: &[u8], name: &[u8]| self.wants(directory, name, 0);
        let found = Comparison::run(trees, &wants, tree, parents).into_iter();
        let found = found.map(|change| change.path);
        found
            .filter(|path| self.paths.contains(&path[..]))
            .collect()
    }
}

impl Scope for Paths<'_> {
    fn wants(&self, directory: &[u8], name: &[u8], _committed: i64) -> bool {
        let path = match directory {
            [] => name.to_vec(),
            _ => [directory, b"/", name].concat(),
        };
        self.above.contains(&path[..]) || self.paths.contains(&path[..])
    }

    fn ends(&self, _committed: i64, _tree: &mut dyn TreeLookup) -> Result<bool, GitError> {
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::git::Program;

    #[test]
    fn finds_the_same_on_any_number_of_cores() {
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
        for number in 0..4 * WORTH_A_THREAD {
            let _ = write!(
                script,
                "commit refs/heads/log\ncommitter A <a@example.org> {number} +0000\ndata 0\nM 100644 inline d/{}\ndata 4\n{number:04}\n",
                number % 97
            );
        }
        git(&["fast-import", "--quiet"], script.as_bytes());
        let repository = Repository::open(directory.path(), program.clone()).expect("it opens");
        let tip = repository.branch_tip("log").expect("refs can be read");
        let tip = tip.expect("a branch");
        let names: Vec<String> = (0..97).map(|name| format!("d/{name}")).collect();
        let paths: HashSet<&[u8]> = names.iter().map(String::as_bytes).collect();
        let [one, two, four] = [1, 2, 4].map(|cores| {
            let range = read_range_with(&repository, tip, None, &paths, Some(cores));
            range.expect("a range")
        });
        assert_eq!(one.commits.len(), 4 * WORTH_A_THREAD);
        let touched = one.touched.values();
        assert!(touched.flatten().copied().collect::<BTreeSet<_>>().len() == one.commits.len());
        assert_eq!(one.touched[&b"d/3"[..]][..3], [3, 100, 197]);
        assert!(one == two && two == four);
    }
}
