use std::fmt::Write;

use super::visible::{Breaks, visible};

/// A zero-width space, written so that a reader of the source sees it. After
/// `@` it keeps GitHub and GitLab from taking a name for a mention, after `:`
/// from taking an odd scheme for a link.
pub(super) const GAP: &str = "&#8203;";

/// Returns text that is safe anywhere within a line of Markdown: in a
/// paragraph, a heading, a list item, a table cell.
///
/// Line breaks become spaces, spaces at both ends are dropped, and the rules
/// of [`terminal`](super::terminal) hold. Whatever could be markup (CommonMark
/// and the extensions of GitHub and GitLab) is escaped, so the text reads as
/// it was written and the document keeps its structure. `@name` mentions
/// nobody, a line that begins with `/` is no command, and of bare addresses
/// only `http`, `https` and `mailto` ones may become links.
#[must_use]
pub fn markdown(text: &str) -> String {
    let clean = visible(text, Breaks::Space);
    escape(clean.trim_matches(' '), true)
}

/// Returns a piece of a line of Markdown, as [`markdown`] does, but with the
/// spaces at its ends; `start` says whether a line may begin with it.
#[must_use]
pub fn markdown_fragment(text: &str, start: bool) -> String {
    escape(&visible(text, Breaks::Space), start)
}

fn escape(text: &str, start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = if start {
        escape_start(text, &mut out)
    } else {
        0
    };
    let mut before = text[..at].chars().next_back();
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at + c.len_utf8()..];
        let in_word = before.is_some_and(|b| b.is_ascii_alphanumeric());
        if !in_word && let Some(length) = address_length(&text[at..]) {
            let address = &text[at..at + length];
            escape_address(address, &mut out);
            at += length;
            before = address.chars().next_back();
            continue;
        }
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '^' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            // Some dialects read braces at the end of a heading as attributes,
            // even behind a backslash.
            '}' if rest.trim_start_matches(' ').is_empty() => out.push_str("&#125;"),
            '&' if is_entity(rest) => out.push_str("&amp;"),
            '@' if !in_word || !rest.starts_with(|n: char| n.is_ascii_alphanumeric()) => {
                out.push('@');
                out.push_str(GAP);
            }
            ':' if rest.starts_with("//") || ends_with_xmpp(&text[..at]) => {
                out.push(':');
                out.push_str(GAP);
            }
            // At the end of a heading, hashes after a space would be dropped.
            '#' if !in_word && rest.bytes().all(|b| b == b'#') => out.push_str("\\#"),
            _ => out.push(c),
        }
        before = Some(c);
        at += c.len_utf8();
    }
    out
}

/// Escapes what means something only at the start of a line, and returns how
/// many bytes of the text are done.
fn escape_start(text: &str, out: &mut String) -> usize {
    match text.as_bytes().first() {
        Some(&mark @ (b'#' | b'+' | b'-' | b'=' | b'>' | b':' | b'/')) => {
            out.push('\\');
            out.push(char::from(mark));
            1
        }
        Some(b'0'..=b'9') => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            out.push_str(&text[..digits]);
            let after = text[digits..].strip_prefix(['.', ')']);
            if after.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
                out.push('\\');
            }
            digits
        }
        _ => 0,
    }
}

/// Returns the length of a web address that sites link by themselves, where
/// the text begins with one.
fn address_length(text: &str) -> Option<usize> {
    let begins = |prefix: &str| {
        text.get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    ["http://", "https://", "www."]
        .into_iter()
        .any(begins)
        .then(|| {
            text.find(|c: char| c.is_whitespace() || c == '<')
                .unwrap_or(text.len())
        })
}

/// Writes a bare web address: sites link it as it stands, backslashes
/// included, so markup in it is percent-encoded and not escaped.
fn escape_address(address: &str, out: &mut String) {
    let bytes = address.as_bytes();
    for (at, c) in address.char_indices() {
        let rest = &address[at + c.len_utf8()..];
        let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let in_word = at > 0 && is_word(bytes.get(at - 1)) && is_word(bytes.get(at + 1));
        match c {
            '&' if is_entity(rest) => out.push_str("&amp;"),
            '_' | '@' if in_word => out.push(c),
            '-' | '.' | '/' | '?' | '#' | '=' | '&' | '%' | '+' | ',' | ':' | ';' | '!' | '('
            | ')' | '\'' => out.push(c),
            _ if c.is_ascii_alphanumeric() || !c.is_ascii() => out.push(c),
            _ => write!(out, "%{:02X}", u32::from(c)).expect("writing to a string cannot fail"),
        }
    }
}

/// Returns whether what follows an ampersand makes it a character reference.
fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}

fn ends_with_xmpp(text: &str) -> bool {
    text.len()
        .checked_sub(4)
        .and_then(|at| text.get(at..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case("xmpp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_its_meaning_and_markup_loses_it() {
        for (text, want) in [
            ("", ""),
            ("   ", ""),
            ("Shipped the importer (#214)", "Shipped the importer (#214)"),
            ("*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"),
            ("[x](y) ![z](w)", "\\[x\\](y) !\\[z\\](w)"),
            ("<b>&lt; R&D", "&lt;b>&amp;lt; R&D"),
            ("a | b ~~c~~", "a \\| b \\~\\~c\\~\\~"),
            ("# head", "\\# head"),
            ("head #", "head \\#"),
            ("C#", "C#"),
            ("- item", "\\- item"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("> quote", "\\> quote"),
            ("1. one", "1\\. one"),
            ("12) one", "12\\) one"),
            ("3 days", "3 days"),
            ("1.5 days", "1.5 days"),
            ("1.", "1\\."),
            ("{#id}", "{#id&#125;"),
            ("/close", "\\/close"),
            ("    code", "code"),
            ("a\n# b", "a # b"),
            ("@grace look", "@&#8203;grace look"),
            ("ask @org/team", "ask @&#8203;org/team"),
            ("ada@example.org", "ada@example.org"),
            ("é@grace", "é@&#8203;grace"),
            ("@", "@&#8203;"),
            ("end\\", "end\\\\"),
            (
                "see https://example.org/my_repo/*_x_?a&b",
                "see https://example.org/my_repo/%2A%5Fx%5F?a&b",
            ),
            ("ftp://example.org", "ftp:&#8203;//example.org"),
            ("xmpp:ada@example.org", "xmpp:&#8203;ada@example.org"),
            ("a\u{202e}b", "a&lt;U+202E>b"),
        ] {
            assert_eq!(markdown(text), want, "{text:?}");
        }
    }

    #[test]
    fn fragments_keep_their_spaces() {
        assert_eq!(markdown_fragment(" - x ", false), " - x ");
        assert_eq!(markdown_fragment("- x", false), "- x");
        assert_eq!(markdown_fragment("- x", true), "\\- x");
    }
}
