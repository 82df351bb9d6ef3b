use std::fmt::Write;

use serde::Serialize;

use crate::text;

/// Returns a report as indented JSON with a line feed at the end.
///
/// The value is exactly the report. Characters that could hide or move text
/// on a terminal are written as `\u` escapes, which every JSON parser reads
/// back as they were.
#[must_use]
pub fn json<T: Serialize>(report: &T) -> String {
    let plain = serde_json::to_string_pretty(report)
        .expect("reports have string keys and serialise without fail");
    let is_plain = |byte: u8| matches!(byte, b'\n' | b' '..=b'~');
    if plain.bytes().all(is_plain) {
        return plain + "\n";
    }
    let is_fine = |c: char| c == '\n' || !text::is_hidden(c);
    let mut out = String::with_capacity(plain.len() + 64);
    for c in plain.chars() {
        if is_fine(c) {
            out.push(c);
        } else {
            // Outside strings JSON has no such character, so this one stands
            // in a string.
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").expect("writing to a string cannot fail");
            }
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hidden_characters_are_escaped() {
        assert_eq!(
            json(&"a\u{202e}\u{9b}\u{e0001}é"),
            "\"a\\u202e\\u009b\\udb40\\udc01é\"\n"
        );
    }

    proptest! {
        #[test]
        fn what_is_read_back_is_what_was_there(text in any::<String>()) {
            let out = json(&[&text]);
            prop_assert!(!out.contains(|c| c != '\n' && text::is_hidden(c)));
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&out).expect("JSON"), vec![text]);
        }
    }
}
