use super::{Example, broken};

/// Returns the findings of a rule with their places.
fn places(text: &str, rule: &str) -> Vec<(usize, usize)> {
    let findings = Example::parse(text).findings();
    let own = findings.iter().filter(|finding| finding.rule == rule);
    own.map(|finding| {
        finding
            .place
            .map_or((0, 0), |place| (place.line, place.column))
    })
    .collect()
}

#[test]
fn characters_that_hide_are_found_raw_and_escaped() {
    for (text, want) in [
        ("done: [\"a\u{202e}b\"]", vec!["error bidirectional-text"]),
        ("done: [\"a\\u202Eb\"]", vec!["warning bidirectional-text"]),
        ("done: [\"a\\u202eb\"]", vec!["warning bidirectional-text"]),
        ("done: [\"a\u{2066}b\"]", vec!["error bidirectional-text"]),
        (
            "# \u{202e}\ndone: [Shipped it]",
            vec!["error bidirectional-text"],
        ),
        ("done: [\"a\\x1Bb\"]", vec!["warning control-character"]),
        ("done: [\"a\\eb\"]", vec!["warning control-character"]),
        ("done: [\"a\u{200b}b\"]", vec!["warning hidden-character"]),
        ("done: [\"a\u{ad}b\"]", vec!["warning hidden-character"]),
        // Marks that right-to-left scripts use turn nothing around.
        (
            "done: [\"שלום\u{200f}!\"]",
            vec!["warning hidden-character"],
        ),
        ("done: [\"שלום\"]", vec![]),
        ("done: [\"👩\u{200d}🔧 می\u{200c}خواهم\"]", vec![]),
        ("done: [\"a\\tb\\nc\\\\u202E\"]", vec![]),
    ] {
        assert_eq!(broken(text), want, "{text:?}");
    }
    assert_eq!(
        places("done: [\"a\\u202Eb\"]", "bidirectional-text"),
        [(4, 10)]
    );
    assert_eq!(
        places("done:\n  - \"é\u{202e}b\"", "bidirectional-text"),
        [(5, 7)]
    );
}

#[test]
fn other_files_are_looked_at_too() {
    for (text, want) in [
        ("+++ README.md\n\u{202e}", "error bidirectional-text"),
        ("+++ README.md\n-----BEGIN PRIVATE KEY-----", "error secret"),
        (
            "+++ README.md (executable)\n-----BEGIN PRIVATE KEY-----",
            "error secret",
        ),
        (
            "+++ digests/2026/W47.md\n\u{202e}",
            "error bidirectional-text",
        ),
        (
            "+++ .tidings/holidays.ics\nChristmas",
            "error not-a-calendar",
        ),
    ] {
        assert!(
            broken(text).iter().any(|found| found == want),
            "{text}: {:?}",
            broken(text)
        );
    }
}

#[test]
fn a_period_counts_by_the_authors_own_day() {
    // It is 2026-11-22 15:00 UTC: Sunday everywhere but in the far east.
    for (path, zone, want) in [
        ("updates/2026/11/22/ada.yaml", "", vec![]),
        (
            "updates/2026/11/23/ada.yaml",
            "",
            vec!["warning future-period"],
        ),
        ("updates/2026/11/23/linus.yaml", "", vec![]),
        (
            "updates/2026/11/23/grace.yaml",
            "",
            vec!["warning future-period"],
        ),
        (
            "updates/2026/11/23/ada.yaml",
            "time_zone: Asia/Tokyo\n",
            vec![],
        ),
        ("updates/2026/W47/ada.yaml", "", vec![]),
        (
            "updates/2026/W48/ada.yaml",
            "",
            vec!["warning future-period"],
        ),
        ("updates/2026/W48/linus.yaml", "", vec![]),
        ("updates/2026/09/23/ada.yaml", "", vec![]),
        ("updates/2026/09/22/ada.yaml", "", vec!["warning long-past"]),
        ("updates/0001/01/01/ada.yaml", "", vec!["warning long-past"]),
        (
            "updates/9999/12/31/ada.yaml",
            "",
            vec!["warning future-period"],
        ),
    ] {
        let text = format!("+++ {path}\n{zone}done: [Shipped it]");
        assert_eq!(broken(&text), want, "{text}");
    }
    let edited = "--- updates/2026/01/22/ada.yaml\ndone: [Shipped it]\n+++ updates/2026/01/22/ada.yaml\ndone: [Shipped the importer]";
    assert_eq!(broken(edited), [""; 0]);
}

#[test]
fn names_that_collide_or_cannot_be_held_are_found() {
    let ics = "\nBEGIN:VCALENDAR\nEND:VCALENDAR\n";
    for (base, new, want) in [
        ("x.ics", "X.ics", "name-collision"),
        ("caf\u{e9}.ics", "cafe\u{301}.ics", "name-collision"),
        ("CAF\u{c9}.ics", "cafe\u{301}.ics", "name-collision"),
        ("a/x.ics", "A/y.ics", "name-collision"),
        ("a/x.ics", "b/X.ics", ""),
        ("x.ics", "con.ics", "unportable-name"),
        ("x.ics", "COM1", "unportable-name"),
        ("x.ics", "a/nul/y.ics", "unportable-name"),
        ("x.ics", "y.ics.", "unportable-name"),
        ("x.ics", "a /y.ics", "unportable-name"),
        ("x.ics", "a\\b.ics", "unportable-name"),
        ("x.ics", "a:b.ics", "unportable-name"),
        ("x.ics", ".GIT/y.ics", "unportable-name"),
        ("x.ics", "git~1/y.ics", "unportable-name"),
        ("x.ics", ".g\u{200c}it/y.ics", "unportable-name"),
        ("x.ics", "\u{202e}y.ics", "unportable-name"),
        ("x.ics", "console.ics", ""),
        ("x.ics", "déjà.ics", ""),
    ] {
        let text = format!("=== {base}{ics}+++ {new}{ics}");
        let got = broken(&text);
        let got = got.iter().any(|found| found.contains(want));
        assert!(want.is_empty() || got, "{new}: {:?}", broken(&text));
        if want.is_empty() {
            let names = ["error name-collision", "error unportable-name"];
            assert!(
                !broken(&text)
                    .iter()
                    .any(|found| names.contains(&found.as_str())),
                "{new}"
            );
        }
    }
}

#[test]
fn paths_of_any_bytes_are_judged() {
    let mut set = Example::parse("+++ README.md\nHello").change_set();
    for path in [
        &b"\xff\xfe"[..],
        b"updates/2026/11/20/\xc3.yaml",
        b"\x1b[2J",
        b"a//b",
        b"/",
        b"-",
    ] {
        set.changes[0].path = path.to_vec();
        let findings = crate::check::check(&set);
        assert!(!findings.is_empty(), "{path:?}");
    }
}

#[test]
fn a_misplaced_file_is_told_where_it_belongs() {
    let text =
        "+++ Updates/2026/11/20/ada.yaml\ntidings: 1\nauthor: ada\nperiod: 2026-W47\ndone: [x]";
    let finding = Example::parse(text).findings().remove(0);
    assert_eq!(finding.rule, "misplaced");
    assert_eq!(finding.remedy, "move it to updates/2026/W47/ada.yaml");
}

#[test]
fn replies_that_answer_one_another_are_a_circle_once() {
    let folder = "replies/2026/11/20/ada";
    let reply =
        |id: &str, re: &str| format!("+++ {folder}/{id}.yaml\nauthor: grace\nre: {re}\ntext: Hm\n");
    let base = "=== updates/2026/11/20/ada.yaml\ndone: [Shipped it]\n";
    for (replies, want) in [
        (vec![("aaaa", "bbbb"), ("bbbb", "aaaa")], 1),
        (vec![("aaaa", "aaaa")], 1),
        (
            vec![
                ("aaaa", "bbbb"),
                ("bbbb", "cccc"),
                ("cccc", "aaaa"),
                ("dddd", "aaaa"),
            ],
            1,
        ),
        (
            vec![
                ("aaaa", "bbbb"),
                ("bbbb", "aaaa"),
                ("cccc", "dddd"),
                ("dddd", "cccc"),
            ],
            2,
        ),
    ] {
        let texts: String = replies.iter().map(|(id, re)| reply(id, re)).collect();
        let got = broken(&format!("{base}{texts}"));
        assert_eq!(got, vec!["warning no-such-reply"; want], "{replies:?}");
    }
}

#[test]
fn what_is_too_much_is_counted() {
    let items: String = (0..300)
        .map(|at| format!("  - \"{at}\u{200b}\"\n"))
        .collect();
    let findings = Example::parse(&format!("done:\n{items}  - \"\u{202e}\"")).findings();
    assert_eq!(findings.len(), 21);
    let last = findings.last().expect("findings");
    assert_eq!(
        (last.rule, last.message.as_str()),
        ("more-findings", "not listed here: 281 more warnings")
    );
    assert!(
        findings
            .iter()
            .any(|finding| finding.rule == "bidirectional-text"),
        "errors stay"
    );
    let files: String = (0..600)
        .map(|at| format!("+++ notes/{at}.txt\nx\n"))
        .collect();
    let findings = Example::parse(&files).findings();
    assert_eq!(findings.len(), 501);
    let last = findings.last().expect("findings");
    assert_eq!(
        (last.path.as_str(), last.message.as_str()),
        ("", "not listed here: 100 more warnings")
    );
}

#[test]
fn a_team_says_how_bad_it_is_and_the_base_counts() {
    let update = "+++ updates/2026/11/20/ada.yaml\ndone: [\"a\u{200b}b\"]";
    for (before, after, want) in [
        ("", "", vec!["warning hidden-character"]),
        (
            "check: { hidden-character: error }",
            "",
            vec!["error hidden-character", "warning rule-loosened"],
        ),
        ("check: { hidden-character: off }", "", vec![]),
        (
            "",
            "check: { hidden-character: off }",
            vec!["warning hidden-character", "warning rule-loosened"],
        ),
    ] {
        let text = format!(
            "--- .tidings/team.yaml\nname: Q\n{before}\n+++ .tidings/team.yaml\nname: R\n{after}\n{update}"
        );
        let mut got = broken(&text);
        got.sort();
        assert_eq!(got, want, "{before} {after}");
    }
}

#[test]
fn hostile_files_get_so_many_findings_and_no_more() {
    let long = |piece: &dyn Fn(usize) -> String, head: &str, tail: &str| {
        let mut text = head.to_owned();
        let mut at = 0;
        while text.len() < 60_000 {
            text.push_str(&piece(at));
            at += 1;
        }
        text + tail
    };
    let members = |at: usize| {
        format!("  - {{ handle: m{at}, former_handles: [f{at}], emails: [m{at}@example.org] }}\n")
    };
    for text in [
        long(
            &|at| format!("h{at},"),
            "blockers:\n  - { text: x, needs: [",
            "] }",
        ),
        long(&|at| format!("  k{at}: x\n"), "answers:\n", ""),
        long(&|_| "\u{200b}".to_owned(), "done: [\"", "\"]"),
        long(&|_| "\\u200b\\u202e".to_owned(), "done: [\"", "\"]"),
        long(&|_| "- \"\"\n".to_owned(), "done:\n", ""),
        long(&members, "+++ .tidings/team.yaml\nmembers:\n", ""),
        long(
            &|at| format!("  r{at}: off\n"),
            "+++ .tidings/team.yaml\ncheck:\n",
            "",
        ),
        long(&|at| format!("+++ notes/{at}\nx\n"), "", ""),
        long(
            &|at| {
                format!(
                    "+++ replies/2026/11/20/ada/r{at}.yaml\nre: r{}\ntext: x\n",
                    at + 1
                )
            },
            "",
            "",
        ),
    ] {
        let example = Example::parse(&text);
        let set = example.change_set();
        let findings = crate::check::check(&set);
        let start: String = text.chars().take(40).collect();
        assert!(findings.len() <= 501, "{start:?}");
    }
}
