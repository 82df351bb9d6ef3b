use std::collections::BTreeSet;

use super::change::{Change, Saved, Signer};
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::update_path;
use crate::git::{Commit, ObjectId, TreeEdit, changed_paths};
use crate::model::{Handle, Period};

/// The trailer that names the post which a commit takes back.
const UNDOES: &str = "Tidings-Undoes";

/// What became of a request to take a post back.
#[derive(Clone, Debug)]
pub enum Undone {
    /// Nobody else can have seen the post; its commit was dropped.
    Dropped {
        /// What the post was for.
        period: Period,
        /// The commit that is no longer in the log.
        commit: ObjectId,
        /// Whether the update is there still, as it was before the post.
        restored: bool,
    },
    /// The post may have been seen, or what others did stands on it; a new
    /// commit takes it back.
    Withdrawn {
        /// What the post was for.
        period: Period,
        /// The new commit.
        saved: Saved,
        /// Whether the update is there still, as it was before the post.
        restored: bool,
    },
}

/// A post, as its commit names it.
struct Post {
    commit: Commit,
    period: Period,
    /// What it is known by.
    id: String,
    /// The path of the update.
    path: String,
}

impl Log {
    /// Takes back the last post of `author` that has not been taken back.
    ///
    /// What the post changed is put back as it was before it: an update that
    /// it added goes, one that it edited is as before. Its commit is dropped
    /// where no remote is known to hold it, nor a tag, nor a push of it went
    /// unanswered, and where all that
    /// stands on it was made by this program and can be made anew without
    /// signing for somebody else; in any other case a new commit withdraws it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NothingToUndo`], [`StoreError::ChangedSince`] when the update
    /// was changed after the post by a commit that is no post of `author`, or
    /// what git says. Nothing has changed then.
    pub fn undo(&self, author: &Handle, signer: &Signer) -> Result<Undone, StoreError> {
        self.in_turn(|tip| {
            let tip = tip.ok_or_else(|| self.no_branch())?;
            let post = self.last_post(author, tip)?;
            let period = post.period;
            if let Some(without) = self.without(tip, &post, signer)? {
                let note = format!("undo {}", post.commit.subject());
                let (path, durability) = (post.path, signer.durability);
                let paths = std::slice::from_ref(&path);
                let moved = self.move_branch(durability, Some(tip), without, paths, &note)?;
                let tree = LogTree::open(self.repository(), without)?;
                let dropped = Undone::Dropped {
                    period,
                    commit: post.commit.id,
                    restored: tree.entry(&path)?.is_some(),
                };
                return Ok(moved.then_some(dropped));
            }
            let change = self.withdrawal(author, tip, post)?;
            let restored = change.edits.iter().any(|edit| edit.content.is_some());
            let saved = self.try_change(signer, Some(tip), change)?;
            Ok(saved.map(|saved| Undone::Withdrawn {
                period,
                saved,
                restored,
            }))
        })
    }

    /// Finds the last post of an author that no later commit takes back.
    fn last_post(&self, author: &Handle, tip: ObjectId) -> Result<Post, StoreError> {
        let mut undone: BTreeSet<String> = BTreeSet::new();
        let post = self.repository().find_commit(tip, |commit| {
            if let Some(id) = commit.trailer(UNDOES) {
                undone.insert(id.to_owned());
                return None;
            }
            let by_author = commit.trailer("Tidings-Author") == Some(author.as_str());
            let id = commit.trailer("Tidings-Id").filter(|_| by_author)?;
            if undone.contains(id) {
                return None;
            }
            let period = commit.trailer("Tidings-Period")?.parse().ok()?;
            Some(Post {
                period,
                id: id.to_owned(),
                path: update_path(author, period),
                commit,
            })
        })?;
        post.ok_or_else(|| StoreError::NothingToUndo(author.to_string()))
    }

    /// Makes the history that leads to `tip` without a post; `None` where the
    /// post has to stay in it.
    fn without(
        &self,
        tip: ObjectId,
        post: &Post,
        signer: &Signer,
    ) -> Result<Option<ObjectId>, StoreError> {
        let repository = self.repository();
        if self.may_be_published(post.commit.id)?
            || !self.is_whole_change(post)?
            || !self.is_ours_since(tip, post.commit.id, signer)?
        {
            return Ok(None);
        }
        Ok(repository.drop_commit(tip, post.commit.id, &signer.committer, signer.durability)?)
    }

    /// Returns whether others may have a commit: a remote is known to have
    /// it, or could have been given it without a trace being left here.
    fn may_be_published(&self, commit: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        for remote in repository.remotes()? {
            if !repository.follows(&remote, self.branch())? {
                return Ok(true);
            }
        }
        Ok(repository.is_published(commit)? || self.was_tried(commit)?)
    }

    /// Returns whether the update is all that the commit of a post changed.
    fn is_whole_change(&self, post: &Post) -> Result<bool, StoreError> {
        let [parent] = post.commit.parents[..] else {
            return Ok(false);
        };
        let repository = self.repository();
        let before = repository.commit(parent)?.tree;
        let changed = changed_paths(repository, Some(before), post.commit.tree, &|_, _| true)?;
        let paths = changed.changes.iter().map(|change| change.path.as_slice());
        Ok(changed.damaged.is_empty() && paths.eq([post.path.as_bytes()]))
    }

    /// Returns whether every commit from `tip` down to `post` was made by this
    /// program, and those that are signed by the person who is at it now. What
    /// was committed by hand is not made anew, and nobody signs for others.
    fn is_ours_since(
        &self,
        tip: ObjectId,
        post: ObjectId,
        signer: &Signer,
    ) -> Result<bool, StoreError> {
        let ours = self.repository().find_commit(tip, |commit| {
            let ours = commit.trailer("Tidings-Author").is_some()
                && (!commit.signed || commit.committer.email == signer.committer.email);
            (commit.id == post || !ours).then_some(ours)
        })?;
        Ok(ours.unwrap_or(false))
    }

    /// Makes the change that puts an update back as it was before a post;
    /// refuses when it is no longer what the post made of it.
    fn withdrawal(&self, author: &Handle, tip: ObjectId, post: Post) -> Result<Change, StoreError> {
        let entry_at = |commit| LogTree::open(self.repository(), commit)?.entry(&post.path);
        let then = entry_at(post.commit.id)?;
        if entry_at(tip)? != then {
            return Err(StoreError::ChangedSince {
                path: post.path,
                period: post.period,
            });
        }
        let before = match post.commit.parents.first() {
            Some(&parent) => entry_at(parent)?,
            None => None,
        };
        let content = before.map(|(_, id)| self.repository().blob(id));
        let Post { period, id, .. } = post;
        let message = format!(
            "{author}: withdraws the update for {period}\n\n\
             Tidings-Author: {author}\nTidings-Period: {period}\n{UNDOES}: {id}\n"
        );
        let edits = vec![TreeEdit {
            content: content.transpose()?,
            path: post.path,
        }];
        Ok(Change { edits, message })
    }
}
