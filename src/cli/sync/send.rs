use std::time::Duration;

use super::policy::{Policy, UNATTENDED, time_to_send};
use super::{Parcel, clash, outcome, unsent};
use crate::cli::args::SendingArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::git::Contact;
use crate::store::{Delivery, Log, NotSent, Sending, Signer, StoreError};
use crate::text;
use crate::ui::{Hold, Progress, Pulse, asks_in_secret};

/// What came of sending.
pub(in crate::cli) struct Sent {
    pub(in crate::cli) sending: Sending,
    /// Whether the person stopped it.
    pub(in crate::cli) interrupted: bool,
}

impl Session {
    /// Sends what was saved, with what waits since before, and says what is
    /// true of it then; where it is not to be sent, what stays unsent.
    pub(in crate::cli) fn send(
        &self,
        log: &Log,
        signer: &Signer,
        args: &SendingArgs,
        parcel: &Parcel,
    ) -> anyhow::Result<Status> {
        let status = self.send_or_keep(log, signer, args, parcel);
        // Nobody waits for it, and the next command starts it as well.
        log.repository().maintain().ok();
        status.map_err(|error| {
            error.context(
                Failure::unsent("it is saved here, and was not sent")
                    .hint("send it with 'tidings sync'"),
            )
        })
    }

    fn send_or_keep(
        &self,
        log: &Log,
        signer: &Signer,
        args: &SendingArgs,
        parcel: &Parcel,
    ) -> anyhow::Result<Status> {
        let Some(remote) = log.remote()? else {
            return Ok(Status::Done);
        };
        let policy = Policy::read(log.repository().settings()?)?;
        if args.no_push || self.global.offline || !policy.sends {
            unsent::mention(self, log)?;
            return Ok(Status::Done);
        }
        no_doubt(log)?;
        let time = time_to_send(self, args.timeout, &policy);
        let sent = transmit(self, log, signer, &remote, time)?;
        let status = outcome::say(self, log, &remote, parcel, &sent)?;
        if sent.sending.aside.is_empty() {
            // Nothing that is sent takes along what waits for a choice.
            clash::mention(self, log)?;
        }
        Ok(status)
    }

    /// Makes a contact without which a command cannot go on: a person says
    /// when it has taken too long.
    pub(in crate::cli) fn patient_contact(&self) -> Contact {
        match self.prompter() {
            Some(_) => Contact::attended(),
            None => Contact::unattended(UNATTENDED),
        }
    }

    /// Speaks to a remote for as long as a person waits for it, and shows what
    /// is waited for; returns what came of it, and whether they stopped it.
    pub(in crate::cli) fn converse<T>(
        &self,
        what: &str,
        time: Duration,
        speak: impl FnOnce(&Contact) -> Result<T, StoreError>,
    ) -> anyhow::Result<(T, bool)> {
        let hold = Hold::while_sending()?;
        let (contact, pulse) = match self.prompter() {
            Some(_) => {
                let contact = Contact::attended().within(time);
                (contact.patient_while(asks_in_secret), Pulse::Still)
            }
            None => (Contact::unattended(time), Pulse::Moving),
        };
        let progress = Progress::begin(&self.streams, what, pulse);
        let said = speak(&contact.until(hold.flag()));
        drop(progress);
        Ok((said?, hold.caught()))
    }
}

/// Makes sure that something says which remote has the log.
pub(in crate::cli) fn no_doubt(log: &Log) -> anyhow::Result<()> {
    let Some(remotes) = log.remotes_in_doubt()? else {
        return Ok(());
    };
    let place = log.directory().display().to_string();
    Err(Failure::new(format!(
        "which remote has the log is not said; there are: {}",
        remotes.join(", ")
    ))
    .hint(format!(
        "name it: git -C {} config tidings.remote NAME",
        text::shell_word(&place)
    ))
    .into())
}

/// Sends all that is unsent.
pub(in crate::cli) fn transmit(
    session: &Session,
    log: &Log,
    signer: &Signer,
    remote: &str,
    time: Duration,
) -> anyhow::Result<Sent> {
    let what = format!("sending to {remote}");
    let (sending, interrupted) =
        session.converse(&what, time, |contact| log.send(signer, contact))?;
    let answers = match &sending.delivery {
        Delivery::Sent(_) => Some(true),
        Delivery::NotSent(NotSent::Unanswered { .. } | NotSent::Unreachable { .. }) => Some(false),
        _ => None,
    };
    if let Some(answers) = answers.filter(|_| !interrupted) {
        log.note_contact(answers, session.now().timestamp());
    }
    Ok(Sent {
        sending,
        interrupted,
    })
}
