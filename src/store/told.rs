use std::collections::{BTreeMap, HashSet};

use super::appearance::Search;
use crate::git::{FileRevision, ObjectId, Repository, Walk};
use crate::model::{Appearance, ItemAddress};

/// What history tells of a window, and of threads that are older.
pub(super) struct Told {
    /// The revisions of the window, and those of older replies.
    pub(super) walked: Walk,
    /// When blockers and questions came into the log.
    pub(super) appearances: BTreeMap<ItemAddress, Appearance>,
    /// How many of the revisions are of the window's own walk; those of older
    /// replies come after them.
    own: usize,
    /// Whether of what was seen to arrive only that counts as said which
    /// arrived on the days of the window.
    pub(super) is_window: bool,
}

impl Told {
    /// Joins the walk for a window with the one for older threads.
    ///
    /// What only the second one saw of replies lies behind all that the first
    /// one saw of any, which looks at every reply. A clone that is too shallow
    /// for older threads alone has all of the window.
    pub(super) fn join(
        walked: Walk,
        older: Walk,
        search: &Search,
        repository: &Repository,
    ) -> Self {
        let mut told = Self {
            own: walked.revisions.len(),
            walked,
            appearances: BTreeMap::new(),
            is_window: true,
        };
        told.add(older, search, repository);
        told
    }

    /// Adds what another walk found of older threads.
    pub(super) fn add(&mut self, mut older: Walk, search: &Search, repository: &Repository) {
        let walked = &mut self.walked;
        let appearances = search.tell(repository, walked, &older);
        self.appearances.extend(appearances);
        let seen: HashSet<(ObjectId, &[u8])> = walked
            .revisions
            .iter()
            .map(|revision| (revision.commit.id, revision.path.as_slice()))
            .collect();
        older.revisions.retain(|revision| {
            revision.path.starts_with(b"replies/")
                && !seen.contains(&(revision.commit.id, revision.path.as_slice()))
        });
        walked.revisions.extend(older.revisions);
        walked.damaged.extend(older.damaged);
    }

    /// Returns the revisions of the window's own walk.
    pub(super) fn own(&self) -> &[FileRevision] {
        &self.walked.revisions[..self.own]
    }

    /// Returns the same where the walk saw what arrived since some commit, and
    /// all of it counts.
    pub(super) fn of_range(self) -> Self {
        Self {
            is_window: false,
            ..self
        }
    }
}
