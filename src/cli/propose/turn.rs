use std::time::Duration;

use super::open::{ask, unready};
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::git::Contact;
use crate::model::{Handle, Period};
use crate::store::{Log, Proposal, Signer, StoreError};
use crate::text;

/// Makes proposals of the posts that were not sent, and says of which.
pub(in crate::cli) fn turn(
    session: &Session,
    home: &Log,
    signer: &Signer,
    (remote, time): (&str, Duration),
) -> anyhow::Result<()> {
    let open = |author: &Handle, period: Period| -> anyhow::Result<Proposal> {
        let what = format!("receiving from {remote}");
        let speak = |contact: &Contact| ask(home, author, period, signer, contact);
        let (opened, interrupted) = session.converse(&what, time, speak)?;
        if interrupted {
            return Err(Failure::interrupted("interrupted").into());
        }
        opened.map_err(|error| unready(home, remote, error))
    };
    let proposed = home
        .propose_unsent(signer, open)
        .map_err(|error| refused(home, error))?;
    if proposed.is_empty() {
        session
            .streams
            .note("no post is unsent, so none is proposed");
    }
    for (author, period) in proposed {
        session.streams.note(&format!(
            "{author}/{period} is on branch '{}' now",
            Proposal::branch_of(&author, period)
        ));
    }
    Ok(())
}

/// Says what there is to do where no proposals can be made.
fn refused(log: &Log, error: anyhow::Error) -> anyhow::Error {
    let Some(StoreError::Unproposable(_)) = error.downcast_ref() else {
        return error;
    };
    let place = log.directory().display().to_string();
    let (place, branch) = (text::shell_word(&place), log.branch());
    error.context(
        Failure::unsent("nothing was proposed, and nothing has changed").hint(format!(
            "look at it with 'git -C {place} log {branch}', and send it by a branch of your own: \
             git -C {place} push REMOTE {branch}:NAME"
        )),
    )
}
