use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::key::Key;

/// What a line break looks like in a line that is being edited.
const BREAK: &str = "⏎";

/// What stands where more text is than is shown.
const MORE: &str = "…";

/// A line that is being edited: text and a cursor. Pasted line breaks are
/// part of it; control characters never are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    before: String,
    after: String,
}

/// The part of a line that fits into a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct View {
    /// What is shown.
    pub(super) text: String,
    /// How many columns of it are left of the cursor.
    pub(super) cursor: usize,
}

impl Line {
    /// Starts with a text, the cursor behind it.
    pub(super) fn new(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(text);
        line
    }

    /// Returns the whole text.
    pub(super) fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// Tells whether nothing has been typed.
    pub(super) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Does what an editing key says; keys that edit nothing do nothing.
    pub(super) fn apply(&mut self, key: &Key) {
        match key {
            Key::Char(letter) => self.insert(letter.encode_utf8(&mut [0; 4])),
            Key::Paste(text) => self.insert(text),
            Key::PastedEnter => self.before.push('\n'),
            Key::Backspace => self.before.truncate(last(&self.before)),
            Key::Delete | Key::Close => {
                self.after.drain(..first(&self.after));
            }
            Key::DeleteWord => {
                let word = self.before.trim_end();
                let space = word.rfind(char::is_whitespace);
                let keep = space.map_or(0, |at| {
                    at + word[at..].chars().next().map_or(0, char::len_utf8)
                });
                self.before.truncate(keep);
            }
            Key::DeleteBefore => self.before.clear(),
            Key::DeleteAfter => self.after.clear(),
            Key::Left => {
                let moved = self.before.split_off(last(&self.before));
                self.after.insert_str(0, &moved);
            }
            Key::Right => self.before.extend(self.after.drain(..first(&self.after))),
            Key::Home => {
                self.after.insert_str(0, &self.before);
                self.before.clear();
            }
            Key::End => self.before.push_str(&std::mem::take(&mut self.after)),
            Key::Enter | Key::Leave | Key::Other => {}
        }
    }

    /// Returns what of the line is shown in so many columns: the end of what
    /// is before the cursor, and as much behind it as there is room for.
    pub(super) fn view(&self, columns: usize) -> View {
        let (before, after) = (shown(&self.before), shown(&self.after));
        if before.width() + after.width() < columns {
            let cursor = before.width();
            return View {
                text: before + &after,
                cursor,
            };
        }
        // Room for the cursor, and for a mark on either side.
        let room = columns.saturating_sub(3);
        let mut start = before.len();
        let mut width = 0;
        for (at, cluster) in before.grapheme_indices(true).rev() {
            if width + cluster.width() > room {
                break;
            }
            (start, width) = (at, width + cluster.width());
        }
        let mut text = String::new();
        if start > 0 {
            text.push_str(MORE);
        }
        text.push_str(&before[start..]);
        let cursor = text.width();
        let mut left = columns.saturating_sub(1 + cursor);
        for cluster in after.graphemes(true) {
            if cluster.width() > left {
                text.push_str(MORE);
                break;
            }
            left -= cluster.width();
            text.push_str(cluster);
        }
        View { text, cursor }
    }

    fn insert(&mut self, text: &str) {
        let kept = text.chars().filter_map(|letter| match letter {
            '\t' => Some(' '),
            '\n' => Some(letter),
            _ if letter.is_control() => None,
            _ => Some(letter),
        });
        self.before.extend(kept);
    }
}

/// Where the last letter, as a reader counts letters, begins.
fn last(text: &str) -> usize {
    text.grapheme_indices(true)
        .next_back()
        .map_or(0, |(at, _)| at)
}

/// Where the first letter, as a reader counts letters, ends.
fn first(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

/// Returns text as it is shown in one row: line breaks as a sign, and signs
/// that would turn the row's direction around as a box.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => shown.push_str(BREAK),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => shown.push('\u{fffd}'),
            _ if letter.is_control() => shown.push('\u{fffd}'),
            _ => shown.push(letter),
        }
    }
    shown
}

/// Cuts text to so many columns, with a mark where something is missing.
pub(super) fn cut(text: &str, columns: usize) -> String {
    let text = shown(text);
    if text.width() <= columns {
        return text;
    }
    let mut left = columns.saturating_sub(1);
    let mut cut = String::new();
    for cluster in text.graphemes(true) {
        if cluster.width() > left {
            break;
        }
        left -= cluster.width();
        cut.push_str(cluster);
    }
    cut + MORE
}

#[cfg(test)]
mod tests {
    use proptest::prelude::prop;
    use proptest::{prop_assert, prop_assert_eq, proptest};
    use unicode_width::UnicodeWidthStr;

    use super::super::key::Key;
    use super::{Line, cut};

    #[test]
    fn keys_edit_the_line() {
        use Key::{
            Backspace, Close, Delete, DeleteAfter, DeleteBefore, DeleteWord, End, Home, Left, Right,
        };
        // (text, keys, text with | for the cursor)
        let table: [(&str, &[Key], &str); 17] = [
            ("", &[Backspace, Delete, Left, Right, DeleteWord], "|"),
            ("abc", &[Backspace], "ab|"),
            ("abc", &[Left, Left, Backspace], "|bc"),
            ("abc", &[Left, Delete], "ab|"),
            ("abc", &[Home, Close], "|bc"),
            ("abc", &[Home, Right, DeleteAfter], "a|"),
            ("abc", &[Left, DeleteBefore], "|c"),
            ("abc", &[Home, End], "abc|"),
            ("one two  ", &[DeleteWord], "one |"),
            ("one two", &[DeleteWord, DeleteWord], "|"),
            ("一\u{3000}二", &[DeleteWord], "一\u{3000}|"),
            ("世界", &[Backspace], "世|"),
            ("e\u{301}x", &[Left, Backspace], "|x"),
            ("a👩‍💻", &[Backspace], "a|"),
            ("a\tb\u{1b}[31m\u{9b}c\r", &[], "a b[31mc|"),
            ("a\nb", &[], "a\nb|"),
            ("a", &[Key::PastedEnter, Key::Char('b')], "a\nb|"),
        ];
        for (text, keys, expected) in table {
            let mut line = Line::new(text);
            for key in keys {
                line.apply(key);
            }
            let found = format!("{}|{}", line.before, line.after);
            assert_eq!(found, expected, "{text:?} {keys:?}");
        }
    }

    #[test]
    fn a_long_line_shows_what_is_around_the_cursor() {
        // (text, steps to the left, columns, shown, cursor)
        let table = [
            ("abc", 0, 10, "abc", 3),
            ("0123456789", 0, 10, "…3456789", 8),
            ("0123456789", 10, 10, "012345678…", 0),
            ("0123456789", 2, 10, "…12345678…", 8),
            ("世界世界世界", 0, 10, "…界世界", 7),
            ("a\nb", 0, 10, "a⏎b", 3),
            ("a\u{202e}b", 0, 10, "a\u{fffd}b", 3),
        ];
        for (text, steps, columns, expected, cursor) in table {
            let mut line = Line::new(text);
            for _ in 0..steps {
                line.apply(&Key::Left);
            }
            let view = line.view(columns);
            assert_eq!(
                (view.text.as_str(), view.cursor),
                (expected, cursor),
                "{text:?}"
            );
        }
    }

    #[test]
    fn cut_text_fits() {
        let table = [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("世界世界", 5, "世界…"),
            ("世界世界", 4, "世…"),
            ("a\nb", 5, "a⏎b"),
        ];
        for (text, columns, expected) in table {
            assert_eq!(cut(text, columns), expected, "{text:?} {columns}");
        }
    }

    proptest! {
        #[test]
        fn a_view_never_passes_its_columns(
            text in "[a-z世🎉e\u{301}\n ]{0,60}",
            steps in 0..60_usize,
            columns in 10..50_usize,
        ) {
            let mut line = Line::new(&text);
            for _ in 0..steps {
                line.apply(&Key::Left);
            }
            prop_assert_eq!(line.text(), text);
            let view = line.view(columns);
            prop_assert!(view.text.width() <= columns, "{:?}", view);
            prop_assert!(view.cursor < columns);
        }

        #[test]
        fn editing_never_breaks_a_letter(
            text in "[a世🎉e\u{301} ]{0,20}",
            keys in prop::collection::vec(0..9_usize, 0..40),
        ) {
            let all = [
                Key::Left, Key::Right, Key::Home, Key::End, Key::Backspace,
                Key::Delete, Key::DeleteWord, Key::Char('é'), Key::PastedEnter,
            ];
            let mut line = Line::new(&text);
            for key in keys {
                line.apply(&all[key]);
                line.view(20);
            }
        }
    }
}
