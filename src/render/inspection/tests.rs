use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{annotations, code_quality, summary};
use crate::render::{Screen, inspection, json};
use crate::report::{ExcerptView, FindingView, InspectedView, Inspection};
use crate::text;

fn found(severity: &str, rule: &str, words: &str, place: Option<usize>) -> InspectedView {
    InspectedView {
        finding: FindingView {
            severity: severity.to_owned(),
            rule: rule.to_owned(),
            path: words.to_owned(),
            line: place,
            column: place,
            message: format!("before {words} after"),
            remedy: words.to_owned(),
        },
        excerpt: place.map(|at| ExcerptView {
            text: words.to_owned(),
            before: at.saturating_sub(1),
            length: at,
        }),
    }
}

fn whole(findings: Vec<InspectedView>) -> Inspection {
    let number = |severity: &str| {
        findings
            .iter()
            .filter(|f| f.finding.severity == severity)
            .count()
    };
    Inspection {
        format: 1,
        base: Some("b".repeat(40)),
        head: None,
        files: 3,
        commits: 1,
        errors: number("error"),
        warnings: number("warning"),
        findings,
    }
}

fn saying(words: &str) -> Inspection {
    whole(vec![
        found("error", "wrong-author", words, None),
        found("warning", "hidden-character", words, Some(1)),
        found("warning", "hidden-character", words, Some(7)),
    ])
}

/// Returns the lines that GitHub takes for commands: those that begin with
/// `::`, whatever space is before it, and those with `##[` anywhere.
fn commands(out: &str) -> Vec<&str> {
    let is_command = |line: &&str| line.trim_start().starts_with("::") || line.contains("##[");
    out.split(['\n', '\r']).filter(is_command).collect()
}

const HOSTILE: [&str; 12] = [
    "::error::x",
    "\n::set-output name=x::y\n",
    "\r::add-mask::x\r",
    "  ::group::x",
    "##[error]x ##[group] ##[##[",
    "%0A::error::x",
    "a,b:c%d\u{2028}::stop-commands::x\u{85}::error::",
    "\u{1b}[2K\u{1b}[1G::error::x",
    "| x | <script>alert(1)</script> `a` @grace [x](y)",
    "\u{202e}drow\u{feff}",
    "x :: y :::::: z ::error file=a::b",
    "long word after long word ::error::x and more of it ::error::x until the line is broken somewhere ::error::x ::error::x",
];

fn check(words: &str) -> Result<(), TestCaseError> {
    let report = saying(words);
    let github = annotations(&report);
    let live = commands(&github);
    prop_assert_eq!(live.len(), 3, "{}", &github);
    prop_assert_eq!(github.lines().count(), 3, "{}", &github);
    for (line, start) in github.lines().zip(["::error ", "::warning ", "::warning "]) {
        prop_assert!(line.starts_with(start) && !line.contains("##["), "{}", line);
        // The properties end at the first '::' behind them.
        let (properties, _) = line[2..].split_once("::").expect("a message");
        prop_assert!(
            properties.ends_with("wrong-author") || properties.ends_with("hidden-character"),
            "{}",
            line
        );
    }
    for width in [40, 100] {
        let screen = Screen {
            width,
            colour: false,
        };
        let out = inspection(&report, &screen);
        prop_assert_eq!(commands(&out), [""; 0], "{}", &out);
        let widest = out.lines().map(text::width).max().unwrap_or_default();
        prop_assert!(widest <= width, "{} columns: {}", widest, &out);
        prop_assert!(!out.contains(|c| c != '\n' && text::is_hidden(c)));
    }
    let out = json(&report);
    prop_assert_eq!(commands(&out), [""; 0], "{}", &out);
    let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    prop_assert_eq!(&read["findings"][0]["path"], words);
    let out = code_quality(&report);
    prop_assert_eq!(commands(&out), [""; 0], "{}", &out);
    let read: Vec<serde_json::Value> = serde_json::from_str(&out).expect("JSON");
    let prints: BTreeSet<&str> = read
        .iter()
        .filter_map(|issue| issue["fingerprint"].as_str())
        .collect();
    prop_assert_eq!(prints.len(), 3);
    let out = summary(&report);
    prop_assert_eq!(commands(&out), [""; 0], "{}", &out);
    // A heading, a line, and a table of a head and three rows.
    prop_assert_eq!(out.lines().count(), 9, "{}", &out);
    prop_assert!(!out.contains("<script") && !out.contains("@grace"));
    Ok(())
}

#[test]
fn no_words_of_a_stranger_are_a_command() {
    for words in HOSTILE {
        check(words).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    }
}

proptest! {
    #[test]
    fn no_text_is_a_command(words in "([:#\\[%\n\r\t ,|`<]|::error|##\\[|[a-z]{1,9}|\\PC){1,80}") {
        check(&words)?;
    }

    #[test]
    fn of_any_text_something_is_shown(words in any::<String>()) {
        prop_assume!(!words.is_empty());
        check(&words)?;
    }
}

#[test]
fn errors_come_first_and_the_rest_is_counted() {
    let warning = |at: usize| found("warning", "long-past", &format!("w{at}"), None);
    let error = |at: usize| found("error", "secret", &format!("e{at}"), None);
    let mut findings: Vec<_> = (0..15).map(warning).collect();
    findings.extend((0..12).map(error));
    let report = whole(findings);
    let out = annotations(&report);
    let kinds: Vec<&str> = out
        .lines()
        .filter_map(|line| line[2..].split([' ', ':']).next())
        .collect();
    let mut want = vec!["error"; 10];
    want.extend(["warning"; 10]);
    want.push("notice");
    assert_eq!(kinds, want);
    assert!(
        out.ends_with("::7 more findings in the job summary\n"),
        "{out}"
    );
    let page = summary(&report);
    assert!(page.find("e11").expect("all are there") < page.find("w0").expect("all are there"));
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    let prints = |inspection: &Inspection| -> Vec<String> {
        let read: Vec<serde_json::Value> =
            serde_json::from_str(&code_quality(inspection)).expect("JSON");
        read.iter()
            .map(|issue| issue["fingerprint"].to_string())
            .collect()
    };
    let one = saying("x");
    let mut moved = one.clone();
    for found in &mut moved.findings {
        found.finding.line = found.finding.line.map(|line| line + 10);
    }
    assert_eq!(prints(&one), prints(&moved));
    // What is fixed takes the print of the last of its kind with it.
    moved.findings.remove(1);
    assert_eq!(
        prints(&moved),
        [prints(&one)[0].clone(), prints(&one)[1].clone()]
    );
}

#[test]
fn a_finding_is_laid_out_like_that_of_a_compiler() {
    let mut found = found("error", "swallowed-comment", "x", Some(5));
    found.finding.path = "updates/2026/11/20/ada.yaml".to_owned();
    found.finding.message =
        "YAML ends this text before '#214' and takes that for a comment".to_owned();
    found.finding.remedy = "put the text in double quotes".to_owned();
    found.excerpt = Some(ExcerptView {
        text: "  - Fix #214\u{202e}".to_owned(),
        before: 4,
        length: 3,
    });
    let report = whole(vec![found]);
    let screen = |width, colour| Screen { width, colour };
    let wide = inspection(&report, &screen(100, false));
    assert_eq!(
        wide,
        "error[swallowed-comment]: YAML ends this text before '#214' and takes that for a comment\n \
         --> updates/2026/11/20/ada.yaml:5:5\n  |\n5 |   - Fix #214<U+202E>\n  |     ^^^\n  = help: put the text in double quotes\n\n\
         1 error; 3 files changed\n"
    );
    let narrow = inspection(&report, &screen(40, false));
    assert_eq!(
        narrow,
        "error[swallowed-comment]: YAML ends this\n  | text before '#214' and takes that\n  | for a comment\n \
         --> updates/2026/11/20/ada.yaml:5:5\n  |\n5 |   - Fix #214<U+202E>\n  |     ^^^\n  = help: put the text in double quotes\n\n\
         1 error; 3 files changed\n"
    );
    let coloured = inspection(&report, &screen(100, true));
    assert!(coloured.contains("\u{1b}[31m"));
    assert_eq!(text::without_escapes(&coloured), wide);
}
