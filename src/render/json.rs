use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::text;

/// Returns a report as indented JSON with a line feed at the end.
///
/// The value is exactly the report. Characters that could hide or move text
/// on a terminal are written as `\u` escapes, which every JSON parser reads
/// back as they were.
#[must_use]
pub fn json<T: Serialize>(report: &T) -> String {
    let mut out = Vec::new();
    write_json(report, &mut out).expect("reports serialise, and memory takes what is written");
    String::from_utf8(out).expect("serde_json writes UTF-8")
}

/// Writes a report as [`json`] returns it, piece by piece: the digest of a
/// large team has many megabytes.
///
/// # Errors
///
/// What the writer says.
pub fn write_json<T: Serialize>(report: &T, writer: &mut impl Write) -> io::Result<()> {
    let visible = Visible::default();
    report.serialize(&mut Serializer::with_formatter(&mut *writer, visible))?;
    writer.write_all(b"\n")
}

/// Writes indented JSON, two spaces a level, with hidden characters escaped.
#[derive(Default)]
struct Visible {
    depth: usize,
    /// Whether something stands in the array or object that is open.
    filled: bool,
}

impl Visible {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled {
            self.new_line(writer, b"")?;
        }
        self.filled = true;
        writer.write_all(bracket)
    }

    /// Begins a line at the depth of what is open. A digest has hundreds of
    /// thousands of lines, so the spaces are written at once.
    fn new_line<W: ?Sized + Write>(&self, writer: &mut W, after: &[u8]) -> io::Result<()> {
        const SPACES: &[u8] = &[b' '; 64];
        writer.write_all(after)?;
        writer.write_all(b"\n")?;
        let mut spaces = self.depth * 2;
        while spaces > 0 {
            let now = spaces.min(SPACES.len());
            writer.write_all(&SPACES[..now])?;
            spaces -= now;
        }
        Ok(())
    }
}

/// Writes a piece of a string with hidden characters escaped.
fn write_piece<W: ?Sized + Write>(writer: &mut W, piece: &str) -> io::Result<()> {
    // Nearly all text is plain, and a digest holds megabytes of it.
    if piece.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return writer.write_all(piece.as_bytes());
    }
    let mut rest = piece;
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

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // A build machine may take this mark for a command wherever it stands.
        for (at, piece) in fragment.split("##[").enumerate() {
            if at > 0 {
                writer.write_all(b"##\\u005b")?;
            }
            write_piece(writer, piece)?;
        }
        Ok(())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        self.new_line(w, if first { b"" } else { b"," })
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        self.new_line(w, if first { b"" } else { b"," })
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
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
        assert_eq!(json(&"##[##[x"), "\"##\\u005b##\\u005bx\"\n");
    }

    #[test]
    fn it_is_laid_out_as_others_do() {
        let value = serde_json::json!({
            "empty": {"list": [], "object": {}},
            "full": [1, [2, [[]]], {"a": null, "b": [true]}],
            "last": "text",
        });
        let pretty = serde_json::to_string_pretty(&value).expect("JSON");
        assert_eq!(json(&value), pretty + "\n");
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
