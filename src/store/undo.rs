use std::collections::BTreeSet;

use super::change::{Change, Saved, Signer};
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::{LogPath, parse_path, update_path};
use crate::git::{Commit, ObjectId, TreeEdit, changed_paths};
use crate::model::{Handle, Period, ReplyAddress};

/// The trailer that names the post which a commit takes back.
const UNDOES: &str = "Tidings-Undoes";

/// What a post is, as its commit names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Post {
    /// The author's own update for a period.
    Update(Period),
    /// A reply of the author.
    Reply(ReplyAddress),
}

/// What became of a request to take a post back.
#[derive(Clone, Debug)]
pub enum Undone {
    /// Nobody else can have seen the post; its commit was dropped.
    Dropped {
        /// What was posted.
        post: Post,
        /// The commit that is no longer in the log.
        commit: ObjectId,
        /// Whether the file is there still, as it was before the post.
        restored: bool,
    },
    /// The post may have been seen, or what others did stands on it; a new
    /// commit takes it back.
    Withdrawn {
        /// What was posted.
        post: Post,
        /// The new commit.
        saved: Saved,
        /// Whether the file is there still, as it was before the post.
        restored: bool,
    },
}

/// A post with its commit.
struct Posted {
    commit: Commit,
    post: Post,
    /// What it is known by.
    id: String,
    /// The path of the update or reply.
    path: String,
}

impl Log {
    /// Takes back the last post of `author` that has not been taken back: of an
    /// update, or of a reply.
    ///
    /// What the post changed is put back as it was before it: a file that
    /// it added goes, one that it edited is as before. Its commit is dropped
    /// where no remote is known to hold it, nor a tag, nor a push of it went
    /// unanswered, and where all that
    /// stands on it was made by this program and can be made anew without
    /// signing for somebody else; in any other case a new commit withdraws it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NothingToUndo`], [`StoreError::ChangedSince`] when the file
    /// was changed after the post by a commit that is no post of `author`, or
    /// what git says. Nothing has changed then.
    pub fn undo(&self, author: &Handle, signer: &Signer) -> Result<Undone, StoreError> {
        self.in_turn(|tip| {
            let tip = tip.ok_or_else(|| self.no_branch())?;
            let post = self.last_post(author, tip)?;
            let what = post.post.clone();
            if let Some(without) = self.without(tip, &post, signer)? {
                let note = format!("undo {}", post.commit.subject());
                let (path, durability) = (post.path, signer.durability);
                let paths = std::slice::from_ref(&path);
                let moved = self.move_branch(durability, Some(tip), without, paths, &note)?;
                let tree = LogTree::open(self.repository(), without)?;
                let dropped = Undone::Dropped {
                    post: what,
                    commit: post.commit.id,
                    restored: tree.entry(&path)?.is_some(),
                };
                return Ok(moved.then_some(dropped));
            }
            let change = self.withdrawal(author, tip, post)?;
            let restored = change.edits.iter().any(|edit| edit.content.is_some());
            let saved = self.try_change(signer, Some(tip), change)?;
            Ok(saved.map(|saved| Undone::Withdrawn {
                post: what,
                saved,
                restored,
            }))
        })
    }

    /// Finds the last post of an author that no later commit takes back.
    fn last_post(&self, author: &Handle, tip: ObjectId) -> Result<Posted, StoreError> {
        let mut undone: BTreeSet<String> = BTreeSet::new();
        let mut failed = None;
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
            let (post, path) = match commit.trailer("Tidings-Period") {
                Some(period) => {
                    let period = period.parse().ok()?;
                    (Post::Update(period), update_path(author, period))
                }
                None => {
                    commit.trailer("Tidings-Reply-To")?;
                    self.reply_of(&commit).unwrap_or_else(|error| {
                        failed.get_or_insert(error);
                        None
                    })?
                }
            };
            Some(Posted {
                post,
                id: id.to_owned(),
                path,
                commit,
            })
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        post.ok_or_else(|| StoreError::NothingToUndo(author.to_string()))
    }

    /// Returns the reply that a commit added or changed, and its path; nothing
    /// where it is a merge, or did more or something else.
    fn reply_of(&self, commit: &Commit) -> Result<Option<(Post, String)>, StoreError> {
        let paths = self.paths_changed_by(commit)?.unwrap_or_default();
        let [path] = &paths[..] else {
            return Ok(None);
        };
        Ok(match parse_path(path) {
            LogPath::Reply { author, period, id } => {
                let address = ReplyAddress { author, period, id };
                Some((Post::Reply(address), path.clone()))
            }
            _ => None,
        })
    }

    /// Lists what a commit changed; `None` where it is no child of one other,
    /// or its trees cannot be read.
    fn paths_changed_by(&self, commit: &Commit) -> Result<Option<Vec<String>>, StoreError> {
        let [parent] = commit.parents[..] else {
            return Ok(None);
        };
        let repository = self.repository();
        let before = repository.commit(parent)?.tree;
        let changed = changed_paths(repository, Some(before), commit.tree, &|_, _| true)?;
        let paths = changed.changes.iter().map(|change| &change.path);
        let paths = paths.map(|path| String::from_utf8_lossy(path).into_owned());
        Ok(changed.damaged.is_empty().then(|| paths.collect()))
    }

    /// Makes the history that leads to `tip` without a post; `None` where the
    /// post has to stay in it.
    fn without(
        &self,
        tip: ObjectId,
        post: &Posted,
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

    /// Returns whether the update or reply is all that the commit of a post
    /// changed.
    fn is_whole_change(&self, post: &Posted) -> Result<bool, StoreError> {
        let paths = self.paths_changed_by(&post.commit)?;
        Ok(paths.is_some_and(|paths| paths == [post.path.as_str()]))
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

    /// Makes the change that puts a file back as it was before a post;
    /// refuses when it is no longer what the post made of it.
    fn withdrawal(
        &self,
        author: &Handle,
        tip: ObjectId,
        post: Posted,
    ) -> Result<Change, StoreError> {
        let entry_at = |commit| LogTree::open(self.repository(), commit)?.entry(&post.path);
        let then = entry_at(post.commit.id)?;
        if entry_at(tip)? != then {
            return Err(StoreError::ChangedSince {
                path: post.path,
                post: post.post,
            });
        }
        let before = match post.commit.parents.first() {
            Some(&parent) => entry_at(parent)?,
            None => None,
        };
        let content = before.map(|(_, id)| self.repository().blob(id));
        let (what, of) = match &post.post {
            Post::Update(period) => (
                format!("the update for {period}"),
                format!("Tidings-Period: {period}"),
            ),
            Post::Reply(address) => (
                format!("the reply {address}"),
                format!("Tidings-Reply: {address}"),
            ),
        };
        let id = &post.id;
        let message = format!(
            "{author}: withdraws {what}\n\nTidings-Author: {author}\n{of}\n{UNDOES}: {id}\n"
        );
        let edits = vec![TreeEdit {
            content: content.transpose()?,
            path: post.path,
        }];
        Ok(Change { edits, message })
    }
}
