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
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for line in text.split('\n') {
        wrap_line(line.trim_end_matches(' '), columns, &mut lines);
    }
    lines
}

fn wrap_line(line: &str, columns: usize, lines: &mut Vec<String>) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    // An indent is kept where it leaves room for the text.
    let indent = if indent * 2 > columns { 0 } else { indent };
    let mut current = " ".repeat(indent);
    let mut used = indent;
    let mut fresh = true;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let wide = width(word);
        if !fresh && used + 1 + wide <= columns {
            current.push(' ');
            current.push_str(word);
            used += 1 + wide;
            continue;
        }
        if !fresh {
            lines.push(std::mem::take(&mut current));
            used = 0;
        }
        fresh = false;
        if used + wide <= columns {
            current.push_str(word);
            used += wide;
            continue;
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
            (
                "e\u{301}e\u{301}e\u{301}",
                2,
                vec!["e\u{301}e\u{301}", "e\u{301}"],
            ),
        ] {
            assert_eq!(wrap(text, columns), want, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_no_word_is_lost(text in any::<String>(), columns in 2_usize..40) {
            let text = super::super::terminal_lines(&text).into_owned();
            let lines = wrap(&text, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{:?}", line);
            }
            let squeeze = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
        }
    }
}
