//! Receiving what the others have posted, before a look at the log.

use std::time::Duration;

use super::policy::Policy;
use super::{clash, outcome, rewrite, unsent};
use crate::cli::failure::Failure;
use crate::cli::propose;
use crate::cli::session::Session;
use crate::git::{Contact, Settings, Stamp};
use crate::store::{Delivery, Log, News, Signer};
use crate::text;
use crate::ui::{Hold, Progress, Pulse};

/// How long a look at the log waits for the remote.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

impl Session {
    /// Receives what is new, where that was not done lately, and says what is
    /// unsent then. Whatever goes wrong, the log is read as it is here.
    pub(in crate::cli) fn receive(&self, log: &Log) -> anyhow::Result<()> {
        self.refresh(log)?;
        unsent::mention(self, log)
    }

    /// Receives what is new, where that was not done lately, and sends what is
    /// unsent.
    pub(in crate::cli) fn refresh(&self, log: &Log) -> anyhow::Result<()> {
        let now = self.now().timestamp();
        self.refresh_if(log, |policy| {
            log.last_contact().is_due(policy.fetch_age, now)
        })
    }

    /// Receives what is new, however lately that was done, because something
    /// is asked for that is not here.
    pub(in crate::cli) fn refresh_now(&self, log: &Log) -> anyhow::Result<()> {
        self.refresh_if(log, |_| true)
    }

    fn refresh_if(&self, log: &Log, is_due: impl Fn(&Policy) -> bool) -> anyhow::Result<()> {
        let Some(remote) = log.remote()? else {
            return Ok(());
        };
        let settings = log.repository().settings()?;
        let policy = Policy::read(settings)?;
        let signer = match Self::signer(settings) {
            Ok(signer) => signer,
            // Nobody has to say who they are to read what others wrote.
            Err(_) if log.outbox()?.is_none_or(|outbox| outbox.is_empty()) => nobody(settings),
            Err(error) => self.machine(settings)?.ok_or(error)?,
        };
        let due = is_due(&policy);
        let hold = Hold::while_sending()?;
        let speaks = due && !self.global.offline && log.remotes_in_doubt()?.is_none();
        let exchanged = if speaks {
            self.exchange(log, &remote, &policy, &signer, &hold)
        } else {
            // What came earlier is shown where the branch stayed behind.
            log.catch_up(&signer).map(drop).map_err(Into::into)
        };
        if hold.caught() {
            return Err(Failure::interrupted("interrupted").into());
        }
        if let Err(error) = exchanged {
            let error = text::without_passwords(&text::terminal_lines(&format!("{error:#}")));
            self.streams
                .note(&format!("not received from {remote}: {error}"));
        }
        Ok(())
    }

    /// Looks for the log at the remote, where this clone has never seen it;
    /// returns whether it is here now.
    pub(in crate::cli) fn find(&self, log: &Log) -> anyhow::Result<bool> {
        self.refresh(log)?;
        Ok(log.tip().is_ok())
    }

    fn exchange(
        &self,
        log: &Log,
        remote: &str,
        policy: &Policy,
        signer: &Signer,
        hold: &Hold,
    ) -> anyhow::Result<()> {
        let contact = Contact::unattended(PATIENCE).until(hold.flag());
        let what = format!("receiving from {remote}");
        let progress = Progress::begin(&self.streams, &what, Pulse::Moving);
        let receipt = log.receive(signer, &contact)?;
        let answers = !matches!(receipt.news, News::Unreachable { .. });
        log.note_contact(answers, self.now().timestamp());
        let sends = policy.sends
            && matches!(
                receipt.news,
                News::Advanced { .. } | News::Same | News::NoBranch
            )
            && log.outbox()?.is_some_and(|outbox| !outbox.is_empty())
            // What was refused is tried again when somebody wants it.
            && log.refusal()?.is_none();
        let sending = if sends {
            Some(log.send_aside(signer, &contact)?)
        } else {
            None
        };
        drop(progress);
        clash::warn(self, remote, &receipt.aside);
        outcome::say_behind(self, log, receipt.behind.as_deref());
        if matches!(receipt.news, News::Advanced { .. }) {
            propose::tidy(self, log, signer)?;
        }
        match &receipt.news {
            News::Rewritten(found) => rewrite::warn(self, log, found),
            News::Unreachable { message, .. } => {
                for line in outcome::quote(message) {
                    self.streams.detail(&line);
                }
            }
            _ => {}
        }
        if let Some(sending) = sending {
            clash::warn(self, remote, &sending.aside);
            if matches!(sending.delivery, Delivery::Sent(_)) {
                outcome::say_others(self, remote, sending.carried.len());
            }
        }
        Ok(())
    }
}

/// Stands for whoever reads and has told git no name: nothing is committed in
/// it, because there is nothing to commit.
fn nobody(settings: &Settings) -> Signer {
    let nobody = Stamp {
        name: "nobody".to_owned(),
        email: String::new(),
        seconds: 0,
        offset_minutes: 0,
    };
    Signer {
        author: nobody.clone(),
        committer: nobody,
        sign: false,
        durability: settings.durability(),
    }
}
