use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use super::commit::Place;
use super::objects::Objects;
use super::scope::{CachedLookup, Scope};
use super::tree_cache::TreeCache;
use super::{Commit, GitError, ObjectId};

/// How many commits are kept as they were read, besides those of which the
/// scope expects something: about as many as a week of a large team has, whose
/// messages will be wanted.
const KEPT: usize = 4096;

/// One commit of a [`Graph`].
pub(super) struct Node {
    pub(super) id: ObjectId,
    /// Its tree; `None` when the commit could not be read, or was not yet.
    pub(super) tree: Option<ObjectId>,
    /// The committer time in seconds.
    pub(super) committed: i64,
    /// Whether it is part of the walk, not only a parent of such a commit.
    pub(super) reached: bool,
    /// Whether all its parents are known: not so at the boundary of a shallow
    /// clone, and not if a header is damaged.
    pub(super) parents_known: bool,
    parents: Range<u32>,
}

/// The commits of a walk and how they follow one another.
///
/// It holds what is needed to compare them and nothing else: a walk over a
/// hundred thousand commits is to fit into a small memory.
#[derive(Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    /// The parents of all nodes, one after the other.
    edges: Vec<u32>,
    index: HashMap<ObjectId, u32>,
    /// The bytes of the commits that were read first.
    kept: HashMap<ObjectId, Vec<u8>>,
    /// Whether a line goes on behind the boundary of a shallow clone.
    pub(super) shallow: bool,
    /// Whether every line ended at a hidden commit.
    closed: bool,
}

impl Graph {
    /// Reads the commits from `tip` on, without those that can be reached
    /// from `hidden`.
    ///
    /// What is hidden does not depend on clocks. If every line from the tip
    /// meets the hidden commit, all other commits are newer than it, and what
    /// lies behind it need not be read; otherwise all of that is read.
    pub(super) fn read(
        trees: &mut TreeCache<'_>,
        tip: ObjectId,
        hidden: Option<ObjectId>,
        scope: &dyn Scope,
        shallow: &HashSet<ObjectId>,
    ) -> Self {
        let mut barrier: HashSet<ObjectId> = hidden.into_iter().collect();
        let mut graph = Self::collect(trees, tip, &barrier, scope, shallow);
        match hidden {
            Some(hidden) if !graph.closed => {
                let all = Self::collect(trees, hidden, &HashSet::new(), &Everything, shallow);
                barrier.extend(all.index.into_keys());
                graph = Self::collect(trees, tip, &barrier, scope, shallow);
            }
            _ => {}
        }
        graph.index = HashMap::new();
        graph
    }

    /// Reads the commits from `tip` on down to `floor` and without it; `None`
    /// where a line ends elsewhere.
    pub(super) fn above(
        trees: &mut TreeCache<'_>,
        tip: ObjectId,
        floor: ObjectId,
        scope: &dyn Scope,
        shallow: &HashSet<ObjectId>,
    ) -> Option<Self> {
        let barrier = HashSet::from([floor]);
        let mut graph = Self::collect(trees, tip, &barrier, scope, shallow);
        graph.index = HashMap::new();
        graph.closed.then_some(graph)
    }

    /// Returns the place in the order of the first commit, behind at least
    /// `least` others, through which every line goes on that is not hidden.
    pub(super) fn waist(&self, order: &[u32], least: usize) -> Option<usize> {
        let mut seen: HashSet<u32> = order.first().copied().into_iter().collect();
        for (at, &index) in order.iter().enumerate() {
            // All that was seen and not passed is this one.
            if at >= least && seen.len() == at + 1 {
                return Some(at);
            }
            let node = self.node(index);
            let range = node.parents.start as usize..node.parents.end as usize;
            let parents = &self.edges[range];
            let ends = parents.is_empty() || parents.iter().any(|&it| !self.node(it).reached);
            if ends && at + 1 < order.len() {
                return None;
            }
            seen.extend(parents);
        }
        None
    }

    pub(super) fn node(&self, index: u32) -> &Node {
        &self.nodes[index as usize]
    }

    /// Returns how many commits it has, with those that are only parents.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns the numbers of the parents of a node, in order.
    pub(super) fn parent_numbers(&self, index: u32) -> &[u32] {
        let range = &self.node(index).parents;
        &self.edges[range.start as usize..range.end as usize]
    }

    /// Returns the commit of a node whole.
    pub(super) fn commit(&self, node: &Node, objects: &Objects<'_>) -> Result<Commit, GitError> {
        match self.kept.get(&node.id) {
            Some(bytes) => Commit::parse(node.id, bytes),
            None => objects.commit(node.id),
        }
    }

    /// Returns the parents of a node, in order.
    pub(super) fn parents(&self, node: &Node) -> impl Iterator<Item = &Node> {
        let range = node.parents.start as usize..node.parents.end as usize;
        self.edges[range].iter().map(|&index| self.node(index))
    }

    /// Returns the commits of the walk, children before parents, and of those
    /// that could come next the one with the smallest id: the order depends
    /// on the graph and the ids alone.
    pub(super) fn order(&self) -> Vec<u32> {
        let mut children = vec![0_u32; self.nodes.len()];
        let reached = || self.nodes.iter().filter(|node| node.reached);
        let edges = |node: &Node| node.parents.start as usize..node.parents.end as usize;
        for parent in reached().flat_map(|node| &self.edges[edges(node)]) {
            children[*parent as usize] += 1;
        }
        let mut ready: BinaryHeap<_> = (0_u32..)
            .zip(&self.nodes)
            .filter(|(index, node)| node.reached && children[*index as usize] == 0)
            .map(|(index, node)| Reverse((node.id, index)))
            .collect();
        let mut order = Vec::new();
        while let Some(Reverse((_, index))) = ready.pop() {
            order.push(index);
            for &parent in &self.edges[edges(self.node(index))] {
                let left = &mut children[parent as usize];
                *left -= 1;
                if *left == 0 && self.node(parent).reached {
                    ready.push(Reverse((self.node(parent).id, parent)));
                }
            }
        }
        order
    }

    fn collect(
        trees: &mut TreeCache<'_>,
        tip: ObjectId,
        barrier: &HashSet<ObjectId>,
        scope: &dyn Scope,
        shallow: &HashSet<ObjectId>,
    ) -> Self {
        let mut graph = Self {
            closed: true,
            ..Self::default()
        };
        if barrier.contains(&tip) {
            return graph;
        }
        let first = graph.intern(tip);
        graph.nodes[first as usize].reached = true;
        let mut open = vec![first];
        while let Some(index) = open.pop() {
            let goes_on = graph.visit(trees, index, scope, shallow);
            let range = graph.node(index).parents.clone();
            graph.closed &= goes_on && !range.is_empty();
            if !goes_on {
                continue;
            }
            // The first parent is visited next: its trees are the likeliest
            // to be read again.
            for edge in range.rev() {
                let parent = graph.edges[edge as usize];
                let node = &mut graph.nodes[parent as usize];
                if !node.reached && !barrier.contains(&node.id) {
                    node.reached = true;
                    open.push(parent);
                }
            }
        }
        graph.read_rim(trees);
        graph
    }

    /// Reads a commit that is part of the walk; returns whether its parents
    /// are to be followed.
    fn visit(
        &mut self,
        trees: &mut TreeCache<'_>,
        index: u32,
        scope: &dyn Scope,
        shallow: &HashSet<ObjectId>,
    ) -> bool {
        let id = self.node(index).id;
        let bytes = match trees.objects.commit_bytes(id) {
            Ok(bytes) => bytes,
            Err(error) => {
                trees.damage(id, &error);
                return false;
            }
        };
        let place = Place::parse(&bytes);
        // A commit without a committer is never taken for an old one.
        let committed = place.committed.unwrap_or(i64::MAX);
        if self.kept.len() < KEPT || scope.expects(committed) {
            self.kept.insert(id, bytes);
        }
        let boundary = shallow.contains(&id);
        if let Some(reason) = place.flaw() {
            let reason = reason.to_owned();
            trees.damage(id, &GitError::Malformed { id, reason });
        }
        let start = self.edges.len() as u32;
        if !boundary {
            for parent in place.parents.iter().flatten() {
                let parent = self.intern(*parent);
                self.edges.push(parent);
            }
        }
        let node = &mut self.nodes[index as usize];
        node.tree = place.tree;
        node.committed = committed;
        node.parents = start..self.edges.len() as u32;
        node.parents_known =
            place.parents.iter().all(Option::is_some) && (!boundary || place.parents.is_empty());
        if let Some(tree) = place.tree {
            trees.objects.foresee_history(id, tree);
        }
        let ends = place.tree.is_some_and(|root| {
            let mut lookup = CachedLookup { trees, root };
            scope.ends(committed, &mut lookup).unwrap_or_else(|error| {
                trees.damage(root, &error);
                false
            })
        });
        self.shallow |= boundary && !ends && !place.parents.is_empty();
        !ends
    }

    /// Reads the trees of commits that are only parents of the walk's.
    fn read_rim(&mut self, trees: &mut TreeCache<'_>) {
        for node in self.nodes.iter_mut().filter(|node| !node.reached) {
            match trees.objects.commit_bytes(node.id) {
                Ok(bytes) => node.tree = Place::parse(&bytes).tree,
                Err(error) => trees.damage(node.id, &error),
            }
        }
        let rim = self.nodes.iter().filter(|node| !node.reached);
        let rim: Vec<ObjectId> = rim.filter_map(|node| node.tree).collect();
        trees.objects.foresee(&rim);
    }

    fn intern(&mut self, id: ObjectId) -> u32 {
        let next = self.nodes.len() as u32;
        let nodes = &mut self.nodes;
        *self.index.entry(id).or_insert_with(|| {
            nodes.push(Node {
                id,
                tree: None,
                committed: 0,
                reached: false,
                parents_known: false,
                parents: 0..0,
            });
            next
        })
    }
}

/// All of history.
struct Everything;

impl Scope for Everything {
    fn wants(&self, _: &[u8], _: &[u8], _: i64) -> bool {
        true
    }

    fn ends(&self, _: i64, _: &mut dyn super::TreeLookup) -> Result<bool, GitError> {
        Ok(false)
    }
}

/// Reads which commits a shallow clone has without their parents: one id per
/// line, as `gitformat-shallow` has it.
pub(super) fn read_shallow(common_dir: &Path) -> Result<HashSet<ObjectId>, GitError> {
    let path = common_dir.join("shallow");
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(text
            .lines()
            .filter_map(|line| ObjectId::parse(line.trim()).ok())
            .collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(HashSet::new()),
        Err(source) => Err(GitError::File {
            action: "read",
            path,
            source,
        }),
    }
}
