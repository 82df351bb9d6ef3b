use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::comparison::Comparison;
use super::graph::{Graph, Node, read_shallow};
use super::objects::Objects;
use super::tree_cache::TreeCache;
use super::{Commit, Damage, GitError, ObjectId, Repository, Scope, TreeLookup};

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
    let mut trees = TreeCache::over(Objects::apart(repository, 0)?);
    let shallow = read_shallow(repository.common_dir())?;
    let scope = Paths::over(paths);
    let graph = Graph::read(&mut trees, tip, hidden, &scope, &shallow);
    let order: Vec<&Node> = {
        let order = graph.order().into_iter().rev();
        order.map(|index| graph.node(index)).collect()
    };
    let mut touched: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for (at, node) in order.iter().enumerate() {
        for path in scope.differing(&mut trees, node, parents(&graph, node)) {
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
    range.damaged = trees.take_damaged();
    Damage::settle(&mut range.damaged);
    Ok(range)
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
