use super::input::Input;
use super::task::Task;
use super::written::Written;
use super::{confirm, edit, quick, said, sent};
use crate::cli::args::PostArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::store::{NewPost, Posted};

/// Runs `tidings post`.
pub(in crate::cli) fn run(session: &Session, args: &PostArgs) -> anyhow::Result<Status> {
    let input = Input::read(session, args)?;
    let task = match Task::begin(session, args) {
        Ok(task) => task,
        Err(error) => return Err(input.keep(session, error)),
    };
    let written = if wants_editor(session, args) {
        edit::write(session, args, &task, &input)?
    } else if said::is_given(args, &input) {
        Some(said::write(session, args, &task, &input)?)
    } else {
        quick::write(session, &task)?
    };
    let Some(written) = written else {
        session
            .streams
            .note("nothing was said, so nothing was posted");
        return Ok(Status::Done);
    };
    let posted = match save(&task, args, &written) {
        Ok(posted) => posted,
        Err(error) => return Err(keep(&task, &written, error)),
    };
    if args.dry_run {
        session.print(&format!("# {}\n{}", posted.path, posted.text))?;
        return Ok(Status::Done);
    }
    if let Some(draft) = &written.draft {
        draft.remove();
    }
    confirm::say(session, &task, &posted);
    sent::mention(session, &task.log)?;
    Ok(Status::Done)
}

fn wants_editor(session: &Session, args: &PostArgs) -> bool {
    args.edit || !args.from_commits.is_empty() && session.prompter().is_some()
}

fn save(task: &Task, args: &PostArgs, written: &Written) -> anyhow::Result<Posted> {
    let post = NewPost {
        author: &task.author,
        period: task.period,
        posted_by: task.posted_by.as_deref(),
        based_on: written.based_on,
    };
    task.log.post(&post, &task.signer, args.dry_run, |desk| {
        (written.compose)(desk)
    })
}

/// Keeps what was written when it could not be posted.
fn keep(task: &Task, written: &Written, error: anyhow::Error) -> anyhow::Error {
    let draft = task.draft();
    match draft.write(&written.text) {
        Ok(()) => error.context(Failure::new("the update was not posted").hint(format!(
            "what you wrote is kept; post it with 'tidings post --for {} -f {}'",
            task.period,
            draft.path().display()
        ))),
        Err(lost) => error.context(format!("what you wrote could not be kept either: {lost:#}")),
    }
}
