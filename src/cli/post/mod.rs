//! `tidings post`: from what somebody wrote, in whichever way, to a commit.

mod commits;
mod confirm;
mod edit;
mod input;
mod quick;
mod said;
pub(super) mod sent;
mod task;

use input::Input;
use task::Task;

use super::args::PostArgs;
use super::drafts::Draft;
use super::failure::{Failure, Status};
use super::session::Session;
use crate::format::{Form, format_form};
use crate::model::{Desk, Update};
use crate::store::{NewPost, Posted};

/// Runs `tidings post`.
pub(super) fn run(session: &Session, args: &PostArgs) -> anyhow::Result<Status> {
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

/// Makes an update out of a desk.
type Compose = Box<dyn Fn(&Desk) -> anyhow::Result<Update>>;

/// What somebody wrote, as far as it can be told before the log is locked.
struct Written {
    /// Makes the update out of the desk as it is when the post is saved.
    compose: Compose,
    /// The object that the text was based on, where it replaces the whole
    /// update.
    based_on: Option<Option<crate::git::ObjectId>>,
    /// The text, to be kept when the post fails.
    text: String,
    /// Where the text is kept already.
    draft: Option<Draft>,
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

/// Writes an update as the Markdown that `-f` takes.
fn as_markdown(task: &Task, update: &Update) -> String {
    format_form(&Form {
        update: update.clone(),
        plan: Vec::new(),
        sections: task.team.sections.clone(),
        members: task.handles(),
        intro: Vec::new(),
    })
}
