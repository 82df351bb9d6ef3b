/// One property of a calendar: `NAME;PARAMETER=VALUE:value`, unfolded.
pub(super) struct Line {
    /// The number of its first line, from 1.
    pub(super) number: usize,
    /// The name, in upper case.
    pub(super) name: String,
    /// The value, as it stands there.
    pub(super) value: String,
}

/// Joins folded lines and splits them into properties; a line that is none is
/// returned as its number.
pub(super) fn parse_lines(text: &str) -> impl Iterator<Item = Result<Line, usize>> {
    let mut physical = text.split('\n').zip(1_usize..).peekable();
    std::iter::from_fn(move || {
        loop {
            let (first, number) = physical.next()?;
            let mut whole = strip(first).to_owned();
            while let Some((more, _)) = physical.next_if(|(next, _)| next.starts_with([' ', '\t']))
            {
                whole.push_str(&strip(more)[1..]);
            }
            if !whole.trim().is_empty() {
                return Some(split(number, &whole).ok_or(number));
            }
        }
    })
}

/// Takes off the carriage return, and whatever else of it a conversion left.
fn strip(line: &str) -> &str {
    line.trim_end_matches('\r')
}

/// Splits at the first colon that stands in no quotes.
fn split(number: usize, whole: &str) -> Option<Line> {
    let mut quoted = false;
    let colon = whole.find(|c| {
        quoted ^= c == '"';
        c == ':' && !quoted
    })?;
    let name = whole[..colon].split(';').next().unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (!name.is_empty() && name.chars().all(is_name)).then(|| Line {
        number,
        name: name.to_ascii_uppercase(),
        value: whole[colon + 1..].to_owned(),
    })
}

/// Returns a text value as it was before it was escaped, on one line.
pub(super) fn parse_text(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, false) => text.push(c),
            (_, true) => match chars.next() {
                Some('n' | 'N') => text.push(' '),
                Some(other) => text.push(other),
                None => text.push('\\'),
            },
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, String, String)> {
        parse_lines(text)
            .map(|line| match line {
                Ok(line) => (line.number, line.name, line.value),
                Err(number) => (number, "?".to_owned(), String::new()),
            })
            .collect()
    }

    #[test]
    fn folded_lines_are_one() {
        for (text, want) in [
            ("A:b\r\nC;X=1:d\r\n", vec![(1, "A", "b"), (2, "C", "d")]),
            ("A:b\n c\n\td\nE:f", vec![(1, "A", "bcd"), (4, "E", "f")]),
            (
                "A:b\r\n  c\r\n\r\n\r\nE:f",
                vec![(1, "A", "b c"), (5, "E", "f")],
            ),
            ("summary:x", vec![(1, "SUMMARY", "x")]),
            ("A;X=\"a:b;c\":d:e", vec![(1, "A", "d:e")]),
            ("A\nB:c", vec![(1, "?", ""), (2, "B", "c")]),
            (":x\n\u{e9}:x", vec![(1, "?", ""), (2, "?", "")]),
            (" A:b", vec![(1, "?", "")]),
            ("", vec![]),
        ] {
            let found = read(text);
            let found: Vec<_> = found
                .iter()
                .map(|(number, name, value)| (*number, name.as_str(), value.as_str()))
                .collect();
            assert_eq!(found, want, "{text:?}");
        }
    }

    #[test]
    fn escapes_are_undone() {
        for (value, want) in [
            ("New Year's Day", "New Year's Day"),
            (
                r"St. Stephen\, first martyr\; feast",
                "St. Stephen, first martyr; feast",
            ),
            (r"One\nTwo\NThree \\ four", "One Two Three \\ four"),
            (r"Open\", "Open\\"),
            ("  spaced   out ", "spaced out"),
        ] {
            assert_eq!(parse_text(value), want);
        }
    }
}
