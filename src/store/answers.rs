use std::collections::BTreeSet;

use super::StoreError;
use super::file::Read;
use super::tree::{LogTree, directories};
use crate::format::{parse_reply, period_directory, reply_directory};
use crate::git::{ObjectId, TreeEntry};
use crate::model::{Handle, ItemAddress, Period, Reply, ReplyState};

impl LogTree<'_> {
    /// Reads the replies to an update of `author` for `period` and to the
    /// items that first appeared in it, in the order of their file names.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn replies(&self, author: &Handle, period: Period) -> Result<Vec<Read<Reply>>, StoreError> {
        let directory = reply_directory(author, period);
        let tree = self.directory(&directory)?;
        let ids: Vec<ObjectId> = tree.entries().map(|entry| entry.id).collect();
        self.repository().fetch_promised(&ids)?;
        let read = |entry: TreeEntry<'_>| {
            let path = format!("{directory}/{}", String::from_utf8_lossy(entry.name));
            self.read(&path, entry.mode, entry.id, parse_reply)
        };
        Ok(tree.entries().map(read).collect())
    }

    /// Returns the authors of whose updates for a period, or of items that
    /// first appeared in them, there are replies.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn answered(&self, period: Period) -> Result<BTreeSet<String>, StoreError> {
        let directory = period_directory(period).replacen("updates/", "replies/", 1);
        let tree = self.directory(&directory)?;
        Ok(directories(&tree)
            .into_iter()
            .map(|(name, _)| name)
            .collect())
    }

    /// Returns which of the given items a reply has resolved.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn resolved<'i>(
        &self,
        items: impl IntoIterator<Item = &'i ItemAddress>,
    ) -> Result<BTreeSet<ItemAddress>, StoreError> {
        let mut closed = BTreeSet::new();
        for item in items {
            let replies = self.replies(&item.author, item.period)?;
            let closes = |reply: &Reply| {
                reply.state == Some(ReplyState::Resolved) && reply.to.id.as_ref() == Some(&item.id)
            };
            if replies
                .iter()
                .filter_map(|read| read.value.as_ref())
                .any(closes)
            {
                closed.insert(item.clone());
            }
        }
        Ok(closed)
    }
}
