use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands for the part that was cut off.
const ELLIPSIS: &str = "…";

/// Returns how many columns of a terminal the text takes.
///
/// The sum over grapheme clusters, so that text which is cut or wrapped
/// between them adds up to the same width. The text is taken to be sanitised;
/// a control counts as the column of its picture.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Returns the text, cut between grapheme clusters so that it takes at most
/// `columns`, with `…` at the end where something was cut.
#[must_use]
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(width(ELLIPSIS)) else {
        return Cow::Borrowed("");
    };
    let mut used = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > room {
            break;
        }
        end = at + grapheme.len();
    }
    Cow::Owned(format!("{}{ELLIPSIS}", text[..end].trim_end_matches(' ')))
}

/// Returns the text with spaces after it, so that it takes at least
/// `columns`.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_columns_and_not_characters() {
        for (text, want) in [
            ("abc", 3),
            ("日本", 4),
            ("e\u{301}", 1),
            ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", 2),
            ("👍🏽", 2),
        ] {
            assert_eq!(width(text), want, "{text}");
        }
    }

    #[test]
    fn cuts_between_graphemes() {
        for (text, columns, want) in [
            ("abcdef", 6, "abcdef"),
            ("abcdef", 4, "abc…"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("ab cd", 4, "ab…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("abc", 1, "…"),
            ("abc", 0, ""),
        ] {
            assert_eq!(truncate(text, columns), want, "{text}");
        }
        assert_eq!(pad("日", 4), "日  ");
        assert_eq!(pad("abc", 2), "abc");
    }

    proptest! {
        #[test]
        fn nothing_cut_is_wider_than_asked(text in any::<String>(), columns in 0_usize..30) {
            let text = super::super::terminal(&text).into_owned();
            prop_assert!(width(&truncate(&text, columns)) <= columns);
            prop_assert!(width(&pad(&text, columns)) >= columns);
        }
    }
}
