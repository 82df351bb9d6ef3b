use std::collections::BTreeSet;

use crate::format::{LogPath, parse_path, parse_reply, parse_update};
use crate::model::{Finding, Handle, Place};

use super::hidden;

/// The rules on prose that YAML reads otherwise than it was meant.
const MISREAD: [&str; 3] = ["not-a-text", "stray-map", "swallowed-comment"];

/// A file that was mended: one that says the same, and says it safely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Whose it is.
    pub author: Handle,
    /// What it holds now; all that was not mended is as it was.
    pub text: String,
    /// The rules that it broke and breaks no more, by name.
    pub rules: BTreeSet<&'static str>,
}

/// Mends what is safe to mend in an update or reply: takes off a byte order
/// mark, takes out characters that are not seen, and puts prose into quotes
/// that YAML would read otherwise.
///
/// Returns `None` for anything else, and for what cannot be read after it:
/// then a person has to look. One in which there is nothing to mend comes back
/// as it is.
#[must_use]
pub fn mend(path: &str, bytes: &[u8]) -> Option<Mended> {
    let source = std::str::from_utf8(bytes).ok()?;
    let mut rules = BTreeSet::new();
    let bare = source.strip_prefix('\u{feff}').inspect(|_| {
        rules.insert("byte-order-mark");
    });
    let bare = bare.unwrap_or(source);
    let mut text = String::with_capacity(bare.len());
    for (at, c) in bare.char_indices() {
        let ends_line = c == '\r' && bare[at..].starts_with("\r\n");
        match hidden::rule_of(c).filter(|_| !ends_line) {
            Some(rule) => {
                rules.insert(rule.name);
            }
            None => text.push(c),
        }
    }
    let (mut author, mut findings) = read(path, &text)?;
    // The last first, so that places before it stay what they are.
    let mut places: Vec<Place> = findings
        .iter()
        .filter(|finding| MISREAD.contains(&finding.rule))
        .filter_map(|finding| finding.place)
        .collect();
    places.sort_unstable();
    places.dedup();
    for place in places.into_iter().rev() {
        let Some(quoted) = quote(&text, place) else {
            continue;
        };
        // Whatever else that changes, a person has to look at.
        if let Some((by, rest)) = read(path, &quoted)
            && is_less(&rest, &findings, place)
        {
            let gone = findings.iter().filter(|finding| is_misread(finding, place));
            rules.extend(gone.map(|finding| finding.rule));
            (author, findings, text) = (by, rest, quoted);
        }
    }
    Some(Mended {
        author,
        text,
        rules,
    })
}

/// Reads whose file it is, and what its reader finds.
fn read(path: &str, text: &str) -> Option<(Handle, Vec<Finding>)> {
    match parse_path(path) {
        LogPath::Update { author, .. } => {
            let read = parse_update(path, text.as_bytes());
            read.value.map(|_| (author, read.findings))
        }
        LogPath::Reply { .. } => {
            let read = parse_reply(path, text.as_bytes());
            read.value.map(|reply| (reply.author, read.findings))
        }
        _ => None,
    }
}

/// Returns whether a finding is about prose on the line of a place.
fn is_misread(finding: &Finding, place: Place) -> bool {
    let is_there = finding.place.is_some_and(|there| there.line == place.line);
    is_there && MISREAD.contains(&finding.rule)
}

/// Returns whether these are the findings that were, without those about the
/// prose on the line of a place.
fn is_less(now: &[Finding], before: &[Finding], place: Place) -> bool {
    let kept = before.iter().filter(|finding| !is_misread(finding, place));
    let kept: Vec<&Finding> = kept.collect();
    now.len() == kept.len()
        && now
            .iter()
            .zip(kept)
            .all(|(now, kept)| (now.rule, &now.message) == (kept.rule, &kept.message))
}

/// Puts what stands from a place to the end of its line into double quotes.
fn quote(text: &str, place: Place) -> Option<String> {
    let line = text.split_inclusive('\n').nth(place.line.checked_sub(1)?)?;
    let starts = text
        .split_inclusive('\n')
        .take(place.line - 1)
        .map(str::len);
    let start: usize = starts.sum();
    let column = line.char_indices().nth(place.column.checked_sub(1)?)?.0;
    let prose = line[column..].trim_end();
    if prose.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']) {
        return None;
    }
    let from = start + column;
    let quoted = prose.replace('\\', "\\\\").replace('"', "\\\"");
    let rest = &text[from + prose.len()..];
    Some(format!("{}\"{quoted}\"{rest}", &text[..from]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PATH: &str = "updates/2026/11/20/ada.yaml";
    const HEAD: &str = "tidings: 1\nauthor: ada\nperiod: 2026-11-20\n";

    fn mended(text: &str) -> Option<(String, Vec<&'static str>)> {
        let mended = mend(PATH, text.as_bytes())?;
        assert_eq!(mended.author.as_str(), "ada");
        Some((mended.text, mended.rules.into_iter().collect()))
    }

    #[test]
    fn mends_what_is_safe_and_nothing_else() {
        for (before, after, rules) in [
            (
                "done:\n  - Fix #214 \n  # Mine.\n",
                "done:\n  - \"Fix #214\" \n  # Mine.\n",
                vec!["swallowed-comment"],
            ),
            (
                "done:\n  - Retry: holds\n",
                "done:\n  - \"Retry: holds\"\n",
                vec!["stray-map"],
            ),
            (
                "done:\n  - text: Say \"a\\b\" #1\n",
                "done:\n  - text: \"Say \\\"a\\\\b\\\" #1\"\n",
                vec!["swallowed-comment"],
            ),
            (
                "done: [Ship\u{200b}ped]\r\n",
                "done: [Shipped]\r\n",
                vec!["hidden-character"],
            ),
            (
                "notes: 'a\u{202e}b'\n",
                "notes: 'ab'\n",
                vec!["bidirectional-text"],
            ),
            (
                "done:\n  - 12\n  - yes\n",
                "done:\n  - \"12\"\n  - \"yes\"\n",
                vec!["not-a-text"],
            ),
            (
                "done:\n  - Plain  # ja: das\n  - Two: a #1\n",
                "done:\n  - \"Plain  # ja: das\"\n  - \"Two: a #1\"\n",
                vec!["stray-map", "swallowed-comment"],
            ),
            // A family, whose members hold together by what is not seen.
            ("done: [👩‍🔧]\n", "done: [👩‍🔧]\n", vec![]),
            ("done:\n  - Shipped\n", "done:\n  - Shipped\n", vec![]),
        ] {
            let got = mended(&format!("{HEAD}{before}"));
            let (text, found) = got.unwrap_or_else(|| panic!("{before}"));
            assert_eq!(text, format!("{HEAD}{after}"));
            assert_eq!(found, rules, "{before}");
            assert_eq!(mended(&text), Some((text, vec![])), "{before}");
        }
        let marked = mended(&format!("\u{feff}{HEAD}done: [a]\n"));
        assert_eq!(
            marked,
            Some((format!("{HEAD}done: [a]\n"), vec!["byte-order-mark"]))
        );
    }

    #[test]
    fn leaves_what_a_person_has_to_look_at() {
        for text in [
            &format!("{HEAD}done:\n  - One: two\n    three: four\n"),
            &format!("{HEAD}done:\n  - a #1\n    b\n"),
        ] {
            let got = mend(PATH, text.as_bytes());
            assert!(got.is_none_or(|got| got.text == *text), "{text}");
        }
        for (path, text) in [
            (PATH, "done: ["),
            (PATH, ""),
            ("README.md", "a\u{200b}b"),
            (".tidings/team.yaml", "tidings: 1\n"),
        ] {
            assert_eq!(mend(path, text.as_bytes()), None, "{text}");
        }
        assert_eq!(mend(PATH, b"\xff"), None);
    }

    proptest! {
        #[test]
        fn a_mended_file_is_mended(text in "(done:\n)?([ -]{0,3}\\PC{0,12}[:#]? ?\\PC{0,6}\n){0,4}") {
            if let Some(once) = mend(PATH, format!("{HEAD}{text}").as_bytes()) {
                let again = mend(PATH, once.text.as_bytes()).expect("it can be read");
                prop_assert_eq!(again.text, once.text);
            }
        }
    }
}
