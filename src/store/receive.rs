use super::catch_up::Reach;
use super::seen::Seen;
use super::{Log, News, Receipt, Rewrite, Signer, StoreError};
use crate::git::{Contact, Fetched, ObjectId};

/// How far back the local branch's own log is looked at for what it had.
const RECENT: usize = 100;

/// What a remote says of the log's branch, held against what was known of it.
pub(super) enum Word {
    /// It is here, and has everything that it was seen to have.
    At(ObjectId),
    /// There is no such branch, and it was never seen to be there.
    NoBranch,
    /// It no longer has what it was seen to have.
    Rewritten(Rewrite),
    /// The remote could not be asked.
    Unreachable {
        /// What was said.
        message: String,
        /// Whether the time was over.
        timed_out: bool,
    },
}

impl Log {
    /// Asks the remote for what is new, and brings the log here up to it.
    ///
    /// The local branch follows where it is not checked out; where it is, only
    /// what this value reads from. What was rewritten at the remote changes
    /// nothing here.
    ///
    /// # Errors
    ///
    /// What git says here; what the remote says is in the answer.
    pub fn receive(&self, signer: &Signer, contact: &Contact) -> Result<Receipt, StoreError> {
        let mut receipt = Receipt {
            news: News::Off,
            aside: Vec::new(),
            behind: None,
        };
        let Some(remote) = self.remote()? else {
            return Ok(receipt);
        };
        let mut seen = Seen::read(self, &remote)?;
        let from = seen.base;
        receipt.news = match self.ask(&mut seen, contact)? {
            Word::At(to) => {
                let local = self.repository().branch_tip(self.branch())?;
                if let Some(local) = local
                    && !self.repository().contains(local, to)?
                    && self.repository().merge_base(local, to)?.is_none()
                {
                    receipt.news = News::Unrelated { theirs: to };
                    return Ok(receipt);
                }
                seen.note(self, Some(to), signer.durability)?;
                let caught_up = self.follow(seen.base, signer, Reach::Branch)?;
                receipt.aside = caught_up.aside;
                receipt.behind = caught_up.behind;
                if from == Some(to) {
                    News::Same
                } else {
                    News::Advanced { from, to }
                }
            }
            Word::NoBranch => News::NoBranch,
            Word::Rewritten(rewrite) => News::Rewritten(rewrite),
            Word::Unreachable { message, timed_out } => News::Unreachable { message, timed_out },
        };
        Ok(receipt)
    }

    /// Fetches the branch and holds what came against what was seen.
    pub(super) fn ask(&self, seen: &mut Seen, contact: &Contact) -> Result<Word, StoreError> {
        let repository = self.repository();
        let (remote, branch) = (&seen.remote, self.branch());
        // What is pushed meanwhile is not asked after.
        let unanswered = self.unanswered();
        let fetched = repository.fetch_tip(remote, branch, &seen.fetched, contact)?;
        let now = match fetched {
            Fetched::At(now) => Some(now),
            Fetched::NoBranch => None,
            Fetched::Unreachable { message, timed_out } => {
                return Ok(Word::Unreachable { message, timed_out });
            }
        };
        self.clear_tried(unanswered);
        let Some(base) = seen.base else {
            return Ok(now.map_or(Word::NoBranch, Word::At));
        };
        if let Some(now) = now
            && (repository.contains(base, now)? || self.was_taken_by_hand(base, now)?)
        {
            return Ok(Word::At(now));
        }
        let rewrite = self.look_at_rewrite(&seen.remote, base, now)?;
        Ok(Word::Rewritten(rewrite))
    }

    /// Returns whether somebody has put the local branch onto a rewritten
    /// history with git itself.
    fn was_taken_by_hand(&self, base: ObjectId, now: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        let Some(local) = repository.branch_tip(self.branch())? else {
            return Ok(false);
        };
        if !repository.contains(now, local)? || repository.contains(base, local)? {
            return Ok(false);
        }
        // A checked out branch that has not followed yet looks the same when
        // the remote was set back.
        let set_back = repository.contains(now, base)?;
        Ok(!set_back || self.has_been_at(base)?)
    }

    /// Returns whether the local branch had a commit lately, as far as git
    /// keeps a log of it.
    fn has_been_at(&self, commit: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        for was in repository.ref_log(&self.ref_name(), RECENT)? {
            // What was there may be gone since.
            if repository.commit(was).is_ok() && repository.contains(commit, was)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
