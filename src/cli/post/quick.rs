//! The quick screen: what `tidings post` asks when nothing is given.

use super::said;
use super::task::Task;
use super::written::{Written, as_markdown};
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::format::attribute_error;
use crate::model::{Desk, Section, Update};
use crate::text;
use crate::ui::{PromptError, QuickAnswer, QuickPost};

/// Asks; `None` when nothing was said.
pub(super) fn write(session: &Session, task: &Task) -> anyhow::Result<Option<Written>> {
    let prompter = session.prompter().ok_or_else(|| {
        Failure::usage("nothing was said, and nothing may be asked here")
            .hint("say it: tidings post \"Shipped retries\", or write it: tidings post -f FILE")
    })?;
    let (desk, _) = task.log.desk(&task.author, task.period)?;
    let answer = match prompter.quick_post(&question(task, &desk)) {
        Ok(answer) => answer,
        Err(error) => return Err(keep(task, &desk, error)),
    };
    if answer.is_empty() {
        return Ok(None);
    }
    let typed = [&answer.done, &answer.next, &answer.blockers];
    for message in typed
        .into_iter()
        .flatten()
        .filter_map(|line| attribute_error(line))
    {
        let message = text::terminal(&message);
        session
            .streams
            .note(&format!("{message}; the braces stay part of the text"));
    }
    let said = update(task, &desk, &answer);
    let text = as_markdown(task, &said);
    Ok(Some(Written {
        compose: Box::new(move |desk| Ok(desk.add(&said, &[])?)),
        based_on: None,
        text,
        draft: None,
        by_options: false,
    }))
}

fn question(task: &Task, desk: &Desk) -> QuickPost {
    let line = |text: &str| text::terminal(text).into_owned();
    let open = desk.open(&desk.start);
    QuickPost {
        heading: task.describe(),
        plan: desk.plan.iter().map(|item| line(&item.text)).collect(),
        open: open.map(|(_, item)| line(&item.text)).collect(),
    }
}

/// Makes an update of the answers: what was ticked is done, what was not is
/// planned again.
fn update(task: &Task, desk: &Desk, answer: &QuickAnswer) -> Update {
    let mut update = Update::new(task.author.clone(), task.period);
    update.time_zone = Some(task.zone.to_string());
    for (index, item) in desk.plan.iter().enumerate() {
        let ticked = answer.ticked.contains(&index);
        let section = if ticked { Section::Done } else { Section::Next };
        update.section_mut(section).push(item.clone());
    }
    let typed = [
        (Section::Done, &answer.done),
        (Section::Next, &answer.next),
        (Section::Blockers, &answer.blockers),
    ];
    for (section, lines) in typed {
        let items = lines
            .iter()
            .filter_map(|line| said::item(task, line, section));
        update.section_mut(section).extend(items);
    }
    update
}

/// Keeps what was typed before the dialogue was left.
fn keep(task: &Task, desk: &Desk, error: PromptError) -> anyhow::Error {
    let interrupted = matches!(error, PromptError::Interrupted { .. });
    let message = error.to_string();
    let so_far = error.into_so_far();
    let failure = |text| {
        if interrupted {
            Failure::interrupted(text)
        } else {
            Failure::new(text)
        }
    };
    if so_far.is_empty() {
        return failure(message).into();
    }
    let draft = task.draft();
    match draft.begin(&as_markdown(task, &update(task, desk, &so_far))) {
        Ok(_) => failure(message)
            .hint(format!(
                "what you typed is kept in {}; go on with '{}'",
                draft.path().display(),
                task.command("--edit")
            ))
            .into(),
        Err(lost) => lost,
    }
}
