//! Secrets that have no form of their own, but are called what they are:
//! `password = …`, `Authorization: Bearer …`, `scheme://user:password@host`.

use super::scan::{Found, entropy, is_placeholder};

/// The names of what is secret, as programs call it; `_`, `-` and case do not
/// count.
const NAMES: [&str; 15] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "secretkey",
    "secretaccesskey",
    "clientsecret",
    "token",
    "authtoken",
    "accesstoken",
    "apikey",
    "apitoken",
    "privatekey",
    "accountkey",
    "sharedaccesskey",
];

/// The fewest characters of a value that counts.
const LEAST: usize = 16;

/// How much of a value is looked at, in bytes.
const LONGEST: usize = 256;

/// The fewest characters of it in words that mix letters and digits.
const MIXED: usize = 8;

/// The fewest bits that each character of a value says: words of a language
/// stay below it.
const BITS: f64 = 3.3;

/// Finds what a line gives away by calling it by its name.
pub(super) fn scan(line: &str) -> Vec<Found> {
    let mut found = addresses(line);
    for (at, sign) in line.match_indices(['=', ':']) {
        if is_secret_name(&line[..at]) {
            found.extend(value(line, at + sign.len(), "a secret by its name"));
        }
    }
    if let Some(header) = ["Authorization", "authorization"]
        .iter()
        .find_map(|name| line.find(name))
    {
        for scheme in ["Bearer ", "bearer ", "Basic ", "basic "] {
            let at = line[header..].find(scheme);
            let at = at.map(|at| header + at + scheme.len());
            found.extend(at.and_then(|at| value(line, at, "credentials for a server")));
        }
    }
    found.sort_by_key(|hit| hit.span.start);
    found.dedup_by(|next, before| next.span.start < before.span.end);
    found
}

/// Returns whether what stands before a sign ends in the name of a secret.
fn is_secret_name(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '"', '\'', '\\']);
    // No name is longer; what is further left does not have to be looked at.
    let tail = before.as_bytes();
    let tail = &tail[tail.len().saturating_sub(48)..];
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let word: Vec<u8> = tail.iter().rev().take_while(is_name).copied().collect();
    let plain: String = word
        .iter()
        .rev()
        .filter(|byte| byte.is_ascii_alphanumeric())
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    NAMES.iter().any(|name| plain.ends_with(name))
}

/// Returns the value that begins behind a byte, where it is one that no person
/// would think of.
fn value(line: &str, from: usize, what: &'static str) -> Option<Found> {
    let rest = &line[from..];
    let text = rest.trim_start_matches([' ', '"', '\'', '\\', '=', '>']);
    let start = line.len() - text.len();
    let is_value = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-+/=.~!@#$%^&*".contains(byte);
    let shown = text.bytes().take(LONGEST);
    let length = shown.take_while(|byte| is_value(byte)).count();
    let text = text[..length].trim_end_matches(['.', '!']);
    let mixed = mixed_length(text) >= MIXED;
    let is_address = text.contains("//") || text.starts_with('$');
    let fits = text.len() >= LEAST && mixed && !is_address && entropy(text) >= BITS;
    (fits && !is_placeholder(text)).then(|| Found {
        span: start..start + text.len(),
        what,
    })
}

/// Returns how many characters belong to words that mix letters and digits:
/// the names of variables do not.
fn mixed_length(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_mixed = |word: &&str| {
        let has = |is: fn(&u8) -> bool| word.bytes().any(|byte| is(&byte));
        has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
    };
    words.filter(is_mixed).map(str::len).sum()
}

/// Finds passwords in addresses.
fn addresses(line: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("://") {
        let rest = &line[at + 3..];
        let ends = |c: char| c == '/' || c == '"' || c == '\'' || c == '<' || c.is_whitespace();
        // The next address begins no later than where this host ends.
        let authority = &rest[..rest.find(ends).unwrap_or(rest.len())];
        let Some((user, _)) = authority.rsplit_once('@') else {
            continue;
        };
        let Some((name, password)) = user.split_once(':') else {
            continue;
        };
        if is_password(password) {
            let start = at + 3 + name.len() + 1;
            found.push(Found {
                span: start..start + password.len(),
                what: "an address with a password",
            });
        }
    }
    found
}

/// Returns whether the password of an address is meant: no variable, and no
/// word that stands for one.
fn is_password(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "password", "passwd", "pass", "secret", "token", "pw", "pwd", "xxx", "***",
    ];
    let lower = text.to_ascii_lowercase();
    let variable = text.contains(['$', '{', '<', '%', '*']);
    text.len() >= 4
        && !variable
        && !WORDS.contains(&lower.as_str())
        && !lower.contains("example")
        && text.chars().any(|c| !text.starts_with(c))
}
