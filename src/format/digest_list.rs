use std::collections::BTreeSet;

use super::digest_path;
use crate::model::Period;

/// The line before the list of digests in the log's README.
const BEGIN: &str = "<!-- tidings:digests -->";

/// The line behind it.
const END: &str = "<!-- /tidings:digests -->";

/// How many digests are listed; older ones are behind a link to them all.
const LISTED: usize = 10;

/// Why the list of digests has no place in a README.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DigestListError {
    /// The lines that mark its place are not there.
    #[error("it has no line '{BEGIN}'")]
    NoMarkers,
    /// There is one of them without the other, or there are several.
    #[error("its lines '{BEGIN}' and '{END}' are no single pair")]
    Unpaired,
}

/// Writes the lines that mark the place of the list, with the list of these
/// weeks between them.
#[must_use]
pub fn format_digest_list(weeks: &BTreeSet<Period>) -> String {
    let mut text = format!("{BEGIN}\n");
    for week in weeks.iter().rev().take(LISTED) {
        let said = week.describe();
        let said = said.strip_prefix("week ").unwrap_or(&said);
        text.push_str(&format!("- [{said}]({})\n", digest_path(*week)));
    }
    if weeks.is_empty() {
        text.push_str("None was published yet.\n");
    } else if weeks.len() > LISTED {
        text.push_str("- [earlier ones](digests)\n");
    }
    text.push_str(END);
    text.push('\n');
    text
}

/// Puts the list of these weeks into a README, between the lines that mark its
/// place; all else stays as it is, line ends included.
///
/// # Errors
///
/// Why there is no place for it.
pub fn list_digests(readme: &str, weeks: &BTreeSet<Period>) -> Result<String, DigestListError> {
    let mut at = 0;
    let (mut begin, mut end) = (None, None);
    for line in readme.split_inclusive('\n') {
        let next = at + line.len();
        let place = match line.trim_end() {
            BEGIN => &mut begin,
            END => &mut end,
            _ => {
                at = next;
                continue;
            }
        };
        if place.replace((at, next)).is_some() {
            return Err(DigestListError::Unpaired);
        }
        at = next;
    }
    let (begin, end) = match (begin, end) {
        (Some((begin, _)), Some((last, end))) if begin < last => (begin, end),
        (None, None) => return Err(DigestListError::NoMarkers),
        _ => return Err(DigestListError::Unpaired),
    };
    let list = with_ends_of(readme, &format_digest_list(weeks));
    Ok([&readme[..begin], &list, &readme[end..]].concat())
}

/// Adds the list of these weeks at the end of a README, under a heading.
#[must_use]
pub fn append_digest_list(readme: &str, weeks: &BTreeSet<Period>) -> String {
    let text = readme.trim_end_matches(['\r', '\n']);
    let gap = if text.is_empty() { "" } else { "\n\n" };
    let list = format!("{gap}## Digests\n\n{}", format_digest_list(weeks));
    text.to_owned() + &with_ends_of(readme, &list)
}

/// Writes lines with the line ends that a text has.
fn with_ends_of(text: &str, lines: &str) -> String {
    if text.contains("\r\n") {
        lines.replace('\n', "\r\n")
    } else {
        lines.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn weeks(from: u32, until: u32) -> BTreeSet<Period> {
        let week = |number| format!("2026-W{number:02}").parse().expect("a week");
        (from..=until).map(week).collect()
    }

    #[test]
    fn the_list_has_the_newest_first_and_not_all_of_them() {
        let text = format_digest_list(&weeks(46, 47));
        assert_eq!(
            text,
            "<!-- tidings:digests -->\n\
             - [2026-W47 (16 to 22 November)](digests/2026/W47.md)\n\
             - [2026-W46 (9 to 15 November)](digests/2026/W46.md)\n\
             <!-- /tidings:digests -->\n"
        );
        let text = format_digest_list(&weeks(30, 47));
        assert_eq!(text.lines().count(), LISTED + 3);
        assert!(text.contains("W38.md") && !text.contains("W37.md"));
        assert!(text.contains("](digests)\n"));
    }

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let some = weeks(47, 47);
        let list = format_digest_list(&some);
        for (before, after) in [
            ("", ""),
            ("# Ours\n\n", "\nMore\n"),
            ("text", ""),
            ("\u{feff}x\n", "y"),
        ] {
            let line = if before.ends_with('\n') || before.is_empty() {
                ""
            } else {
                "\n"
            };
            for old in ["", "- stale\n", "## Anything\n\n```\n"] {
                let readme = format!("{before}{line}{BEGIN}  \n{old}{END}\n{after}");
                let want = format!("{before}{line}{list}{after}");
                assert_eq!(list_digests(&readme, &some), Ok(want));
            }
        }
        let windows = format!("# Ours\r\n{BEGIN}\r\n{END}\r\nMore\r\n");
        let listed = list_digests(&windows, &some).expect("it has the marks");
        assert_eq!(listed.matches('\n').count(), listed.matches("\r\n").count());
    }

    #[test]
    fn a_place_that_is_not_plain_is_refused() {
        use DigestListError::{NoMarkers, Unpaired};
        for (readme, want) in [
            ("".to_owned(), NoMarkers),
            ("# Ours\n".to_owned(), NoMarkers),
            (format!("see {BEGIN} and {END}\n"), NoMarkers),
            (format!("{BEGIN}\n"), Unpaired),
            (format!("{END}\n{BEGIN}\n"), Unpaired),
            (format!("{BEGIN}\n{BEGIN}\n{END}\n"), Unpaired),
            (format!("{BEGIN}\n{END}\n{END}\n"), Unpaired),
        ] {
            assert_eq!(list_digests(&readme, &weeks(47, 47)), Err(want), "{readme}");
        }
    }

    proptest! {
        #[test]
        fn what_was_added_once_is_replaced_then(readme in "(\\PC{0,20}(\r?\n)){0,5}", first in 40_u32..47) {
            prop_assume!(!readme.contains(BEGIN) && !readme.contains(END));
            let added = append_digest_list(&readme, &weeks(first, 46));
            let again = list_digests(&added, &weeks(first, 47)).expect("it has the marks now");
            prop_assert!(added.starts_with(readme.trim_end_matches(['\r', '\n'])));
            prop_assert!(again.contains("W47.md"));
            let back = list_digests(&again, &weeks(first, 46)).expect("it has the marks");
            prop_assert_eq!(back, added);
        }
    }
}
