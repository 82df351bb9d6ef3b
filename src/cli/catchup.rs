use super::args::{CatchupArgs, DigestFormat};
use super::digest::templates;
use super::failure::Status;
use super::inbox::Reader;
use super::session::Session;
use crate::model::Member;
use crate::render;
use crate::report::Catchup;
use crate::store::Log;

/// Runs `tidings catchup`.
pub(super) fn run(session: &Session, args: &CatchupArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    session.receive(&log)?;
    let tree = log.tree()?;
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let me = session.require_me(&team, log.repository().settings()?)?;
    print(session, &log, me, args.since.as_deref(), args.format)?;
    Ok(Status::Done)
}

/// Prints the page of a member who comes back.
pub(super) fn print(
    session: &Session,
    log: &Log,
    me: Member,
    since: Option<&str>,
    format: DigestFormat,
) -> anyhow::Result<()> {
    let tree = log.tree()?;
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let reader = Reader::of_catchup(session, log, &tree, (&team, me), since)?;
    let snapshot = reader.news(session, log, &tree)?;
    let catchup = Catchup::build(&snapshot, &reader.options());
    let template = match format {
        DigestFormat::Json => return session.print_json(&catchup),
        DigestFormat::Terminal => {
            session.page(&render::catchup(&catchup, &session.screen()))?;
            if !catchup.waiting.is_empty() && session.prompter().is_some() {
                session
                    .streams
                    .note("go through what waits: tidings inbox -i");
            }
            return Ok(());
        }
        DigestFormat::Markdown => "catchup.md.jinja",
        DigestFormat::Html => "catchup.html.jinja",
    };
    session.print(&templates(&tree)?.render(template, &catchup)?)
}
