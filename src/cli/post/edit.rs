//! The form in the editor.

use super::said;
use super::task::Task;
use super::written::Written;
use crate::cli::args::PostArgs;
use crate::cli::drafts::Draft;
use crate::cli::failure::Failure;
use crate::cli::input::Input;
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::format::{
    Form, InputKind, annotate_form, format_form, is_emptied_form, parse_form, parse_input,
};
use crate::model::{Desk, Finding, PeriodKind, Update};
use crate::ui;

/// Opens the update in the editor until it can be read; `None` when nothing
/// was changed, or nothing is left.
///
/// `begun` is a draft that is gone on with. What it says is laid upon the
/// desk as it is now, so that nothing that was posted meanwhile is taken out.
pub(super) fn write<'t>(
    session: &Session,
    args: &PostArgs,
    task: &'t Task,
    input: &Input,
    begun: Option<String>,
) -> anyhow::Result<Option<Written<'t>>> {
    let (mut desk, stored) = task.log.desk(&task.author, task.period)?;
    let (said, did) = said::read(session, args, task, input)?;
    let goes_on = begun.is_some();
    let questions = task.questions(&desk);
    let intro = intro(session, task, &desk);
    let gathered = if goes_on {
        Vec::new()
    } else {
        task.week_so_far(&desk)?
    };
    let given = goes_on || !said.is_empty() || !did.is_empty();
    let draft = task.draft();
    let name = draft.path().display().to_string();
    let mut opened = None;
    if let Some(text) = begun {
        match read_begun(task, &name, &text) {
            Ok(update) => {
                let sections = &task.team.sections;
                desk = desk.making_way(&update, sections).begun_with(&update);
            }
            Err(findings) => opened = Some(annotate_form(&text, &findings)),
        }
    }
    let prefilled = !gathered.is_empty();
    if prefilled {
        let mut week = Update::new(task.author.clone(), task.period);
        week.done = gathered;
        desk = desk.begun_with(&week);
    }
    let form = Form {
        update: said::join(task, &desk, &said, &did, args.replace)?,
        plan: desk.plan.clone(),
        questions,
        members: task.handles(),
        intro,
    };
    let blank = format_form(&form);
    let mut text = opened.unwrap_or_else(|| blank.clone());
    if !goes_on {
        set_aside(session, &draft, &text)?;
    }
    let update = loop {
        let before = text;
        text = edit(session, task, &draft, &before, given)?;
        // What was gathered from the week is worth a question, and without
        // one it is an untouched form.
        let asks = given || prefilled && session.prompter().is_some();
        if asks && text == before {
            confirm_unchanged(session, task, &draft)?;
        }
        let untouched = !asks && text == blank;
        if untouched || is_emptied_form(&text) {
            draft.remove();
            return Ok(None);
        }
        match parse_form(&name, &text, &form) {
            Ok(update) => break update,
            Err(findings) => {
                text = annotate_form(&text, &findings);
                draft.write(&text)?;
                open_again(session, task, &draft)?;
            }
        }
    };
    if !args.replace && !given && !prefilled && says_nothing(&update, &form, &desk) {
        draft.remove();
        return Ok(None);
    }
    let update = Update {
        time_zone: Some(task.zone.to_string()),
        ..update
    };
    Ok(Some(Written {
        compose: Box::new(move |desk| {
            let mut update = update.clone();
            desk.assign_ids(&mut update);
            Ok(update)
        }),
        based_on: Some(stored),
        text,
        draft: Some(draft),
        by_options: false,
    }))
}

/// Reads a draft, which may say all of an update or some of it.
fn read_begun(task: &Task, name: &str, text: &str) -> Result<Update, Vec<Finding>> {
    let (sections, members) = (&task.team.sections, task.handles());
    let kind = InputKind::Markdown;
    parse_input(
        name,
        text,
        kind,
        &task.author,
        task.period,
        sections,
        &members,
    )
}

/// Begins a draft. An earlier one that nobody could be asked about is set
/// aside, not lost.
fn set_aside(session: &Session, draft: &Draft, text: &str) -> anyhow::Result<()> {
    if let Some(aside) = draft.begin(text)? {
        let aside = aside.display();
        session
            .streams
            .note(&format!("an earlier draft is kept in {aside}"));
    }
    Ok(())
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

/// Runs the editor on the draft and reads what it left. When it fails, the
/// draft stays if there is anything in it that the program did not write.
fn edit(
    session: &Session,
    task: &Task,
    draft: &Draft,
    before: &str,
    given: bool,
) -> anyhow::Result<String> {
    draft.write(before)?;
    let editor = task.log.repository().settings()?.editor()?.ok_or_else(|| {
        Failure::new("git knows no editor").hint("git config --global core.editor EDITOR")
    })?;
    let edited = ui::edit(&editor, draft.path());
    let text = draft.read().unwrap_or_default();
    if let Err(error) = edited {
        let failure = Failure::new("nothing was posted");
        let failure = if text.is_empty() || text == before && !given {
            draft.remove();
            failure
        } else {
            failure.hint(format!(
                "what you wrote is kept in {}; go on with '{}'",
                draft.path().display(),
                task.command("--edit")
            ))
        };
        return Err(anyhow::Error::from(error).context(failure));
    }
    session
        .streams
        .detail(&format!("read the form from {}", draft.path().display()));
    Ok(text)
}

/// Asks whether to post what the editor left as it was: whoever leaves an
/// editor without saving may not want to.
fn confirm_unchanged(session: &Session, task: &Task, draft: &Draft) -> anyhow::Result<()> {
    let Some(prompter) = session.prompter() else {
        return Ok(());
    };
    let question = "Nothing was changed. Post it as it stands?";
    if answered(prompter.confirm(question, true))? {
        return Ok(());
    }
    Err(Failure::new("nothing was posted")
        .hint(format!(
            "the draft is kept in {}; go on with '{}'",
            draft.path().display(),
            task.command("--edit")
        ))
        .into())
}

/// Asks whether to mend a form that cannot be read.
fn open_again(session: &Session, task: &Task, draft: &Draft) -> anyhow::Result<()> {
    let path = draft.path().display();
    let failure = || {
        Failure::new("the form cannot be read as it is; nothing was posted").hint(format!(
            "the errors stand beside their lines in {path}; mend them, then '{}'",
            task.file_command(draft.path())
        ))
    };
    let prompter = session.prompter().ok_or_else(failure)?;
    if answered(prompter.confirm("The form cannot be read as it is. Open it again?", true))? {
        return Ok(());
    }
    Err(failure().into())
}

/// The lines that explain a form.
fn intro(session: &Session, task: &Task, desk: &Desk) -> Vec<String> {
    let mut lines = vec![format!("This is {}.", task.describe())];
    if let Some(since) = task.looks_back(desk) {
        lines.push(format!("It looks back over what was done {since}."));
    }
    if let Some(why) = task.why_not_now(session) {
        lines.push(format!("It is {why}."));
    }
    if task.period.kind() == PeriodKind::Week && desk.existing.is_none() {
        lines.push("What the daily updates of the week list as done is in it already.".to_owned());
    }
    lines.push("Headings are sections, bullets are items. [x] ticks what is done;".to_owned());
    lines.push("a line that is taken out is closed or dropped. Save to post.".to_owned());
    lines
}
