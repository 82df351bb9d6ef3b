use crate::model::{Answer, CustomSection, Health, Section, SectionKind};

use super::fence::Fence;
use super::form::Form;
use super::heading::parse_heading;
use super::line::{escape_comments, format_item, format_plain, shown_lines};
use super::outline::{is_escaped_prose, is_section_heading};

/// The level of the form's own headings.
const LEVEL: usize = 2;

/// Writes a form as Markdown, for an editor.
///
/// The same form always gives the same text, so that one that was saved
/// unchanged can be told by comparing.
#[must_use]
pub fn format_form(form: &Form) -> String {
    let mut out = String::new();
    if !form.intro.is_empty() {
        out.push_str("<!--\n");
        for line in &form.intro {
            out.push_str(&comment_text(line));
            out.push('\n');
        }
        out.push_str("-->\n\n");
    }
    for section in Section::ALL {
        push_section(&mut out, form, section);
    }
    let sections = form.shown_sections();
    for section in sections.iter().filter(|section| form.shows(&section.key)) {
        push_answer(&mut out, form, section);
    }
    if form.shows("notes") {
        push_heading(&mut out, "Notes");
        push_help(&mut out, form, "notes");
        if let Some(notes) = &form.update.notes {
            push_prose(&mut out, form, notes);
        }
    }
    if form.shows("health") {
        push_heading(&mut out, "Health");
        push_help(&mut out, form, "health");
        let words: Vec<&str> = Health::ALL.into_iter().map(Health::as_str).collect();
        push_hint(&mut out, &format!("One of {}.", words.join(", ")));
        if let Some(health) = form.update.health {
            push_line(&mut out, health.as_str());
        }
    }
    out
}

/// Writes one of the team's own sections.
fn push_answer(out: &mut String, form: &Form, section: &CustomSection) {
    push_heading(out, &section.title);
    push_help(out, form, &section.key);
    let answer = form.update.answers.get(&section.key);
    if let Some(choices) = section.kind.choices() {
        push_hint(out, &format!("Answer with {choices}."));
        if let Some(answer) = answer {
            push_line(out, &format!("{}\n", escape_comments(&answer.to_string())));
        }
        return;
    }
    match answer {
        Some(Answer::List(texts)) => {
            for text in texts {
                out.push_str(&format_plain(text));
            }
            out.push('\n');
        }
        Some(answer) => push_prose(out, form, &answer.to_string()),
        None if section.kind == SectionKind::List => {
            push_hint(out, "One line each, beginning with '- '.");
        }
        None => {}
    }
}

/// Writes what the team says of a section, and whether it must be answered.
fn push_help(out: &mut String, form: &Form, key: &str) {
    let asking = form.questions.asking(key);
    let help = asking.and_then(|asking| asking.help.as_deref());
    let required = form.questions.requires(key).then_some("Must be answered.");
    let lines: Vec<&str> = help.into_iter().chain(required).collect();
    if !lines.is_empty() {
        push_hint(out, &lines.join(" "));
    }
}

fn push_heading(out: &mut String, title: &str) {
    out.push_str(&format!("## {title}\n\n"));
}

fn push_hint(out: &mut String, text: &str) {
    out.push_str(&format!("<!-- {} -->\n\n", comment_text(text)));
}

/// Makes a text fit for a comment: on one line, and not ending it.
pub(super) fn comment_text(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    line.trim().replace("--", "- -").replace("--", "- -")
}

fn push_section(out: &mut String, form: &Form, section: Section) {
    let planned: Vec<_> = match section {
        Section::Done => form.open_plan().collect(),
        _ => Vec::new(),
    };
    if planned.is_empty() && !form.shows(section.key()) {
        return;
    }
    push_heading(out, section.title());
    push_help(out, form, section.key());
    let items = form.update.section(section);
    if !planned.is_empty() {
        push_hint(
            out,
            "Your last plan: tick [x] what is done. What stays unticked is planned again; \
             take out what was dropped.",
        );
    } else if section.stays_open() && !items.is_empty() {
        push_hint(
            out,
            "Still open: tick [x] or take out what is closed, leave what is not.",
        );
    }
    let open = section.stays_open();
    let planned = planned.into_iter().map(|item| (item, true));
    let items = items.iter().map(|item| (item, open));
    let before = out.len();
    for (item, open) in planned.chain(items) {
        out.push_str(&format_item(item, section, &form.members, open));
    }
    if out.len() > before {
        out.push('\n');
    }
}

/// Writes free Markdown so that it stays within its section.
fn push_prose(out: &mut String, form: &Form, text: &str) {
    let sections = form.shown_sections();
    let lines = shown_lines(text);
    let escaped = |line: &str| {
        is_escaped_prose(line)
            || parse_heading(line).is_some_and(|(level, title)| {
                is_section_heading(level, title, &sections, true, LEVEL)
            })
    };
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let line = escape_comments(line);
        let block = fenced(&lines[index..]);
        match block {
            // Code that is closed stands as it is, comments and all.
            Some(length) if !line.contains("\\<!--") => {
                for line in &lines[index..index + length] {
                    push_line(out, line);
                }
                index += length;
                continue;
            }
            Some(_) => push_line(out, &insert_backslash(&line)),
            None if Fence::open(&line).is_some() || escaped(&line) => {
                push_line(out, &insert_backslash(&line));
            }
            None => push_line(out, &line),
        }
        index += 1;
    }
    out.push('\n');
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// Puts a backslash before the first character that is no space.
fn insert_backslash(line: &str) -> String {
    let start = line.len() - line.trim_start_matches(' ').len();
    format!("{}\\{}", &line[..start], &line[start..])
}

/// Returns of how many lines the code block is that the first line opens, if
/// it opens one that is closed.
fn fenced(lines: &[String]) -> Option<usize> {
    let fence = Fence::open(lines.first()?)?;
    let inner = lines[1..]
        .iter()
        .position(|line| fence.is_closed_by(line))?;
    Some(inner + 2)
}
