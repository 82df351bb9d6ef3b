use super::since::Reader;
use crate::cli::session::Session;
use crate::model::{Member, Team};
use crate::report::Inbox;
use crate::store::{Log, LogTree};

/// Says in one line how much more waits in a member's inbox than the blockers
/// and questions that are open, where anything does.
pub(in crate::cli) fn mention(
    session: &Session,
    log: &Log,
    tree: &LogTree<'_>,
    (team, me): (&Team, Member),
) -> anyhow::Result<()> {
    let reader = Reader::of_inbox(session, log, tree, (team, me), None)?;
    let inbox = Inbox::build(&reader.news_here(log, tree)?, &reader.options());
    let mut kinds = inbox.waiting.iter().map(|view| view.kind.as_str());
    let is_listed = |kind: &str| ["blocker", "question"].contains(&kind);
    if kinds.any(|kind| !is_listed(kind)) {
        let line = format!("inbox: {}; see it: tidings inbox", inbox.line);
        session.streams.note(&line);
    }
    Ok(())
}
