//! Which commit a report reads, and at which moment it is reckoned.

use chrono::{DateTime, Utc};

use super::session::Session;
use crate::store::{Log, LogTree};

impl Session {
    /// Opens the log at the revision `at`, or else at its newest commit, once
    /// what is new was received.
    pub(super) fn tree<'l>(&self, log: &'l Log, at: Option<&str>) -> anyhow::Result<LogTree<'l>> {
        if let Some(revision) = at {
            return Ok(log.tree_at(revision)?);
        }
        self.receive(log)?;
        Ok(log.tree()?)
    }

    /// Returns the moment that a report on `tree` is reckoned at: now, or where
    /// the revision `at` was named that of its commit, so that the report is
    /// the same whenever it is built.
    pub(super) fn instant(&self, tree: &LogTree<'_>, at: Option<&str>) -> DateTime<Utc> {
        let committed = || DateTime::from_timestamp(tree.commit().committer.seconds, 0);
        match at {
            Some(_) => committed().unwrap_or_default(),
            None => self.now(),
        }
    }
}
