use super::{add, edit, import, remove};
use crate::cli::args::{ListFormat, RosterArgs, TeamArgs, TeamCommand};
use crate::cli::failure::Status;
use crate::cli::session::Session;
use crate::render;
use crate::report::{RosterFilter, TeamView};

/// Runs `tidings team` and the commands below it.
pub(in crate::cli) fn run(session: &Session, args: &TeamArgs) -> anyhow::Result<Status> {
    match &args.command {
        None => list(session, &args.roster),
        Some(TeamCommand::Add(args)) => add::run(session, args),
        Some(TeamCommand::Edit(args)) => edit::run(session, args),
        Some(TeamCommand::Remove(args)) => remove::run(session, args),
        Some(TeamCommand::Import(args)) => import::run(session, args),
    }
}

fn list(session: &Session, args: &RosterArgs) -> anyhow::Result<Status> {
    let log = session.log()?;
    session.refresh(&log)?;
    let tree = log.tree()?;
    let read = tree.team(log.branch())?;
    let filter = RosterFilter {
        teams: args.team.clone(),
        projects: args.project.clone(),
        roles: args.role.clone(),
        left_too: args.all,
    };
    let view = TeamView::build(
        &read.value.unwrap_or_default(),
        &tree.commit().id.to_string(),
        &read.findings,
        &filter,
        session.now(),
    );
    match args.format {
        ListFormat::Json => session.print_json(&view)?,
        ListFormat::Terminal => session.page(&render::team(&view, &session.screen()))?,
    }
    Ok(Status::Done)
}
