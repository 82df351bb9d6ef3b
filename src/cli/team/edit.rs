use super::entry;
use super::file;
use super::task::Task;
use crate::cli::args::{MemberArgs, RhythmArgs, TeamEditArgs};
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::model::{Handle, Member};

/// Runs `tidings team edit`.
pub(super) fn run(session: &Session, args: &TeamEditArgs) -> anyhow::Result<Status> {
    let said = !says_nothing(&args.change) || args.handle.is_some() || !args.drop.is_empty();
    let Some(named) = &args.member else {
        if said {
            return Err(Failure::usage("whose entry is to be changed is not said")
                .hint("name the member: tidings team edit HANDLE …")
                .into());
        }
        return file::run(session, &args.sending);
    };
    let task = Task::begin(session, &args.sending)?;
    let before = task.member(named)?;
    let handle = before.handle.clone();
    if !said {
        return Err(Failure::usage("what is to be changed is not said")
            .hint(format!(
                "name it, such as 'tidings team edit {handle} --time-zone Europe/Paris', \
                 or edit the file with 'tidings team edit'"
            ))
            .into());
    }
    let mut member = before.clone();
    for text in &args.drop {
        entry::drop_key(&task, text, &mut member)?;
    }
    entry::apply(&task, &args.change, &mut member)?;
    if let Some(new) = &args.handle {
        rename(&task, &mut member, new)?;
    }
    let subject = format!("{handle}: entry changed");
    // What somebody else changed of it meanwhile is not to be put back.
    let ((), saved) =
        task.log
            .edit_member(&handle, task.note(&subject), &task.signer, |_, now| {
                if now != before {
                    return Err(crate::store::StoreError::Changed {
                        path: crate::format::TEAM_PATH.to_owned(),
                    });
                }
                now.clone_from(&member);
                Ok(())
            })?;
    task.report(
        saved.as_ref(),
        &format!("changed: the entry of {}", member.handle),
    )
}

/// Gives a member another handle; the old one stays theirs.
fn rename(task: &Task<'_>, member: &mut Member, new: &str) -> anyhow::Result<()> {
    let new: Handle = new
        .parse()
        .map_err(|error| Failure::usage(format!("'{new}' is no handle: {error}")))?;
    let old = member.handle.clone();
    if new == old {
        return Ok(());
    }
    if let Some(other) = task.team.member(&new).filter(|other| other.handle != old) {
        let message = format!("the handle '{new}' belongs to {}", other.handle);
        return Err(Failure::new(message).hint("choose another").into());
    }
    if member.name == old.as_str() {
        member.name = new.to_string();
    }
    member.former_handles.retain(|handle| *handle != new);
    member.former_handles.push(old);
    member.handle = new;
    Ok(())
}

fn says_nothing(args: &MemberArgs) -> bool {
    let MemberArgs {
        name,
        email,
        account,
        time_zone,
        moves,
        days,
        hours,
        holidays,
        cadence,
        rhythm,
        team,
        project,
        role,
        observer,
        joined,
        left,
    } = args;
    let single = [name, account, time_zone, hours, holidays, joined, left];
    let lists = [email, moves, days, team, project, role];
    single.iter().all(|value| value.is_none())
        && lists.iter().all(|values| values.is_empty())
        && cadence.is_none()
        && *rhythm == RhythmArgs::default()
        && !observer
}
