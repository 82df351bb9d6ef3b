use unicode_segmentation::UnicodeSegmentation;

use super::width;

/// Returns the lines of a text, none of them wider than `columns`.
///
/// Lines are broken at spaces, and inside a word only where the word is wider
/// than a line; `\n` begins a new line. No line ends in a space. The text is
/// taken to be sanitised. A grapheme cluster that is wider than `columns`
/// stands on a line of its own.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    wrap_after(text, columns, 0)
}

/// Returns the lines of a text as [`wrap`] does, where `taken` columns of the
/// first line are in use already. That line is empty where no word fits.
#[must_use]
pub fn wrap_after(text: &str, columns: usize, taken: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut taken = taken.min(columns);
    for line in text.split('\n') {
        wrap_line(line.trim_end_matches(' '), columns, taken, &mut lines);
        taken = 0;
    }
    lines
}

fn wrap_line(line: &str, columns: usize, taken: usize, lines: &mut Vec<String>) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    // An indent is kept where it leaves room for the text.
    let indent = if indent * 2 > columns { 0 } else { indent };
    let mut current = " ".repeat(indent);
    let mut used = (taken + indent).min(columns);
    let mut needs_space = false;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let wide = width(word);
        let space = usize::from(needs_space);
        if used + space + wide <= columns {
            current.push_str(&" "[..space]);
            current.push_str(word);
            used += space + wide;
            needs_space = true;
            continue;
        }
        let begins_here = !needs_space && (taken == 0 || wide > columns);
        if !begins_here {
            lines.push(std::mem::take(&mut current));
            used = 0;
        }
        for grapheme in word.graphemes(true) {
            let wide = width(grapheme);
            if used > 0 && used + wide > columns {
                lines.push(std::mem::take(&mut current));
                used = 0;
            }
            current.push_str(grapheme);
            used += wide;
        }
        needs_space = true;
    }
    lines.push(current.trim_end_matches(' ').to_owned());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn breaks_at_spaces_and_inside_long_words_only() {
        for (text, columns, want) in [
            ("", 5, vec![""]),
            ("one two three", 7, vec!["one two", "three"]),
            ("one two three", 100, vec!["one two three"]),
            ("abcdefgh ij", 3, vec!["abc", "def", "gh", "ij"]),
            ("日本語の文", 4, vec!["日本", "語の", "文"]),
            ("a\n\nb  c ", 9, vec!["a", "", "b c"]),
            ("  indented text", 10, vec!["  indented", "text"]),
            // One cluster of three columns.
            (
                "a \u{1b164}\u{b02} b",
                2,
                vec!["a", "\u{1b164}\u{b02}", "b"],
            ),
            (
                "e\u{301}e\u{301}e\u{301}",
                2,
                vec!["e\u{301}e\u{301}", "e\u{301}"],
            ),
        ] {
            assert_eq!(wrap(text, columns), want, "{text:?}");
        }
    }

    #[test]
    fn begins_where_the_first_line_has_room() {
        for (text, taken, want) in [
            ("one two", 0, vec!["one two"]),
            ("one two", 3, vec!["one", "two"]),
            ("one two", 6, vec!["", "one two"]),
            ("abcdefghij", 4, vec!["abc", "defghij"]),
            ("one", 99, vec!["", "one"]),
        ] {
            assert_eq!(wrap_after(text, 7, taken), want, "{text} after {taken}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_no_word_is_lost(text in any::<String>(), columns in 2_usize..40) {
            let text = super::super::terminal_lines(&text).into_owned();
            let lines = wrap(&text, columns);
            for line in &lines {
                // A cluster that is wider than a line has one of its own.
                let alone = line.graphemes(true).count() == 1;
                prop_assert!(alone || width(line) <= columns, "{:?}", line);
            }
            let squeeze = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
        }
    }
}
