use anstyle::Style;

use crate::render::Screen;
use crate::text;

use super::palette::{PLAIN, QUIET, STRONG};

/// Columns of the labels that stand to the left of entries.
const LABEL: usize = 10;

/// Columns that must be left of a text that is cut.
const BRIEF: usize = 24;

/// What stands between two details.
const BETWEEN: &str = " · ";

/// A report that is being laid out: lines that are sanitised, no wider than
/// the screen, and coloured if it can show colours.
pub(super) struct Page {
    columns: usize,
    colour: bool,
    out: String,
}

/// One thing that is said, with a label, a mark and details.
#[derive(Default)]
pub(super) struct Entry<'a> {
    /// A word to the left, in a column of its own where there is room; empty
    /// below another entry of the same label, `None` where no entry has one.
    pub label: Option<&'a str>,
    /// The colour of the label.
    pub label_style: Style,
    /// A sign before the text; may be empty.
    pub mark: &'a str,
    /// The colour of the mark.
    pub mark_style: Style,
    /// What is said.
    pub text: &'a str,
    /// What else is to be known about it, after it or below it.
    pub details: Vec<String>,
}

impl Page {
    /// Begins an empty page.
    pub(super) fn new(screen: &Screen) -> Self {
        Self {
            columns: screen.columns(),
            colour: screen.colour,
            out: String::new(),
        }
    }

    /// Returns what was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Returns the columns that lines may take.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Returns whether there is room for columns side by side.
    pub(super) fn is_wide(&self) -> bool {
        self.columns >= 60
    }

    /// Returns the column in which the texts of labelled entries stand.
    pub(super) fn text_column(&self) -> usize {
        if self.is_wide() { LABEL + 4 } else { 4 }
    }

    /// Writes an empty line, unless there is one already.
    pub(super) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Writes the title of a part, with an empty line before it.
    pub(super) fn title(&mut self, title: &str) {
        self.gap();
        self.line(0, STRONG, title);
    }

    /// Writes one line of text, wrapped with the same indent.
    pub(super) fn line(&mut self, indent: usize, style: Style, words: &str) {
        let clean = text::terminal(words);
        for line in text::wrap(&clean, self.columns - indent) {
            self.push(indent, &[(style, &line)]);
        }
    }

    /// Writes a line whose pieces have different colours; it is wrapped
    /// where it is too long, and then in the colour of its first piece.
    pub(super) fn pieces(&mut self, indent: usize, pieces: &[(Style, &str)]) {
        let clean: Vec<(Style, _)> = pieces
            .iter()
            .map(|&(style, words)| (style, text::terminal(words)))
            .collect();
        let wide: usize = clean.iter().map(|(_, words)| text::width(words)).sum();
        if indent + wide <= self.columns {
            let refs: Vec<(Style, &str)> = clean.iter().map(|(s, w)| (*s, w.as_ref())).collect();
            self.push(indent, &refs);
        } else {
            let all: String = clean.iter().map(|(_, words)| words.as_ref()).collect();
            let style = clean.first().map_or(PLAIN, |(style, _)| *style);
            self.line(indent, style, &all);
        }
    }

    /// Writes a name and what is said of it in parts, broken between two of
    /// them where that is possible.
    pub(super) fn headline(&mut self, name: &str, parts: &[String]) {
        let name = format!("{}: ", text::terminal(name));
        let taken = text::width(&name);
        if taken * 2 > self.columns {
            self.line(0, STRONG, name.trim_end());
            return self.flow(2, PLAIN, parts);
        }
        let mut lines = Lines::new(self.columns - taken);
        lines.add_all(parts);
        for (at, line) in lines.done.iter().enumerate() {
            if at == 0 {
                self.push(0, &[(STRONG, &name), (PLAIN, line)]);
            } else {
                self.push(taken, &[(PLAIN, line)]);
            }
        }
    }

    /// Writes a word in colour and text that goes on after it, wrapped without
    /// an indent, so that it can be copied as it stands.
    pub(super) fn labelled(&mut self, style: Style, label: &str, words: &str) {
        let label = text::terminal(label);
        let label = text::truncate(&label, LABEL);
        let taken = text::width(&label) + 1;
        let rows = text::wrap_after(&text::terminal(words), self.columns, taken);
        for (at, row) in rows.iter().enumerate() {
            if at == 0 {
                self.push(0, &[(style, &label), (PLAIN, " "), (PLAIN, row)]);
            } else {
                self.push(0, &[(PLAIN, row)]);
            }
        }
    }

    /// Writes a text behind a lead, and what of it does not fit on lines of
    /// their own behind another lead of the same kind.
    pub(super) fn led(&mut self, lead: (Style, &str), words: &str, below: (Style, &str)) {
        let hang = text::width(below.1);
        let ahead = text::width(lead.1).saturating_sub(hang);
        let rows = text::wrap_after(&text::terminal(words), self.columns - hang, ahead);
        for (at, row) in rows.iter().enumerate() {
            let lead = if at == 0 { lead } else { below };
            self.push(0, &[lead, (PLAIN, row)]);
        }
    }

    /// Writes one line of pieces that are sanitised and fit.
    pub(super) fn bare(&mut self, pieces: &[(Style, &str)]) {
        self.push(0, pieces);
    }

    /// Writes text of several lines, each wrapped.
    pub(super) fn prose(&mut self, indent: usize, words: &str) {
        let clean = text::terminal_lines(words);
        for line in text::wrap(clean.trim_matches('\n'), self.columns - indent) {
            self.push(indent, &[(PLAIN, &line)]);
        }
    }

    /// Writes details in a quiet colour, separated by dots, and broken
    /// between two of them where that is possible.
    pub(super) fn details(&mut self, indent: usize, details: &[String]) {
        self.flow(indent, QUIET, details);
    }

    fn flow(&mut self, indent: usize, style: Style, parts: &[String]) {
        let mut lines = Lines::new(self.columns - indent);
        lines.add_all(parts);
        for line in lines.done {
            self.push(indent, &[(style, &line)]);
        }
    }

    /// Writes an entry below the last one. Where the screen is wide its label
    /// stands in a column; else the text follows the label.
    pub(super) fn entry(&mut self, entry: &Entry<'_>) {
        let label = entry.label.map(text::terminal);
        let (label, column) = match label {
            Some(label) if self.is_wide() => (
                text::pad(&text::truncate(&label, LABEL), LABEL + 2),
                LABEL + 4,
            ),
            Some(label) if !label.is_empty() => (format!("{}: ", text::truncate(&label, 16)), 4),
            Some(_) => (String::new(), 4),
            None => (String::new(), 2),
        };
        let begin = if label.is_empty() { column } else { 2 };
        let mark = if entry.mark.is_empty() {
            String::new()
        } else {
            format!("{} ", entry.mark)
        };
        let hang = column + text::width(&mark);
        let room = self.columns - hang;
        // On a narrow screen the label takes a part of the first line only.
        let ahead = (begin + text::width(&label) + text::width(&mark)).saturating_sub(hang);
        let rows = text::wrap_after(&text::terminal(entry.text), room, ahead);
        let last_at = rows.len() - 1;
        let taken = if last_at == 0 { ahead } else { 0 };
        let used = taken + text::width(&rows[last_at]);
        let mut below = Lines::new(room);
        below.add_all(&entry.details);
        let beside = match below.done.as_slice() {
            [only] if used + 2 + text::width(only) <= room => below.done.pop(),
            _ => None,
        };
        for (at, row) in rows.iter().enumerate() {
            let mut pieces: Vec<(Style, &str)> = Vec::new();
            if at == 0 {
                pieces.push((entry.label_style, &label));
                pieces.push((entry.mark_style, &mark));
            }
            pieces.push((PLAIN, row));
            if let (true, Some(beside)) = (at == last_at, &beside) {
                pieces.push((PLAIN, "  "));
                pieces.push((QUIET, beside));
            }
            self.push(if at == 0 { begin } else { hang }, &pieces);
        }
        for line in &below.done {
            self.push(hang, &[(QUIET, line)]);
        }
    }

    /// Writes an entry on one line, where the screen is wide enough: its text
    /// is cut, its details are not.
    pub(super) fn brief(&mut self, entry: &Entry<'_>) {
        let mut details = Lines::new(usize::MAX);
        details.add_all(&entry.details);
        let details = details.done.concat();
        let begin = LABEL + 4;
        let room = self
            .columns
            .saturating_sub(begin + 2 + text::width(&details));
        if !self.is_wide() || room < BRIEF {
            return self.entry(entry);
        }
        let label = text::terminal(entry.label.unwrap_or_default());
        let label = text::pad(&text::truncate(&label, LABEL), LABEL + 2);
        let words = text::terminal(entry.text);
        let words = text::truncate(&words, room);
        let pieces: [(Style, &str); 4] = [
            (entry.label_style, &label),
            (PLAIN, &words),
            (PLAIN, "  "),
            (QUIET, &details),
        ];
        self.push(2, &pieces);
    }

    /// Writes one line of sanitised pieces that fit.
    fn push(&mut self, indent: usize, pieces: &[(Style, &str)]) {
        let end = pieces
            .iter()
            .rposition(|(_, words)| !words.trim_end_matches(' ').is_empty());
        let Some(end) = end else {
            self.out.push('\n');
            return;
        };
        self.out.extend(std::iter::repeat_n(' ', indent));
        for (at, &(style, words)) in pieces[..=end].iter().enumerate() {
            let words = if at == end {
                words.trim_end_matches(' ')
            } else {
                words
            };
            if words.is_empty() {
            } else if self.colour && style != PLAIN {
                // Spaces stay outside: some terminals underline or tint them.
                let inner = words.trim_end_matches(' ');
                let after = &words[inner.len()..];
                self.out
                    .push_str(&format!("{style}{inner}{style:#}{after}"));
            } else {
                self.out.push_str(words);
            }
        }
        self.out.push('\n');
    }
}

/// Details that are put on lines, broken between two of them where possible.
struct Lines {
    room: usize,
    done: Vec<String>,
}

impl Lines {
    fn new(room: usize) -> Self {
        Self {
            room,
            done: Vec::new(),
        }
    }

    fn add_all(&mut self, details: &[String]) {
        for detail in details {
            let clean = text::terminal(detail);
            if clean.trim().is_empty() {
                continue;
            }
            if let Some(last) = self.done.last_mut()
                && text::width(last) + text::width(BETWEEN) + text::width(&clean) <= self.room
            {
                last.push_str(BETWEEN);
                last.push_str(&clean);
            } else {
                self.done.extend(text::wrap(&clean, self.room));
            }
        }
    }
}
