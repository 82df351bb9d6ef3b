use git2::ObjectType;

use super::commit::Commit;
use super::{Durability, GitError, NewCommit, ObjectId, Repository, Settle, Stamp};

/// What came of putting commits onto another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replayed {
    /// All of them are on it.
    Done {
        /// The last of them, or what they were put onto when there were none.
        tip: Option<ObjectId>,
        /// Each commit and the one that stands for it, in order.
        commits: Vec<(ObjectId, ObjectId)>,
    },
    /// One of them cannot be put there as it is.
    Stuck {
        /// The commit.
        commit: ObjectId,
        /// Why not.
        reason: Stuck,
        /// Each commit before it and the one that stands for it, in order.
        before: Vec<(ObjectId, ObjectId)>,
    },
}

/// Why a commit cannot be put onto another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// It is a merge.
    Merge,
    /// It changes these files, which are something else there.
    Conflict(Vec<String>),
    /// It is signed, and says things that a new signature would not cover.
    Unsignable,
}

impl Repository {
    /// Makes each of these commits again, the first on `onto` and each other
    /// on the one before it; no ref is moved.
    ///
    /// A commit keeps its author, its time of writing, its message and other
    /// headers byte for byte; it gets this committer, and a new signature
    /// where it had one. What it changes must be, where it is put, what it was
    /// before it, or already what it makes of it; one that would change nothing
    /// there is not made, and what is there stands for it. A commit that
    /// already stands where it would be put stays itself.
    ///
    /// # Errors
    ///
    /// As [`Repository::write_commit`], and [`GitError::Missing`] or
    /// [`GitError::Malformed`] for what must be read.
    pub fn replay(
        &self,
        commits: &[ObjectId],
        onto: Option<ObjectId>,
        committer: &Stamp,
        durability: Durability,
    ) -> Result<Replayed, GitError> {
        self.replay_with(commits, onto, committer, durability, &mut |_| Ok(None))
    }

    /// Replays as [`Repository::replay`] does; `settle` is asked what to make
    /// of files that are something else where the commits are put.
    ///
    /// # Errors
    ///
    /// As [`Repository::replay`], and what `settle` says.
    pub fn replay_with(
        &self,
        commits: &[ObjectId],
        onto: Option<ObjectId>,
        committer: &Stamp,
        durability: Durability,
        settle: &mut Settle<'_>,
    ) -> Result<Replayed, GitError> {
        self.replay_as(commits, onto, committer, durability, (true, settle))
    }

    /// Replays; `twice` is whether a change may be there already.
    fn replay_as(
        &self,
        commits: &[ObjectId],
        onto: Option<ObjectId>,
        committer: &Stamp,
        durability: Durability,
        (twice, settle): (bool, &mut Settle<'_>),
    ) -> Result<Replayed, GitError> {
        let mut tip = onto;
        let mut done = Vec::with_capacity(commits.len());
        let mut stuck = None;
        for &id in commits {
            let commit = self.commit(id)?;
            if commit.parents.len() > 1 {
                stuck = Some((id, Stuck::Merge));
                break;
            }
            if commit.parents.first().copied() == tip {
                done.push((id, id));
                tip = Some(id);
                continue;
            }
            let tree = match self.replay_tree(&commit, tip, twice, settle)? {
                Ok(tree) => tree,
                Err(paths) => {
                    stuck = Some((id, Stuck::Conflict(paths)));
                    break;
                }
            };
            if twice && self.is_there(&commit, tree, tip)? {
                done.push((id, tip.expect("what is there is in a commit")));
                continue;
            }
            let parents = tip.into_iter().collect();
            let Some(new) = self.remake(&commit, tree, parents, committer)? else {
                stuck = Some((id, Stuck::Unsignable));
                break;
            };
            done.push((id, new));
            tip = Some(new);
        }
        let new = done.iter().filter(|(old, new)| old != new);
        let new: Vec<ObjectId> = new.map(|(_, new)| *new).collect();
        self.settle_commits(&new, durability)?;
        Ok(match stuck {
            None => Replayed::Done { tip, commits: done },
            Some((commit, reason)) => Replayed::Stuck {
                commit,
                reason,
                before: done,
            },
        })
    }

    /// Takes one commit out of the history of `tip` and returns the new tip;
    /// no ref is moved.
    ///
    /// `None` when that cannot be done exactly: the commit is not in the line
    /// of history that leads to `tip`, is the first of it, has a merge after
    /// it, or a later commit touches what it changed.
    ///
    /// # Errors
    ///
    /// As [`Repository::replay`].
    pub fn drop_commit(
        &self,
        tip: ObjectId,
        commit: ObjectId,
        committer: &Stamp,
        durability: Durability,
    ) -> Result<Option<ObjectId>, GitError> {
        let mut later = Vec::new();
        let mut id = tip;
        let onto = loop {
            let parents = self.commit(id)?.parents;
            let [parent] = parents[..] else {
                return Ok(None);
            };
            if id == commit {
                break parent;
            }
            later.push(id);
            id = parent;
        };
        later.reverse();
        let never: &mut Settle<'_> = &mut |_| Ok(None);
        match self.replay_as(&later, Some(onto), committer, durability, (false, never))? {
            Replayed::Done { tip, .. } => Ok(tip),
            Replayed::Stuck { .. } => Ok(None),
        }
    }

    /// Returns whether all that a commit does is done where it would be put,
    /// so that the tree is the same there.
    fn is_there(
        &self,
        commit: &Commit,
        tree: ObjectId,
        onto: Option<ObjectId>,
    ) -> Result<bool, GitError> {
        let tree_of = |id: Option<ObjectId>| id.map(|id| self.commit(id).map(|it| it.tree));
        Ok(tree_of(onto).transpose()? == Some(tree)
            && tree_of(commit.parents.first().copied()).transpose()? != Some(commit.tree))
    }

    /// Writes the tree of a commit put onto another; the paths that are in the
    /// way when that cannot be done.
    fn replay_tree(
        &self,
        commit: &Commit,
        onto: Option<ObjectId>,
        twice: bool,
        settle: &mut Settle<'_>,
    ) -> Result<Result<ObjectId, Vec<String>>, GitError> {
        let tree_of = |id: Option<&ObjectId>| id.map(|&id| self.commit(id)).transpose();
        let before = tree_of(commit.parents.first())?.map(|parent| parent.tree);
        let base = tree_of(onto.as_ref())?.map(|onto| onto.tree);
        self.put_changes(before, commit.tree, base, twice, settle)
    }

    /// Writes a commit again with another tree, other parents and another
    /// committer; `None` when it was signed and cannot be signed again.
    fn remake(
        &self,
        commit: &Commit,
        tree: ObjectId,
        parents: Vec<ObjectId>,
        committer: &Stamp,
    ) -> Result<Option<ObjectId>, GitError> {
        let odb = self.inner.odb()?;
        let raw = odb.read(commit.id.0)?;
        if !commit.signed {
            let text = rewrite(raw.data(), tree, &parents, &committer.format()?);
            return Ok(Some(ObjectId(odb.write(ObjectType::Commit, &text)?)));
        }
        let mut new = NewCommit {
            tree: commit.tree,
            parents: commit.parents.clone(),
            author: commit.author.clone(),
            committer: commit.committer.clone(),
            message: commit.message.clone(),
            sign: true,
            durability: Durability::NONE,
        };
        // What is signed again is made from what was understood of it.
        let understood = new.format().is_ok_and(|understood| {
            let (tree, parents) = (commit.tree, &commit.parents);
            let committer = commit.committer.format().unwrap_or_default();
            understood.as_bytes() == rewrite(raw.data(), tree, parents, &committer)
        });
        if !understood {
            return Ok(None);
        }
        new.tree = tree;
        new.parents = parents;
        new.committer = committer.clone();
        match self.write_commit_unsettled(&new) {
            Err(GitError::Altered(_)) => Ok(None),
            written => written.map(Some),
        }
    }
}

/// Replaces what a replay changes in the bytes of a commit, and drops its
/// signature.
fn rewrite(raw: &[u8], tree: ObjectId, parents: &[ObjectId], committer: &str) -> Vec<u8> {
    let end = raw.windows(2).position(|two| two == b"\n\n");
    let (headers, body) = raw.split_at(end.map_or(raw.len(), |end| end + 1));
    let mut text = format!("tree {tree}\n").into_bytes();
    for parent in parents {
        text.extend_from_slice(format!("parent {parent}\n").as_bytes());
    }
    let mut kept = true;
    for line in headers.split_inclusive(|&byte| byte == b'\n') {
        let key = line.split(|&byte| byte == b' ').next().unwrap_or_default();
        match key {
            // A line that goes on from the one before.
            b"" => {}
            b"committer" => {
                text.extend_from_slice(format!("committer {committer}\n").as_bytes());
                kept = false;
            }
            _ => {
                kept = !matches!(key, b"tree" | b"parent" | b"gpgsig" | b"gpgsig-sha256");
            }
        }
        if kept {
            text.extend_from_slice(line);
        }
    }
    text.extend_from_slice(body);
    text
}

#[cfg(test)]
mod tests;
