//! Checkouts that have hardly any history, and logs beside code.

use super::Office;
use super::office::{BRANCH, OVER};

/// Posts a week's updates, from 2026-W45 on, so many weeks long.
fn weeks(office: &Office, count: u64) {
    let first: chrono::NaiveDate = "2026-11-06".parse().expect("a Friday");
    for number in 0..count {
        let friday = first + chrono::Days::new(7 * number);
        office.post_all(&friday.format("%G-W%V").to_string(), &friday.to_string());
    }
}

#[test]
fn a_checkout_of_one_commit_is_deepened_just_as_far_as_it_needs() {
    let office = Office::new();
    weeks(&office, 6);
    office.publish("2026-12-07T20:00:00Z", &[]);
    office.post("grace", "2026-12-08T05:00:00Z", "2026-W49", "Wrote late");
    let checkout = office.checkout();
    let count = || {
        let all = office
            .sandbox
            .git(&checkout, &["rev-list", "--count", "HEAD"]);
        all.parse::<u32>().expect("a number")
    };
    assert_eq!(count(), 1);
    office
        .job(&checkout, "2026-12-14T20:00:00Z", &[])
        .run()
        .ok();
    let digest = office.file("digests/2026/W50.md");
    assert!(
        digest.contains("Wrote late") && !digest.contains("Incomplete"),
        "{digest}"
    );
    // The work tree followed, and most of history stayed where it was.
    assert_eq!(
        office.sandbox.git(&checkout, &["status", "--porcelain"]),
        ""
    );
    let whole = office.git(&["rev-list", "--count", BRANCH]);
    let whole: u32 = whole.parse().expect("a number");
    assert!(count() < whole, "{} of {whole}", count());
    // It says what a whole clone would have said.
    let last = digest.lines().last().expect("a last line");
    let command = last.split('`').nth(1).expect("a command");
    let args: Vec<&str> = command.split(' ').skip(1).collect();
    let again = office.run("ada", "2027-03-01T00:00:00Z", &args);
    assert_eq!(again.trim_end(), digest);
}

#[test]
fn a_log_beside_code_is_published_from_a_checkout_of_the_code() {
    let office = Office::new();
    weeks(&office, 3);
    // The branch that is checked out by default has the code.
    let code = office.sandbox.path("work/code");
    let url = format!("file://{}", office.remote.display());
    office
        .sandbox
        .git(office.sandbox.path("work"), &["init", "--quiet", "code"]);
    office.sandbox.write("work/code/story.txt", "once upon\n");
    office.sandbox.git(&code, &["add", "story.txt"]);
    office
        .sandbox
        .git(&code, &["commit", "--quiet", "--message", "Begin"]);
    office
        .sandbox
        .git(&code, &["push", "--quiet", &url, "HEAD:refs/heads/main"]);
    office.git(&["symbolic-ref", "HEAD", "refs/heads/main"]);
    let checkout = office.sandbox.path("work/checkout");
    let args = ["clone", "--quiet", "--depth", "1", &url];
    office
        .sandbox
        .program("git", &args)
        .arg(&checkout)
        .run()
        .ok();
    office.job(&checkout, OVER, &[]).run().ok();
    assert!(office.digests().ends_with("digests/2026/W47.md"));
    assert_eq!(office.git(&["ls-tree", "--name-only", "main"]), "story.txt");
    let status = office.sandbox.git(&checkout, &["status", "--porcelain"]);
    assert_eq!(status, "");
    assert_eq!(
        office.sandbox.git(&checkout, &["symbolic-ref", "HEAD"]),
        "refs/heads/main"
    );
}

#[test]
fn what_the_remote_refuses_was_not_published() {
    let office = Office::new();
    weeks(&office, 3);
    let hook = office.sandbox.write(
        "log.git/hooks/pre-receive",
        "#!/bin/sh\necho the branch is protected >&2\nexit 1\n",
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&hook, mode).expect("the hook is ours");
    }
    let checkout = office.checkout();
    let outputs = office.sandbox.path("work/outputs");
    let file = outputs.to_str().expect("a plain path");
    let output = office.job(&checkout, OVER, &["--output-file", file]).run();
    let output = output.code(4).notes("origin refused it");
    let output = output.notes("hint: let whoever publishes push to 'tidings' of origin");
    assert!(!output.stderr().contains("your last post"), "{output}");
    assert!(!output.stdout().contains("published"), "{output}");
    assert!(!outputs.exists());
    std::fs::remove_file(hook).expect("it is there");
    office.job(&checkout, OVER, &[]).run().ok();
    assert_eq!(office.publications(), 1);
}
