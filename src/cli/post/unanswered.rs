//! What the team requires and a post does not say.

use super::task::Task;
use crate::cli::failure::Failure;
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::format::{explain_misfit, parse_item};
use crate::model::{Answer, Desk, Health, Lack, Section, SectionKind, Update};
use crate::text;

/// The team asks for answers that are not there.
#[derive(Debug, thiserror::Error)]
#[error("the team asks for an answer to {titles}")]
pub(super) struct Unanswered {
    titles: String,
    /// The options that would answer.
    pub(super) options: String,
}

/// Refuses an update that leaves out what the team requires of it.
pub(super) fn check(task: &Task, desk: &Desk, update: &Update) -> anyhow::Result<()> {
    let lacks = task.questions(desk).lacks(update);
    if lacks.is_empty() {
        return Ok(());
    }
    let titles: Vec<String> = lacks.iter().map(|l| format!("'{}'", l.title)).collect();
    let options: Vec<String> = lacks.iter().map(|lack| option(task, lack)).collect();
    Err(Unanswered {
        titles: titles.join(", "),
        options: options.join(" "),
    }
    .into())
}

/// Returns the option that answers a section.
fn option(task: &Task, lack: &Lack) -> String {
    let key = lack.key.as_str();
    match key {
        "done" | "next" => format!("--{key} TEXT"),
        "blockers" => "--blocker TEXT".to_owned(),
        "questions" => "--question TEXT".to_owned(),
        "kudos" => "--kudos TEXT".to_owned(),
        "notes" => "--note TEXT".to_owned(),
        "health" => format!("--health {}", Health::ALL.map(Health::as_str).join("|")),
        _ => {
            let section = task.team.sections.iter().find(|section| section.key == key);
            match section.map(|section| &section.kind) {
                Some(SectionKind::Choice(options)) => {
                    format!("--answer '{key}={}'", options.join("|"))
                }
                Some(SectionKind::Scale(scale)) => {
                    format!("--answer {key}={}..{}", scale.low(), scale.high())
                }
                Some(SectionKind::YesNo) => format!("--answer '{key}=yes|no'"),
                _ => format!("--answer {key}=TEXT"),
            }
        }
    }
}

/// Asks on a terminal for what `said` leaves out and the team requires, and
/// adds the answers to it. `update` is what would be posted.
pub(super) fn ask(
    session: &Session,
    task: &Task,
    desk: &Desk,
    update: &Update,
    said: &mut Update,
) -> anyhow::Result<()> {
    let Some(prompter) = session.prompter() else {
        return Ok(());
    };
    for lack in task.questions(desk).lacks(update) {
        let section = task.team.sections.iter().find(|own| own.key == lack.key);
        let choices = match section {
            Some(section) => section.kind.choices(),
            None if lack.key == "health" => Some(Health::ALL.map(Health::as_str).join(", ")),
            None => None,
        };
        let choices = choices.map_or_else(String::new, |choices| format!(" ({choices})"));
        let question = text::terminal(&format!("{}{choices}", lack.title)).into_owned();
        let text = answered(prompter.line(&question, None, |text| {
            answer(task, &lack, text, &mut said.clone())
        }))?;
        answer(task, &lack, &text, said).map_err(Failure::new)?;
    }
    Ok(())
}

/// Puts an answer into an update, or says why it is none.
fn answer(task: &Task, lack: &Lack, text: &str, said: &mut Update) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("your team asks for an answer here".to_owned());
    }
    let key = lack.key.as_str();
    if let Some(section) = Section::ALL
        .into_iter()
        .find(|section| section.key() == key)
    {
        let item = parse_item(text, section, &task.handles());
        said.section_mut(section).push(item);
        return Ok(());
    }
    match key {
        "notes" => said.notes = Some(text.to_owned()),
        "health" => said.health = Some(text.parse()?),
        _ => {
            let mut sections = task.team.sections.iter();
            let own = sections.find(|section| section.key == key);
            let kind = own.map(|section| section.kind.clone()).unwrap_or_default();
            let answer = kind.fit(&Answer::Text(text.to_owned())).map_err(|misfit| {
                let (message, remedy) = explain_misfit(&lack.title, &misfit);
                text::terminal(&format!("{message}; {remedy}")).into_owned()
            })?;
            said.answers.insert(key.to_owned(), answer);
        }
    }
    Ok(())
}
