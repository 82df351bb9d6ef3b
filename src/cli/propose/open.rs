use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::sync::{Policy, no_doubt, time_to_send};
use crate::git::Contact;
use crate::model::{Handle, Period};
use crate::store::{Earlier, Log, News, NotSent, Proposal, Signer, StoreError};
use crate::text;

/// A proposal that is about to be posted to.
pub(in crate::cli) struct Begun {
    /// The log that it is put forward for.
    pub(super) home: Log,
    /// The remote that has it.
    pub(super) remote: String,
    /// What became of what was proposed before.
    pub(super) earlier: Earlier,
    /// Why the remote could not be asked.
    pub(super) unreachable: Option<NotSent>,
    /// Whether it may be sent at all.
    pub(super) sends: bool,
}

impl Begun {
    /// Opens the proposal of an update; returns the log on its branch. Unless
    /// it is `local`, the remote is asked first for what it has.
    pub(in crate::cli) fn open(
        session: &Session,
        home: Log,
        (author, period): (&Handle, Period),
        signer: &Signer,
        (no_push, timeout): (bool, Option<std::time::Duration>),
        dry_run: bool,
    ) -> anyhow::Result<(Log, Self)> {
        let remote = home.remote()?.ok_or_else(|| no_remote(&home))?;
        no_doubt(&home)?;
        let policy = Policy::read(home.repository().settings()?)?;
        let sends = policy.sends && !no_push && !session.global.offline && !dry_run;
        let proposal = if sends {
            let time = time_to_send(session, timeout, &policy);
            let what = format!("receiving from {remote}");
            let ask = |contact: &Contact| ask(&home, author, period, signer, contact);
            let (proposal, interrupted) = session.converse(&what, time, ask)?;
            if interrupted {
                return Err(Failure::interrupted("interrupted").into());
            }
            proposal
        } else {
            home.proposal(author, period, signer, None)
        };
        let proposal = proposal.map_err(|error| unready(&home, &remote, error))?;
        let answers = proposal.unreachable.is_none();
        if sends {
            home.note_contact(answers, session.now().timestamp());
        }
        let unreachable = proposal.unreachable;
        let unreachable =
            unreachable.map(|(message, timed_out)| NotSent::Unreachable { message, timed_out });
        let begun = Self {
            home,
            remote,
            earlier: proposal.earlier,
            unreachable,
            sends,
        };
        begun.say_earlier(session, author, period);
        Ok((proposal.log, begun))
    }

    /// Says what became of what was proposed before.
    fn say_earlier(&self, session: &Session, author: &Handle, period: Period) {
        let name = format!("{author}/{period}");
        match self.earlier {
            Earlier::None | Earlier::Open => {}
            Earlier::Merged => session.streams.note(&format!(
                "what was proposed of {name} before is in the log; this is proposed anew"
            )),
            Earlier::Closed { .. } => session.streams.note(&format!(
                "what was proposed of {name} before was closed without being merged; \
                 this is proposed anew"
            )),
        }
    }
}

/// Asks the remote for the log and for the proposal; where it does not answer
/// the first time it is not asked again.
pub(super) fn ask(
    home: &Log,
    author: &Handle,
    period: Period,
    signer: &Signer,
    contact: &Contact,
) -> Result<Result<Proposal, StoreError>, StoreError> {
    let receipt = home.receive(signer, contact)?;
    Ok(match receipt.news {
        News::Unreachable { message, timed_out } => {
            let proposal = home.proposal(author, period, signer, None);
            proposal.map(|proposal| Proposal {
                unreachable: Some((message, timed_out)),
                ..proposal
            })
        }
        News::Rewritten(_) | News::Unrelated { .. } => Err(StoreError::Behind {
            branch: home.branch().to_owned(),
            reason: "the history of the remote has to be settled first".to_owned(),
        }),
        _ => home.proposal(author, period, signer, Some(contact)),
    })
}

/// Makes the error for a log that has no remote to propose anything to.
fn no_remote(log: &Log) -> Failure {
    let place = log.directory().display().to_string();
    let word = text::shell_word(&place);
    Failure::new(format!("{place} has no remote to propose anything to")).hint(format!(
        "name one with 'git -C {word} remote add origin URL', or post without --propose"
    ))
}

/// Says what there is to do where nothing can be proposed yet.
pub(super) fn unready(log: &Log, remote: &str, error: StoreError) -> anyhow::Error {
    let failure = match &error {
        StoreError::NoBranch { .. } => Failure::new(format!(
            "{remote} is not known to have the log '{}', so nothing can be proposed to it",
            log.branch()
        ))
        .hint("send the log first: tidings sync"),
        StoreError::Behind { .. } => {
            Failure::new("the update cannot be proposed as things are").hint("tidings sync")
        }
        _ => return error.into(),
    };
    anyhow::Error::from(error).context(failure)
}
