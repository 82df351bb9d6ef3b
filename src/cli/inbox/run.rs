use super::since::Reader;
use super::walk::walk;
use crate::cli::args::{DigestFormat, InboxArgs};
use crate::cli::digest::templates;
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::render;
use crate::report::Inbox;

/// New updates and replies that are listed of each unless all are asked for;
/// the rest is counted.
const SHOWN: usize = 15;

/// Runs `tidings inbox`.
pub(in crate::cli) fn run(session: &Session, args: &InboxArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    let tree = session.tree(&log, None)?;
    let settings = log.repository().settings()?;
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let me = session.require_me(&team, settings)?;
    let reader = Reader::of_inbox(session, &log, &tree, (&team, me), args.since.as_deref())?;
    let snapshot = reader.news(session, &log, &tree)?;
    let inbox = Inbox::build(&snapshot, &reader.options());
    // Where nothing waits, there is nothing to go through.
    if args.interactive && !inbox.waiting.is_empty() {
        let prompter = session.prompter().ok_or_else(|| {
            Failure::usage("nothing may be asked here").hint("list what waits: tidings inbox")
        })?;
        return walk(session, &prompter, &log, &inbox, &args.sending);
    }
    let shown = if args.all { usize::MAX } else { SHOWN };
    let mut is_whole = false;
    match args.format {
        DigestFormat::Json => session.print_json(&inbox)?,
        DigestFormat::Markdown => {
            session.print(&templates(&tree)?.render("inbox.md.jinja", &inbox)?)?;
        }
        DigestFormat::Html => {
            session.print(&templates(&tree)?.render("inbox.html.jinja", &inbox)?)?;
        }
        DigestFormat::Terminal => {
            session.page(&render::inbox(&inbox, shown, &session.screen()))?;
            if !inbox.waiting.is_empty() && session.prompter().is_some() {
                session.streams.note("go through them: tidings inbox -i");
            }
            is_whole = session.streams.stdout_is_terminal()
                && inbox.updates.len() <= shown
                && inbox.replies.len() <= shown;
        }
    }
    // What was asked for from some day on may leave out what came before.
    if args.mark_read || is_whole && args.since.is_none() {
        reader.mark(&log)?;
    }
    Ok(Status::Done)
}
