/// What ends the comment that a form begins with.
const END: &str = "-->";

/// Writes the form in which a reply is written in an editor: a comment that
/// says what is answered, with its text quoted, then what is said so far.
#[must_use]
pub fn format_reply_form(intro: &[String], quoted: &str, text: &str) -> String {
    let mut out = "<!--\n".to_owned();
    for line in intro {
        out.push_str(&format!("{}\n", harmless(line)));
    }
    if !quoted.trim().is_empty() {
        out.push('\n');
    }
    for line in quoted.trim().lines() {
        out.push_str(format!("> {}", harmless(line)).trim_end());
        out.push('\n');
    }
    out.push_str(&format!("{END}\n\n"));
    out.push_str(text);
    if !text.is_empty() && !text.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// Reads what somebody wrote in such a form, without the comment; `None` where
/// the comment has lost its end, so that nobody knows where the reply begins.
#[must_use]
pub fn parse_reply_form(form: &str) -> Option<&str> {
    let form = form.trim_start_matches('\u{feff}').trim();
    match form.strip_prefix("<!--") {
        Some(rest) => rest.split_once(END).map(|(_, text)| text.trim()),
        None => Some(form),
    }
}

/// Takes from a line what would end the comment.
fn harmless(line: &str) -> String {
    line.replace(END, "-- >")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_answered_is_no_part_of_the_reply() {
        let intro = ["To ada --> you".to_owned()];
        for quoted in ["", "one line", "two\n\nlines --> and <!-- a comment -->\n"] {
            for text in ["", "Yes", "# Heading\n\n- a\n- b <!-- kept -->", "<!- no"] {
                let form = format_reply_form(&intro, quoted, text);
                assert_eq!(parse_reply_form(&form), Some(text), "{form}");
            }
        }
        assert_eq!(parse_reply_form("Yes\n"), Some("Yes"));
        assert_eq!(parse_reply_form(" \n"), Some(""));
        assert_eq!(parse_reply_form("<!--\n> gone\nYes\n"), None);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_quoted_ends_where_it_should(quoted: String, text in "[a-z<!>\n -]{0,20}") {
            let text = text.trim();
            let form = format_reply_form(&[], &quoted, text);
            assert_eq!(parse_reply_form(&form), Some(text));
        }
    }
}
