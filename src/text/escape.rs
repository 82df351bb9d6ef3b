/// Takes the escape sequences of terminals out of a text: colours, titles,
/// movements. What a sanitiser would show of them is noise to whoever reads
/// what a coloured program said. An escape that begins no sequence stays.
#[must_use]
pub fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let (before, sequence) = rest.split_at(at);
        out.push_str(before);
        let length = sequence_length(sequence);
        if length == 0 {
            out.push('\u{1b}');
        }
        rest = &sequence[length.max(1)..];
    }
    out.push_str(rest);
    out
}

/// Returns how many bytes the sequence has that a text begins with, by
/// ECMA-48; 0 where it is none, or has no end on its line.
fn sequence_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes.get(1) {
        Some(b'[') => {
            let parameters = bytes[2..]
                .iter()
                .take_while(|byte| (0x20..0x40).contains(*byte));
            let end = 2 + parameters.count();
            let is_final = bytes
                .get(end)
                .is_some_and(|byte| (0x40..0x7f).contains(byte));
            if is_final { end + 1 } else { 0 }
        }
        // A string for the terminal, such as a title or a link.
        Some(b']' | b'P' | b'X' | b'^' | b'_') => {
            let line = text.split('\n').next().unwrap_or(text);
            let bell = line.find('\u{7}').map(|at| at + 1);
            let terminator = line.find("\u{1b}\\").map(|at| at + 2);
            let ends = [bell, terminator];
            ends.into_iter().flatten().min().unwrap_or(0)
        }
        Some(b'(' | b')') if bytes.get(2).is_some_and(u8::is_ascii_alphanumeric) => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn colours_titles_and_links_leave_their_words() {
        for (text, want) in [
            ("plain", "plain"),
            ("\u{1b}[1;31mno\u{1b}[0m", "no"),
            ("\u{1b}[38;2;1;2;3mé\u{1b}[K!", "é!"),
            ("\u{1b}]0;title\u{7}see", "see"),
            (
                "\u{1b}]8;;https://a.example\u{1b}\\here\u{1b}]8;;\u{1b}\\",
                "here",
            ),
            ("\u{1b}(Bx", "x"),
            // What has no end is shown for what it is.
            ("\u{1b}", "\u{1b}"),
            ("\u{1b}[31", "\u{1b}[31"),
            ("\u{1b}]0;open\nno\u{7}", "\u{1b}]0;open\nno\u{7}"),
            ("\u{1b}é", "\u{1b}é"),
        ] {
            assert_eq!(without_escapes(text), want, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_without_escapes_stays(text in "[^\u{1b}]*") {
            prop_assert_eq!(without_escapes(&text), text);
        }

        #[test]
        fn hostile_text_is_taken(text in "([\u{1b}\u{7}\\[\\]0-9;m\\\\\né]|.)*") {
            prop_assert!(without_escapes(&text).len() <= text.len());
        }
    }
}
