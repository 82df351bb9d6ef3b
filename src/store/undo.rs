use std::collections::BTreeSet;

use super::change::{Change, PATIENCE, Saved, Signer};
use super::tree::{LogTree, update_of_path};
use super::{Log, StoreError};
use crate::format::update_path;
use crate::git::{Commit, LogLock, ObjectId, TreeEdit};
use crate::model::{Handle, Period};

/// The trailer that names the post which a commit takes back.
const UNDOES: &str = "Tidings-Undoes";

/// How many commits an undo looks back over.
const LOOK_BACK: usize = 10_000;

/// What became of a request to take a post back.
#[derive(Clone, Debug)]
pub enum Undone {
    /// The post had not been sent; its commit was dropped.
    Dropped {
        /// What the post was for.
        period: Period,
        /// The commit that is no longer in the log.
        commit: ObjectId,
        /// Whether the update is there still, as it was before the post.
        restored: bool,
    },
    /// The post had been sent, or later commits build on it; a new commit
    /// takes it back.
    Withdrawn {
        /// What the post was for.
        period: Period,
        /// The new commit.
        saved: Saved,
        /// Whether the update is there still, as it was before the post.
        restored: bool,
    },
}

impl Log {
    /// Takes back the last post of `author` that has not been taken back.
    ///
    /// What the post changed is put back as it was before it: an update that
    /// it added goes, one that it edited is as before.
    ///
    /// # Errors
    ///
    /// [`StoreError::NothingToUndo`], [`StoreError::Changed`] when the update
    /// was changed after the post by a commit that is no post of `author`, or
    /// what git says. Nothing has changed then.
    pub fn undo(&self, author: &Handle, signer: &Signer) -> Result<Undone, StoreError> {
        if let Some(dropped) = self.drop_last(author, signer)? {
            return Ok(dropped);
        }
        let ((period, restored), saved) = self.change(signer, |tip| {
            let tip = tip.ok_or_else(|| StoreError::NothingToUndo(author.to_string()))?;
            let (post, period) = self.last_post(author, tip)?;
            let path = update_path(author, period);
            self.require_unchanged(&path, &post)?;
            let id = post.trailer("Tidings-Id").unwrap_or_default();
            let message = format!(
                "{author}: withdraws the update for {period}\n\n\
                 Tidings-Author: {author}\nTidings-Period: {period}\n{UNDOES}: {id}\n"
            );
            let edit = self.edit_back(&path, &post)?;
            let restored = edit.content.is_some();
            let edits = vec![edit];
            Ok(((period, restored), Some(Change { edits, message })))
        })?;
        let saved = saved.ok_or_else(|| StoreError::NothingToUndo(author.to_string()))?;
        Ok(Undone::Withdrawn {
            period,
            saved,
            restored,
        })
    }

    /// Takes the last post out of history, where it is unsent and nothing
    /// builds on it.
    fn drop_last(&self, author: &Handle, signer: &Signer) -> Result<Option<Undone>, StoreError> {
        let _lock = LogLock::acquire(self.repository(), PATIENCE);
        let tip = self.tip()?;
        let (post, period) = self.last_post(author, tip)?;
        if !self.unsent_commits(tip)?.contains(&post.id) {
            return Ok(None);
        }
        let (committer, durability) = (&signer.committer, signer.durability);
        let dropped = self
            .repository()
            .drop_commit(tip, post.id, committer, durability)?;
        let Some(new_tip) = dropped else {
            return Ok(None);
        };
        let path = update_path(author, period);
        let note = format!("undo {}", post.message.lines().next().unwrap_or_default());
        if !self.move_branch(durability, Some(tip), new_tip, &[&path], &note)? {
            return Ok(None);
        }
        let tree = LogTree::open(self.repository(), new_tip)?;
        Ok(Some(Undone::Dropped {
            period,
            commit: post.id,
            restored: tree.entry(&path)?.is_some(),
        }))
    }

    /// Finds the last post of an author that no later commit takes back.
    fn last_post(&self, author: &Handle, tip: ObjectId) -> Result<(Commit, Period), StoreError> {
        let mut undone: BTreeSet<String> = BTreeSet::new();
        for id in self.repository().commits_between(&[], tip, LOOK_BACK)? {
            let commit = self.repository().commit(id)?;
            if let Some(post) = commit.trailer(UNDOES) {
                undone.insert(post.to_owned());
                continue;
            }
            let by_author = commit.trailer("Tidings-Author") == Some(author.as_str());
            let post = commit.trailer("Tidings-Id").filter(|_| by_author);
            let period = commit
                .trailer("Tidings-Period")
                .and_then(|p| p.parse().ok());
            if let (Some(post), Some(period)) = (post, period)
                && !undone.contains(post)
            {
                return Ok((commit, period));
            }
        }
        Err(StoreError::NothingToUndo(author.to_string()))
    }

    /// Returns the edit that puts a file back as it was before `post`.
    fn edit_back(&self, path: &str, post: &Commit) -> Result<TreeEdit, StoreError> {
        let content = match post.parents.first() {
            None => None,
            Some(&parent) => {
                let tree = LogTree::open(self.repository(), parent)?;
                let entry = tree.entry(path)?;
                entry
                    .map(|(_, id)| self.repository().blob(id))
                    .transpose()?
            }
        };
        Ok(TreeEdit {
            path: path.to_owned(),
            content,
        })
    }

    /// Refuses when the file is no longer what `post` made of it.
    fn require_unchanged(&self, path: &str, post: &Commit) -> Result<(), StoreError> {
        let now = self.tree()?.entry(path)?;
        let then = LogTree::open(self.repository(), post.id)?.entry(path)?;
        if now == then && update_of_path(path).is_some() {
            return Ok(());
        }
        Err(StoreError::Changed {
            path: path.to_owned(),
        })
    }
}
