//! Stored updates as people write them by hand.

use super::super::{format_update, parse_update};
use super::sample::{PATH, update};
use crate::model::{Finding, Item, Update};

fn parse(body: &str) -> (Option<Update>, Vec<String>) {
    let text = format!("tidings: 1\nauthor: ada\nperiod: 2026-11-22\n{body}");
    let parsed = parse_update(PATH, text.as_bytes());
    let findings = parsed.findings.iter().map(describe).collect();
    (parsed.value, findings)
}

fn describe(finding: &Finding) -> String {
    let place = finding
        .place
        .map_or_else(String::new, |p| format!(" {}:{}", p.line, p.column));
    format!("{} {}{place}", finding.severity.as_str(), finding.rule)
}

#[test]
fn reads_prose_that_yaml_reads_otherwise() {
    for (body, text, finding) in [
        ("done:\n  - Shipped it\n", Some("Shipped it"), None),
        ("done:\n- Shipped it\n", Some("Shipped it"), None),
        ("done: [Shipped it]\n", Some("Shipped it"), None),
        (
            "done:\n  - Fix #214\n",
            Some("Fix"),
            Some("warning swallowed-comment 5:5"),
        ),
        ("done:\n  - \"Fix\" # 214\n", Some("Fix"), None),
        (
            "done:\n  - Retry: holds\n",
            Some("Retry: holds"),
            Some("warning stray-map 5:5"),
        ),
        (
            "done:\n  - Retry:\n",
            Some("Retry:"),
            Some("warning stray-map 5:5"),
        ),
        (
            "done:\n  - Retry: \"it\"\n",
            Some("Retry: \"it\""),
            Some("warning stray-map 5:5"),
        ),
        (
            "done:\n  - Retry: holds\n    More: x\n",
            None,
            Some("error stray-map 5:5"),
        ),
        (
            "done:\n  - Retry: |\n      holds\n",
            None,
            Some("error stray-map 5:5"),
        ),
        ("done:\n  - {a: b}\n", None, Some("error stray-map 5:5")),
        (
            "done:\n  - due: 2026-11-25\n",
            None,
            Some("error empty-item 5:5"),
        ),
        ("done:\n  - [x]\n", None, Some("error not-an-item 5:5")),
        (
            "done:\n  - 42\n",
            Some("42"),
            Some("warning not-a-text 5:5"),
        ),
        (
            "done:\n  - no\n",
            Some("no"),
            Some("warning not-a-text 5:5"),
        ),
        (
            "done:\n  - null\n",
            Some("null"),
            Some("warning not-a-text 5:5"),
        ),
        (
            "done:\n  - 2026-11-22\n",
            Some("2026-11-22"),
            Some("warning not-a-text 5:5"),
        ),
        ("done:\n  - \"42\"\n", Some("42"), None),
        ("done:\n  -\n", None, Some("warning empty-item 5:4")),
        (
            "done: Shipped it\n",
            Some("Shipped it"),
            Some("warning not-a-list 4:7"),
        ),
        ("done:\n", None, None),
        ("done: ~\n", None, None),
        ("done: {a: b}\n", None, Some("error not-a-list 4:7")),
        ("done:\n  - one\n    two\n", Some("one two"), None),
    ] {
        let (value, findings) = parse(body);
        let value = value.expect(body);
        let texts: Vec<&str> = value.done.iter().map(|item| item.text.as_str()).collect();
        assert_eq!(texts, text.into_iter().collect::<Vec<_>>(), "{body}");
        let want: Vec<&str> = finding.into_iter().collect();
        assert_eq!(findings, want, "{body}");
    }
}

#[test]
fn a_bad_part_costs_only_itself() {
    for (body, finding) in [
        ("health: fine\n", "error bad-health 4:9"),
        ("kudos: {}\n", "error not-a-list 4:8"),
        ("mood: good\n", "warning unknown-key 4:1"),
        ("notes: [x]\n", "error not-a-text 4:8"),
        ("answers: x\n", "error not-a-map 4:10"),
        ("answers:\n  a: 1\n  a: 2\n", "error duplicate-key 6:3"),
        ("kudos:\n  - due: x\n", "error bad-date 5:10"),
    ] {
        let (value, findings) = parse(&format!("{body}done:\n  - kept\n"));
        assert_eq!(
            findings.first().map(String::as_str),
            Some(finding),
            "{body}"
        );
        let value = value.expect(body);
        assert_eq!(value.done, [Item::new("kept")], "{body}");
    }
    let (value, findings) =
        parse("next:\n  - {id: B7, since: soon, due: 2026-02-30, to: [Grace, linus], text: x}\n");
    let item = &value.expect("an update").next[0];
    assert_eq!((item.text.as_str(), item.to.len()), ("x", 1));
    assert_eq!(
        findings,
        [
            "error bad-id 5:10",
            "error bad-period 5:21",
            "error bad-date 5:32",
            "error bad-handle 5:49"
        ]
    );
    let (value, findings) = parse("time_zone: Europe/Pariss\n");
    assert_eq!(
        value.and_then(|u| u.time_zone).as_deref(),
        Some("Europe/Pariss")
    );
    assert_eq!(findings, ["error unknown-zone 4:12"]);
}

#[test]
fn what_spoils_the_file_is_said_once() {
    let head = "tidings: 1\nauthor: ada\nperiod: 2026-11-22\n";
    for (text, finding) in [
        (String::new(), "error empty-file 1:1"),
        ("- x\n".to_owned(), "error not-a-map 1:1"),
        (
            "tidings: 2\nnew: [".replace('[', "x"),
            "error newer-format 1:10",
        ),
        ("tidings: one\n".to_owned(), "error bad-version 1:10"),
        (
            "author: ada\nperiod: 2026-11-22\n".to_owned(),
            "error missing-key 1:1",
        ),
        (head.replace("ada", "grace"), "error wrong-author 2:9"),
        (head.replace("22", "21"), "error wrong-period 3:9"),
        (format!("{head}done: [\n"), "error bad-yaml 4:7"),
        (format!("{head}done:\n  - *x\n"), "error alias 5:5"),
        (format!("{head}done:\n  - &x y\n"), "error anchor 5:8"),
        (format!("{head}done:\n  - !x y\n"), "error tag 5:8"),
        (format!("{head}---\n{head}"), "error many-documents 4:1"),
        (format!("{head}{head}"), "error duplicate-key 4:1"),
    ] {
        let parsed = parse_update(PATH, text.as_bytes());
        assert_eq!(parsed.value, None, "{text}");
        let findings: Vec<String> = parsed.findings.iter().map(describe).collect();
        assert_eq!(findings, [finding], "{text}");
    }
    let parsed = parse_update("updates/2026/11/22/Ada.yaml", head.as_bytes());
    assert_eq!(parsed.findings[0].rule, "misplaced");
    let parsed = parse_update(PATH, b"tidings: 1\n\xff\n");
    assert_eq!(describe(&parsed.findings[0]), "error not-utf8 2:1");
}

#[test]
fn tolerates_a_byte_order_mark_and_foreign_line_ends() {
    let text = "\u{feff}tidings: 1\r\nauthor: ada\r\nperiod: 2026-11-22\r\ndone:\r\n  - x\r\n";
    let parsed = parse_update(PATH, text.as_bytes());
    let mut want = update();
    want.done.push(Item::new("x"));
    assert_eq!(parsed.value, Some(want));
    let findings: Vec<String> = parsed.findings.iter().map(describe).collect();
    assert_eq!(findings, ["warning byte-order-mark 1:1"]);
}

#[test]
fn writes_what_the_page_on_the_format_shows() {
    let text = "\
tidings: 1
author: ada
period: 2026-11-22
time_zone: Europe/Paris
health: on-track
done:
  - \"Shipped the importer (#214)\"
  - text: Reviewed the retry design
    project: webhooks
    task: https://app.example.org/0/1200/1201
  - id: m4q8
    since: 2026-11-20
    text: Retry policy for webhooks
next:
  - id: t2c9
    text: Roll out to ten customers
    due: 2026-11-25
blockers:
  - id: b7k2
    since: 2026-11-20
    text: Staging database is read-only
    needs: [grace]
questions:
  - id: q9f3
    text: Which retention do we promise?
    to: [grace, linus]
kudos:
  - to: [linus]
    text: The on-call notes saved my night
notes: |
  Free Markdown,
  of two lines.
answers:
  learned: libgit2 diffs do not prune equal subtrees
";
    let parsed = parse_update(PATH, text.as_bytes());
    assert_eq!(parsed.findings, []);
    let mut update = parsed.value.expect("an update");
    assert_eq!(format_update(&update), text);
    // The update's own period is no news.
    update.next[0].since = Some(update.period);
    update.done[0].since = Some(update.period);
    assert_eq!(format_update(&update), text);
}
