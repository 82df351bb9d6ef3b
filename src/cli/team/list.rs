use std::collections::BTreeSet;

use super::{add, edit, import, remove};
use crate::cli::args::{ListFormat, RosterArgs, TeamArgs, TeamCommand};
use crate::cli::failure::Status;
use crate::cli::selection;
use crate::cli::session::Session;
use crate::model::{Agenda, CommitId, Handle, Period, Team};
use crate::render;
use crate::report::{TeamOptions, TeamView};
use crate::store::LogTree;

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
        posted: posted_ahead(session, &tree, &team)?,
    };
    let commit = CommitId(tree.commit().id.to_string());
    let view = TeamView::build(&team, &commit, &read.findings, &options);
    match args.format {
        ListFormat::Json => session.print_json(&view)?,
        ListFormat::Terminal => session.page(&render::team(&view, &session.screen()))?,
    }
    Ok(Status::Done)
}

/// Finds what members have posted before it is due.
fn posted_ahead(
    session: &Session,
    tree: &LogTree<'_>,
    team: &Team,
) -> anyhow::Result<BTreeSet<(Handle, Period)>> {
    let mut posted = BTreeSet::new();
    for member in &team.members {
        let agenda = Agenda::new(team, member);
        let mut next = agenda.next_duty(session.now());
        while let Some(duty) = next {
            if !tree.is_posted(member, duty.period)? {
                break;
            }
            posted.insert((member.handle.clone(), duty.period));
            next = agenda.next_duty(duty.due);
        }
    }
    Ok(posted)
}
