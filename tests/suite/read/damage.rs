use serde_json::Value;

use super::desk::{column, update};
use super::{Desk, Step};
use crate::kit::NOW;

const WHEN: &str = "2026-11-18T12:00:00Z";
const ADA: &str = "Ada Example <ada@example.org> 1795010400 +0000";

/// Checks that a digest is still built, in every format, and names something.
#[track_caller]
fn names(desk: &Desk, parts: &[&str]) -> Value {
    for format in ["terminal", "markdown", "html", "json"] {
        let args = ["digest", "2026-W47", "--format", format];
        let output = desk.prepare("ada", NOW, &args).run().ok();
        // Tags and line ends may stand between words.
        for part in parts {
            let found = output.stdout().contains(part);
            assert!(found, "{part} is not named in {format}\n{output}");
        }
    }
    desk.json(&["digest", "2026-W47"])
}

#[test]
fn files_that_are_no_updates_are_named() {
    let long = vec![b'a'; 70_000];
    let file = |body: &str| update("grace", "2026-11-18", body);
    let good = file("done:\n  - Still here\n");
    let mut bytes = file("done:\n  - ");
    bytes.extend(b"\xff\xfe\n");
    let other = update("linus", "2026-11-18", "done:\n  - x\n");
    let elsewhen = update("grace", "2026-11-17", "done:\n  - x\n");
    let cases: [(&str, &str, &[u8], &str); 12] = [
        ("120000", "grace.yaml", b"ada.yaml", "not-a-file"),
        ("100755", "grace.yaml", &good, "not-a-file"),
        ("100644", "grace.yaml", &long, "too-big"),
        ("100644", "grace.yaml", &bytes, "utf"),
        (
            "100644",
            "grace.yaml",
            b"tidings: 2\ndone:\n  - x\n",
            "newer-format",
        ),
        ("100644", "grace.yaml", &other, ""),
        ("100644", "grace.yaml", &elsewhen, ""),
        ("100644", "grace.yaml", b"- a\n- b\n", ""),
        ("100644", "grace.yaml", b"", ""),
        ("100644", "grace.yaml", b"tidings: 1\ndone: [[[[\n", ""),
        ("100644", "README", b"hello", "stray-file"),
        ("100644", "folder/grace.yaml", &good, "stray-file"),
    ];
    for (mode, name, content, rule) in cases {
        let desk = Desk::new();
        desk.post("ada", "2026-11-18", &["-d", "Shipped retries"]);
        let path = format!("updates/2026/11/18/{name}");
        desk.commit(&Step {
            who: "grace",
            when: WHEN,
            files: &[(mode, &path, content)],
            ..Step::default()
        });
        let named = path.trim_end_matches("/grace.yaml");
        let digest = names(&desk, &["Shipped retries", named]);
        let findings = &digest["findings"];
        let rules = column(findings, "rule").join(" ");
        assert!(
            !rules.is_empty() && rules.contains(rule),
            "{mode} {name}: {findings}"
        );
        // The others say so too, each in its way.
        let shown = desk.prepare("ada", NOW, &["show", "2026-11-18"]).run().ok();
        shown.says("Shipped retries");
        desk.prepare("ada", NOW, &["status"]).run().ok();
        if rule != "stray-file" {
            let log = desk.prepare("ada", NOW, &["log"]).run().ok();
            log.says(&path);
        }
    }
}

#[test]
fn an_update_that_cannot_be_read_is_named_wherever_it_is_asked_for() {
    let desk = Desk::new();
    desk.post("grace", "2026-11-11", &["-b", "Long ago"]);
    desk.post("ada", "2026-11-18", &["-d", "Shipped retries"]);
    let path = "updates/2026/11/12/grace.yaml";
    desk.commit(&Step {
        who: "grace",
        when: "2026-11-12T12:00:00Z",
        files: &[("100644", path, b"done: [")],
        ..Step::default()
    });
    // What Grace said last before the week cannot be read: her update before
    // that stands in for it, and the file is named.
    let digest = names(&desk, &[path]);
    assert_eq!(
        column(&digest["attention"]["blockers"], "author"),
        ["grace"]
    );
    for address in ["grace", "grace/2026-11-12"] {
        let run = desk.prepare("ada", NOW, &["show", address]).run();
        run.code(1).notes(path);
    }
    let run = desk.prepare("ada", NOW, &["show", "2026-11-12"]).run();
    run.code(1).notes(path);
}

#[test]
fn missing_objects_are_named_and_end_nothing() {
    for what in ["blob", "directory", "month"] {
        let desk = Desk::new();
        desk.post("ada", "2026-11-18", &["-d", "Shipped retries"]);
        desk.post("grace", "2026-11-19", &["-d", "Soon gone"]);
        desk.post("linus", "2026-12-01", &["-d", "In another month"]);
        desk.unpack();
        let path = match what {
            "blob" => "tidings:updates/2026/11/19/grace.yaml",
            "directory" => "tidings:updates/2026/11/19",
            _ => "tidings:updates/2026/11",
        };
        let object = desk.git(&["rev-parse", path]);
        desk.lose(&object);
        let args = ["digest", "2026-W47", "--format", "json"];
        let digest = desk.prepare("ada", NOW, &args).run().ok().json();
        let messages = column(&digest["findings"], "message").join("\n");
        assert!(messages.contains(&object), "{what}: {messages}");
        let authors = column(&digest["updates"], "author");
        let want: &[&str] = if what == "month" { &[] } else { &["ada"] };
        assert_eq!(authors, want, "{what}");
        let log = desk.prepare("ada", NOW, &["log"]).run().ok();
        log.says("In another month").says(&object[..12]);
        desk.prepare("ada", NOW, &["status"]).run().ok();
    }
}

#[test]
fn history_that_cannot_be_read_is_named_and_ends_nothing() {
    // A parent that is not there: what is behind it is not guessed.
    let desk = Desk::new();
    desk.post("ada", "2026-11-17", &["-d", "Behind"]);
    let lost = desk.tip();
    desk.post("ada", "2026-11-18", &["-d", "Shipped retries"]);
    desk.unpack();
    desk.lose(&lost);
    let digest = names(&desk, &["Shipped retries", "Behind", &lost]);
    assert_eq!(digest["updates"][0]["history"], Value::Null);
}

#[test]
fn malformed_commits_are_named_and_end_nothing() {
    let desk = Desk::new();
    desk.post("ada", "2026-11-18", &["-d", "Shipped retries"]);
    let first = desk.tip();
    let tree = desk.git(&["rev-parse", "tidings^{tree}"]);
    let good = &format!("committer {ADA}");
    for (headers, is_named) in [
        (format!("parent {first}\nauthor nonsense\n{good}"), true),
        (
            format!("parent {first}\nauthor A <a@b> x +99\n{good}"),
            true,
        ),
        (format!("parent {first}\n{good}"), true),
        (format!("parent {first}\nauthor A <a@b> 1 +0000"), true),
        (format!("parent zzz\nauthor A <a@b> 1 +0000\n{good}"), true),
    ] {
        let text = format!("tree {tree}\n{headers}\n\nBy hand\n");
        let bad = desk.object("commit", text.as_bytes());
        let text = format!("tree {tree}\nparent {bad}\nauthor {ADA}\n{good}\n\nBy hand\n");
        let behind = desk.object("commit", text.as_bytes());
        for tip in [&bad, &behind] {
            desk.point_at(tip);
            let digest = names(&desk, &["Shipped retries"]);
            let found = column(&digest["findings"], "path").contains(&bad.as_str());
            assert_eq!(found, is_named, "{headers}: {}", digest["findings"]);
            for args in [vec!["log"], vec!["show", "ada"], vec!["status"]] {
                desk.prepare("ada", NOW, &args).run().ok();
            }
        }
    }
}
