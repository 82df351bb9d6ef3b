use std::collections::{HashMap, HashSet};

use super::arrival::Arrivals;
use super::graph::{Graph, read_shallow};
use super::objects::Objects;
use super::tree_cache::TreeCache;
use super::walk::compare;
use super::{Damage, FileRevision, GitError, ObjectId, Repository, Scope, Walk, Walked};

/// What a walk found of the commits above a floor, and where it could end the
/// next time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkAbove {
    /// What was found.
    pub walk: Walk,
    /// How many commits were looked at.
    pub commits: usize,
    /// The newest commit, behind at least as many as was asked for, through
    /// which every line of history goes: all others are before or behind it.
    pub waist: Option<ObjectId>,
    /// The commits that are newer than that one.
    pub newer: HashSet<ObjectId>,
}

/// Walks the history of `tip` as [`walk`](super::walk) does, down to the commit
/// `floor` and without it; `None` where a line passes it by, and so the order
/// of what lies above and below is not known.
///
/// A waist is looked for behind at least `least` commits. What `known` has
/// compared is not compared again: that walk must have looked at everything
/// that this one looks at. It is asked for when the commits have been read.
///
/// # Errors
///
/// As [`walk`](super::walk).
pub fn walk_above<'w>(
    repository: &Repository,
    tip: ObjectId,
    floor: Option<ObjectId>,
    scope: &dyn Scope,
    least: usize,
    known: &dyn Fn() -> Option<&'w Walked>,
) -> Result<Option<WalkAbove>, GitError> {
    /// Behind the numbers of the threads of a walk that runs beside this one.
    const NUMBER: usize = 12;
    let mut trees = TreeCache::over(Objects::apart(repository, NUMBER)?);
    let shallow = read_shallow(repository.common_dir())?;
    let graph = match floor {
        Some(floor) => Graph::above(&mut trees, tip, floor, scope, &shallow),
        None => Some(Graph::read(&mut trees, tip, None, scope, &shallow)),
    };
    let Some(graph) = graph else {
        return Ok(None);
    };
    let order = graph.order();
    let arrivals = Arrivals::find(&graph, &order, scope, &trees.objects);
    let known = Known::of(known());
    let mut revisions = Vec::new();
    for &index in &order {
        let node = graph.node(index);
        match known.revisions(node.id) {
            Some(compared) => {
                let seen = compared.iter();
                let seen = seen.filter(|one| looks_at(scope, &one.path, node.committed));
                revisions.extend(seen.map(|one| FileRevision {
                    merge: arrivals.of(index).cloned(),
                    ..one.clone()
                }));
            }
            None => revisions.extend(compare(&mut trees, (&graph, &arrivals), &[index], scope)),
        }
    }
    let mut damaged = trees.take_damaged();
    Damage::settle(&mut damaged);
    let waist = graph.waist(&order, least);
    let newer = order[..waist.unwrap_or(0)].iter();
    Ok(Some(WalkAbove {
        commits: order.len(),
        waist: waist.map(|at| graph.node(order[at]).id),
        newer: newer.map(|&index| graph.node(index).id).collect(),
        walk: Walk {
            revisions,
            damaged,
            shallow: graph.shallow,
        },
    }))
}

/// Returns whether a scope leads to a path.
fn looks_at(scope: &dyn Scope, path: &[u8], committed: i64) -> bool {
    let mut start = 0;
    path.split(|&byte| byte == b'/').all(|name| {
        let directory = &path[..start.max(1) - 1];
        start += name.len() + 1;
        scope.wants(directory, name, committed)
    })
}

/// What another walk has compared, by commit.
#[derive(Default)]
struct Known<'w> {
    commits: Option<&'w HashSet<ObjectId>>,
    revisions: HashMap<ObjectId, &'w [FileRevision]>,
}

impl<'w> Known<'w> {
    fn of(walked: Option<&'w Walked>) -> Self {
        let revisions = walked.map_or(&[][..], |walked| &walked.walk.revisions);
        let by_commit = revisions.chunk_by(|one, next| one.commit.id == next.commit.id);
        Self {
            commits: walked.map(|walked| &walked.commits),
            revisions: by_commit.map(|all| (all[0].commit.id, all)).collect(),
        }
    }

    /// Returns the revisions of a commit; `None` where it was not compared.
    fn revisions(&self, commit: ObjectId) -> Option<&'w [FileRevision]> {
        let is_known = self.commits.is_some_and(|all| all.contains(&commit));
        is_known.then(|| self.revisions.get(&commit).copied().unwrap_or_default())
    }
}
