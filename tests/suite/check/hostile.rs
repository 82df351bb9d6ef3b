//! Trees and histories that nobody would make by accident.

use std::fmt::Write as _;

use super::Hub;
use super::hub::{ADA, update};

/// Adds commits to the work tree's repository by `git fast-import`.
fn import(hub: &Hub, script: impl AsRef<[u8]>) {
    let run = hub
        .sandbox
        .program("git", &["fast-import", "--quiet", "--force"]);
    run.cwd(&hub.work).stdin(script).run().ok();
}

/// Begins a commit on `main` that goes to the branch `evil`.
fn commit() -> String {
    "commit refs/heads/evil\ncommitter Mallory <m@example.org> 1795340000 +0000\n\
     data 0\nfrom refs/heads/main\n"
        .to_owned()
}

#[test]
fn a_hundred_thousand_files_are_looked_at() {
    let hub = Hub::new();
    let mut script = commit();
    for number in 0..100_000 {
        let _ = write!(
            script,
            "M 100644 inline x/{}/{number}\ndata 2\nhi\n",
            number % 512
        );
    }
    import(&hub, script);
    let found = hub
        .check(&["--head", "evil", "--format", "json"])
        .run()
        .ok();
    let found = found.json();
    assert_eq!(found["files"], 100_000);
    assert!(
        found["findings"]
            .as_array()
            .is_some_and(|list| list.len() < 1_000)
    );
}

#[test]
fn a_tree_that_holds_itself_a_billion_times_over_is_not_unfolded() {
    let hub = Hub::new();
    let blob = hub.git(&["hash-object", "-w", ".tidings/team.yaml"]);
    let tree = |entries: String| {
        let run = hub.sandbox.program("git", &["mktree"]).cwd(&hub.work);
        let run = run.stdin(entries).run().ok();
        run.stdout().trim().to_owned()
    };
    let names = || "abcdefghij".chars();
    let mut id = tree(
        names()
            .map(|name| format!("100644 blob {blob}\t{name}\n"))
            .collect(),
    );
    for _ in 0..9 {
        id = tree(
            names()
                .map(|name| format!("040000 tree {id}\t{name}\n"))
                .collect(),
        );
    }
    let root = tree(format!("040000 tree {id}\tx\n"));
    let head = hub.git(&["commit-tree", "-p", "main", "-m", "bomb", &root]);
    let found = hub.check(&["--head", &head]).run().code(3);
    found.says("too-many-files");
}

#[test]
fn directories_without_end_are_not_followed() {
    let hub = Hub::new();
    let deep = vec!["d"; 3000].join("/");
    let script = format!("{}M 100644 inline {deep}\ndata 2\nhi\n", commit());
    import(&hub, script);
    let found = hub.check(&["--head", "evil"]).run().code(3);
    found.says("nest deeper than");
}

#[test]
fn names_of_any_bytes_are_shown_and_not_obeyed() {
    let hub = Hub::new();
    let mut script = commit().into_bytes();
    for name in [
        &b"updates/2026/11/20/\\033[31mada.yaml"[..],
        b"updates/\\n::error::x",
        b"updates/\\377\\376",
        b"updates/\\342\\200\\256lmay.ada",
        b"CON",
    ] {
        script.extend_from_slice(b"M 100644 inline \"");
        script.extend_from_slice(name);
        script.extend_from_slice(b"\"\ndata 2\nhi\n");
    }
    import(&hub, script);
    for format in ["text", "github", "gitlab", "json"] {
        let found = hub
            .check(&["--head", "evil", "--format", format])
            .run()
            .code(3);
        let text = found.stdout();
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{format}: {found}");
        let commands = text.lines().filter(|line| line.starts_with("::error::x"));
        assert_eq!(commands.count(), 0, "{format}: {found}");
    }
}

#[test]
fn submodules_links_and_missing_objects_cost_themselves_alone() {
    let hub = Hub::new();
    let mut script = commit();
    let _ = writeln!(script, "M 160000 {} updates/sub", "7".repeat(40));
    let _ = write!(
        script,
        "M 120000 inline updates/link\ndata 11\n/etc/passwd\n"
    );
    let text = update(ADA, "Reviewed it");
    let _ = write!(script, "M 100644 inline {ADA}\ndata {}\n{text}", text.len());
    import(&hub, script);
    let found = hub.check(&["--head", "evil"]).run().code(3);
    let found = found.says("submodule").says("symbolic-link");
    assert!(!found.stdout().contains("root:"), "{found}");
    // The blob of the update is gone.
    let tree = hub.git(&["rev-parse", "evil^{tree}"]);
    let missing = "8".repeat(40);
    let entry = format!("100644 blob {missing}\tz\n");
    let run = hub
        .sandbox
        .program("git", &["mktree", "--missing"])
        .cwd(&hub.work);
    let listing = hub.git(&["ls-tree", &tree]);
    let run = run.stdin(format!("{listing}\n{entry}")).run().ok();
    let tree = run.stdout().trim();
    let head = hub.git(&["commit-tree", "-p", "main", "-m", "hole", tree]);
    hub.check(&["--head", &head]).run().code(3).says(&missing);
}
