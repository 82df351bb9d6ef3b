use std::collections::BTreeMap;

use super::outbox::ID;
use super::seen::Seen;
use super::{Log, Proposal, Signer, StoreError};
use crate::format::update_path;
use crate::git::{Commit, ObjectId, Replayed};
use crate::model::{Handle, Period};

/// What is unsent, by what is to become of it.
#[derive(Default)]
struct Sorted {
    /// The posts of each update, the oldest first.
    posts: BTreeMap<(Handle, Period), Vec<ObjectId>>,
    /// All that is no post, in order.
    rest: Vec<ObjectId>,
}

impl Log {
    /// Makes proposals of the posts that are unsent, and puts the log's branch
    /// back to what the remote has, with whatever else is unsent; returns what
    /// is proposed now. Nothing is sent.
    ///
    /// `open` opens the proposal of an update. Broken off at any instant, it leaves
    /// every post on one branch at least, and the next call goes on.
    ///
    /// # Errors
    ///
    /// What `open` says; [`StoreError::Unproposable`] for what was committed
    /// by hand, [`StoreError::Behind`] where the remote says something else by
    /// now, or what git says. No branch has moved then but those of proposals.
    pub fn propose_unsent<E: From<StoreError>>(
        &self,
        signer: &Signer,
        mut open: impl FnMut(&Handle, Period) -> Result<Proposal, E>,
    ) -> Result<Vec<(Handle, Period)>, E> {
        let Some((tip, base, sorted)) = self.sort_unsent()? else {
            return Ok(Vec::new());
        };
        let mut proposed = Vec::new();
        for ((author, period), posts) in &sorted.posts {
            let proposal = open(author, *period)?;
            self.add_to(&proposal, posts, signer)?;
            proposed.push((author.clone(), *period));
        }
        if !proposed.is_empty() {
            self.set_back(tip, base, &sorted.rest, signer)?;
        }
        Ok(proposed)
    }

    /// Sorts what is unsent; `None` where there is nothing.
    fn sort_unsent(&self) -> Result<Option<(ObjectId, ObjectId, Sorted)>, StoreError> {
        let Some(remote) = self.remote()? else {
            return Ok(None);
        };
        let tip = self.repository().branch_tip(self.branch())?;
        let (Some(tip), Some(base)) = (tip, Seen::read(self, &remote)?.base) else {
            return Ok(None);
        };
        let unsent = self.unsent(tip, Some(base), usize::MAX)?;
        let mut sorted = Sorted::default();
        for commit in unsent.commits.iter().rev() {
            let by_hand = commit.trailer(ID).is_none() || commit.parents.len() != 1;
            if by_hand || unsent.amended {
                return Err(StoreError::Unproposable(commit.subject().to_owned()));
            }
            match self.post_of(commit)? {
                Some(update) => sorted.posts.entry(update).or_default().push(commit.id),
                None => sorted.rest.push(commit.id),
            }
        }
        Ok(Some((tip, base, sorted)))
    }

    /// Returns the update that a commit posts, where that is all it does.
    fn post_of(&self, commit: &Commit) -> Result<Option<(Handle, Period)>, StoreError> {
        let author = commit.trailer("Tidings-Author").map(str::parse);
        let period = commit.trailer("Tidings-Period").map(str::parse);
        let (Some(Ok(author)), Some(Ok(period))) = (author, period) else {
            return Ok(None);
        };
        let path = update_path(&author, period);
        let whole = self.touches_only(commit.id, &path)?;
        Ok(whole.then_some((author, period)))
    }

    pub(super) fn touches_only(&self, commit: ObjectId, path: &str) -> Result<bool, StoreError> {
        let touched = self.touched(commit)?;
        Ok(touched.iter().map(Vec::as_slice).eq([path.as_bytes()]))
    }

    /// Puts posts onto a proposal and moves its branch there.
    fn add_to(
        &self,
        proposal: &Proposal,
        posts: &[ObjectId],
        signer: &Signer,
    ) -> Result<(), StoreError> {
        let log = &proposal.log;
        let onto = log.tip()?;
        let mut new = Vec::new();
        for &id in posts {
            if !log.has(onto, &self.repository().commit(id)?)? {
                new.push(id);
            }
        }
        let tip = self.put_onto(&new, onto, signer)?;
        log.move_to(tip, signer)
    }

    /// Puts the branch back to what the remote has, with the rest on it.
    fn set_back(
        &self,
        tip: ObjectId,
        base: ObjectId,
        rest: &[ObjectId],
        signer: &Signer,
    ) -> Result<(), StoreError> {
        let new = self.put_onto(rest, base, signer)?;
        let paths = self.paths_between(tip, new)?;
        self.in_turn(|now| {
            if now != Some(tip) {
                return Err(StoreError::Raced(1));
            }
            let note = "unsent posts are proposals now";
            let moved = self.move_branch(signer.durability, now, new, &paths, note)?;
            Ok(moved.then_some(()))
        })
    }

    /// Makes commits anew on another one.
    pub(super) fn put_onto(
        &self,
        commits: &[ObjectId],
        onto: ObjectId,
        signer: &Signer,
    ) -> Result<ObjectId, StoreError> {
        let replayed = self.repository().replay_with(
            commits,
            Some(onto),
            &signer.committer,
            signer.durability,
            &mut |collision| self.settle(collision),
        )?;
        match replayed {
            Replayed::Done { tip, .. } => Ok(tip.unwrap_or(onto)),
            Replayed::Stuck { commit, .. } => Err(StoreError::Behind {
                branch: self.branch().to_owned(),
                reason: format!("commit {commit} does not fit onto what is there"),
            }),
        }
    }
}
