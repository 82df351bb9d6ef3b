use super::rebase::Rebasing;
use super::seen::Seen;
use super::{Log, Signer, StoreError, Waiting};
use crate::git::{Change as GitChange, ObjectId, changed_paths};

/// How far the local branch came in catching up with the remote.
#[derive(Clone, Debug, Default)]
pub struct CaughtUp {
    /// The posts that clash with what is there, and were set aside now.
    pub aside: Vec<Waiting>,
    /// Why the branch stays behind, where it does: a work tree that it is
    /// checked out in is in use, or what was committed by hand clashes.
    pub behind: Option<String>,
}

/// What may be moved to catch up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The branch, unless it is checked out: whoever reads changes no files.
    Branch,
    /// Work trees too, as far as they are clean.
    WorkTrees,
}

impl Log {
    /// Brings the log here up to what is known of the remote, without asking
    /// it: the local branch, where it is not checked out; where it is, only
    /// what [`Log::tip`] and [`Log::tree`] of this value show.
    ///
    /// Reading never moves a branch that is checked out. Costs nothing when
    /// there is nothing to do.
    ///
    /// # Errors
    ///
    /// What git says when refs or history cannot be read.
    pub fn catch_up(&self, signer: &Signer) -> Result<CaughtUp, StoreError> {
        let Some(remote) = self.remote()? else {
            return Ok(CaughtUp::default());
        };
        self.follow(Seen::read(self, &remote)?.base, signer, Reach::Branch)
    }

    /// Brings the local branch up to what is known of the remote, also where
    /// it is checked out.
    ///
    /// # Errors
    ///
    /// [`StoreError::Behind`] where that is not possible, or what git says.
    pub fn catch_up_here(&self, signer: &Signer) -> Result<(), StoreError> {
        let Some(remote) = self.remote()? else {
            return Ok(());
        };
        let base = Seen::read(self, &remote)?.base;
        let caught_up = self.follow(base, signer, Reach::WorkTrees)?;
        match caught_up.behind {
            Some(reason) => Err(StoreError::Behind {
                branch: self.branch().to_owned(),
                reason,
            }),
            None => Ok(()),
        }
    }

    /// Puts what is unsent onto `base` and moves the local branch there.
    pub(super) fn follow(
        &self,
        base: Option<ObjectId>,
        signer: &Signer,
        reach: Reach,
    ) -> Result<CaughtUp, StoreError> {
        let mut caught_up = CaughtUp::default();
        let repository = self.repository();
        let (Some(base), Some(tip)) = (base, repository.branch_tip(self.branch())?) else {
            return Ok(caught_up);
        };
        if repository.contains(base, tip)? {
            return Ok(caught_up);
        }
        self.in_turn(|tip| {
            let Some(tip) = tip else {
                return Ok(Some(()));
            };
            let signs = reach == Reach::Branch && self.signs_again(tip, base, signer)?;
            let rebasing = if signs {
                self.preview(tip, base, signer)?
            } else {
                self.rebase(tip, Some(base), signer)?
            };
            let rebased = match rebasing.done() {
                Ok(rebased) => rebased,
                Err(reason) => {
                    caught_up.behind = Some(reason);
                    // What others posted is read all the same.
                    if reach == Reach::Branch && repository.merge_base(tip, base)?.is_some() {
                        self.show(base);
                    }
                    return Ok(Some(()));
                }
            };
            caught_up.aside.extend(rebased.aside);
            let new = rebased.tip;
            let held = signs
                || reach == Reach::Branch && !repository.checkouts_of(self.branch())?.is_empty();
            if new == tip || held {
                self.show(new);
                return Ok(Some(()));
            }
            let paths = self.paths_between(tip, new)?;
            match self.move_branch(signer.durability, Some(tip), new, &paths, "catch up") {
                Ok(moved) => Ok(moved.then_some(())),
                // What is unsent is told from what is sent by refs alone, so
                // that a branch may stay behind.
                Err(StoreError::Git(error)) => {
                    caught_up.behind = Some(error.to_string());
                    self.show(new);
                    Ok(Some(()))
                }
                Err(error) => Err(error),
            }
        })?;
        Ok(caught_up)
    }

    /// Returns whether commits would have to be signed to put what is unsent
    /// onto `base`. Whoever reads is asked for no passphrase and no key.
    pub(super) fn signs_again(
        &self,
        tip: ObjectId,
        base: ObjectId,
        signer: &Signer,
    ) -> Result<bool, StoreError> {
        if self.repository().contains(base, tip)? {
            return Ok(false);
        }
        let unsent = self.unsent(tip, Some(base), usize::MAX)?.commits;
        Ok(unsent.iter().any(|commit| signer.sign || commit.signed))
    }

    /// Makes a commit, for reading alone, that has what is unsent and what the
    /// remote has.
    fn preview(
        &self,
        tip: ObjectId,
        base: ObjectId,
        signer: &Signer,
    ) -> Result<Rebasing, StoreError> {
        let unsigned = Signer {
            sign: false,
            ..signer.clone()
        };
        self.join(tip, base, &[], "tidings: preview", &unsigned)
    }

    /// Lists the files that differ between two commits.
    pub(super) fn paths_between(
        &self,
        from: ObjectId,
        to: ObjectId,
    ) -> Result<Vec<String>, StoreError> {
        let repository = self.repository();
        let (from, to) = (repository.commit(from)?.tree, repository.commit(to)?.tree);
        let changed = changed_paths(repository, Some(from), to, &|_, _| true)?;
        // A directory in the place of a file is named with its separator.
        let files = changed
            .changes
            .iter()
            .filter(|change| !change.path.ends_with(b"/") || change.change == GitChange::Removed);
        Ok(files
            .map(|change| String::from_utf8_lossy(&change.path).into_owned())
            .collect())
    }
}
