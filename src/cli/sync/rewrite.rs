//! A remote whose history was rewritten.

use super::run::Sync;
use super::send::Sent;
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::store::{Log, Rewrite};

/// How many of the updates that vanished are named.
const NAMED: usize = 10;

/// Warns that a remote no longer has what was received from it, with what
/// there is to choose from.
pub(super) fn warn(session: &Session, log: &Log, rewrite: &Rewrite) {
    let (remote, branch) = (&rewrite.remote, log.branch());
    let seen = &rewrite.seen.to_string()[..10];
    let mut said = match rewrite.now {
        Some(now) => {
            let now = &now.to_string()[..10];
            format!(
                "{remote} no longer has what was received from it: its history was rewritten\n  \
                 branch '{branch}' was at {seen}, and is at {now}"
            )
        }
        None => format!("{remote} no longer has the branch '{branch}'\n  it was at {seen}"),
    };
    if !rewrite.vanished.is_empty() {
        let updates = rewrite.vanished.iter();
        let names: Vec<String> = updates
            .take(NAMED)
            .map(|(author, period)| format!("{author}/{period}"))
            .collect();
        said.push_str(&format!("\n  gone from it: {}", names.join(", ")));
        let more = rewrite.vanished.len() - names.len();
        if more > 0 {
            said.push_str(&format!(", and {more} more"));
        }
    }
    said.push_str("\n  nothing here is changed, and nothing is sent, until you choose:");
    if rewrite.now.is_some() {
        said.push_str(&format!(
            "\n    tidings sync --take-remote  go on from what {remote} has, as when it was meant"
        ));
    }
    said.push_str(&format!(
        "\n    tidings sync --restore      give {remote} back what it lost, as after an accident"
    ));
    session.streams.warn(&said);
}

/// What there is to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Take,
    Restore,
}

/// Does what the person chooses about history that was rewritten; `None`
/// where they do not choose yet.
pub(super) fn settle(sync: &Sync<'_>, rewrite: &Rewrite) -> anyhow::Result<Option<Sent>> {
    let (session, remote) = (sync.session, &rewrite.remote);
    let choice = match (sync.args.take_remote, sync.args.restore) {
        (true, _) => Some(Choice::Take),
        (_, true) => Some(Choice::Restore),
        _ => {
            warn(session, sync.log, rewrite);
            ask(session, rewrite)?
        }
    };
    Ok(match choice {
        None => None,
        Some(Choice::Take) => {
            let taken = sync.log.take_rewrite(rewrite, &sync.signer)?;
            session.streams.note(&format!(
                "went on from what {remote} has; what was here is kept: {}",
                taken.kept.join(", ")
            ));
            Some(sync.send()?)
        }
        Some(Choice::Restore) => {
            let what = format!("sending to {remote}");
            let (sending, interrupted) = sync.contact(&what, |signer, contact| {
                sync.log.restore(rewrite, signer, contact)
            })?;
            Some(Sent {
                sending,
                interrupted,
            })
        }
    })
}

fn ask(session: &Session, rewrite: &Rewrite) -> anyhow::Result<Option<Choice>> {
    let Some(prompter) = session.prompter() else {
        return Ok(None);
    };
    let remote = &rewrite.remote;
    let take = format!("go on from what {remote} has; what is here is kept aside");
    let restore = format!("give {remote} back what it lost");
    let mut choices = vec!["nothing for now", restore.as_str()];
    if rewrite.now.is_some() {
        choices.push(&take);
    }
    let chosen = answered(prompter.choose("What is to be done?", &choices, 0))?;
    Ok(match chosen {
        1 => Some(Choice::Restore),
        2 => Some(Choice::Take),
        _ => None,
    })
}
