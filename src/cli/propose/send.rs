use std::time::Duration;

use super::open::{Begun, ask, unready};
use super::request;
use crate::cli::args::SendingArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::cli::sync::{Parcel, Policy, say, say_not_sent, time_to_send, transmit};
use crate::git::Contact;
use crate::model::{Handle, Period};
use crate::store::{Delivery, Earlier, Log, NotSent, Posted, Signer};

/// Sends what was posted to a proposal, and puts it forward; or says that it
/// is not sent.
pub(in crate::cli) fn finish(
    session: &Session,
    begun: &Begun,
    proposal: &Log,
    signer: &Signer,
    args: &SendingArgs,
    posted: &Posted,
) -> anyhow::Result<Status> {
    let (home, remote) = (&begun.home, &begun.remote);
    if home.repository().branch_tip(proposal.branch())?.is_none() {
        // The log says it already.
        return Ok(Status::Done);
    }
    if !begun.sends {
        mention(session, home, signer)?;
        return Ok(Status::Done);
    }
    if let Some(reason) = &begun.unreachable {
        say_not_sent(session, proposal, remote, ("saved, not sent", true), reason);
        return Ok(Status::Unsent);
    }
    let policy = Policy::read(home.repository().settings()?)?;
    let time = time_to_send(session, args.timeout, &policy);
    let update = (&posted.update.author, posted.update.period);
    let parcel = Parcel::proposal(posted);
    deliver(
        session,
        home,
        proposal,
        signer,
        (remote, time),
        &parcel,
        update,
    )
    .map_err(|error| {
        error.context(
            Failure::unsent("it is saved here, and was not proposed")
                .hint("propose it with 'tidings sync'"),
        )
    })
}

/// Sends a proposal's branch and puts it forward.
fn deliver(
    session: &Session,
    home: &Log,
    proposal: &Log,
    signer: &Signer,
    (remote, time): (&str, Duration),
    parcel: &Parcel,
    update: (&Handle, Period),
) -> anyhow::Result<Status> {
    let sent = transmit(session, proposal, signer, remote, time)?;
    let status = say(session, proposal, remote, parcel, &sent)?;
    if !matches!(sent.sending.delivery, Delivery::Sent(_) | Delivery::Nothing) {
        return Ok(status);
    }
    request::offer(session, home, proposal, (remote, time), update)?;
    Ok(status)
}

/// Sends the proposals that were not sent, and ends those that were merged or
/// closed; part of `tidings sync`.
pub(in crate::cli) fn sync(
    session: &Session,
    home: &Log,
    signer: &Signer,
    (remote, time): (&str, Duration),
) -> anyhow::Result<Status> {
    tidy(session, home, signer)?;
    let unsent = home.unsent_proposals(signer)?;
    let mut all = home.sent_proposals()?;
    all.extend(unsent.iter().cloned());
    all.sort();
    all.dedup();
    let mut status = Status::Done;
    for (author, period) in all {
        let what = format!("receiving from {remote}");
        let (opened, interrupted) = session.converse(&what, time, |contact: &Contact| {
            ask(home, &author, period, signer, contact)
        })?;
        if interrupted {
            return Err(Failure::interrupted("interrupted").into());
        }
        let proposal = opened.map_err(|error| unready(home, remote, error))?;
        if let Some((message, timed_out)) = proposal.unreachable {
            let reason = NotSent::Unreachable { message, timed_out };
            let what = ("not proposed", true);
            say_not_sent(session, &proposal.log, remote, what, &reason);
            return Ok(Status::Unsent);
        }
        let name = format!("{author}/{period}");
        if let Some(end) = proposal.earlier.end() {
            session.streams.note(&format!("proposal {name} {end}"));
            if let Earlier::Closed { kept: Some(kept) } = proposal.earlier {
                let kept = &kept.to_string()[..12];
                session
                    .streams
                    .note(&format!("  what it said: tidings show --at {kept} {name}"));
            }
        }
        let here = home.repository().branch_tip(proposal.log.branch())?;
        let is_closed = matches!(proposal.earlier, Earlier::Closed { kept: Some(_) });
        if here.is_none() || is_closed {
            continue;
        }
        proposal.advance(signer)?;
        let outbox = proposal.log.outbox()?;
        if outbox.is_none_or(|outbox| outbox.is_empty()) {
            continue;
        }
        let parcel = match proposal
            .log
            .repository()
            .branch_tip(proposal.log.branch())?
        {
            Some(tip) => Parcel::proposed(&name, tip),
            None => Parcel::of(None),
        };
        let update = (&author, period);
        let to = (remote, time);
        let sent = deliver(session, home, &proposal.log, signer, to, &parcel, update)?;
        if sent != Status::Done {
            status = sent;
        }
    }
    Ok(status)
}

/// Ends the proposals that are in the log by now, and says which.
pub(in crate::cli) fn tidy(session: &Session, home: &Log, signer: &Signer) -> anyhow::Result<()> {
    for (author, period) in home.end_merged_proposals(signer)? {
        session
            .streams
            .note(&format!("proposal {author}/{period} was merged"));
    }
    Ok(())
}

/// Says which proposals were not sent, where git knows who one is.
pub(in crate::cli) fn remind(session: &Session, home: &Log) -> anyhow::Result<()> {
    if home.proposals()?.is_empty() {
        return Ok(());
    }
    match Session::signer(home.repository().settings()?) {
        Ok(signer) => mention(session, home, &signer),
        Err(_) => Ok(()),
    }
}

/// Says which proposals were not sent.
fn mention(session: &Session, home: &Log, signer: &Signer) -> anyhow::Result<()> {
    let names: Vec<String> = home
        .unsent_proposals(signer)?
        .iter()
        .map(|(author, period)| format!("{author}/{period}"))
        .collect();
    if !names.is_empty() {
        session.streams.note(&format!(
            "proposed here and unsent: {}; send with: tidings sync",
            names.join(", ")
        ));
    }
    Ok(())
}
