use super::markdown::GAP;

/// Words that close an issue at GitHub or GitLab when a reference to it comes
/// after them, in lower case.
const CLOSING: [&str; 16] = [
    "close",
    "closed",
    "closes",
    "closing",
    "fix",
    "fixed",
    "fixes",
    "fixing",
    "implement",
    "implemented",
    "implementing",
    "implements",
    "resolve",
    "resolved",
    "resolves",
    "resolving",
];

/// How many words after such a word are looked at: `fixes issues #1`.
const REACH: usize = 3;

/// Returns Markdown in which no word closes an issue: a gap that nobody sees
/// is put into each that a reference comes after.
///
/// This is for texts that a host acts on, such as that of a pull request; it
/// reads as before.
#[must_use]
pub fn unlinked(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let end = from.find(|c: char| !c.is_ascii_alphabetic());
        let (word, after) = from.split_at(end.unwrap_or(from.len()));
        rest = after;
        if CLOSING.contains(&&*word.to_ascii_lowercase()) && refers(after) {
            let (first, more) = word.split_at(1);
            out.extend([first, GAP, more]);
        } else {
            out.push_str(word);
        }
    }
    out.push_str(rest);
    out
}

/// Returns whether a text begins with a reference to an issue, or a list of
/// them.
fn refers(text: &str) -> bool {
    let words = text.split_ascii_whitespace().take(REACH + 1);
    words.into_iter().any(is_reference)
}

/// Returns whether a word holds a reference: `#1`, `a/b#1`, `!1`, `GH-1`,
/// `TEAM-1`, or an address.
fn is_reference(word: &str) -> bool {
    let bytes = word.as_bytes();
    let numbered = |mark: &[u8]| {
        let digit = |at: usize| bytes.get(at + mark.len()).is_some_and(u8::is_ascii_digit);
        let places = bytes.windows(mark.len()).enumerate();
        places
            .filter(|(_, found)| *found == mark)
            .any(|(at, _)| digit(at))
    };
    word.contains("://") || [b"#", b"!", b"-"].into_iter().any(|mark| numbered(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_closed() {
        for (text, want) in [
            ("", ""),
            ("Fixed the importer (214)", "Fixed the importer (214)"),
            ("Fixes #1", "F&#8203;ixes #1"),
            ("fixes: #1", "f&#8203;ixes: #1"),
            ("CLOSES quill/log#1", "C&#8203;LOSES quill/log#1"),
            ("resolve GH-1", "r&#8203;esolve GH-1"),
            (
                "Closing https://github.com/quill/log/issues/1",
                "C&#8203;losing https://github.com/quill/log/issues/1",
            ),
            ("fix issues #1 and #2", "f&#8203;ix issues #1 and #2"),
            ("fix\n\n#1", "f&#8203;ix\n\n#1"),
            ("Implements TEAM-12", "I&#8203;mplements TEAM-12"),
            ("- **Fixed** #1", "- **F&#8203;ixed** #1"),
            ("prefix #1", "prefix #1"),
            ("#1 is what I fix", "#1 is what I fix"),
            ("Größe fix #1 é", "Größe f&#8203;ix #1 é"),
        ] {
            assert_eq!(unlinked(text), want, "{text:?}");
        }
    }
}
