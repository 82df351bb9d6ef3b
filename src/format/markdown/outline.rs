use crate::model::{CustomSection, Finding, Place, Section, Severity};

use super::super::suggest;
use super::block::is_bullet;
use super::fence::Fence;
use super::heading::{Slot, parse_heading};

/// A line of a text, with its number from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) text: String,
}

/// What stands under one heading, without comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) slot: Slot,
    /// The line of the heading.
    pub(super) number: usize,
    level: usize,
    pub(super) lines: Vec<Line>,
}

/// Splits a text into its sections.
pub(super) struct Outline<'a> {
    name: &'a str,
    sections: &'a [CustomSection],
    /// Whether bullets before the first heading are done items.
    lead: bool,
    parts: Vec<Part>,
    findings: Vec<Finding>,
    /// The line on which a comment was opened that is not closed yet.
    comment: Option<usize>,
    fence: Option<(usize, Fence)>,
    complained: bool,
}

impl<'a> Outline<'a> {
    /// Reads the sections of `text`; `name` is that of the input.
    pub(super) fn parse(
        name: &'a str,
        text: &str,
        sections: &'a [CustomSection],
        lead: bool,
    ) -> (Vec<Part>, Vec<Finding>) {
        let mut outline = Self {
            name,
            sections,
            lead,
            parts: Vec::new(),
            findings: Vec::new(),
            comment: None,
            fence: None,
            complained: false,
        };
        for (index, line) in text.split('\n').enumerate() {
            outline.take(index + 1, line.strip_suffix('\r').unwrap_or(line));
        }
        outline.finish();
        (outline.parts, outline.findings)
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

    fn take(&mut self, number: usize, line: &str) {
        if let Some((_, fence)) = self.fence {
            if fence.is_closed_by(line) {
                self.fence = None;
            }
            self.put(number, line.to_owned());
            return;
        }
        let Some(line) = self.without_comments(number, line) else {
            return;
        };
        if let Some((level, title)) = parse_heading(&line)
            && self.take_heading(number, level, title)
        {
            return;
        }
        if self.parts.is_empty() {
            self.take_lead(number, line);
        } else if self.in_prose() {
            self.fence = Fence::open(&line).map(|fence| (number, fence));
            self.put(number, unescape_prose(line));
        } else {
            self.put(number, line);
        }
    }

    fn put(&mut self, number: usize, text: String) {
        if let Some(part) = self.parts.last_mut() {
            part.lines.push(Line { number, text });
        }
    }

    fn in_prose(&self) -> bool {
        self.parts.last().is_some_and(|part| part.slot.is_prose())
    }

    /// Starts a section, or reports a heading that stands for none. Returns
    /// whether the line was a heading of the form and not one within a text.
    fn take_heading(&mut self, number: usize, level: usize, title: &str) -> bool {
        let current = self.parts.last().map_or(0, |part| part.level);
        if !is_section_heading(level, title, self.sections, self.in_prose(), current) {
            return false;
        }
        let slot = Slot::find(title, self.sections).unwrap_or_else(|| {
            let mut titles: Vec<&str> = Section::ALL.into_iter().map(Section::title).collect();
            titles.extend(self.sections.iter().map(|section| section.title.as_str()));
            titles.extend(["Notes", "Health"]);
            self.error(
                number,
                "unknown-heading",
                format!("there is no section '{title}'"),
                suggest::remedy(title, &titles),
            );
            Slot::Unknown
        });
        self.parts.push(Part {
            slot,
            number,
            level,
            lines: Vec::new(),
        });
        true
    }

    fn take_lead(&mut self, number: usize, line: String) {
        if line.trim().is_empty() {
            return;
        }
        if self.lead && is_bullet(&line) {
            self.parts.push(Part {
                slot: Slot::Items(Section::Done),
                number,
                level: 2,
                lines: vec![Line { number, text: line }],
            });
        } else if !self.complained {
            self.complained = true;
            self.error(
                number,
                "no-heading",
                "this stands under no heading".to_owned(),
                "put a heading such as '## Done' above it".to_owned(),
            );
        }
    }

    /// Takes comments out of a line, and the backslash that says that one is
    /// none. `None` means that nothing but a comment stood there.
    fn without_comments(&mut self, number: usize, line: &str) -> Option<String> {
        let mut out = String::with_capacity(line.len());
        let mut rest = line;
        let mut found = false;
        loop {
            if self.comment.is_some() {
                found = true;
                let Some(end) = rest.find("-->") else { break };
                rest = &rest[end + 3..];
                self.comment = None;
            }
            let Some(start) = rest.find("<!--") else {
                out.push_str(rest);
                break;
            };
            let before = &rest[..start];
            if let Some(escaped) = before.strip_suffix('\\') {
                out.push_str(escaped);
                out.push_str("<!--");
            } else {
                out.push_str(before);
                self.comment = Some(number);
            }
            rest = &rest[start + 4..];
        }
        if !found {
            return Some(out);
        }
        let kept = out.trim_end();
        (!kept.is_empty()).then(|| kept.to_owned())
    }

    fn finish(&mut self) {
        if let Some(number) = self.comment {
            self.error(
                number,
                "open-comment",
                "a comment begins here and never ends".to_owned(),
                "end it with '-->', or write '\\<!--' if it is text".to_owned(),
            );
        }
        if let Some((number, _)) = self.fence {
            self.error(
                number,
                "open-fence",
                "a code block begins here and never ends".to_owned(),
                "end it with the same signs on a line of their own".to_owned(),
            );
        }
    }
}

/// Returns whether a heading starts a section, or means to.
///
/// Free text may have headings of its own, as long as they lie deeper than
/// that of their section, which is of level `current`, and are not called
/// like a section.
pub(super) fn is_section_heading(
    level: usize,
    title: &str,
    sections: &[CustomSection],
    in_prose: bool,
    current: usize,
) -> bool {
    level <= 3 && (!in_prose || level <= current || Slot::find(title, sections).is_some())
}

/// Takes off the backslash with which the writer kept a line of free text
/// from being a heading or fence.
fn unescape_prose(line: String) -> String {
    if is_escaped_prose(&line) {
        line.replacen('\\', "", 1)
    } else {
        line
    }
}

/// Returns whether a line of free text begins with backslashes before what
/// would be a heading or fence.
pub(super) fn is_escaped_prose(line: &str) -> bool {
    let start = line.trim_start_matches(' ');
    let indent = line.len() - start.len();
    let rest = start.trim_start_matches('\\');
    rest.len() < start.len()
        && (indent == 0 && parse_heading(rest).is_some()
            || indent <= 3 && Fence::open(rest).is_some())
}
