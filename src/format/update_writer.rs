use crate::model::{Answer, Health, Section, Update};

use super::item::push_item;
use super::yaml::{format_inline, push_spaces, push_value};

/// Writes an update as a file of the log.
///
/// The same update always gives the same text; what is empty is left out.
#[must_use]
pub fn format_update(update: &Update) -> String {
    let mut out = format!(
        "tidings: 1\nauthor: {}\nperiod: {}\n",
        format_inline(update.author.as_str()),
        update.period
    );
    for key in ["time_zone", "health"] {
        push_entry(&mut out, update, key);
    }
    for section in Section::ALL {
        push_entry(&mut out, update, section.key());
    }
    for key in ["notes", "answers"] {
        push_entry(&mut out, update, key);
    }
    out
}

/// Writes one top-level key of an update with its value, or nothing where it
/// is empty. Items stand two columns to the right of their key.
pub(super) fn push_entry(out: &mut String, update: &Update, key: &str) {
    let section = Section::ALL.into_iter().find(|s| s.key() == key);
    if let Some(section) = section {
        let items = update.section(section);
        if !items.is_empty() {
            out.push_str(key);
            out.push_str(":\n");
        }
        for item in items {
            push_item(out, item, section, update.period, 2);
        }
        return;
    }
    match key {
        "time_zone" => push_text(out, key, update.time_zone.as_deref()),
        "health" => push_text(out, key, update.health.map(Health::as_str)),
        "notes" => push_text(out, key, update.notes.as_deref()),
        "answers" if update.answers.values().any(|answer| !is_empty(answer)) => {
            out.push_str("answers:\n");
            for (key, answer) in &update.answers {
                push_answer(out, key, answer, 2);
            }
        }
        _ => {}
    }
}

fn push_text(out: &mut String, key: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        out.push_str(key);
        out.push(':');
        push_value(out, text, 0);
    }
}

/// Writes the answer to one of the team's sections, its key in column
/// `indent`, counted from 0; an empty one is left out.
pub(super) fn push_answer(out: &mut String, key: &str, answer: &Answer, indent: usize) {
    if is_empty(answer) {
        return;
    }
    push_spaces(out, indent);
    out.push_str(&format_inline(key));
    out.push(':');
    if let Some(word) = format_word(answer) {
        out.push_str(&format!(" {word}\n"));
    }
    match answer {
        Answer::Mark(_) | Answer::YesNo(_) => {}
        Answer::Text(text) => push_value(out, text, indent),
        Answer::List(texts) => {
            out.push('\n');
            for text in texts.iter().filter(|text| !text.trim().is_empty()) {
                push_spaces(out, indent + 2);
                out.push('-');
                push_value(out, text, indent + 2);
            }
        }
    }
}

/// Writes an answer that is no text as the plain scalar that YAML has for it.
pub(super) fn format_word(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Mark(mark) => Some(mark.to_string()),
        Answer::YesNo(yes) => Some(yes.to_string()),
        Answer::Text(_) | Answer::List(_) => None,
    }
}

/// Returns whether an answer says nothing.
pub(super) fn is_empty(answer: &Answer) -> bool {
    match answer {
        Answer::Text(text) => text.trim().is_empty(),
        Answer::List(texts) => texts.iter().all(|text| text.trim().is_empty()),
        Answer::Mark(_) | Answer::YesNo(_) => false,
    }
}

/// Returns the update as a file can say it: without texts that say nothing,
/// and without the first period of an item that is the update's own.
pub(super) fn settle(update: &Update) -> Update {
    let says = |text: &String| !text.trim().is_empty();
    let mut settled = update.clone();
    for section in Section::ALL {
        let items = settled.section_mut(section);
        items.retain(|item| says(&item.text));
        for item in items {
            item.since = item.since.filter(|since| *since != update.period);
            item.project = item.project.take().filter(says);
            item.task = item.task.take().filter(says);
        }
    }
    settled.time_zone = settled.time_zone.filter(says);
    settled.notes = settled.notes.filter(says);
    settled.answers.retain(|_, answer| !is_empty(answer));
    for answer in settled.answers.values_mut() {
        if let Answer::List(texts) = answer {
            texts.retain(says);
        }
    }
    settled
}
