/// Takes user and password out of the addresses in a text: what stands
/// between `://` and the last `@` before the path.
#[must_use]
pub fn without_passwords(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let end = after
            .find(|c: char| c == '/' || c.is_whitespace() || c == '\'' || c == '"')
            .unwrap_or(after.len());
        let (authority, after) = after.split_at(end);
        out.push_str(authority.rsplit('@').next().unwrap_or(authority));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_betray_nobody() {
        for (text, want) in [
            ("", ""),
            ("no address", "no address"),
            (
                "fatal: unable to access 'https://ada:s3cret@git.example.org/log.git/': refused",
                "fatal: unable to access 'https://git.example.org/log.git/': refused",
            ),
            (
                "https://a@b ssh://c:d@e/f and g@h:i",
                "https://b ssh://e/f and g@h:i",
            ),
            ("https://a:b@c@d/e@f", "https://d/e@f"),
            ("https://", "https://"),
        ] {
            assert_eq!(without_passwords(text), want, "{text}");
        }
    }
}
