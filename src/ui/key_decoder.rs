use std::str;
use std::time::Duration;

use super::key::Key;

/// What a terminal puts around pasted text once it is asked to.
const PASTE_BEGIN: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// How long a sequence may stay unfinished: an escape sequence comes in one
/// piece, but for slow lines; Esc alone is followed by nothing.
const SEQUENCE_REST: Duration = Duration::from_millis(50);

/// How long a paste may stay unfinished before it is taken as it is.
const PASTE_REST: Duration = Duration::from_secs(2);

/// The longest escape sequence that is waited for, in bytes.
const MAX_SEQUENCE: usize = 32;

/// Makes keys out of the bytes that a Unix terminal sends, however they are
/// cut into pieces.
#[derive(Debug, Default)]
pub(super) struct KeyDecoder {
    bytes: Vec<u8>,
}

/// What the first bytes are.
enum First {
    /// A key of that many bytes.
    Key(Key, usize),
    /// The beginning of something that has not arrived whole.
    Part,
}

impl KeyDecoder {
    /// Takes more bytes in.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Tells whether nothing is left to decode.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the next key, where one is whole; `rest` is how long no byte
    /// has come, and turns what is unfinished into what it looks like.
    pub(super) fn next(&mut self, rest: Duration) -> Option<Key> {
        let (key, length) = match first(&self.bytes, rest) {
            First::Key(key, length) => (key, length),
            First::Part => return None,
        };
        self.bytes.drain(..length);
        Some(key)
    }
}

fn first(bytes: &[u8], rest: Duration) -> First {
    match bytes {
        [] => First::Part,
        [0x1b, ..] if bytes.starts_with(PASTE_BEGIN) => paste(bytes, rest),
        [0x1b] if rest < SEQUENCE_REST => First::Part,
        [0x1b] | [0x1b, 0x1b, ..] => First::Key(Key::Leave, 1),
        [0x1b, b'[' | b'O', ..] => sequence(bytes, rest),
        // Alt with a letter.
        [0x1b, byte, ..] if byte.is_ascii() => First::Key(Key::Other, 2),
        [0x1b, ..] => First::Key(Key::Other, 1),
        [b'\r', b'\n', ..] => First::Key(Key::Enter, 2),
        [byte, ..] if byte.is_ascii_control() => {
            First::Key(Key::from_control(char::from(*byte)), 1)
        }
        _ => letter(bytes, rest),
    }
}

/// Decodes `ESC [ parameters letter` and `ESC O letter`.
fn sequence(bytes: &[u8], rest: Duration) -> First {
    let tail = &bytes[2..];
    let end = if bytes[1] == b'O' {
        (!tail.is_empty()).then_some(0)
    } else {
        tail.iter().position(|byte| (0x40..=0x7e).contains(byte))
    };
    let Some(end) = end else {
        let unfinished = rest < SEQUENCE_REST && bytes.len() < MAX_SEQUENCE;
        return if unfinished {
            First::Part
        } else {
            First::Key(Key::Other, bytes.len())
        };
    };
    let key = match (&tail[..end], tail[end]) {
        (b"", b'C') => Key::Right,
        (b"", b'D') => Key::Left,
        (b"", b'H') | (b"1" | b"7", b'~') => Key::Home,
        (b"", b'F') | (b"4" | b"8", b'~') => Key::End,
        (b"3", b'~') => Key::Delete,
        _ => Key::Other,
    };
    First::Key(key, end + 3)
}

/// Decodes pasted text up to the mark that ends it.
fn paste(bytes: &[u8], rest: Duration) -> First {
    let tail = &bytes[PASTE_BEGIN.len()..];
    let end = tail
        .windows(PASTE_END.len())
        .position(|window| window == PASTE_END);
    let (text, length) = match end {
        Some(end) => (&tail[..end], PASTE_BEGIN.len() + end + PASTE_END.len()),
        None if rest < PASTE_REST => return First::Part,
        None => (tail, bytes.len()),
    };
    let text = String::from_utf8_lossy(text)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    First::Key(Key::Paste(text), length)
}

/// Decodes one character of UTF-8; bytes that are none are passed over.
fn letter(bytes: &[u8], rest: Duration) -> First {
    let piece = &bytes[..bytes.len().min(4)];
    let (whole, error) = match str::from_utf8(piece) {
        Ok(whole) => (whole, None),
        Err(error) => {
            let (whole, _) = piece.split_at(error.valid_up_to());
            let whole = str::from_utf8(whole).expect("valid up to here");
            (whole, Some(error))
        }
    };
    if let Some(letter) = whole.chars().next() {
        let key = if letter.is_control() {
            Key::Other
        } else {
            Key::Char(letter)
        };
        return First::Key(key, letter.len_utf8());
    }
    match error.and_then(|error| error.error_len()) {
        Some(length) => First::Key(Key::Other, length),
        None if rest < SEQUENCE_REST => First::Part,
        None => First::Key(Key::Other, piece.len()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::{any, prop};
    use proptest::{prop_assert, prop_assert_eq, proptest};

    use super::super::key::Key;
    use super::KeyDecoder;

    const NEVER: Duration = Duration::ZERO;
    const LONG: Duration = Duration::from_secs(60);

    fn keys(decoder: &mut KeyDecoder, rest: Duration) -> Vec<Key> {
        std::iter::from_fn(|| decoder.next(rest)).collect()
    }

    #[test]
    fn bytes_become_keys() {
        let table: [(&[u8], &[Key]); 16] = [
            (b"ab", &[Key::Char('a'), Key::Char('b')]),
            (
                "é世🎉".as_bytes(),
                &[Key::Char('é'), Key::Char('世'), Key::Char('🎉')],
            ),
            (b"\r", &[Key::Enter]),
            (b"\r\n\n", &[Key::Enter, Key::Enter]),
            (b"\t", &[Key::Char(' ')]),
            (
                b"\x17\x15\x0b\x01\x05",
                &[
                    Key::DeleteWord,
                    Key::DeleteBefore,
                    Key::DeleteAfter,
                    Key::Home,
                    Key::End,
                ],
            ),
            (b"\x03\x04", &[Key::Leave, Key::Close]),
            (b"\x7f\x08", &[Key::Backspace, Key::Backspace]),
            (b"\x1b[C\x1b[D\x1bOC", &[Key::Right, Key::Left, Key::Right]),
            (b"\x1b[H\x1b[4~\x1b[3~", &[Key::Home, Key::End, Key::Delete]),
            (b"\x1b[1;5C\x1b[A", &[Key::Other, Key::Other]),
            (b"\x1bbx", &[Key::Other, Key::Char('x')]),
            (
                b"\x1b[200~a\r\n\r\nb\x03\x1b[201~\r",
                &[Key::Paste("a\n\nb\u{3}".to_owned()), Key::Enter],
            ),
            (b"\xffx", &[Key::Other, Key::Char('x')]),
            (b"\x80x", &[Key::Other, Key::Char('x')]),
            ("\u{85}x".as_bytes(), &[Key::Other, Key::Char('x')]),
        ];
        for (bytes, expected) in table {
            let mut decoder = KeyDecoder::default();
            decoder.push(bytes);
            assert_eq!(keys(&mut decoder, NEVER), expected, "{bytes:?}");
            assert!(decoder.is_empty(), "{bytes:?}");
        }
    }

    #[test]
    fn what_stays_unfinished_is_taken_as_it_is() {
        let table: [(&[u8], &[Key]); 5] = [
            (b"\x1b", &[Key::Leave]),
            (b"\x1b[", &[Key::Other]),
            (b"\x1b[12", &[Key::Other]),
            (b"\xe4\xb8", &[Key::Other]),
            (b"\x1b[200~cut", &[Key::Paste("cut".to_owned())]),
        ];
        for (bytes, expected) in table {
            let mut decoder = KeyDecoder::default();
            decoder.push(bytes);
            assert_eq!(keys(&mut decoder, NEVER), [], "{bytes:?} waits");
            assert_eq!(keys(&mut decoder, LONG), expected, "{bytes:?}");
        }
    }

    proptest! {
        /// However the bytes are cut, the keys are the same.
        #[test]
        fn pieces_make_no_difference(text in "[a-z\r\u{1b}世é~\\[0-2]{0,40}", cut in 0..200_usize) {
            let bytes = format!("\x1b[200~{text}\x1b[201~世\r{}", text.replace('\u{1b}', "\x1b[C"));
            let bytes = bytes.as_bytes();
            let mut whole = KeyDecoder::default();
            whole.push(bytes);
            let expected = keys(&mut whole, NEVER);

            let cut = cut.min(bytes.len());
            // A line end in two pieces is two, which the reader allows for.
            if cut > 0 && bytes[cut - 1] == b'\r' {
                return Ok(());
            }
            let mut pieces = KeyDecoder::default();
            pieces.push(&bytes[..cut]);
            let mut found = keys(&mut pieces, NEVER);
            pieces.push(&bytes[cut..]);
            found.extend(keys(&mut pieces, NEVER));
            prop_assert_eq!(found, expected);
        }

        /// Nothing that a terminal sends is refused or waited for in vain.
        #[test]
        fn every_byte_is_used_up(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut decoder = KeyDecoder::default();
            decoder.push(&bytes);
            keys(&mut decoder, LONG);
            prop_assert!(decoder.is_empty());
        }
    }
}
