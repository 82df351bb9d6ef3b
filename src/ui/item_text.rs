/// Makes items out of what was entered at once.
///
/// Usually that is one item, with its lines where it was pasted. A pasted
/// list, whose first line begins with a bullet, is one item for each bullet of
/// that depth; deeper bullets and other lines stay with the item above. Empty
/// lines around an item fall away, those inside it stay.
pub(super) fn items(entered: &str) -> Vec<String> {
    let lines: Vec<&str> = entered.lines().map(str::trim_end).collect();
    let first = lines.iter().find(|line| !line.is_empty());
    let depth = first
        .filter(|line| bullet(line).is_some())
        .map(|line| indent(line));
    let mut items: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        let start = match depth {
            Some(depth) if indent(line) <= depth => bullet(line),
            _ => None,
        };
        match (start, items.last_mut()) {
            (Some(text), _) => items.push(vec![text]),
            (None, Some(item)) => item.push(continued(line, depth)),
            (None, None) => items.push(vec![line.trim_start()]),
        }
    }
    items
        .iter()
        .map(|lines| lines.join("\n").trim().to_owned())
        .filter(|item| !item.is_empty())
        .collect()
}

/// Returns the text behind a bullet, where the line begins with one.
fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["-", "*", "+", "•"].into_iter().find_map(|mark| {
        let text = line.strip_prefix(mark)?;
        (text.is_empty() || text.starts_with(char::is_whitespace)).then(|| text.trim_start())
    })
}

/// Counts the blanks that a line begins with.
fn indent(line: &str) -> usize {
    line.chars()
        .take_while(|letter| letter.is_whitespace())
        .count()
}

/// Takes the list's own indentation off a line that belongs to the item above.
fn continued(line: &str, depth: Option<usize>) -> &str {
    let Some(depth) = depth else {
        return line;
    };
    let blanks = indent(line).min(depth + 2);
    let from = line
        .char_indices()
        .nth(blanks)
        .map_or(line.len(), |(at, _)| at);
    &line[from..]
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert_eq, proptest};

    use super::items;

    #[test]
    fn one_entry_is_one_item_but_for_lists() {
        let table: [(&str, &[&str]); 16] = [
            ("", &[]),
            (" \n\n ", &[]),
            ("-", &[]),
            ("Shipped it", &["Shipped it"]),
            ("  Shipped it  ", &["Shipped it"]),
            ("- Shipped it", &["Shipped it"]),
            ("-1 for tabs", &["-1 for tabs"]),
            ("**Bold** move", &["**Bold** move"]),
            ("two\nlines", &["two\nlines"]),
            ("\none\n\ntwo\n\n", &["one\n\ntwo"]),
            ("Text\n- not a list", &["Text\n- not a list"]),
            ("- one\n- two\n\n* three", &["one", "two", "three"]),
            ("\n\n  - one\n  - two", &["one", "two"]),
            ("- one\n  more\n- two", &["one\nmore", "two"]),
            (
                "- one\n  - deeper\n    code\n- two",
                &["one\n- deeper\n  code", "two"],
            ),
            ("• 世\n• 界", &["世", "界"]),
        ];
        for (entered, expected) in table {
            assert_eq!(items(entered), expected, "{entered:?}");
        }
    }

    proptest! {
        /// Nothing that says something is lost, and its order stays.
        #[test]
        fn no_letter_is_lost(entered in "[a-z世 \n*-]{0,60}") {
            let said = |text: &str| text.replace(|letter: char| !letter.is_alphabetic(), "");
            prop_assert_eq!(said(&items(&entered).concat()), said(&entered));
        }
    }
}
