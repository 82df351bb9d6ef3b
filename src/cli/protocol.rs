use super::args::{FilterArgs, GuideFormat, ProtocolArgs};
use super::digest::templates;
use super::failure::Status;
use super::selection;
use super::session::Session;
use crate::format::format_protocol;
use crate::model::{CommitId, Member, Protocol, Team};
use crate::render;
use crate::report::ProtocolView;
use crate::store::Log;

/// Runs `tidings protocol`.
pub(super) fn run(session: &Session, args: &ProtocolArgs) -> anyhow::Result<Status> {
    if args.proposal {
        session.print(&format_protocol(&Protocol::proposed()))?;
        return Ok(Status::Done);
    }
    let log = session.log()?;
    let tree = session.tree(&log, args.at.as_deref())?;
    let read = tree.team(log.branch())?;
    let team = read.value.unwrap_or_default();
    let commit = CommitId(tree.commit().id.to_string());
    let instant = session.instant(&tree, args.at.as_deref());
    let member = member(session, &log, &team, args)?;
    let view = ProtocolView::build(&team, &commit, &read.findings, instant, member);
    match args.format {
        GuideFormat::Json => session.print_json(&view)?,
        GuideFormat::Markdown => {
            let text = templates(&tree)?.render("protocol.md.jinja", &view)?;
            session.print(&text)?;
        }
        GuideFormat::Terminal => {
            session.page(&render::protocol(&view, &session.screen()))?;
            if team.protocol.is_empty() && view.findings.is_empty() {
                session.streams.note(
                    "to agree on something, write it into the team file: tidings team edit\n  \
                     a guide to begin with: tidings protocol --proposal",
                );
            }
        }
    }
    Ok(Status::Done)
}

/// Returns the member for whom it is told when answers would be due: the one
/// who is named, else the one who reads it on a terminal.
fn member<'t>(
    session: &Session,
    log: &Log,
    team: &'t Team,
    args: &ProtocolArgs,
) -> anyhow::Result<Option<&'t Member>> {
    if let Some(name) = &args.member {
        let filter = FilterArgs {
            members: vec![name.clone()],
            ..FilterArgs::default()
        };
        let named = selection::read(&filter, team)?.members;
        return Ok(named.first().and_then(|handle| team.member(handle)));
    }
    Ok(match args.format {
        GuideFormat::Json | GuideFormat::Markdown => None,
        // Who is not known reads what holds for everybody.
        GuideFormat::Terminal => session
            .me(team, log.repository().settings()?)
            .ok()
            .flatten(),
    })
}
