use super::footing::Footing;
use super::outbox::ID;
use super::rebase::Rebasing;
use super::seen::Seen;
use super::{Log, LogTree, Signer, StoreError};
use crate::format::TEAM_PATH;
use crate::git::{Contact, Fetched, ObjectId, Replayed};
use crate::model::{Handle, Period};

/// The branches of proposals, below the local branches or those of a remote.
pub(super) const PROPOSALS: &str = "tidings-proposals/";

/// An update that waits, on a branch of its own, for others to look at it.
///
/// Its branch is the log with that update; what reads and changes a log reads
/// and changes it.
pub struct Proposal {
    /// Whose update it is.
    pub author: Handle,
    /// What it covers.
    pub period: Period,
    /// The log, on the proposal's branch.
    pub log: Log,
    /// What became of what was proposed before.
    pub earlier: Earlier,
    /// Why the remote could not be asked, as it was said, and whether the time
    /// was over.
    pub unreachable: Option<(String, bool)>,
}

/// What became of what was proposed before for the same period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Nothing was.
    None,
    /// It waits still; what is posted now is added to it.
    Open,
    /// The log has it.
    Merged,
    /// Its branch is gone at the remote, and the log has it not.
    Closed {
        /// What it held, kept under a ref of its own; `None` where the branch
        /// is still here, because more was added to it.
        kept: Option<ObjectId>,
    },
}

impl Earlier {
    /// Says how it ended, where it did: `was merged`.
    #[must_use]
    pub const fn end(self) -> Option<&'static str> {
        match self {
            Self::None | Self::Open => None,
            Self::Merged => Some("was merged"),
            Self::Closed { .. } => Some("was closed without being merged"),
        }
    }
}

impl Proposal {
    /// Returns the branch of the proposal of an update.
    #[must_use]
    pub fn branch_of(author: &Handle, period: Period) -> String {
        format!("{PROPOSALS}{author}/{period}")
    }

    /// Reads which update a proposal's branch is for.
    #[must_use]
    pub fn of_branch(branch: &str) -> Option<(Handle, Period)> {
        let (handle, period) = branch.strip_prefix(PROPOSALS)?.split_once('/')?;
        Some((handle.parse().ok()?, period.parse().ok()?))
    }
}

impl Log {
    /// Opens the proposal of an update, new or begun before: asks the remote
    /// what it has of it, and finds out what the next commit is to stand on.
    ///
    /// A new one stands on what the remote has of the log. One that nobody
    /// else has seen is put onto that; one that was sent is joined with it by
    /// a merge, so that its branch only ever moves forward. What the log has
    /// already is not proposed again. The branch itself does not move before
    /// something is posted to it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoBranch`] when the remote is not known to have the log;
    /// [`StoreError::Behind`] when the log says something else by now, which
    /// cannot be merged; what git says here.
    pub fn proposal(
        &self,
        author: &Handle,
        period: Period,
        signer: &Signer,
        contact: Option<&Contact>,
    ) -> Result<Proposal, StoreError> {
        let branch = Proposal::branch_of(author, period);
        let repository = self.repository();
        let remote = self.remote()?.ok_or_else(|| self.no_branch())?;
        let base = Seen::read(self, &remote)?.base;
        let base = base.ok_or_else(|| self.no_branch())?;
        let log = self.beside(branch)?;
        let mut seen = Seen::read(&log, &remote)?;
        let sent = seen.base;
        let mut unreachable = None;
        let fetched = match contact {
            Some(contact) => {
                Some(repository.fetch_tip(&remote, log.branch(), &seen.fetched, contact)?)
            }
            None => None,
        };
        let there = match fetched {
            Some(Fetched::At(tip)) => {
                seen.note(&log, Some(tip), signer.durability)?;
                Some(tip)
            }
            Some(Fetched::NoBranch) => None,
            Some(Fetched::Unreachable { message, timed_out }) => {
                unreachable = Some((message, timed_out));
                sent
            }
            None => sent,
        };
        let mut earlier = Earlier::None;
        if let (Some(sent), None) = (sent, there) {
            earlier = self.end(&log, &mut seen, sent, base, signer)?;
        }
        let was = repository.branch_tip(log.branch())?;
        let known = match was {
            // What is checked out is closed as well.
            Some(tip) if there.is_none() && self.is_kept(tip)? => {
                earlier = Earlier::Closed { kept: Some(tip) };
                None
            }
            _ => log.newest(was, there, base, signer)?,
        };
        let onto = match known {
            None => base,
            Some(known) if self.has_content(base, known)? => {
                if earlier == Earlier::None {
                    earlier = Earlier::Merged;
                }
                match there {
                    // The branch is there still, and only moves forward.
                    Some(there) if !repository.contains(there, base)? => {
                        log.join_log(there, base, signer)?
                    }
                    _ => base,
                }
            }
            Some(known) => {
                earlier = Earlier::Open;
                log.onto_log(known, there, base, signer)?
            }
        };
        let onto = self.with_entry(author, onto, base, signer)?;
        log.set_footing(Footing {
            was,
            onto,
            log: base,
        });
        log.show(onto);
        Ok(Proposal {
            author: author.clone(),
            period,
            log,
            earlier,
            unreachable,
        })
    }

    /// Brings along what is unsent of the team file, where the author is in it
    /// by that alone.
    fn with_entry(
        &self,
        author: &Handle,
        onto: ObjectId,
        base: ObjectId,
        signer: &Signer,
    ) -> Result<ObjectId, StoreError> {
        let repository = self.repository();
        let team = LogTree::open(repository, onto)?.team(self.branch())?.value;
        let is_member = team.is_none_or(|team| team.member(author).is_some());
        let Some(tip) = repository.branch_tip(self.branch())?.filter(|_| !is_member) else {
            return Ok(onto);
        };
        let unsent = self.unsent(tip, Some(base), usize::MAX)?.commits;
        let mut entries = Vec::new();
        for commit in unsent.iter().rev() {
            let ours = commit.trailer(ID).is_some() && commit.parents.len() == 1;
            if ours && self.touches_only(commit.id, TEAM_PATH)? {
                entries.push(commit.id);
            }
        }
        self.put_onto(&entries, onto, signer)
    }

    /// Ends a proposal whose branch is gone at the remote: the branch here
    /// goes too where nothing was added to it since it was sent, unless it is
    /// checked out. What was not merged is kept under a ref of its own, by
    /// which it is known that it is not to be sent again.
    fn end(
        &self,
        log: &Self,
        seen: &mut Seen,
        sent: ObjectId,
        base: ObjectId,
        signer: &Signer,
    ) -> Result<Earlier, StoreError> {
        let merged = self.has_content(base, sent)?;
        let tip = self.repository().branch_tip(log.branch())?;
        let ends = tip.is_none_or(|tip| tip == sent);
        if ends {
            if !merged {
                self.keep(sent, signer.durability)?;
            }
            log.delete_branch(tip, signer)?;
        }
        seen.note(log, None, signer.durability)?;
        Ok(if merged {
            Earlier::Merged
        } else {
            let kept = ends.then_some(sent);
            Earlier::Closed { kept }
        })
    }

    /// Deletes the branch, unless it is checked out or was moved since.
    pub(super) fn delete_branch(
        &self,
        tip: Option<ObjectId>,
        signer: &Signer,
    ) -> Result<bool, StoreError> {
        let Some(tip) = tip else {
            return Ok(true);
        };
        let repository = self.repository();
        if !repository.checkouts_of(self.branch())?.is_empty() {
            return Ok(false);
        }
        let moved = repository.move_ref(
            &self.ref_name(),
            None,
            Some(tip),
            "tidings: proposal ended",
            signer.durability,
        )?;
        Ok(moved == crate::git::Moved::Done)
    }

    /// Returns the newest that is known of a proposal: what is here with what
    /// is at the remote.
    fn newest(
        &self,
        here: Option<ObjectId>,
        there: Option<ObjectId>,
        base: ObjectId,
        signer: &Signer,
    ) -> Result<Option<ObjectId>, StoreError> {
        let (Some(mine), Some(theirs)) = (here, there) else {
            return Ok(here.or(there));
        };
        let repository = self.repository();
        if repository.contains(theirs, mine)? {
            return Ok(Some(mine));
        }
        if repository.contains(mine, theirs)? || self.has_content(theirs, mine)? {
            return Ok(Some(theirs));
        }
        self.set_footing(Footing {
            was: here,
            onto: theirs,
            log: base,
        });
        let rebased = self.there(self.rebase(mine, Some(theirs), signer)?)?;
        Ok(Some(rebased.tip))
    }

    /// Brings a proposal up to the log: makes its commits anew there where
    /// nobody else has them, and joins the two where somebody may.
    fn onto_log(
        &self,
        known: ObjectId,
        there: Option<ObjectId>,
        base: ObjectId,
        signer: &Signer,
    ) -> Result<ObjectId, StoreError> {
        let repository = self.repository();
        if repository.contains(base, known)? {
            return Ok(known);
        }
        if there.is_none() && !self.was_tried(known)? {
            let mut commits = repository.commits_between(&[base], known, usize::MAX)?;
            commits.reverse();
            let replayed = repository.replay_with(
                &commits,
                Some(base),
                &signer.committer,
                signer.durability,
                &mut |collision| self.settle(collision),
            )?;
            if let Replayed::Done { tip, .. } = replayed {
                return Ok(tip.unwrap_or(base));
            }
        }
        self.join_log(known, base, signer)
    }

    /// Joins a proposal with the log by a merge commit.
    fn join_log(
        &self,
        known: ObjectId,
        base: ObjectId,
        signer: &Signer,
    ) -> Result<ObjectId, StoreError> {
        let joined: Rebasing = self.join(known, base, &[], "tidings: join the log", signer)?;
        Ok(self.there(joined)?.tip)
    }

    /// Returns whether a commit's history has all that another one says: the
    /// other itself, or what it changes since the two parted, made anew in
    /// whatever way.
    pub(super) fn has_content(&self, tip: ObjectId, other: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        if repository.contains(other, tip)? {
            return Ok(true);
        }
        let Some(common) = repository.merge_base(other, tip)? else {
            return Ok(false);
        };
        let tree_of = |id| repository.commit(id).map(|commit| commit.tree);
        let there = tree_of(tip)?;
        let put = repository.put_changes(
            Some(tree_of(common)?),
            tree_of(other)?,
            Some(there),
            true,
            &mut |collision| self.settle(collision),
        )?;
        if put == Ok(there) {
            return Ok(true);
        }
        // It was changed since it came there.
        let known = self.ids_since(tip, common)?;
        for id in repository.commits_between(&[common], other, usize::MAX)? {
            let commit = repository.commit_at_least(id)?;
            let is_there = commit.trailer(ID).is_some_and(|id| known.contains_key(id));
            if !is_there && commit.parents.len() == 1 {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
