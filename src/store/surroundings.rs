//! What stands around the files that a change touches.

use std::collections::{BTreeMap, BTreeSet};

use super::{LogTree, StoreError};
use crate::format::{LogPath, digest_path, parse_path, parse_reply, update_path};
use crate::git::names_in;
use crate::model::{FileChange, Period, Target, Week};

impl LogTree<'_> {
    /// Returns the names in every directory that leads to a file which is
    /// there.
    pub(super) fn around(
        &self,
        changes: &[FileChange],
    ) -> Result<BTreeMap<Vec<u8>, Vec<Vec<u8>>>, StoreError> {
        let mut directories: BTreeSet<&[u8]> = BTreeSet::new();
        for change in changes.iter().filter(|change| change.after.is_some()) {
            let path = &change.path[..];
            let ends = (0..path.len()).rev().filter(|&at| path[at] == b'/');
            for end in ends.chain([0]) {
                // What is above this one is known as well.
                if !directories.insert(&path[..end]) {
                    break;
                }
            }
        }
        let tree = self.commit().tree;
        Ok(names_in(self.repository(), tree, &directories)?)
    }

    /// Returns what the replies among the changes answer, as far as it is
    /// here.
    pub(super) fn targets(&self, changes: &[FileChange]) -> BTreeSet<String> {
        let mut known: BTreeMap<String, bool> = BTreeMap::new();
        for change in changes {
            let path = String::from_utf8_lossy(&change.path);
            let content = change
                .after
                .as_ref()
                .and_then(|after| after.content.as_ref());
            let (LogPath::Reply { .. }, Some(content)) = (parse_path(&path), content) else {
                continue;
            };
            if let Some(reply) = parse_reply(&path, content).value {
                let is_here = || self.holds(&reply.to);
                known.entry(reply.to.to_string()).or_insert_with(is_here);
            }
        }
        let here = known.into_iter().filter(|(_, is_here)| *is_here);
        here.map(|(address, _)| address).collect()
    }

    /// Returns whether the update is here that a reply answers, with the item
    /// in it; nobody knows that of one that cannot be read.
    fn holds(&self, target: &Target) -> bool {
        let Some(id) = &target.id else {
            let path = update_path(&target.author, target.period);
            return !matches!(self.entry(&path), Ok(None));
        };
        let Ok(read) = self.update(&target.author, target.period) else {
            return true;
        };
        read.is_some_and(|read| {
            read.value.is_none_or(|update| {
                let mut items = update.items();
                items.any(|(_, item)| item.id.as_ref() == Some(id))
            })
        })
    }

    /// Returns the periods whose digest is here, of those that cover an update
    /// or reply among the changes.
    pub(super) fn published_for(&self, changes: &[FileChange]) -> BTreeSet<Period> {
        let mut periods = BTreeSet::new();
        for change in changes {
            let path = String::from_utf8_lossy(&change.path);
            if let LogPath::Update { period, .. } | LogPath::Reply { period, .. } =
                parse_path(&path)
            {
                periods.insert(period);
                if let Period::Day(day) = period {
                    periods.insert(Period::Week(Week::of(day)));
                }
            }
        }
        periods.retain(|&period| matches!(self.entry(&digest_path(period)), Ok(Some(_))));
        periods
    }
}
