//! The form in the editor.

use super::input::Input;
use super::said;
use super::task::Task;
use super::written::Written;
use crate::cli::args::PostArgs;
use crate::cli::drafts::Draft;
use crate::cli::failure::Failure;
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::format::{Form, annotate_form, format_form, parse_form};
use crate::model::{Desk, Update};
use crate::ui;

/// Opens the update in the editor until it can be read; `None` when nothing
/// was changed.
pub(super) fn write(
    session: &Session,
    args: &PostArgs,
    task: &Task,
    input: &Input,
) -> anyhow::Result<Option<Written>> {
    let (desk, stored) = task.log.desk(&task.author, task.period)?;
    let (said, did) = said::read(session, args, task, input)?;
    let given = !said.is_empty() || !did.is_empty();
    let start = if args.replace {
        desk.replace(&said, &did)
    } else {
        desk.add(&said, &did)
    };
    let form = Form {
        update: start.map_err(|error| Failure::new(error.to_string()))?,
        plan: desk.plan.clone(),
        sections: task.team.sections.clone(),
        members: task.handles(),
        intro: intro(task, &desk),
    };
    let blank = format_form(&form);
    let draft = task.draft();
    let begun = continue_draft(session, &draft)?;
    let is_new = begun.is_none();
    let mut text = begun.unwrap_or_else(|| blank.clone());
    let update = loop {
        text = edit(session, task, &draft, &text)?;
        if text == blank && is_new && !given {
            draft.remove();
            return Ok(None);
        }
        match parse_form(&draft.path().display().to_string(), &text, &form) {
            Ok(update) => break update,
            Err(findings) => {
                text = annotate_form(&text, &findings);
                draft.write(&text)?;
                open_again(session, task, &draft)?;
            }
        }
    };
    if !args.replace && !given && says_nothing(&update, &form, &desk) {
        draft.remove();
        return Ok(None);
    }
    let update = Update {
        time_zone: Some(task.zone.to_string()),
        ..update
    };
    Ok(Some(Written {
        compose: Box::new(move |_| {
            let mut update = update.clone();
            update.assign_ids();
            Ok(update)
        }),
        based_on: Some(stored),
        text,
        draft: Some(draft),
    }))
}

/// Returns whether a form says no more than the log does already, or than an
/// empty form does where there is no update yet.
fn says_nothing(update: &Update, form: &Form, desk: &Desk) -> bool {
    let untouched = Update {
        next: [form.update.next.clone(), form.plan.clone()].concat(),
        ..form.update.clone()
    };
    match &desk.existing {
        Some(existing) => update == existing,
        None => *update == form.update || *update == untouched,
    }
}

/// Runs the editor on the draft and reads what it left.
fn edit(session: &Session, task: &Task, draft: &Draft, text: &str) -> anyhow::Result<String> {
    draft.write(text)?;
    let editor = task.settings.editor()?.ok_or_else(|| {
        Failure::new("git knows no editor").hint("git config --global core.editor EDITOR")
    })?;
    ui::edit(&editor, draft.path()).map_err(|error| {
        anyhow::Error::from(error).context(
            Failure::new("nothing was posted")
                .hint(format!("your text is kept in {}", draft.path().display())),
        )
    })?;
    let text = draft.read().unwrap_or_default();
    session
        .streams
        .detail(&format!("read the form from {}", draft.path().display()));
    Ok(text)
}

/// Asks whether to go on with a text that was not posted the last time.
fn continue_draft(session: &Session, draft: &Draft) -> anyhow::Result<Option<String>> {
    let (Some(text), Some(prompter)) = (draft.read(), session.prompter()) else {
        return Ok(None);
    };
    let question = "There is a draft that was not posted. Go on with it?";
    Ok(answered(prompter.confirm(question, true))?.then_some(text))
}

/// Asks whether to mend a form that cannot be read.
fn open_again(session: &Session, task: &Task, draft: &Draft) -> anyhow::Result<()> {
    let path = draft.path().display();
    let failure = || {
        Failure::new("the form cannot be read as it is; nothing was posted").hint(format!(
            "the errors stand beside their lines in {path}; mend them, then \
             'tidings post --for {} -f {path}'",
            task.period
        ))
    };
    let prompter = session.prompter().ok_or_else(failure)?;
    if answered(prompter.confirm("The form cannot be read as it is. Open it again?", true))? {
        return Ok(());
    }
    Err(failure().into())
}

/// The lines that explain a form.
fn intro(task: &Task, desk: &Desk) -> Vec<String> {
    let mut lines = vec![format!("This is {}.", task.describe())];
    if let Some(previous) = desk.previous {
        lines.push(format!("The last one was for {}.", previous.describe()));
    }
    lines.push("Headings are sections, bullets are items. [x] ticks what is done;".to_owned());
    lines.push("a line that is taken out is closed or dropped. Save to post.".to_owned());
    lines
}
