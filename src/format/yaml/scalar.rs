/// What a YAML reader may take a plain scalar for, if not for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Kind {
    Nothing,
    Truth,
    Number,
    Date,
}

impl Kind {
    /// Returns what some YAML 1.1 or 1.2 reader makes of a plain scalar, or
    /// `None` where all of them read a text.
    ///
    /// Spellings with a leading digit or sign and no letters beyond those of
    /// numbers count as numbers even where no reader takes them, which costs
    /// only a pair of quotes.
    pub(in crate::format) fn of(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        match lower.as_str() {
            "" | "~" | "null" => return Some(Self::Nothing),
            "y" | "n" | "yes" | "no" | "true" | "false" | "on" | "off" => {
                return Some(Self::Truth);
            }
            ".nan" | ".inf" | "+.inf" | "-.inf" => return Some(Self::Number),
            _ => {}
        }
        let digits = lower.strip_prefix(['+', '-']).unwrap_or(&lower);
        let mut chars = digits.chars();
        let first = chars.next()?;
        let second_is_digit = chars.next().is_some_and(|c| c.is_ascii_digit());
        if !(first.is_ascii_digit() || first == '.' && second_is_digit) {
            return None;
        }
        let number = |c: char| c.is_ascii_hexdigit() || matches!(c, 'x' | 'o' | '.' | '_' | ',');
        if digits.chars().all(|c| number(c) || c == ':')
            || digits.chars().all(|c| number(c) || matches!(c, '+' | '-'))
                && digits.contains('e')
                && !digits.contains("--")
        {
            return Some(Self::Number);
        }
        let time = |c: char| {
            c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | '+' | 't' | 'z' | ' ' | '\t')
        };
        (digits.chars().all(time) && digits.contains('-')).then_some(Self::Date)
    }

    /// Returns the words for it.
    pub(in crate::format) const fn describe(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Truth => "yes or no",
            Self::Number => "a number",
            Self::Date => "a date",
        }
    }
}

/// Writes a text as a scalar on one line: plain where every reader of
/// YAML 1.1 and 1.2 reads the same text, else in double quotes.
///
/// The result may also stand in a flow list if the text holds no comma or
/// bracket.
pub(in crate::format) fn format_inline(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quote(text)
    }
}

/// Writes a text as a scalar within `{}` or `[]`.
pub(in crate::format) fn format_flow(text: &str) -> String {
    if is_plain(text) && !text.contains([',', '[', ']', '{', '}']) {
        text.to_owned()
    } else {
        quote(text)
    }
}

/// Writes what follows `key:` or `-`: a space, the text and a line end.
///
/// `indent` is the column of the key or dash in characters. Text of several
/// lines is a literal block where that is exact.
pub(in crate::format) fn push_value(out: &mut String, text: &str, indent: usize) {
    if !is_literal(text) {
        out.push(' ');
        out.push_str(&format_inline(text));
        out.push('\n');
        return;
    }
    let body = text.trim_end_matches('\n');
    out.push_str(" |");
    if body.starts_with([' ', '\n']) {
        out.push('2');
    }
    match text.len() - body.len() {
        0 => out.push('-'),
        1 => {}
        _ => out.push('+'),
    }
    out.push('\n');
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            push_spaces(out, indent + 2);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Writes `count` spaces.
pub(in crate::format) fn push_spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// Returns whether readers of every version take the text, unquoted, for
/// itself.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let starts_well = first.is_alphanumeric() || matches!(first, '(' | '/') || !first.is_ascii();
    let numeric = first.is_ascii_digit() && !text.contains(' ');
    let space_at_end = |c: Option<char>| c.is_some_and(char::is_whitespace);
    starts_well
        && !numeric
        && !space_at_end(text.chars().next())
        && !space_at_end(text.chars().next_back())
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains('#')
        && !text.chars().any(must_escape)
        && Kind::of(text).is_none()
}

/// Returns whether a literal block holds the text exactly.
fn is_literal(text: &str) -> bool {
    let body = text.trim_end_matches('\n');
    body.contains('\n')
        && !body.trim().is_empty()
        && !text.chars().any(|c| c != '\n' && c != '\t' && must_escape(c))
        // Readers differ on tabs and lone spaces where indentation is found.
        && !body.trim_start_matches(['\n', ' ']).starts_with('\t')
        && !text.lines().any(|line| !line.is_empty() && line.trim_matches([' ', '\t']).is_empty())
}

/// Returns whether a character is not to stand for itself: controls, what
/// YAML readers do not accept or take for a line end, and what cannot be seen
/// or reorders what is seen. The joiners of emoji and scripts may.
fn must_escape(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
        || u32::from(c) & 0xfffe == 0xfffe
}

fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if !must_escape(c) => out.push(c),
            c => match u32::from(c) {
                code @ 0..=0xff => out.push_str(&format!("\\x{code:02X}")),
                code @ 0x100..=0xffff => out.push_str(&format!("\\u{code:04X}")),
                code => out.push_str(&format!("\\U{code:08X}")),
            },
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_could_be_misread() {
        for plain in [
            "Shipped it",
            "https://app.example.org/0/1200",
            "(draft) of the page",
            "déjà vu",
            "李",
            "✅ all green",
            "10 customers moved",
            "a: b".trim_end_matches(": b"),
            "it's \"quoted\" inside",
            "rate 5%, [sic] {x}",
            "nobody",
        ] {
            assert_eq!(format_inline(plain), plain);
        }
        for quoted in [
            "",
            " x",
            "x ",
            "no",
            "Yes",
            "NULL",
            "~",
            "1e3",
            "0x1F",
            "12",
            "1_000",
            "1:30",
            "2026-11-22",
            "2026-11-22 10:00:00",
            ".5",
            "- x",
            "-",
            "#x",
            "x #y",
            "a#b",
            ": x",
            "a: b",
            "a:",
            "\t",
            "a\tb",
            "@a",
            "`x`",
            "%x",
            "!x",
            "&x",
            "*x*",
            "[x]",
            "{x}",
            "? x",
            "| x",
            "> x",
            "'x'",
            "\"x\"",
            "---",
            "...",
            "=",
            "<<",
            "a\u{85}b",
            "a\u{2028}b",
            "a\u{202e}b",
            "\u{feff}a",
            "\u{a0}a",
            "a\u{a0}",
            "a\0b",
            "\u{ffff}",
            "\u{1fffe}",
            "007",
            "1d",
            "+1",
            "-1",
            "$x",
        ] {
            assert!(format_inline(quoted).starts_with('"'), "{quoted:?}");
        }
        assert_eq!(
            quote("\u{1fffe}\u{202e}\u{1b}"),
            "\"\\U0001FFFE\\u202E\\x1B\""
        );
    }

    #[test]
    fn writes_blocks_where_they_are_exact() {
        for (text, want) in [
            ("a\nb", " |-\n    a\n    b\n"),
            ("a\nb\n", " |\n    a\n    b\n"),
            ("a\n\nb\n\n", " |+\n    a\n\n    b\n\n"),
            ("  a\nb", " |2-\n      a\n    b\n"),
            ("\na\n", " |2\n\n    a\n"),
            ("a\r\nb", " \"a\\r\\nb\"\n"),
            ("a\n \nb", " \"a\\n \\nb\"\n"),
            ("\ta\nb", " \"\\ta\\nb\"\n"),
            ("\n\n", " \"\\n\\n\"\n"),
            ("a\n", " \"a\\n\"\n"),
        ] {
            let mut out = String::new();
            push_value(&mut out, text, 2);
            assert_eq!(out, want, "{text:?}");
        }
    }
}
