use std::collections::{BTreeMap, BTreeSet};

use super::StoreError;
use super::file::{Read, reply_of_path};
use super::history::reply_order;
use super::thread_scope::ThreadScope;
use super::tree::{LogTree, directories};
use crate::format::{parse_reply, period_directory, reply_directory};
use crate::git::{ObjectId, TreeEntry, Walk, walk};
use crate::model::{
    Handle, ItemAddress, ItemId, Period, Reply, ReplyId, ReplyState, Target, ThreadState,
};

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

    /// Returns which of the given items replies have closed, and not opened
    /// again since.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn closed<'i>(
        &self,
        items: impl IntoIterator<Item = &'i ItemAddress>,
    ) -> Result<BTreeSet<ItemAddress>, StoreError> {
        let states = self.thread_states(items)?.into_iter();
        let closed = states.filter(|(_, state)| state.closed().is_some());
        Ok(closed.map(|(item, _)| item).collect())
    }

    /// Returns what the replies to the given items have come to, for those
    /// that they have closed or opened.
    ///
    /// The order of replies is that of history. It is asked for only where it
    /// matters: of items that were both closed and opened again.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn thread_states<'i>(
        &self,
        items: impl IntoIterator<Item = &'i ItemAddress>,
    ) -> Result<BTreeMap<ItemAddress, ThreadState<ReplyId>>, StoreError> {
        let mut folders: BTreeMap<(&Handle, Period), BTreeSet<&ItemId>> = BTreeMap::new();
        for item in items {
            let ids = folders.entry((&item.author, item.period)).or_default();
            ids.insert(&item.id);
        }
        let mut said: BTreeMap<ItemAddress, Vec<(String, ReplyState)>> = BTreeMap::new();
        for ((author, period), ids) in folders {
            for read in self.replies(author, period)? {
                let Some(Reply {
                    to: Target { id: Some(id), .. },
                    state: Some(state),
                    ..
                }) = read.value
                else {
                    continue;
                };
                if ids.contains(&id) && (state.closes() || state == ReplyState::Reopened) {
                    let item = ItemAddress {
                        author: author.clone(),
                        period,
                        id,
                    };
                    said.entry(item).or_default().push((read.path, state));
                }
            }
        }
        let undecided = |states: &[(String, ReplyState)]| {
            let opens = |(_, state): &(String, ReplyState)| *state == ReplyState::Reopened;
            states.iter().any(opens) && !states.iter().all(opens)
        };
        let torn = said.iter().filter(|(_, states)| undecided(states));
        let order = match self.walk_threads(torn.map(|(item, _)| item), &[])? {
            Some(walked) => reply_order(&walked),
            None => BTreeMap::new(),
        };
        let fold = |(item, mut states): (ItemAddress, Vec<(String, ReplyState)>)| {
            states.sort_by_key(|(path, _)| order.get(path).copied());
            let told = states.into_iter().filter_map(|(path, state)| {
                let id = reply_of_path(&path)?;
                Some((id, state))
            });
            let state = told.fold(ThreadState::Untouched, |before, (id, state)| {
                before.after(Some(state), id)
            });
            (item, state)
        };
        Ok(said.into_iter().map(fold).collect())
    }

    /// Walks the history of the replies to some items, and of some other files
    /// as far back as that goes; nothing where there are no items.
    ///
    /// # Errors
    ///
    /// What git says of the repository.
    pub(super) fn walk_threads<'i>(
        &self,
        items: impl IntoIterator<Item = &'i ItemAddress>,
        files: &[&str],
    ) -> Result<Option<Walk>, StoreError> {
        let threads: BTreeSet<(&Handle, Period)> = items
            .into_iter()
            .map(|item| (&item.author, item.period))
            .collect();
        let Some(oldest) = threads.iter().map(|(_, period)| period.first_day()).min() else {
            return Ok(None);
        };
        let folders = threads
            .iter()
            .map(|(author, period)| reply_directory(author, *period));
        let folders: Vec<String> = folders.collect();
        let scope = ThreadScope::new(
            files.iter().copied(),
            folders.iter().map(String::as_str),
            oldest,
        );
        Ok(Some(walk(
            self.repository(),
            self.commit().id,
            None,
            &scope,
        )?))
    }
}
