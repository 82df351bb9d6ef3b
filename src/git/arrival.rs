use std::collections::HashMap;
use std::sync::Arc;

use super::graph::Graph;
use super::objects::Objects;
use super::{Commit, Scope};

/// Stands for a commit that came by no merge.
const NONE: u32 = u32::MAX;

/// By which merges the commits of a walk came to the line that leads to its
/// tip.
///
/// That line goes from the tip along first parents, and through a merge that
/// only caught up with others along all of them. A commit beside it came by
/// the first merge that has it.
#[derive(Default)]
pub(super) struct Arrivals {
    /// For each commit the number of the merge; empty where there are none.
    by: Vec<u32>,
    merges: HashMap<u32, Arc<Commit>>,
}

impl Arrivals {
    /// Finds them; `order` is that of [`Graph::order`].
    pub(super) fn find(
        graph: &Graph,
        order: &[u32],
        scope: &dyn Scope,
        objects: &Objects<'_>,
    ) -> Self {
        let mut arrivals = Self::default();
        let is_merge = |index: u32| graph.parent_numbers(index).len() > 1;
        if !order.iter().any(|&index| is_merge(index)) {
            return arrivals;
        }
        let count = graph.len();
        let mut on_line = vec![false; count];
        // The tip is what was read first.
        let mut open = vec![0_u32];
        while let Some(index) = open.pop() {
            let node = graph.node(index);
            if !node.reached || std::mem::replace(&mut on_line[index as usize], true) {
                continue;
            }
            let parents = graph.parent_numbers(index);
            let commit = is_merge(index).then(|| graph.commit(node, objects));
            match commit {
                Some(Ok(commit)) if scope.puts_forward(&commit) => {
                    arrivals.merges.insert(index, Arc::new(commit));
                    open.extend(&parents[..1]);
                }
                _ => open.extend(parents),
            }
        }
        arrivals.by = vec![NONE; count];
        let merges = order.iter().rev();
        for &merge in merges.filter(|merge| arrivals.merges.contains_key(merge)) {
            open.extend(&graph.parent_numbers(merge)[1..]);
            while let Some(index) = open.pop() {
                let place = index as usize;
                if !graph.node(index).reached || on_line[place] || arrivals.by[place] != NONE {
                    continue;
                }
                arrivals.by[place] = merge;
                open.extend(graph.parent_numbers(index));
            }
        }
        arrivals
    }

    /// Returns the merge by which a commit came.
    pub(super) fn of(&self, index: u32) -> Option<&Arc<Commit>> {
        self.merges.get(self.by.get(index as usize)?)
    }
}
