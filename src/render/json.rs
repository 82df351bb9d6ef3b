use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use crate::text;

/// Returns a report as indented JSON with a line feed at the end.
///
/// The value is exactly the report. Characters that could hide or move text
/// on a terminal are written as `\u` escapes, which every JSON parser reads
/// back as they were.
#[must_use]
pub fn json<T: Serialize>(report: &T) -> String {
    let mut out = Vec::new();
    let visible = Visible(PrettyFormatter::new());
    report
        .serialize(&mut Serializer::with_formatter(&mut out, visible))
        .expect("reports have string keys and serialise without fail");
    out.push(b'\n');
    String::from_utf8(out).expect("serde_json writes UTF-8")
}

/// Writes what the pretty formatter writes, with hidden characters escaped.
struct Visible(PrettyFormatter<'static>);

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // Nearly all text is plain, and a digest holds megabytes of it.
        if fragment.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        // Tags are seen with some emoji only, and JSON knows nothing of those.
        let is_tag = |c: char| matches!(c, '\u{e0000}'..='\u{e007f}');
        while let Some(at) = rest.find(|c| text::is_hidden(c) || is_tag(c)) {
            let (fine, from) = rest.split_at(at);
            writer.write_all(fine.as_bytes())?;
            let hidden = from.chars().next().expect("a character was found here");
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &from[hidden.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(w, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(w, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
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
