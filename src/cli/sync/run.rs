use std::time::Duration;

use super::policy::{Policy, time_to_send};
use super::send::{Sent, no_doubt, transmit};
use super::{Parcel, clash, outcome, rewrite};
use crate::cli::args::SyncArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::propose;
use crate::cli::session::Session;
use crate::git::{Contact, ObjectId};
use crate::store::{Delivery, Log, News, NotSent, Outbox, Signer, StoreError};
use crate::text;

/// Runs `tidings sync`: receives, lets the person settle what nobody else
/// can, and sends.
pub(in crate::cli) fn run(session: &Session, args: &SyncArgs) -> anyhow::Result<Status> {
    if session.global.offline {
        return Err(Failure::usage("--offline forbids what sync is for")
            .hint("run it without --offline")
            .into());
    }
    let log = session.log_to_change()?;
    let remote = log.remote()?.ok_or_else(|| no_remote(&log))?;
    no_doubt(&log)?;
    let settings = log.repository().settings()?;
    let policy = Policy::read(settings)?;
    let sync = Sync {
        session,
        args,
        log: &log,
        signer: Session::signer(settings)?,
        remote,
        time: time_to_send(session, args.timeout, &policy),
    };
    let status = sync.run();
    // Nobody waits for it, and the next command starts it as well.
    log.repository().maintain().ok();
    status
}

/// One run of the command.
pub(super) struct Sync<'s> {
    pub(super) session: &'s Session,
    pub(super) args: &'s SyncArgs,
    pub(super) log: &'s Log,
    pub(super) signer: Signer,
    pub(super) remote: String,
    /// How long each contact may take.
    pub(super) time: Duration,
}

impl Sync<'_> {
    fn run(&self) -> anyhow::Result<Status> {
        let (session, log, remote) = (self.session, self.log, &self.remote);
        let what = format!("receiving from {remote}");
        let before = self.unsent()?;
        let (receipt, interrupted) =
            self.contact(&what, |signer, contact| log.receive(signer, contact))?;
        if interrupted {
            return Err(Failure::interrupted("interrupted").into());
        }
        let merged = before.saturating_sub(self.unsent()? + receipt.aside.len());
        if merged > 0 {
            let commits = text::count(merged, "unsent commit is", "unsent commits are");
            session
                .streams
                .note(&format!("{commits} merged at {remote} already"));
        }
        let answers = !matches!(receipt.news, News::Unreachable { .. });
        log.note_contact(answers, session.now().timestamp());
        outcome::say_behind(session, log, receipt.behind.as_deref());
        let chooses = self.args.take_remote || self.args.restore;
        let mut came = false;
        let sent = match &receipt.news {
            News::Rewritten(found) => {
                let Some(sent) = rewrite::settle(self, found)? else {
                    return Ok(Status::Unsent);
                };
                clash::settle(self)?;
                sent
            }
            News::Unreachable { message, timed_out } => {
                let (message, timed_out) = (message.clone(), *timed_out);
                return self.stop(&NotSent::Unreachable { message, timed_out });
            }
            News::Unrelated { theirs } => {
                return self.stop(&NotSent::Unrelated { theirs: *theirs });
            }
            news => {
                if chooses {
                    session.streams.note(&format!(
                        "the history of {remote} was not rewritten, so there is nothing to choose"
                    ));
                }
                if let News::Advanced { from, to } = news {
                    self.say_received(*from, *to)?;
                    came = true;
                }
                clash::settle(self)?;
                if self.args.propose {
                    propose::turn(session, log, &self.signer, (remote, self.time))?;
                }
                self.send()?
            }
        };
        let status = outcome::say(session, log, remote, &Parcel::of(None), &sent)?;
        let waiting = log.waiting()?;
        clash::warn(session, remote, &waiting);
        if !waiting.is_empty() {
            return Ok(Status::Unsent);
        }
        if !came && matches!(sent.sending.delivery, Delivery::Nothing) {
            session.streams.note(&format!("in step with {remote}"));
        }
        let proposed = propose::sync(session, log, &self.signer, (remote, self.time))?;
        Ok(if status == Status::Done {
            proposed
        } else {
            status
        })
    }

    /// Counts what is unsent.
    fn unsent(&self) -> anyhow::Result<usize> {
        Ok(self.log.outbox()?.map_or(0, |outbox| outbox.commits))
    }

    /// Sends what is unsent.
    pub(super) fn send(&self) -> anyhow::Result<Sent> {
        transmit(
            self.session,
            self.log,
            &self.signer,
            &self.remote,
            self.time,
        )
    }

    /// Speaks to the remote; returns what came of it, and whether the person
    /// stopped it.
    pub(super) fn contact<T>(
        &self,
        what: &str,
        speak: impl FnOnce(&Signer, &Contact) -> Result<T, StoreError>,
    ) -> anyhow::Result<(T, bool)> {
        let speak = |contact: &Contact| speak(&self.signer, contact);
        self.session.converse(what, self.time, speak)
    }

    /// Says how much came.
    fn say_received(&self, from: Option<ObjectId>, to: ObjectId) -> anyhow::Result<()> {
        let (streams, remote) = (&self.session.streams, &self.remote);
        let Some(from) = from else {
            streams.note(&format!("received the log from {remote}"));
            return Ok(());
        };
        let repository = self.log.repository();
        let count = repository.commits_between(&[from], to, Outbox::MANY)?.len();
        let commits = text::count(count, "commit", "commits");
        streams.note(&format!("received {commits} from {remote}"));
        Ok(())
    }

    /// Says why nothing could be received; what is unsent stays so.
    fn stop(&self, reason: &NotSent) -> anyhow::Result<Status> {
        let outbox = self.log.outbox()?;
        let unsent = outbox.is_some_and(|outbox| !outbox.is_empty());
        let (what, status) = if unsent {
            ("not sent", Status::Unsent)
        } else {
            ("nothing received", Status::Failed)
        };
        outcome::say_not_sent(self.session, self.log, &self.remote, (what, unsent), reason);
        Ok(status)
    }
}

/// Makes the error for a repository that nothing can be sent from.
fn no_remote(log: &Log) -> Failure {
    let place = log.directory().display().to_string();
    let word = text::shell_word(&place);
    Failure::new(format!("{place} has no remote to send to")).hint(format!(
        "name one with 'git -C {word} remote add origin URL'"
    ))
}
