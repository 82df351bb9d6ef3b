use std::ops::Range;

use super::assignment;
use super::pattern::{PATTERNS, Pattern};

/// A secret in a text: where it stands, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The bytes it takes.
    pub(super) span: Range<usize>,
    /// What it is, with its article.
    pub(super) what: &'static str,
}

/// The shortest word that can be a secret, in bytes; most words of prose are
/// passed over at once.
const SHORTEST: usize = 16;

/// How much of a word is looked at, in bytes.
const LONGEST: usize = 1024;

/// What the first line of a private key begins with.
const KEY_BEGIN: &str = "-----BEGIN ";

/// By the first character of a token, a bit for each second one.
const BEGINNINGS: [u128; 256] = {
    let mut beginnings = [0; 256];
    let mut at = 0;
    while at < PATTERNS.len() {
        let prefix = PATTERNS[at].prefix.as_bytes();
        beginnings[prefix[0] as usize] |= 1 << (prefix[1] & 127);
        at += 1;
    }
    beginnings
};

/// Finds the secrets of a line, in order and none within another; the time it
/// takes grows with the line and no faster.
pub(super) fn scan(line: &str) -> Vec<Found> {
    let bytes = line.as_bytes();
    let key = KEY_BEGIN.trim_end().as_bytes();
    let is_prose = |word: &[u8]| word.len() < SHORTEST && !word.ends_with(key);
    if bytes.split(u8::is_ascii_whitespace).all(is_prose) {
        return Vec::new();
    }
    let mut found: Vec<Found> = private_key(line).into_iter().collect();
    let mut at = 0;
    while at < bytes.len() {
        let begins = at == 0 || !bytes[at - 1].is_ascii_alphanumeric() && bytes[at - 1] != b'_';
        let hit = if begins { token(line, at) } else { None };
        match hit {
            Some(hit) => {
                at = hit.span.end;
                found.push(hit);
            }
            None => at += 1,
        }
    }
    for hit in assignment::scan(line) {
        let overlaps =
            |known: &Found| known.span.start < hit.span.end && hit.span.start < known.span.end;
        if !found.iter().any(overlaps) {
            found.push(hit);
        }
    }
    found.sort_by_key(|hit| hit.span.start);
    found
}

/// Returns the token that begins at a byte.
fn token(line: &str, at: usize) -> Option<Found> {
    let rest = line.as_bytes().get(at..)?;
    if rest.starts_with(b"eyJ") && (at == 0 || line.as_bytes()[at - 1] != b'-') {
        return web_token(rest, at);
    }
    // Few words begin as any token does, and there are many words.
    if let [first, second, ..] = *rest
        && BEGINNINGS[usize::from(first)] >> (second & 127) & 1 == 0
    {
        return None;
    }
    let fits = |pattern: &&Pattern| rest.starts_with(pattern.prefix.as_bytes());
    PATTERNS
        .iter()
        .filter(fits)
        .find_map(|pattern| body(rest, pattern, at))
}

fn body(rest: &[u8], pattern: &Pattern, at: usize) -> Option<Found> {
    let body = &rest[pattern.prefix.len()..];
    let body = &body[..body.len().min(LONGEST)];
    let length = body
        .iter()
        .take_while(|&&byte| pattern.body.has(byte))
        .count();
    // A full stop that ends the sentence is no part of it.
    let length = length
        - body[..length]
            .iter()
            .rev()
            .take_while(|&&b| b == b'.')
            .count();
    // What goes on is another word.
    let ends = !body.get(length).is_some_and(u8::is_ascii_alphanumeric);
    let fits = (pattern.least..=pattern.most).contains(&length);
    let text = str::from_utf8(&body[..length]).ok()?;
    (ends && fits && !is_placeholder(text)).then(|| Found {
        span: at..at + pattern.prefix.len() + length,
        what: pattern.what,
    })
}

/// Returns the JSON web token that begins here: three parts in base64.
fn web_token(rest: &[u8], at: usize) -> Option<Found> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let mut end = 0;
    for part in 0..3 {
        if part > 0 {
            if rest.get(end) != Some(&b'.') {
                return None;
            }
            end += 1;
        }
        let length = rest[end..].iter().take_while(|byte| is_part(byte)).count();
        if length < 10 {
            return None;
        }
        end += length;
    }
    let text = str::from_utf8(&rest[..end]).ok()?;
    (!is_placeholder(text)).then_some(Found {
        span: at..at + end,
        what: "a JSON web token",
    })
}

/// Returns the first line of a private key.
fn private_key(line: &str) -> Option<Found> {
    if let Some(start) = line.find("PuTTY-User-Key-File-") {
        return Some(Found {
            span: start..line.len(),
            what: "a private key",
        });
    }
    let start = line.find(KEY_BEGIN)?;
    let (title, _) = line[start + KEY_BEGIN.len()..].split_once("-----")?;
    let is_key = title.ends_with("PRIVATE KEY") || title.ends_with("PRIVATE KEY BLOCK");
    is_key.then(|| Found {
        span: start..start + KEY_BEGIN.len() + title.len() + 5,
        what: "a private key",
    })
}

/// Returns whether what looks like a token is an example of one: it says so,
/// repeats itself, or counts.
pub(super) fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "example",
        "placeholder",
        "redacted",
        "your_",
        "your-",
        "yourtoken",
        "changeme",
        "dummy",
        "xxxx",
        "****",
        "....",
        "notreal",
    ];
    let lower = text.to_ascii_lowercase();
    WORDS.iter().any(|word| lower.contains(word)) || entropy(text) < 2.5 || counts(text)
}

/// Returns whether most characters follow the one before them: `abcdef…`.
fn counts(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.windows(2);
    let steps = pairs.filter(|pair| pair[1].abs_diff(pair[0]) <= 1).count();
    steps * 2 > bytes.len()
}

/// Returns how many bits each character of a text says, by Shannon's measure.
pub(super) fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        counts[usize::from(byte)] += 1;
    }
    let all = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    counts
        .iter()
        .filter(|&&count| count > 0)
        .map(|&count| {
            let share = f64::from(count) / all;
            -share * share.log2()
        })
        .sum()
}
