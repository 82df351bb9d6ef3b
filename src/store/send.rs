use std::time::{Duration, Instant};

use super::catch_up::Reach;
use super::change::PATIENCE;
use super::pause::Pause;
use super::rebase::Rebasing;
use super::receive::Word;
use super::seen::Seen;
use super::tried::Tried;
use super::{Delivery, Log, NotSent, Sending, Signer, StoreError};
use crate::git::{Contact, Durability, LogLock, ObjectId, Pushed};

/// So often a branch at the remote that stands still may refuse to move before
/// it is taken for locked.
const STALLS: u32 = 6;

/// How long to wait for a branch that stands still, the first time.
const STALL: Duration = Duration::from_millis(40);

/// How long to wait at a time before looking at whether somebody wants to go.
const LOOK: Duration = Duration::from_millis(20);

impl Log {
    /// Sends what is unsent.
    ///
    /// It is pushed at once onto what the remote was last seen to have, so
    /// that what nobody races costs one connection. Where somebody was faster,
    /// what is unsent is put onto what they sent and pushed again, until the
    /// contact's time is over. Nothing that the remote no longer has is sent
    /// back to it: then nothing is pushed, and the answer is
    /// [`NotSent::Rewritten`].
    ///
    /// Killed at any instant, it leaves refs from which the next call goes on;
    /// a post is in the log once, whatever happens.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoBranch`], or what git says here; what the remote says
    /// is in the answer.
    pub fn send(&self, signer: &Signer, contact: &Contact) -> Result<Sending, StoreError> {
        self.send_within(Reach::WorkTrees, signer, contact)
    }

    /// Sends what is unsent, as [`Log::send`] does, on behalf of somebody who
    /// only reads: a branch that is checked out is not moved, and nothing is
    /// signed.
    ///
    /// # Errors
    ///
    /// As [`Log::send`].
    pub fn send_aside(&self, signer: &Signer, contact: &Contact) -> Result<Sending, StoreError> {
        self.send_within(Reach::Branch, signer, contact)
    }

    fn send_within(
        &self,
        reach: Reach,
        signer: &Signer,
        contact: &Contact,
    ) -> Result<Sending, StoreError> {
        let Some(remote) = self.remote()? else {
            return Ok(Sending::new(Delivery::Off));
        };
        let mut seen = Seen::read(self, &remote)?;
        let mut sending = Sending::new(Delivery::Nothing);
        sending.delivery = self.deliver(&mut seen, &mut sending, reach, signer, contact)?;
        match &sending.delivery {
            Delivery::Sent(_) => self.forget_refusal(),
            Delivery::NotSent(NotSent::Refused { message }) => self.note_refusal(message)?,
            _ => {}
        }
        let settled = !matches!(
            sending.delivery,
            Delivery::NotSent(NotSent::Rewritten(_) | NotSent::Unrelated { .. })
        );
        if settled && seen.base.is_some() && sending.behind.is_none() {
            let caught_up = seen
                .note(self, seen.base, signer.durability)
                .and_then(|()| self.follow(seen.base, signer, reach));
            match caught_up {
                Ok(caught_up) => {
                    sending.aside.extend(caught_up.aside);
                    sending.behind = caught_up.behind;
                }
                // What was sent was sent, whatever goes wrong here since.
                Err(error) if matches!(sending.delivery, Delivery::Sent(_)) => {
                    sending.behind = Some(error.to_string());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(sending)
    }

    /// Pushes until the remote has it, or it is clear that it will not; `seen`
    /// follows what the remote is seen to have.
    fn deliver(
        &self,
        seen: &mut Seen,
        sending: &mut Sending,
        reach: Reach,
        signer: &Signer,
        contact: &Contact,
    ) -> Result<Delivery, StoreError> {
        let repository = self.repository();
        let mut pause = Pause::default();
        let mut stalls = 0;
        // What is made anew is flushed once a ref is to name it: others may be
        // faster until then.
        let quick = Signer {
            durability: Durability::NONE,
            ..signer.clone()
        };
        let mut round = Instant::now();
        let mut took = Duration::ZERO;
        let mut stuck = None;
        loop {
            let tip = repository.branch_tip(self.branch())?;
            let tip = tip.ok_or_else(|| self.no_branch())?;
            if let Some(base) = seen.base
                && reach == Reach::Branch
                && self.signs_again(tip, base, signer)?
            {
                return Ok(Delivery::NotSent(NotSent::Overtaken));
            }
            let rebased = match self.rebase(tip, seen.base, &quick)? {
                Rebasing::Done(rebased) => rebased,
                other => return Ok(Delivery::NotSent(not_joined(other, seen.base))),
            };
            sending.aside.extend(rebased.aside);
            if seen.base == Some(rebased.tip) {
                // Another process has sent what this one tried to, or has
                // taken it back.
                let mut carried = Vec::new();
                for (old, new) in std::mem::take(&mut sending.carried) {
                    if self.has(rebased.tip, &repository.commit(old)?)? {
                        carried.push((old, new));
                    }
                }
                sending.carried = carried;
                return Ok(if sending.carried.is_empty() {
                    Delivery::Nothing
                } else {
                    Delivery::Sent(rebased.tip)
                });
            }
            // A try that takes longer than is left is cut off, and nobody knows
            // what came of it.
            let in_vain = contact.left().is_some_and(|left| left < took * 2);
            if in_vain || contact.is_late() || contact.is_stopped() {
                return Ok(Delivery::NotSent(stuck.unwrap_or(NotSent::Overtaken)));
            }
            let Some(tried) = self.begin(tip, rebased.tip)? else {
                continue;
            };
            sending.carried = rebased.carried;
            sending.tries += 1;
            let (remote, branch) = (&seen.remote, self.branch());
            let (message, lock) =
                match repository.push(remote, branch, rebased.tip, seen.base, contact)? {
                    Pushed::Accepted => {
                        let last = (rebased.tip != tip).then_some(rebased.tip);
                        let made = sending.carried.iter().filter(|(old, new)| old != new);
                        let made = made.map(|(_, new)| *new).chain(last);
                        let noted = repository
                            .settle_commits(&made.collect::<Vec<_>>(), signer.durability)
                            .map_err(StoreError::from)
                            .and_then(|()| seen.note(self, Some(rebased.tip), signer.durability));
                        match noted {
                            Ok(()) => tried.answered(),
                            // The mark stays for what the refs do not tell.
                            Err(error) => sending.behind = Some(error.to_string()),
                        }
                        return Ok(Delivery::Sent(rebased.tip));
                    }
                    Pushed::Moved { message, lock } => {
                        tried.answered();
                        (message, lock)
                    }
                    Pushed::Refused { message } => {
                        tried.answered();
                        return Ok(Delivery::NotSent(NotSent::Refused { message }));
                    }
                    Pushed::Unanswered { message, timed_out } => {
                        let unanswered = NotSent::Unanswered { message, timed_out };
                        return Ok(Delivery::NotSent(unanswered));
                    }
                };
            let before = seen.base;
            took = round.elapsed();
            let time = pause.next(took, contact.left());
            // One more try is to fit in behind the wait.
            let left = contact.left().map(|left| left.saturating_sub(took * 4));
            wait(left.map_or(time, |left| time.min(left)), contact);
            round = Instant::now();
            if let Some(reason) = self.look_again(seen, contact)? {
                return Ok(Delivery::NotSent(reason));
            }
            if seen.base == before {
                stalls += 1;
                let reason = NotSent::Stuck { message, lock };
                if stalls == STALLS {
                    return Ok(Delivery::NotSent(reason));
                }
                stuck = Some(reason);
                wait(STALL * 2_u32.pow(stalls), contact);
            } else {
                (stalls, stuck) = (0, None);
            }
        }
    }

    /// Marks that a push of `commit` begins, unless the branch is no longer at
    /// `tip`: what is taken back now is not to be sent.
    fn begin(&self, tip: ObjectId, commit: ObjectId) -> Result<Option<Tried>, StoreError> {
        let _turn = LogLock::acquire(self.repository(), PATIENCE);
        let tried = self.mark_tried(commit);
        if self.repository().branch_tip(self.branch())? == Some(tip) {
            return Ok(Some(tried));
        }
        tried.answered();
        Ok(None)
    }

    /// Fetches, and lets `seen` follow; returns why that is of no use where it
    /// is not.
    fn look_again(
        &self,
        seen: &mut Seen,
        contact: &Contact,
    ) -> Result<Option<NotSent>, StoreError> {
        Ok(match self.ask(seen, contact)? {
            Word::At(tip) => {
                seen.base = Some(tip);
                None
            }
            // It was there a moment ago, or it is being made just now.
            Word::NoBranch => None,
            Word::Rewritten(rewrite) => Some(NotSent::Rewritten(rewrite)),
            Word::Unreachable { message, timed_out } => {
                Some(NotSent::Unreachable { message, timed_out })
            }
        })
    }
}

/// Waits, but not beyond the end of a contact, nor when it is stopped.
fn wait(time: Duration, contact: &Contact) {
    let time = contact.left().map_or(time, |left| time.min(left));
    let end = Instant::now() + time;
    while !contact.is_stopped() {
        let Some(left) = end.checked_duration_since(Instant::now()) else {
            return;
        };
        std::thread::sleep(left.min(LOOK));
    }
}

/// Says why what is unsent could not be put onto what the remote has.
fn not_joined(rebasing: Rebasing, base: Option<ObjectId>) -> NotSent {
    let theirs = base.expect("it was put onto something");
    match rebasing {
        Rebasing::Diverged(paths) => NotSent::Diverged { theirs, paths },
        _ => NotSent::Unrelated { theirs },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn a_wait_ends_when_it_is_stopped_or_the_time_is_over() {
        let long = Duration::from_secs(100);
        let begun = Instant::now();
        wait(long, &Contact::unattended(Duration::from_millis(30)));
        assert!(begun.elapsed() >= Duration::from_millis(30));
        let stop = Arc::new(AtomicBool::new(false));
        let contact = Contact::attended().until(Arc::clone(&stop));
        std::thread::scope(|scope| {
            scope.spawn(|| wait(long, &contact));
            stop.store(true, Ordering::SeqCst);
        });
        assert!(begun.elapsed() < long / 2);
    }
}
