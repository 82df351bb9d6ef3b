use crate::cli::args::ReplyArgs;
use crate::cli::failure::Failure;
use crate::cli::inbox::Reader;
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::model::{Handle, ReplyState, Team};
use crate::render;
use crate::report::{Inbox, WaitingView};
use crate::store::{Log, LogTree};

/// What may be answered where no address was named: what waits in the inbox of
/// whoever answers, the most pressing first.
pub(super) struct Choice {
    waiting: Vec<WaitingView>,
}

impl Choice {
    /// Reads what waits for a member.
    pub(super) fn read(
        session: &Session,
        log: &Log,
        tree: &LogTree<'_>,
        team: &Team,
        me: &Handle,
    ) -> anyhow::Result<Self> {
        let Some(me) = team.member(me).cloned() else {
            return Ok(Self {
                waiting: Vec::new(),
            });
        };
        let reader = Reader::of_inbox(session, log, tree, (team, me), None)?;
        let snapshot = reader.news(session, log, tree)?;
        let Inbox { waiting, .. } = Inbox::build(&snapshot, &reader.options());
        Ok(Self { waiting })
    }

    /// Lets the person choose one, where that can be asked; returns its
    /// address.
    pub(super) fn make(self, session: &Session, args: &ReplyArgs) -> anyhow::Result<String> {
        if args.replace {
            return Err(
                Failure::usage("it is not said which of your replies is changed")
                    .hint("name it by its address: tidings reply +4f1c --replace \"...\"")
                    .into(),
            );
        }
        let state = args.state.state();
        let moves = matches!(state, Some(ReplyState::Resolved | ReplyState::Reopened));
        let mut waiting = self.waiting;
        // Only an item can be closed or opened.
        waiting.retain(|view| !moves || view.is_item());
        let Some(first) = waiting.first() else {
            return Err(Failure::usage(
                "it is not said what you answer, and nothing of the kind waits for you",
            )
            .hint("name it by its address: tidings reply b7k2 \"Done\"")
            .into());
        };
        let Some(prompter) = session.prompter() else {
            let address = &first.address;
            return Err(Failure::usage("it is not said what you answer")
                .hint(format!(
                    "what waits for you first is answered by 'tidings reply {address} \"...\"'; \
                     list the rest: tidings inbox"
                ))
                .into());
        };
        let rows: Vec<String> = waiting.iter().map(render::waiting_line).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let chosen = answered(prompter.choose("What do you answer?", &rows, 0))?;
        Ok(waiting.swap_remove(chosen).address)
    }
}
