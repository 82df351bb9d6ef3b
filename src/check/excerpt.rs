use crate::model::{ChangeSet, Excerpt, Finding, Place};

use super::secret::mask;

/// How much of a line is shown before and behind the place, in characters.
const AROUND: usize = 160;

/// Returns the line that a finding of a change is about, without what is
/// secret in it; `None` where there is none.
#[must_use]
pub fn excerpt(set: &ChangeSet, finding: &Finding) -> Option<Excerpt> {
    let place = finding.place?;
    let change = set
        .changes
        .iter()
        .find(|change| String::from_utf8_lossy(&change.path) == finding.path)?;
    let state = change.after.as_ref().or(change.before.as_ref())?;
    excerpt_of(str::from_utf8(state.content.as_deref()?).ok()?, place)
}

/// Returns the line of a text at a place, without what is secret in it.
#[must_use]
pub fn excerpt_of(text: &str, place: Place) -> Option<Excerpt> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line = text.split('\n').nth(place.line.checked_sub(1)?)?;
    let line = mask(line.strip_suffix('\r').unwrap_or(line));
    let at = place.column.saturating_sub(1);
    let start = at.saturating_sub(AROUND);
    let shown: String = line.chars().skip(start).take(2 * AROUND).collect();
    let before = at - start;
    let word = shown.chars().skip(before);
    let length = word.take_while(|c| !c.is_whitespace()).count().max(1);
    (!shown.trim().is_empty()).then_some(Excerpt {
        text: shown,
        before,
        length,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_shown_at_its_place() {
        for (text, line, column, want) in [
            ("a\nbc de\n", 2, 4, Some(("bc ", "de"))),
            ("a\r\nb\r\n", 1, 1, Some(("", "a"))),
            ("é ü", 1, 3, Some(("é ", "ü"))),
            ("a", 1, 9, Some(("a", ""))),
            ("a\n\n", 2, 1, None),
            ("a", 3, 1, None),
            ("a", 0, 1, None),
        ] {
            let got = excerpt_of(text, Place { line, column }).map(|got| {
                let part = |from, most| got.text.chars().skip(from).take(most).collect();
                let parts: (String, String) = (part(0, got.before), part(got.before, got.length));
                parts
            });
            let want = want.map(|(before, word)| (before.to_owned(), word.to_owned()));
            assert_eq!(got, want, "{text:?} {line}:{column}");
        }
    }

    #[test]
    fn of_a_long_line_a_part_is_shown() {
        let long = format!("{}here{}", "x ".repeat(300), " y".repeat(300));
        let place = Place {
            line: 1,
            column: 601,
        };
        let cut = excerpt_of(&long, place).expect("an excerpt");
        assert_eq!((cut.before, cut.length), (AROUND, 4));
        assert_eq!(cut.text.chars().count(), 2 * AROUND);
    }

    #[test]
    fn what_is_secret_is_covered() {
        let token = format!("ghp_{}", "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zA2cD4");
        let text = format!("done:\n  - Use {token} for now\n");
        let place = Place { line: 2, column: 9 };
        let shown = excerpt_of(&text, place).expect("an excerpt");
        let covered = "*".repeat(token.len());
        assert_eq!(shown.text, format!("  - Use {covered} for now"));
        assert_eq!((shown.before, shown.length), (8, token.len()));
    }
}
