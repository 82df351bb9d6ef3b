use std::borrow::Cow;

use super::visible::{Breaks, visible};

/// Returns text that is safe on one line of a terminal.
///
/// Line breaks and tabs become spaces; every control, bidirectional control
/// and invisible character becomes visible. Emoji sequences, combining marks
/// and right-to-left letters stay as they are.
#[must_use]
pub fn terminal(text: &str) -> Cow<'_, str> {
    visible(text, Breaks::Space)
}

/// Returns text that is safe on several lines of a terminal: as [`terminal`],
/// but line breaks stay, as `\n`, and tabs are expanded to stops of four
/// columns.
#[must_use]
pub fn terminal_lines(text: &str) -> Cow<'_, str> {
    visible(text, Breaks::Keep)
}

/// Returns text that is safe in a plain text file. Such a file is read in
/// terminals, so the rules are those of [`terminal_lines`].
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    terminal_lines(text)
}

/// Returns text that is safe in HTML, both between tags and within a quoted
/// attribute: markup is escaped, and the rules of [`terminal`] hold.
///
/// An attribute that holds an address needs [`url`](super::url()) first.
#[must_use]
pub fn html(text: &str) -> Cow<'_, str> {
    let clean = visible(text, Breaks::Space);
    if !clean.contains(['&', '<', '>', '"', '\'']) {
        return clean;
    }
    let mut out = String::with_capacity(clean.len() + 16);
    for c in clean.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::is_hidden;
    use super::*;

    #[test]
    fn what_hides_or_moves_text_becomes_visible() {
        for (text, want) in [
            ("", ""),
            ("plain", "plain"),
            ("\u{1b}[31mred\u{7f}", "␛[31mred␡"),
            ("a\u{9b}31m", "a<U+009B>31m"),
            ("a\r\nb\nc\rd\te", "a b c d e"),
            ("abc\u{202e}cba", "abc<U+202E>cba"),
            ("a\u{200b}b\u{feff}c", "a<U+200B>b<U+FEFF>c"),
            ("a\u{2028}b\u{ad}c", "a<U+2028>b<U+00AD>c"),
            ("a\u{200d}b", "a<U+200D>b"),
            (" \u{fe0f}\u{fe0f}", " <U+FE0F><U+FE0F>"),
            ("x\u{e0041}\u{e0042}", "x<U+E0041><U+E0042>"),
            ("a\u{1}\u{fffe}", "a␁<U+FFFE>"),
        ] {
            assert_eq!(terminal(text), want, "{text:?}");
        }
    }

    #[test]
    fn honest_text_of_every_script_stays() {
        for text in [
            "日本語 한국어 Ελληνικά עברית العربية",
            "e\u{301}le\u{300}ve",
            "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
            "\u{1F3F3}\u{FE0F}\u{200D}\u{1F308} \u{2764}\u{FE0F} 1\u{FE0F}\u{20E3}",
            "\u{1F44D}\u{1F3FD} \u{1F469}\u{1F3FD}\u{200D}\u{1F680}",
            "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "می\u{200C}خواهم क्\u{200D}ष",
            "\u{845B}\u{E0100}",
        ] {
            assert_eq!(terminal(text), text);
        }
    }

    #[test]
    fn stacks_of_marks_are_cut_and_tags_do_not_carry_messages() {
        let tall = format!("Z{}", "\u{335}".repeat(40));
        let cut = terminal(&tall).into_owned();
        assert_eq!(cut, format!("Z{}\u{FFFD}", "\u{335}".repeat(8)));
        let smuggled = format!("\u{1F3F4}{}", "\u{E0041}".repeat(9));
        assert!(terminal(&smuggled).ends_with("<U+E0041><U+E0041>"));
    }

    #[test]
    fn lines_stay_lines_and_tabs_reach_their_stops() {
        for (text, want) in [
            ("a\r\nb\rc\n", "a\nb\nc\n"),
            ("\tx", "    x"),
            ("ab\tx\n\ty", "ab  x\n    y"),
            ("日\tx", "日  x"),
            ("a\tb\tc", "a   b   c"),
            ("a\u{b}b\u{85}c", "a␋b<U+0085>c"),
        ] {
            assert_eq!(terminal_lines(text), want, "{text:?}");
        }
    }

    #[test]
    fn html_holds_no_markup() {
        assert_eq!(
            html("<a href=\"x\" on='y'>&amp;\n\u{202e}"),
            "&lt;a href=&quot;x&quot; on=&#39;y&#39;&gt;&amp;amp; &lt;U+202E&gt;"
        );
    }

    proptest! {
        #[test]
        fn no_sink_prints_a_hidden_character(text in any::<String>(), odd in "[\\x00-\\x1f\\x7f-\\x9f\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{e0000}-\u{e01ef}\u{fe00}-\u{fe0f}a👍\u{300}]{0,40}") {
            for text in [&text, &odd] {
                prop_assert!(!terminal(text).contains(char::is_control));
                prop_assert!(!terminal(text).contains(is_hidden));
                prop_assert!(!terminal_lines(text).contains(|c| c != '\n' && is_hidden(c)));
                prop_assert!(!html(text).contains(is_hidden));
                prop_assert!(!html(text).contains(['<', '>', '"', '\'']));
                let again = terminal(text).into_owned();
                prop_assert_eq!(terminal(&again), again.as_str());
            }
        }
    }
}
