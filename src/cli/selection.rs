use super::args::FilterArgs;
use super::failure::Failure;
use crate::model::{Handle, Team};
use crate::report::{Selection, UnknownName};
use crate::text;

/// Reads whom a report is about, and refuses teams, roles and members that
/// the team file does not have. A project may be one that only items name.
pub(super) fn read(args: &FilterArgs, team: &Team) -> Result<Selection, Failure> {
    let members: Result<Vec<Handle>, _> = args.members.iter().map(|name| name.parse()).collect();
    let selection = Selection {
        teams: args.teams.clone(),
        projects: args.projects.clone(),
        roles: args.roles.clone(),
        members: members.map_err(|error| Failure::usage(format!("--member: {error}")))?,
    };
    selection.check(team).map_err(unknown)?;
    Ok(selection)
}

/// Reads the same for a report on members alone, whose projects must be in the
/// team file too.
pub(super) fn read_of_members(args: &FilterArgs, team: &Team) -> Result<Selection, Failure> {
    let selection = read(args, team)?;
    selection.check_projects(team).map_err(unknown)?;
    Ok(selection)
}

fn unknown(error: UnknownName) -> Failure {
    let UnknownName { kind, known, .. } = &error;
    let known: Vec<_> = known.iter().map(|name| text::terminal(name)).collect();
    let hint = if known.is_empty() {
        format!("the team file names no {kind} yet; add some to the members' entries")
    } else {
        format!("write one of {}", known.join(", "))
    };
    Failure::usage(text::terminal(&error.to_string()).into_owned()).hint(hint)
}
