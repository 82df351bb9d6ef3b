//! The list of digests in the log's README, which otherwise is a person's.

use super::Office;
use super::office::{BRANCH, OVER};

/// Commits a file of the log by hand and sends it.
fn commit(office: &Office, path: &str, content: &[u8]) {
    let desk = &office.desk;
    office.sandbox.git(desk, &["fetch", "--quiet", "origin"]);
    office.sandbox.git(desk, &["switch", "--quiet", BRANCH]);
    office.sandbox.git(
        desk,
        &["reset", "--quiet", "--hard", &format!("origin/{BRANCH}")],
    );
    std::fs::write(desk.join(path), content).expect("the clone is ours");
    office.sandbox.git(desk, &["add", path]);
    office
        .sandbox
        .git(desk, &["commit", "--quiet", "--message", "By hand"]);
    office
        .sandbox
        .git(desk, &["push", "--quiet", "origin", BRANCH]);
}

/// Posts for two weeks, publishes the first, and returns the README then.
fn first(office: &Office) -> String {
    office.post_all("2026-W46", "2026-11-13");
    office.publish("2026-11-16T21:00:00Z", &[]);
    office.post_all("2026-W47", "2026-11-20");
    office.file("README.md")
}

#[test]
fn a_new_log_lists_its_digests_where_its_readme_has_a_place_for_them() {
    let office = Office::new();
    let before = office.file("README.md");
    assert!(before.contains("None was published yet."), "{before}");
    let readme = first(&office);
    let line = "- [2026-W46 (9 to 15 November)](digests/2026/W46.md)\n";
    assert_eq!(readme, before.replace("None was published yet.\n", line));
    office.publish(OVER, &[]);
    let newer = "- [2026-W47 (16 to 22 November)](digests/2026/W47.md)\n";
    let readme = office.file("README.md");
    assert_eq!(
        readme,
        before.replace("None was published yet.\n", &format!("{newer}{line}"))
    );
}

#[test]
fn a_readme_without_a_place_gets_one_at_its_end_once() {
    let office = Office::new();
    let own = "# Ours\r\n\r\n![logo](x.png) <!-- note -->\r\nNo end of line";
    commit(&office, "README.md", own.as_bytes());
    let readme = first(&office);
    assert!(readme.starts_with(own), "{readme:?}");
    assert!(
        readme.contains("\r\n## Digests\r\n\r\n<!-- tidings:digests -->\r\n"),
        "{readme:?}"
    );
    // Somebody takes it out: that holds.
    commit(&office, "README.md", own.as_bytes());
    let output = office.publish(OVER, &[]);
    output.notes("the README does not list the digests: it has no line");
    assert_eq!(office.file("README.md"), own);
    assert!(office.digests().ends_with("digests/2026/W47.md"));
}

#[test]
fn a_hostile_readme_is_left_alone_and_stops_nothing() {
    let begin = "<!-- tidings:digests -->";
    let end = "<!-- /tidings:digests -->";
    for (name, content) in [
        ("not text", b"\xff\xfe# Ours\n".to_vec()),
        ("too large", "# Ours\n".repeat(20_000).into_bytes()),
        ("half a place", format!("# Ours\n{begin}\n").into_bytes()),
        (
            "the wrong way round",
            format!("{end}\n{begin}\n").into_bytes(),
        ),
        (
            "two places",
            format!("{begin}\n{end}\n{begin}\n{end}\n").into_bytes(),
        ),
    ] {
        let office = Office::new();
        commit(&office, "README.md", &content);
        office.post_all("2026-W47", "2026-11-20");
        let blob = office.git(&["rev-parse", &format!("{BRANCH}:README.md")]);
        let output = office.publish(OVER, &[]);
        output.notes("the README does not list the digests");
        let now = office.git(&["rev-parse", &format!("{BRANCH}:README.md")]);
        assert_eq!(now, blob, "{name}");
        assert_eq!(office.digests(), "digests/2026/W47.md", "{name}");
    }
}

#[test]
#[cfg(unix)]
fn a_readme_that_is_a_link_or_is_gone_is_left_alone() {
    let office = Office::new();
    let desk = &office.desk;
    office.sandbox.git(desk, &["switch", "--quiet", BRANCH]);
    std::fs::remove_file(desk.join("README.md")).expect("it is there");
    std::os::unix::fs::symlink("/etc/passwd", desk.join("README.md")).expect("links work");
    office
        .sandbox
        .git(desk, &["commit", "--quiet", "--all", "--message", "A link"]);
    office
        .sandbox
        .git(desk, &["push", "--quiet", "origin", BRANCH]);
    office.post_all("2026-W46", "2026-11-13");
    office.publish("2026-11-16T21:00:00Z", &[]);
    let entry = office.git(&["ls-tree", BRANCH, "README.md"]);
    assert!(entry.starts_with("120000"), "{entry}");
    office.sandbox.git(desk, &["fetch", "--quiet", "origin"]);
    office.sandbox.git(
        desk,
        &["reset", "--quiet", "--hard", &format!("origin/{BRANCH}")],
    );
    office.sandbox.git(desk, &["rm", "--quiet", "README.md"]);
    office
        .sandbox
        .git(desk, &["commit", "--quiet", "--message", "None"]);
    office
        .sandbox
        .git(desk, &["push", "--quiet", "origin", BRANCH]);
    office.post_all("2026-W47", "2026-11-20");
    let output = office.publish(OVER, &[]);
    output.notes("the log has none");
    assert_eq!(office.git(&["ls-tree", BRANCH, "README.md"]), "");
}
