use super::footing::Footing;
use super::outbox::ID;
use super::proposal::PROPOSALS;
use super::seen::Seen;
use super::{Log, Proposal, Signer, StoreError};
use crate::git::{Commit, ObjectId};
use crate::model::{Handle, Period};

/// The branch of a proposal in this repository.
struct Local {
    author: Handle,
    period: Period,
    log: Log,
    tip: ObjectId,
    /// Where the remote's branch was last seen.
    seen: Seen,
    /// The commits that the remote is not known to have, from the tip back.
    unsent: Vec<Commit>,
    /// Whether it was closed as it is.
    is_closed: bool,
}

impl Local {
    /// Returns whether whoever signs has made what is unsent of it, with this
    /// program: what is checked out to be looked at is somebody else's.
    fn is_to_be_sent(&self, signer: &Signer) -> bool {
        let mut made = self.unsent.iter().filter(|it| it.parents.len() == 1);
        !self.is_closed
            && !self.unsent.is_empty()
            && made.all(|commit| {
                commit.trailer(ID).is_some() && commit.committer.email == signer.committer.email
            })
    }

    /// Returns whether it was sent from here.
    const fn was_sent(&self) -> bool {
        self.seen.is_noted()
    }
}

impl Log {
    /// Lists the proposals that were made here and hold something that the
    /// remote is not known to have, as far as is known without asking it.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn unsent_proposals(&self, signer: &Signer) -> Result<Vec<(Handle, Period)>, StoreError> {
        let mut unsent = Vec::new();
        for local in self.local_proposals()? {
            if local.is_to_be_sent(signer) {
                unsent.push((local.author, local.period));
            }
        }
        Ok(unsent)
    }

    /// Lists the proposals that were sent from here and whose branches are
    /// here still.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn sent_proposals(&self) -> Result<Vec<(Handle, Period)>, StoreError> {
        let local = self.local_proposals()?;
        let sent = local.into_iter().filter(Local::was_sent);
        Ok(sent.map(|local| (local.author, local.period)).collect())
    }

    /// Ends the proposals that the log has by now: takes away their branches
    /// here, but for those that are checked out, and returns them. The remote
    /// is not asked.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn end_merged_proposals(
        &self,
        signer: &Signer,
    ) -> Result<Vec<(Handle, Period)>, StoreError> {
        let mut merged = Vec::new();
        let Some(remote) = self.remote()? else {
            return Ok(merged);
        };
        let Some(base) = Seen::read(self, &remote)?.base else {
            return Ok(merged);
        };
        for mut local in self.local_proposals()? {
            let ours = local.was_sent() || local.is_to_be_sent(signer);
            if ours
                && self.has_content(base, local.tip)?
                && local.log.delete_branch(Some(local.tip), signer)?
            {
                local.seen.note(&local.log, None, signer.durability)?;
                merged.push((local.author, local.period));
            }
        }
        Ok(merged)
    }

    fn local_proposals(&self) -> Result<Vec<Local>, StoreError> {
        let place = format!("refs/heads/{PROPOSALS}");
        let refs = self.repository().refs_below(&place)?;
        let mut all = Vec::new();
        if refs.is_empty() {
            return Ok(all);
        }
        let Some(remote) = self.remote()? else {
            return Ok(all);
        };
        let Some(base) = Seen::read(self, &remote)?.base else {
            return Ok(all);
        };
        for (name, tip) in refs {
            let branch = name.strip_prefix("refs/heads/").unwrap_or(&name);
            let Some((author, period)) = Proposal::of_branch(branch) else {
                continue;
            };
            // Of two logs in one repository each has its own.
            if self.repository().merge_base(base, tip)?.is_none() {
                continue;
            }
            let log = self.beside(branch.to_owned())?;
            log.set_footing(Footing {
                was: Some(tip),
                onto: tip,
                log: base,
            });
            let seen = Seen::read(&log, &remote)?;
            let unsent = log.unsent(tip, seen.base, usize::MAX)?.commits;
            all.push(Local {
                is_closed: self.is_kept(tip)?,
                author,
                period,
                log,
                tip,
                seen,
                unsent,
            });
        }
        Ok(all)
    }
}

impl Proposal {
    /// Moves the branch to what it is to stand on, where that is further.
    ///
    /// # Errors
    ///
    /// [`StoreError::Raced`] when somebody else moved it meanwhile; what git
    /// says.
    pub fn advance(&self, signer: &Signer) -> Result<(), StoreError> {
        match self.log.footing() {
            Some(footing) => self.log.move_to(footing.onto, signer),
            None => Ok(()),
        }
    }
}

impl Log {
    /// Moves the branch of a proposal from where it was when it was opened.
    pub(super) fn move_to(&self, tip: ObjectId, signer: &Signer) -> Result<(), StoreError> {
        let was = self.footing().and_then(|footing| footing.was);
        if was == Some(tip) {
            return Ok(());
        }
        let paths = match was {
            Some(was) => self.paths_between(was, tip)?,
            None => Vec::new(),
        };
        if self.move_branch(signer.durability, was, tip, &paths, "catch up")? {
            Ok(())
        } else {
            Err(StoreError::Raced(1))
        }
    }
}
