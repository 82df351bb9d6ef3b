use crate::cli::args::{ListFormat, ReplyArgs, SendingArgs, ShowArgs, StateArgs};
use crate::cli::failure::Status;
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::cli::sync::Parcel;
use crate::cli::{reply, show};
use crate::render;
use crate::report::{Inbox, WaitingView};
use crate::store::{Log, Saved};
use crate::text;
use crate::ui::Prompter;

/// Goes through what waits, one after the other; what is said on the way is
/// saved at once, and sent together at the end.
pub(super) fn walk(
    session: &Session,
    prompter: &Prompter,
    log: &Log,
    inbox: &Inbox,
    sending: &SendingArgs,
) -> anyhow::Result<Status> {
    let Inbox { team, line, .. } = inbox;
    let headline = format!("{team}: {line}");
    session.streams.tell(&text::terminal(&headline));
    let mut last: Option<Saved> = None;
    let mut saved = 0_usize;
    let walked = inbox.waiting.iter().enumerate().try_for_each(|(at, view)| {
        let place = format!("{} of {}", at + 1, inbox.waiting.len());
        let shown = render::waiting(view, &inbox.people, &session.errors_screen());
        session
            .streams
            .tell(&format!("\n{place}\n{}", shown.trim_end()));
        match visit(session, prompter, view)? {
            Next::Said(now) => {
                saved += 1;
                last = Some(*now);
                Ok(())
            }
            Next::On => Ok(()),
            Next::Enough => Err(Stop::Enough),
        }
    });
    let stopped = match walked {
        Ok(()) | Err(Stop::Enough) => None,
        Err(Stop::Failed(error)) => Some(error),
    };
    if let Some(error) = stopped {
        if saved > 0 {
            let replies = text::count(saved, "reply is", "replies are");
            session.streams.note(&format!(
                "{replies} saved here and not sent yet: tidings sync"
            ));
        }
        return Err(error);
    }
    if saved == 0 {
        return Ok(Status::Done);
    }
    let signer = Session::signer(log.repository().settings()?)?;
    session.send(log, &signer, sending, &Parcel::of(last.as_ref()))
}

/// What comes after one of the things that wait.
enum Next {
    /// The next one; something was saved.
    Said(Box<Saved>),
    /// The next one.
    On,
    /// Nothing more.
    Enough,
}

/// Why the walk ends.
enum Stop {
    Enough,
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// Lets the person deal with one thing.
fn visit(session: &Session, prompter: &Prompter, view: &WaitingView) -> anyhow::Result<Next> {
    // Only an item can be closed, and only what is asked be acknowledged.
    let mut keys = vec![('r', "reply"), ('e', "reply in the editor")];
    if view.is_item() {
        keys.extend([('d', "done"), ('a', "acknowledge")]);
    }
    keys.extend([('s', "skip"), ('o', "show it whole"), ('q', "quit")]);
    loop {
        let key = answered(prompter.key(&keys))?;
        let said = match key {
            's' => return Ok(Next::On),
            'q' => return Ok(Next::Enough),
            'o' => {
                let args = ShowArgs {
                    addresses: vec![view.address.clone()],
                    zone: None,
                    format: ListFormat::Terminal,
                    at: None,
                };
                show::run(session, &args)?;
                None
            }
            key => reply::give(session, &answer(view, key))?,
        };
        if let Some(saved) = said {
            return Ok(Next::Said(Box::new(saved)));
        }
    }
}

/// Makes of a key what one would have typed after `tidings reply`.
fn answer(view: &WaitingView, key: char) -> ReplyArgs {
    ReplyArgs {
        address: Some(view.address.clone()),
        edit: key == 'e',
        state: StateArgs {
            resolve: key == 'd',
            ack: key == 'a',
            ..StateArgs::default()
        },
        ..ReplyArgs::default()
    }
}
