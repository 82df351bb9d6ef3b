use std::collections::BTreeMap;

use crate::model::{
    Answer, CustomSection, Finding, Health, Item, Lack, Place, Section, Severity, Update,
};

use super::super::misfit::explain_misfit;
use super::super::suggest;
use super::super::yaml::MAX_BYTES;
use super::block::{self, Block};
use super::form::Form;
use super::form_writer::format_form;
use super::heading::Slot;
use super::line::{read_block, read_plain};
use super::outline::{Outline, Part};
use super::restore::restore;

/// Reads a filled form as the update that it means.
///
/// `name` is that of the input, for findings. What was planned and is not
/// ticked is planned again; open items that are ticked are closed and done,
/// those that are gone are closed. What the form did not show, or could not
/// show exactly, stays as it was where its line was left alone.
///
/// # Errors
///
/// Every finding, at least one of them an error, with the lines of `text`.
pub fn parse_form(name: &str, text: &str, form: &Form) -> Result<Update, Vec<Finding>> {
    read_markdown(name, text, form, false)
}

/// Returns whether nothing is left of a form: no heading and no text, only
/// comments at most.
#[must_use]
pub fn is_emptied_form(text: &str) -> bool {
    let (parts, findings) = Outline::parse("", text, &[], false);
    parts.is_empty() && findings.is_empty()
}

/// Reads Markdown against a form; `lead` allows bullets before the first
/// heading, which are done items.
pub(in super::super) fn read_markdown(
    name: &str,
    text: &str,
    form: &Form,
    lead: bool,
) -> Result<Update, Vec<Finding>> {
    if text.len() > MAX_BYTES {
        return Err(vec![Finding {
            severity: Severity::Error,
            rule: "too-big",
            path: name.to_owned(),
            place: None,
            message: format!(
                "the text has {} bytes, and {MAX_BYTES} is the most",
                text.len()
            ),
            remedy: "shorten it, and link to what is long".to_owned(),
        }]);
    }
    let sections = form.shown_sections();
    let mut pristine = Filling::read(name, &format_form(form), form, &sections, false);
    let mut filling = Filling::read(name, text, form, &sections, lead);
    filling.fit(&pristine);
    if !filling.findings.is_empty() {
        return Err(filling.findings);
    }
    restore(form, &sections, &mut pristine, &mut filling);
    let headings = std::mem::take(&mut filling.headings);
    let update = assemble(form, filling);
    let lacks = form.questions.lacks(&update);
    if lacks.is_empty() {
        return Ok(update);
    }
    let finding = |lack: &Lack| unanswered(name, lack, headings.get(lack.key.as_str()).copied());
    Err(lacks.iter().map(finding).collect())
}

/// Makes the finding for a section that must be answered and is not; `number`
/// is the line of its heading, where it has one.
fn unanswered(name: &str, lack: &Lack, number: Option<usize>) -> Finding {
    Finding {
        severity: Severity::Error,
        rule: "unanswered",
        path: name.to_owned(),
        place: number.map(|line| Place { line, column: 1 }),
        message: format!("'{}' must be answered", lack.title),
        remedy: match number {
            Some(_) => "write an answer below the heading".to_owned(),
            None => format!("write '## {}' and an answer", lack.title),
        },
    }
}

/// An item of a form, before its box moves it to another section.
pub(super) struct Entry {
    pub(super) section: Section,
    tick: Option<bool>,
    pub(super) item: Item,
}

/// What a text says, section by section.
pub(super) struct Filling<'a> {
    name: &'a str,
    form: &'a Form,
    sections: &'a [CustomSection],
    pub(super) entries: Vec<Entry>,
    pub(super) notes: Option<String>,
    health: Option<Health>,
    /// The answers, by index of the section.
    pub(super) answers: Vec<Option<Answer>>,
    /// The lines of the headings, by key of the section.
    headings: BTreeMap<&'a str, usize>,
    findings: Vec<Finding>,
}

impl<'a> Filling<'a> {
    fn read(
        name: &'a str,
        text: &str,
        form: &'a Form,
        sections: &'a [CustomSection],
        lead: bool,
    ) -> Self {
        let (parts, findings) = Outline::parse(name, text, sections, lead);
        let mut filling = Self {
            name,
            form,
            sections,
            entries: Vec::new(),
            notes: None,
            health: None,
            answers: vec![None; sections.len()],
            headings: BTreeMap::new(),
            findings,
        };
        for part in &parts {
            filling.take(part);
        }
        filling.findings.sort_by_key(|finding| finding.place);
        filling
    }

    fn error(&mut self, number: usize, rule: &'static str, message: String, remedy: String) {
        self.findings.push(Finding {
            severity: Severity::Error,
            rule,
            path: self.name.to_owned(),
            place: Some(Place {
                line: number,
                column: 1,
            }),
            message,
            remedy,
        });
    }

    fn take(&mut self, part: &Part) {
        if let Some(key) = part.slot.key(self.sections) {
            self.headings.entry(key).or_insert(part.number);
        }
        match part.slot {
            Slot::Items(section) => {
                for block in block::split(&part.lines) {
                    self.take_item(section, &block);
                }
            }
            Slot::Notes => join_prose(&mut self.notes, part),
            Slot::Health => self.take_health(part),
            Slot::AnswerText(index) => {
                let mut text = match self.answers[index].take() {
                    Some(Answer::Text(text)) => Some(text),
                    _ => None,
                };
                join_prose(&mut text, part);
                self.answers[index] = text.map(Answer::Text);
            }
            Slot::AnswerWord(index) => {
                let old = self.answers[index].take().map(|answer| answer.to_string());
                let lines = part.lines.iter().map(|line| line.text.trim());
                let lines = lines.map(|line| without_bullet(line).to_owned());
                let words: Vec<String> = old.into_iter().chain(lines).collect();
                let word = words.join(" ").trim().to_owned();
                self.answers[index] = (!word.is_empty()).then_some(Answer::Text(word));
            }
            Slot::AnswerList(index) => {
                let mut texts = match self.answers[index].take() {
                    Some(Answer::List(texts)) => texts,
                    _ => Vec::new(),
                };
                texts.extend(block::split(&part.lines).iter().filter_map(read_plain));
                self.answers[index] = (!texts.is_empty()).then_some(Answer::List(texts));
            }
            Slot::Unknown => {}
        }
    }

    fn take_item(&mut self, section: Section, block: &Block) {
        match read_block(block, section, &self.form.members) {
            Ok(item) => self.entries.extend(item.map(|item| Entry {
                section,
                tick: block.tick,
                item,
            })),
            Err(message) => self.error(
                block.number,
                "bad-attribute",
                message,
                "correct it, or write a backslash before '{' if it is text".to_owned(),
            ),
        }
    }

    fn take_health(&mut self, part: &Part) {
        for line in &part.lines {
            let text = line.text.trim();
            let bare = without_bullet(text);
            if bare.is_empty() {
                continue;
            }
            let word = bare.to_lowercase().replace(' ', "-");
            match word.parse() {
                Ok(health) if self.health.is_none_or(|known| known == health) => {
                    self.health = Some(health);
                }
                Ok(_) => self.error(
                    line.number,
                    "bad-health",
                    "there are two words for the health".to_owned(),
                    "leave one of them".to_owned(),
                ),
                Err(_) => self.error(
                    line.number,
                    "bad-health",
                    format!("'{bare}' is no health"),
                    suggest::remedy(&word, &Health::ALL.map(Health::as_str)),
                ),
            }
        }
    }

    /// Makes every answer of one word what its section takes, save those that
    /// were left alone.
    fn fit(&mut self, pristine: &Self) {
        let asked = &self.form.questions.sections;
        for index in 0..self.answers.len() {
            let key = &self.sections[index].key;
            let section = asked.iter().find(|section| section.key == *key);
            let (Some(section), Some(answer)) = (section, &self.answers[index]) else {
                continue;
            };
            let untouched = self.answers[index] == pristine.answers[index];
            if untouched || !section.kind.is_word() {
                continue;
            }
            match section.kind.fit(answer) {
                Ok(answer) => self.answers[index] = Some(answer),
                Err(misfit) => {
                    let (message, remedy) = explain_misfit(&section.title, &misfit);
                    let number = self.headings[key.as_str()];
                    self.error(number, "bad-answer", message, remedy);
                }
            }
        }
        self.findings.sort_by_key(|finding| finding.place);
    }

    /// Returns the items of a section that have a box, or have none.
    pub(super) fn of(&self, section: Section) -> impl Iterator<Item = &Item> {
        self.entries
            .iter()
            .filter(move |entry| entry.section == section)
            .map(|entry| &entry.item)
    }
}

/// Returns a line without the bullet that people put before a word.
fn without_bullet(line: &str) -> &str {
    line.strip_prefix(['-', '*', '+']).unwrap_or(line).trim()
}

/// Joins the lines of a part to the free text before it, without the blank
/// lines around; a text of several lines ends in a line end.
fn join_prose(text: &mut Option<String>, part: &Part) {
    let lines: Vec<&str> = part.lines.iter().map(|line| line.text.trim_end()).collect();
    let new = lines.join("\n");
    let new = new.trim_matches('\n');
    if new.trim().is_empty() {
        return;
    }
    let joined = text.as_ref().map_or_else(
        || new.to_owned(),
        |old| format!("{}\n\n{new}", old.trim_end()),
    );
    *text = Some(if joined.contains('\n') {
        joined + "\n"
    } else {
        joined
    });
}

/// Moves every item to the section that its box means.
fn assemble(form: &Form, filling: Filling<'_>) -> Update {
    let mut update = Update {
        time_zone: form.update.time_zone.clone(),
        health: filling.health,
        notes: filling.notes,
        ..Update::new(form.update.author.clone(), form.update.period)
    };
    for Entry {
        section,
        tick,
        mut item,
    } in filling.entries
    {
        let target = match (section, tick) {
            (Section::Done, Some(false)) => Section::Next,
            (Section::Next | Section::Blockers | Section::Questions, Some(true)) => Section::Done,
            (section, _) => section,
        };
        item.since = item.since.filter(|since| *since != update.period);
        update.section_mut(target).push(item);
    }
    // Answers without a heading of their own were not shown.
    update.answers = form.update.answers.clone();
    for (section, answer) in filling.sections.iter().zip(filling.answers) {
        match answer {
            Some(answer) => update.answers.insert(section.key.clone(), answer),
            None => update.answers.remove(&section.key),
        };
    }
    update
}
