//! The quick screen: what `tidings post` asks when nothing is given.

use super::said;
use super::task::Task;
use super::written::{Written, as_markdown};
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::format::{attribute_error, explain_misfit};
use crate::model::{
    Answer, CustomSection, Desk, Health, Item, Questionnaire, Section, SectionKind, Update, When,
};
use crate::text;
use crate::ui::{PromptError, QuickAnswer, QuickField, QuickPost};

/// The usual sections that are asked for even where the team requires none;
/// the others have options, and a place in the form.
const ASKED: [&str; 3] = ["done", "next", "blockers"];

/// What is asked on the screen, and what the answers are made of.
struct Screen {
    /// What can be ticked: what the week's daily updates list as done, then
    /// the last plan.
    rows: Vec<Item>,
    /// How many of them are not of the plan.
    gathered: usize,
    questions: Questionnaire,
    /// The keys of the sections that are asked for, in the order of fields.
    keys: Vec<String>,
}

/// Asks; `None` when nothing was said.
pub(super) fn write<'t>(session: &Session, task: &'t Task) -> anyhow::Result<Option<Written<'t>>> {
    let prompter = session.prompter().ok_or_else(|| {
        Failure::usage("nothing was said, and nothing may be asked here")
            .hint("say it: tidings post \"Shipped retries\", or write it: tidings post -f FILE")
    })?;
    let (desk, _) = task.log.desk(&task.author, task.period)?;
    let screen = Screen::lay(task, &desk)?;
    let check = |index: usize, text: &str| screen.check(index, text);
    let post = screen.show(session, task, &desk);
    let answer = match prompter.quick_post(&post, &check) {
        Ok(answer) => answer,
        Err(error) => return Err(keep(task, &screen, error)),
    };
    if answer.is_empty() {
        return Ok(None);
    }
    for message in screen.items(&answer).filter_map(attribute_error) {
        let message = text::terminal(&message);
        session
            .streams
            .note(&format!("{message}; the braces stay part of the text"));
    }
    let said = screen.update(task, &answer);
    let text = as_markdown(task, &said);
    Ok(Some(Written {
        compose: Box::new(move |desk| said::join(task, desk, &said, &[], false)),
        based_on: None,
        text,
        draft: None,
        by_options: false,
    }))
}

impl Screen {
    fn lay(task: &Task, desk: &Desk) -> anyhow::Result<Self> {
        let gathered = task.week_so_far(desk)?;
        let mut week = Update::new(task.author.clone(), task.period);
        week.done.clone_from(&gathered);
        let plan = desk.clone().begun_with(&week).plan;
        let questions = task.questions(desk);
        let answered = |key: &str| desk.start.answers_to(key);
        let usual = Questionnaire::USUAL.into_iter().filter(|key| {
            let asked = questions.asks(key) && ASKED.contains(key);
            asked || questions.requires(key) && !answered(key)
        });
        // What may be written in every update and need not be has options,
        // and a place in the form: a post takes three key presses.
        let own = questions.sections.iter().filter(|section| {
            let special = section.asking.required || section.asking.when != When::Always;
            special || section.kind.is_word()
        });
        let own = own
            .map(|section| section.key.as_str())
            .filter(|key| questions.asks(key) && !answered(key));
        let keys = usual.chain(own).map(str::to_owned).collect();
        Ok(Self {
            gathered: gathered.len(),
            rows: [gathered, plan].concat(),
            keys,
            questions,
        })
    }

    /// Returns the screen as it is shown.
    fn show(&self, session: &Session, task: &Task, desk: &Desk) -> QuickPost {
        let line = |text: &str| text::terminal(text).into_owned();
        let since = task.looks_back(desk);
        let since = since.map_or_else(String::new, |since| format!(", {since}"));
        let why = task.why_not_now(session);
        let why = why.map_or_else(String::new, |why| format!("\nIt is {why}"));
        QuickPost {
            heading: format!("{}{since}{why}", task.describe()),
            plan: self.rows.iter().map(|item| line(&item.text)).collect(),
            ticked: self.gathered,
            open: desk
                .open(&desk.start)
                .map(|(_, item)| line(&item.text))
                .collect(),
            fields: self.keys.iter().map(|key| self.field(key, desk)).collect(),
        }
    }

    fn field(&self, key: &str, desk: &Desk) -> QuickField {
        let own = self.own(key);
        let choices = match own {
            Some(section) => section.kind.choices(),
            None if key == "health" => Some(format!(
                "one of {}",
                Health::ALL.map(Health::as_str).join(", ")
            )),
            None => None,
        };
        let help = self
            .questions
            .asking(key)
            .and_then(|asking| asking.help.clone());
        let hints = help.into_iter().chain(choices);
        let hints = hints.map(|hint| text::terminal(&hint).into_owned());
        let title = own.map(|section| text::terminal(&section.title).into_owned());
        QuickField {
            title: title.unwrap_or_else(|| Questionnaire::heading(key)),
            hints: hints.filter(|hint| !hint.is_empty()).collect(),
            many: own.map_or(section_of(key).is_some(), |own| {
                own.kind == SectionKind::List
            }),
            required: self.questions.requires(key) && !desk.start.answers_to(key),
            takes_ticks: key == Section::Done.key(),
        }
    }

    /// Returns the team's own section with this key.
    fn own(&self, key: &str) -> Option<&CustomSection> {
        self.questions
            .sections
            .iter()
            .find(|section| section.key == key)
    }

    /// Returns whether a text answers the section of the field with this
    /// index, or why it does not.
    fn check(&self, index: usize, text: &str) -> Result<(), String> {
        let key = &self.keys[index];
        if key == "health" {
            return text.parse::<Health>().map(|_| ());
        }
        let Some(section) = self.own(key) else {
            return Ok(());
        };
        let fitted = section.kind.fit(&Answer::Text(text.to_owned()));
        fitted.map(|_| ()).map_err(|misfit| {
            let (message, remedy) = explain_misfit(&section.title, &misfit);
            text::terminal(&format!("{message}; {remedy}")).into_owned()
        })
    }

    /// Returns the lines that were typed as items.
    fn items<'a>(&'a self, answer: &'a QuickAnswer) -> impl Iterator<Item = &'a str> {
        let fields = self.keys.iter().zip(&answer.fields);
        fields
            .filter(|(key, _)| section_of(key).is_some())
            .flat_map(|(_, lines)| lines.iter().map(String::as_str))
    }

    /// Makes an update of the answers: what was ticked is done, what was not
    /// is planned again, unless an earlier update lists it as done.
    fn update(&self, task: &Task, answer: &QuickAnswer) -> Update {
        let mut update = Update::new(task.author.clone(), task.period);
        update.time_zone = Some(task.zone.to_string());
        for (index, item) in self.rows.iter().enumerate() {
            if answer.ticked.contains(&index) {
                update.done.push(item.clone());
            } else if index >= self.gathered {
                update.next.push(item.clone());
            }
        }
        for (key, lines) in self.keys.iter().zip(&answer.fields) {
            if let Some(section) = section_of(key) {
                let items = lines
                    .iter()
                    .filter_map(|line| said::item(task, line, section));
                update.section_mut(section).extend(items);
                continue;
            }
            let Some(text) = lines.first() else { continue };
            match self.own(key) {
                Some(section) => {
                    let typed = match section.kind {
                        SectionKind::List => Answer::List(lines.clone()),
                        _ => Answer::Text(text.clone()),
                    };
                    // A draft keeps also what is no answer yet.
                    let answer = section.kind.fit(&typed).unwrap_or(typed);
                    update.answers.insert(key.clone(), answer);
                }
                None if key == "health" => update.health = text.parse().ok(),
                None => update.notes = Some(text.clone()),
            }
        }
        update
    }
}

fn section_of(key: &str) -> Option<Section> {
    Section::ALL
        .into_iter()
        .find(|section| section.key() == key)
}

/// Keeps what was typed before the dialogue was left.
fn keep(task: &Task, screen: &Screen, error: PromptError) -> anyhow::Error {
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
    match draft.begin(&as_markdown(task, &screen.update(task, &so_far))) {
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
