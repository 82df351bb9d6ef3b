use super::{add, edit, import, remove};
use crate::cli::args::{ListFormat, RosterArgs, TeamArgs, TeamCommand};
use crate::cli::failure::Status;
use crate::cli::selection;
use crate::cli::session::Session;
use crate::model::CommitId;
use crate::render;
use crate::report::{TeamOptions, TeamView};

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
    let team = read.value.unwrap_or_default();
    let options = TeamOptions {
        instant: session.now(),
        selection: selection::read_of_members(&args.filter, &team)?,
        left_too: args.all,
    };
    let commit = CommitId(tree.commit().id.to_string());
    let view = TeamView::build(&team, &commit, &read.findings, &options);
    match args.format {
        ListFormat::Json => session.print_json(&view)?,
        ListFormat::Terminal => session.page(&render::team(&view, &session.screen()))?,
    }
    Ok(Status::Done)
}
