use super::{Log, StoreError};
use crate::git::{Durability, Moved, ObjectId, RefMove};

/// What is known here of the log's branch at a remote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// The remote.
    pub(super) remote: String,
    /// The ref that holds the last tip that was accepted as the base of what
    /// is here.
    name: String,
    /// Where that ref is.
    noted: Option<ObjectId>,
    /// Git's own remote-tracking ref.
    tracking: String,
    /// Where that ref is.
    tracked: Option<ObjectId>,
    /// The ref that git fetches the branch into.
    pub(super) fetched: String,
    /// The last tip that the remote is known to have had: `noted`, or the
    /// remote-tracking ref where that is ahead because git fetched or pushed.
    pub(super) base: Option<ObjectId>,
}

impl Seen {
    /// Returns the ref that holds the last tip that was accepted.
    pub(super) fn name(remote: &str, branch: &str) -> String {
        format!("refs/tidings/seen/{remote}/{branch}")
    }

    /// Reads what is known of the branch at a remote.
    pub(super) fn read(log: &Log, remote: &str) -> Result<Self, StoreError> {
        let repository = log.repository();
        let branch = log.branch();
        let name = Self::name(remote, branch);
        let tracking = format!("refs/remotes/{remote}/{branch}");
        let tips = repository.ref_tips(&[&name, &tracking])?;
        let (noted, tracked) = (tips[0], tips[1]);
        let base = match (noted, tracked) {
            (Some(noted), Some(tracked)) if repository.contains(noted, tracked)? => Some(tracked),
            (noted, tracked) => noted.or(tracked),
        };
        Ok(Self {
            remote: remote.to_owned(),
            name,
            noted,
            tracking,
            tracked,
            fetched: format!("refs/tidings/fetched/{remote}/{branch}"),
            base,
        })
    }

    /// Returns whether this program has noted where the branch was.
    pub(super) const fn is_noted(&self) -> bool {
        self.noted.is_some()
    }

    /// Notes that the remote's branch was seen at a commit, which becomes the
    /// base of what is here; `None` when the remote is known to have none.
    ///
    /// Somebody else on this machine may have seen it later; then that holds.
    pub(super) fn note(
        &mut self,
        log: &Log,
        tip: Option<ObjectId>,
        durability: Durability,
    ) -> Result<(), StoreError> {
        self.base = tip;
        if self.noted == tip && tip.is_some() {
            return Ok(());
        }
        let repository = log.repository();
        let fetched = repository.ref_tip(&self.fetched)?;
        let mut moves = vec![RefMove {
            name: &self.name,
            new: tip,
            old: self.noted,
        }];
        // What was fetched earlier must not look like a step back.
        moves.extend((fetched.is_some() && fetched != tip).then_some(RefMove {
            name: &self.fetched,
            new: tip,
            old: fetched,
        }));
        // Git leaves the trace of a branch that is gone where it is.
        moves.extend(
            (tip.is_none() && self.tracked.is_some()).then_some(RefMove {
                name: &self.tracking,
                new: None,
                old: self.tracked,
            }),
        );
        match repository.move_refs(&moves, "tidings: seen", durability)? {
            Moved::Done => {
                self.noted = tip;
                Ok(())
            }
            Moved::Raced => {
                let now = Self::read(log, &self.remote)?;
                let later = match (now.noted, tip) {
                    (Some(now), Some(tip)) => repository.contains(tip, now)?,
                    _ => false,
                };
                if later || now == *self {
                    *self = now;
                    return Ok(());
                }
                let ahead = match (now.noted, tip) {
                    (Some(now), Some(tip)) => repository.contains(now, tip)?,
                    _ => now.noted.is_none(),
                };
                *self = now;
                if ahead {
                    return self.note(log, tip, durability);
                }
                Ok(())
            }
        }
    }
}
