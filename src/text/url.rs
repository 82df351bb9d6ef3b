use std::fmt::Write;

use super::is_hidden;

/// Returns an address that may be linked to, properly encoded, or `None`
/// where it may not.
///
/// Only `http`, `https` and `mailto` are linked. The result is ASCII and holds
/// no quote, angle bracket, parenthesis, backslash, backtick or space, so it
/// can stand in an HTML attribute (once `&` is escaped) and in a Markdown
/// link. Bytes that RFC 3986 does not allow are percent-encoded as UTF-8.
#[must_use]
pub fn url(text: &str) -> Option<String> {
    let text = text.trim();
    if text.contains(|c: char| is_hidden(c) || c.is_whitespace()) {
        return None;
    }
    let (scheme, rest) = text.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let target = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//")?,
        "mailto" => rest,
        _ => return None,
    };
    if target.is_empty() || target.starts_with(['/', '?', '#', '\\', ':']) {
        return None;
    }
    let mut out = format!("{scheme}:{}", &rest[..rest.len() - target.len()]);
    let authority = target.find(['/', '?', '#']).unwrap_or(target.len());
    for (at, byte) in target.bytes().enumerate() {
        let keep = match byte {
            // An IPv6 address has brackets; nothing else in an address may.
            b'[' | b']' => at < authority,
            b'%' => {
                let digits = target.as_bytes().get(at + 1..at + 3);
                digits.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
            }
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&*+,;=".contains(&byte),
        };
        if keep {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a string cannot fail");
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn links_lead_to_web_pages_and_mailboxes_only() {
        for (text, want) in [
            (
                "https://example.org/a_b?c=d&e#f",
                Some("https://example.org/a_b?c=d&e#f"),
            ),
            (" HTTP://example.org ", Some("http://example.org")),
            ("mailto:ada@example.org", Some("mailto:ada@example.org")),
            (
                "https://example.org/é (1)\"'<>`",
                None, // a space
            ),
            (
                "https://example.org/é(1)\"'<>`\\",
                Some("https://example.org/%C3%A9%281%29%22%27%3C%3E%60%5C"),
            ),
            (
                "https://example.org/100%/%41",
                Some("https://example.org/100%25/%41"),
            ),
            (
                "https://[2001:db8::1]/[x]",
                Some("https://[2001:db8::1]/%5Bx%5D"),
            ),
            ("javascript:alert(1)", None),
            ("java\tscript:alert(1)", None),
            ("JAVASCRIPT://x%0aalert(1)", None),
            ("data:text/html,x", None),
            ("//example.org", None),
            ("/path", None),
            ("https:example.org", None),
            ("https:///x", None),
            ("https://a\u{202e}b", None),
            ("mailto:", None),
            ("", None),
        ] {
            assert_eq!(url(text).as_deref(), want, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn an_address_can_leave_no_attribute_and_no_parenthesis(rest in any::<String>()) {
            for scheme in ["http://x", "https://x", "mailto:x", "javascript:x", "x"] {
                if let Some(link) = url(&format!("{scheme}{rest}")) {
                    prop_assert!(scheme.starts_with("http") || scheme.starts_with("mailto"));
                    prop_assert!(link.bytes().all(|b| b.is_ascii_graphic()), "{}", link);
                    prop_assert!(!link.contains(['"', '\'', '<', '>', '(', ')', '\\', '`']));
                    prop_assert_eq!(url(&link), Some(link.clone()));
                }
            }
        }
    }
}
