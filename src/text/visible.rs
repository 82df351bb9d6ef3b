//! The step that all sanitisers begin with.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::character::{is_hidden, is_meant, is_selector, is_tag};

/// What becomes of line breaks and tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// They become single spaces.
    Space,
    /// Line breaks become `\n`; tabs become spaces up to the next stop.
    Keep,
}

/// Columns between tab stops.
const TAB: usize = 4;

/// Marks that may be stacked on one character; no living script needs more,
/// and a tall stack covers the lines around it.
const MARKS: usize = 8;

/// Tags that may follow a black flag: six, and the one that ends them.
const TAGS: usize = 7;

/// Returns the text with every character that could hide or move others made
/// visible, and with stacks of combining marks cut to a height.
pub(super) fn visible(text: &str, breaks: Breaks) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = None;
    let (mut column, mut marks, mut tags) = (0, 0, 0);
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        match c {
            '\r' if after == Some('\n') => continue,
            '\n' | '\r' if breaks == Breaks::Keep => {
                out.push('\n');
                (column, marks, tags) = (0, 0, 0);
                before = None;
                continue;
            }
            '\n' | '\r' | '\t' if breaks == Breaks::Space => out.push(' '),
            '\t' => {
                let spaces = TAB - column % TAB;
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces - 1;
            }
            _ => {}
        }
        let is_break = matches!(c, '\n' | '\r' | '\t');
        let is_fine = !is_hidden(c)
            && is_meant(c, before, after)
            && (!is_tag(c) || tags > 0)
            && !(is_selector(c) && before.is_some_and(is_selector));
        let width = c.width().unwrap_or(0);
        if !is_break && !is_fine {
            picture(&mut out, c);
            marks = 0;
        } else if !is_break && width == 0 && !is_tag(c) {
            marks += 1;
            if marks <= MARKS {
                out.push(c);
            } else if marks == MARKS + 1 {
                out.push('\u{FFFD}');
            }
        } else if !is_break {
            out.push(c);
            marks = 0;
        }
        tags = match c {
            '\u{1F3F4}' => TAGS,
            _ if is_tag(c) => tags.saturating_sub(1),
            _ => 0,
        };
        column += if is_break { 1 } else { width };
        // What was printed and not what was read: so a second pass finds
        // nothing to do.
        before = out.chars().next_back();
    }
    Cow::Owned(out)
}

/// Writes a picture of a control, or the number of another character.
fn picture(out: &mut String, c: char) {
    let code = u32::from(c);
    let pictured = match code {
        0x00..=0x1F => char::from_u32(0x2400 + code),
        0x7F => Some('\u{2421}'),
        _ => None,
    };
    match pictured {
        Some(picture) => out.push(picture),
        None => write!(out, "<U+{code:04X}>").expect("writing to a string cannot fail"),
    }
}
