use std::collections::BTreeSet;

use super::outbox::ID;
use super::publish::DIGEST;
use super::{Log, Signer, StoreError, Waiting};
use crate::git::{Commit, NewCommit, ObjectId, Replayed, Stuck, changed_paths};

/// What came of putting what is unsent onto what the remote has.
#[derive(Clone, Debug)]
pub(super) enum Rebasing {
    /// It is there.
    Done(Rebased),
    /// The two have no commit in common.
    Unrelated,
    /// This commit is signed, and cannot be signed again as it is.
    Unsignable(ObjectId),
    /// Both changed these files, and what was committed by hand is not taken
    /// apart.
    Diverged(Vec<String>),
}

/// What is unsent, put onto what the remote has; no branch was moved.
#[derive(Clone, Debug)]
pub(super) struct Rebased {
    /// The last commit.
    pub(super) tip: ObjectId,
    /// Each commit and the one that stands for it.
    pub(super) carried: Vec<(ObjectId, ObjectId)>,
    /// The commits that clash, and wait from now on.
    pub(super) aside: Vec<Waiting>,
}

impl Rebasing {
    /// Returns what is there now, or says why nothing is.
    pub(super) fn done(self) -> Result<Rebased, String> {
        Err(match self {
            Self::Done(rebased) => return Ok(rebased),
            Self::Unrelated => "it has no commit in common with the one at the remote".to_owned(),
            Self::Unsignable(commit) => format!("commit {commit} cannot be signed again as it is"),
            Self::Diverged(paths) => format!("both sides changed {}", paths.join(", ")),
        })
    }
}

impl Rebased {
    fn whole(tip: ObjectId, commits: &[Commit]) -> Self {
        Self {
            tip,
            carried: commits.iter().map(|c| (c.id, c.id)).collect(),
            aside: Vec::new(),
        }
    }
}

impl Log {
    /// Puts what `tip` has and `base` has not onto `base`.
    ///
    /// Where all of it was made by this program, each commit is made anew, and
    /// one that clashes is set aside; what was committed by hand, or signed by
    /// somebody else, is joined by a merge.
    pub(super) fn rebase(
        &self,
        tip: ObjectId,
        base: Option<ObjectId>,
        signer: &Signer,
    ) -> Result<Rebasing, StoreError> {
        let repository = self.repository();
        let unsent = self.unsent(tip, base, usize::MAX)?;
        let mut commits = unsent.commits;
        commits.reverse();
        let Some(base) = base else {
            return Ok(Rebasing::Done(Rebased::whole(tip, &commits)));
        };
        if repository.contains(base, tip)? {
            return Ok(Rebasing::Done(Rebased::whole(tip, &commits)));
        }
        if repository.merge_base(tip, base)?.is_none() {
            return Ok(Rebasing::Unrelated);
        }
        // A digest that others overtook is built anew from what they sent.
        let is_digest =
            |commit: &Commit| commit.trailer(ID).is_some() && commit.trailer(DIGEST).is_some();
        commits.retain(|commit| !is_digest(commit));
        let remakes = |commit: &Commit| {
            commit.parents.len() == 1
                && commit.trailer(ID).is_some()
                && (!commit.signed || commit.committer.email == signer.committer.email)
        };
        if !unsent.amended && commits.iter().all(remakes) {
            let replayed = self.replay(&commits, base, signer)?;
            if !matches!(replayed, Rebasing::Unsignable(_)) {
                return Ok(replayed);
            }
        }
        let note = format!(
            "tidings: join what was committed here to '{}'",
            self.branch()
        );
        self.join(tip, base, &commits, &note, signer)
    }

    /// Makes commits anew on `base`, and sets aside what clashes there.
    pub(super) fn replay(
        &self,
        commits: &[Commit],
        base: ObjectId,
        signer: &Signer,
    ) -> Result<Rebasing, StoreError> {
        let mut rebased = Rebased::whole(base, &[]);
        let mut left: Vec<ObjectId> = commits.iter().map(|commit| commit.id).collect();
        // What is set aside takes with it what was built on it.
        let mut touched: BTreeSet<Vec<u8>> = BTreeSet::new();
        loop {
            let replayed = self.repository().replay_with(
                &left,
                Some(rebased.tip),
                &signer.committer,
                signer.durability,
                &mut |collision| self.settle(collision),
            )?;
            let (stuck, reason, before) = match replayed {
                Replayed::Done { tip, commits } => {
                    rebased.tip = tip.unwrap_or(rebased.tip);
                    rebased.carried.extend(commits);
                    return Ok(Rebasing::Done(rebased));
                }
                Replayed::Stuck {
                    commit,
                    reason,
                    before,
                } => (commit, reason, before),
            };
            if reason == Stuck::Unsignable {
                return Ok(Rebasing::Unsignable(stuck));
            }
            rebased.tip = before.last().map_or(rebased.tip, |&(_, new)| new);
            let later = left.split_off(before.len() + 1);
            rebased.carried.extend(before);
            touched.extend(self.touched(stuck)?);
            let mut aside = vec![stuck];
            left = Vec::with_capacity(later.len());
            for id in later {
                let paths = self.touched(id)?;
                if paths.is_disjoint(&touched) {
                    left.push(id);
                } else {
                    touched.extend(paths);
                    aside.push(id);
                }
            }
            for id in aside {
                rebased
                    .aside
                    .extend(self.set_aside(id, base, signer.durability)?);
            }
        }
    }

    /// Returns the paths that a commit changes against its first parent.
    pub(super) fn touched(&self, id: ObjectId) -> Result<BTreeSet<Vec<u8>>, StoreError> {
        let repository = self.repository();
        let commit = repository.commit(id)?;
        let before = match commit.parents.first() {
            Some(&parent) => Some(repository.commit(parent)?.tree),
            None => None,
        };
        let changed = changed_paths(repository, before, commit.tree, &|_, _| true)?;
        Ok(changed.changes.into_iter().map(|c| c.path).collect())
    }

    /// Joins `mine`, in which these commits are unsent, with what the remote
    /// has by a merge commit, so that nothing of either is missing.
    pub(super) fn join(
        &self,
        mine: ObjectId,
        theirs: ObjectId,
        commits: &[Commit],
        note: &str,
        signer: &Signer,
    ) -> Result<Rebasing, StoreError> {
        let repository = self.repository();
        let tree_of = |id| repository.commit(id).map(|commit| commit.tree);
        let common = repository.merge_base(mine, theirs)?;
        let tree = repository.put_changes(
            common.map(tree_of).transpose()?,
            tree_of(mine)?,
            Some(tree_of(theirs)?),
            true,
            &mut |collision| self.settle(collision),
        )?;
        let tree = match tree {
            Ok(tree) => tree,
            Err(paths) => return Ok(Rebasing::Diverged(paths)),
        };
        let joined = repository.write_commit(&NewCommit {
            tree,
            parents: vec![theirs, mine],
            author: signer.committer.clone(),
            committer: signer.committer.clone(),
            message: format!("{note}\n"),
            sign: signer.sign,
            durability: signer.durability,
        })?;
        Ok(Rebasing::Done(Rebased::whole(joined, commits)))
    }
}
