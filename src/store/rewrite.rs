use super::rebase::{Rebased, Rebasing};
use super::seen::Seen;
use super::{Log, Sending, Signer, StoreError, Waiting};
use crate::format::{LogPath, parse_path};
use crate::git::{Change, Contact, Durability, ObjectId, changed_paths};
use crate::model::{Handle, Period};

/// A remote that no longer has what it was seen to have: somebody rewrote
/// history there, or deleted the branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// The remote.
    pub remote: String,
    /// Where its branch was last seen.
    pub seen: ObjectId,
    /// Where it is now; `None` when the branch is gone.
    pub now: Option<ObjectId>,
    /// The updates that were there and are no longer, by period.
    pub vanished: Vec<(Handle, Period)>,
}

/// What taking over a rewritten history did.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The refs that keep the history that was here.
    pub kept: Vec<String>,
    /// Where the local branch is now.
    pub tip: ObjectId,
    /// The commits that were unsent, each with the one that stands for it.
    pub carried: Vec<(ObjectId, ObjectId)>,
    /// Those that the new history has no place for, and that wait.
    pub aside: Vec<Waiting>,
}

impl Log {
    /// Finds out what a rewrite at the remote cost.
    pub(super) fn look_at_rewrite(
        &self,
        remote: &str,
        seen: ObjectId,
        now: Option<ObjectId>,
    ) -> Result<Rewrite, StoreError> {
        let repository = self.repository();
        let before = repository.commit(seen)?.tree;
        let after = now.map(|id| repository.commit(id)).transpose()?;
        let after = after.map(|commit| commit.tree);
        let of_updates =
            |directory: &[u8], name: &[u8]| !directory.is_empty() || name == b"updates";
        let changed = changed_paths(repository, after, before, &of_updates)?;
        let vanished = changed.changes.iter().filter_map(|change| {
            let path = std::str::from_utf8(&change.path).ok()?;
            match parse_path(path) {
                // What was only edited is still there.
                LogPath::Update { author, period } if change.change == Change::Added => {
                    Some((author, period))
                }
                _ => None,
            }
        });
        let mut vanished: Vec<(Handle, Period)> = vanished.collect();
        vanished.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        Ok(Rewrite {
            remote: remote.to_owned(),
            seen,
            now,
            vanished,
        })
    }

    /// Takes over the history that a rewrite left at the remote: what is
    /// unsent is put onto it, and what was here is kept under a ref of its
    /// own.
    ///
    /// # Errors
    ///
    /// [`StoreError::NothingToTake`] when the remote's branch is gone,
    /// [`StoreError::Unsignable`], or what git says. Nothing has changed then.
    pub fn take_rewrite(&self, rewrite: &Rewrite, signer: &Signer) -> Result<Taken, StoreError> {
        let Some(now) = rewrite.now else {
            return Err(StoreError::NothingToTake {
                branch: self.branch().to_owned(),
                remote: rewrite.remote.clone(),
            });
        };
        let repository = self.repository();
        let durability = signer.durability;
        let taken = self.in_turn(|tip| {
            let tip = tip.ok_or_else(|| self.no_branch())?;
            let mut unsent = self.unsent(tip, Some(rewrite.seen), usize::MAX)?.commits;
            unsent.reverse();
            let there = self.ids_since(now, tip)?;
            // A merge joins with what is no longer there; what it joined is
            // among the others.
            unsent.retain(|commit| {
                let id = commit.trailer(super::outbox::ID);
                commit.parents.len() == 1 && !id.is_some_and(|id| there.contains_key(id))
            });
            let rebased = match self.replay(&unsent, now, signer)? {
                Rebasing::Unsignable(commit) => return Err(StoreError::Unsignable(commit)),
                rebasing => self.there(rebasing)?,
            };
            let mut kept = vec![self.keep(tip, durability)?];
            // A checked out branch may not have followed as far.
            if !repository.contains(rewrite.seen, tip)? {
                kept.push(self.keep(rewrite.seen, durability)?);
            }
            let paths = self.paths_between(tip, rebased.tip)?;
            let note = "take what the remote has";
            let moved = self.move_branch(durability, Some(tip), rebased.tip, &paths, note)?;
            Ok(moved.then_some(Taken {
                kept,
                tip: rebased.tip,
                carried: rebased.carried,
                aside: rebased.aside,
            }))
        })?;
        Seen::read(self, &rewrite.remote)?.note(self, Some(now), durability)?;
        Ok(taken)
    }

    /// Puts back at the remote what a rewrite took out: both histories are
    /// joined by a merge, or the branch is pushed again where it is gone.
    ///
    /// # Errors
    ///
    /// As [`Log::send`]; [`StoreError::Behind`] when both sides changed the
    /// same file.
    pub fn restore(
        &self,
        rewrite: &Rewrite,
        signer: &Signer,
        contact: &Contact,
    ) -> Result<Sending, StoreError> {
        let repository = self.repository();
        self.in_turn(|tip| {
            let tip = tip.ok_or_else(|| self.no_branch())?;
            // A checked out branch may not have followed as far as was seen.
            let mine = self
                .there(self.rebase(tip, Some(rewrite.seen), signer)?)?
                .tip;
            let joined = match rewrite.now {
                Some(now) if !repository.contains(now, mine)? => {
                    let note =
                        format!("tidings: restore what was taken out of '{}'", self.branch());
                    self.there(self.join(mine, now, &[], &note, signer)?)?.tip
                }
                _ => mine,
            };
            if joined == tip {
                return Ok(Some(()));
            }
            let paths = self.paths_between(tip, joined)?;
            let moved =
                self.move_branch(signer.durability, Some(tip), joined, &paths, "restore")?;
            Ok(moved.then_some(()))
        })?;
        let mut seen = Seen::read(self, &rewrite.remote)?;
        seen.note(self, rewrite.now, signer.durability)?;
        self.send(signer, contact)
    }

    /// Returns what was put onto something; an error where it was not.
    pub(super) fn there(&self, rebasing: Rebasing) -> Result<Rebased, StoreError> {
        rebasing.done().map_err(|reason| StoreError::Behind {
            branch: self.branch().to_owned(),
            reason,
        })
    }

    /// Keeps a commit under a ref of its own, and returns the ref.
    pub(super) fn keep(
        &self,
        commit: ObjectId,
        durability: Durability,
    ) -> Result<String, StoreError> {
        let kept = kept(commit);
        if self.repository().ref_tip(&kept)?.is_none() {
            self.put_ref(&kept, Some(commit), None, "kept", durability)?;
        }
        Ok(kept)
    }

    /// Returns whether a commit is kept under a ref of its own.
    pub(super) fn is_kept(&self, commit: ObjectId) -> Result<bool, StoreError> {
        Ok(self.repository().ref_tip(&kept(commit))? == Some(commit))
    }
}

/// Returns the ref under which a commit is kept.
fn kept(commit: ObjectId) -> String {
    format!("refs/tidings/kept/{}", &commit.to_string()[..12])
}
