//! Jobs and people who change the log at the same moment.

use std::path::Path;

use super::Office;
use super::office::{BRANCH, OVER, states};

/// Makes a hook that runs a command once, before the first push out of a
/// checkout.
#[cfg(unix)]
fn before_the_push(checkout: &Path, command: &str) {
    use std::os::unix::fs::PermissionsExt;

    let hook = checkout.join(".git/hooks/pre-push");
    let script =
        format!("#!/bin/sh\nrm -- \"$0\"\nunset $(git rev-parse --local-env-vars)\n{command}\n");
    std::fs::create_dir_all(hook.parent().expect("a folder")).expect("the checkout is ours");
    std::fs::write(&hook, script).expect("the checkout is ours");
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&hook, mode).expect("the hook is ours");
}

#[test]
#[cfg(unix)]
fn of_two_jobs_one_wins_and_the_other_says_so() {
    let office = Office::new();
    office.post_all("2026-W47", "2026-11-20");
    let (first, second) = (office.checkout(), office.checkout());
    let tidings = env!("CARGO_BIN_EXE_tidings");
    let other = format!("cd '{}' && '{tidings}' publish --quiet", second.display());
    before_the_push(&first, &other);
    let output = office.job(&first, OVER, &["--format", "json"]).run().ok();
    let output = output.notes("somebody else changed the log meanwhile");
    assert_eq!(states(&output), "2026-W48 open");
    assert_eq!(office.publications(), 1);
    assert_eq!(office.digests(), "digests/2026/W47.md");
    // Nothing of it is left behind.
    let tip = office.git(&["rev-parse", BRANCH]);
    assert_eq!(office.sandbox.git(&first, &["rev-parse", "HEAD"]), tip);
    assert_eq!(office.sandbox.git(&first, &["status", "--porcelain"]), "");
    let refs = office
        .sandbox
        .git(&first, &["for-each-ref", "refs/tidings/conflict"]);
    assert_eq!(refs, "");
}

#[test]
#[cfg(unix)]
fn a_digest_that_a_post_overtakes_is_reckoned_anew() {
    let office = Office::new();
    office.post_all("2026-W47", "2026-11-20");
    let checkout = office.checkout();
    let tidings = env!("CARGO_BIN_EXE_tidings");
    let post = format!(
        "cd '{}' && GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org \
         GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org \
         '{tidings}' post --quiet --for 2026-W47 'At the last minute'",
        office.desk.display()
    );
    before_the_push(&checkout, &post);
    let output = office
        .job(&checkout, OVER, &["--format", "json"])
        .run()
        .ok();
    assert_eq!(states(&output), "2026-W47 published, 2026-W48 open");
    let digest = office.file("digests/2026/W47.md");
    assert!(digest.contains("At the last minute"), "{digest}");
    let built_from = output.json()["commit"]
        .as_str()
        .expect("a commit")
        .to_owned();
    assert_eq!(
        office.git(&["rev-parse", &format!("{BRANCH}^")]),
        built_from
    );
    assert!(digest.contains(&built_from), "{digest}");
    assert_eq!(office.publications(), 1);
}

#[test]
fn many_jobs_at_one_moment_publish_once() {
    let office = Office::new();
    office.post_all("2026-W46", "2026-11-13");
    office.post_all("2026-W47", "2026-11-20");
    let checkouts: Vec<_> = (0..6).map(|_| office.checkout()).collect();
    let outputs: Vec<_> = std::thread::scope(|scope| {
        let jobs: Vec<_> = checkouts
            .iter()
            .map(|checkout| office.job(checkout, OVER, &["--format", "json", "--timeout", "60"]))
            .map(|job| scope.spawn(move || job.run()))
            .collect();
        let ended = jobs.into_iter().map(|job| job.join().expect("it runs"));
        ended.collect()
    });
    let said: Vec<String> = outputs.into_iter().map(|one| states(&one.ok())).collect();
    let won = said
        .iter()
        .filter(|states| states.contains("W47 published,"));
    assert_eq!(won.count(), 1, "{said:?}");
    assert_eq!(office.publications(), 1);
    assert_eq!(office.digests(), "digests/2026/W46.md digests/2026/W47.md");
}

#[test]
fn a_digest_that_waits_unsent_gives_way_to_what_others_sent() {
    let office = Office::new();
    office.post_all("2026-W47", "2026-11-20");
    let checkout = office.checkout();
    office.job(&checkout, OVER, &["--no-push"]).run().ok();
    assert_eq!(office.digests(), "");
    office.publish("2026-11-23T20:01:00Z", &[]);
    let tip = office.git(&["rev-parse", BRANCH]);
    let output = office
        .job(&checkout, "2026-11-23T20:02:00Z", &["--format", "json"])
        .run()
        .ok();
    assert_eq!(states(&output), "2026-W48 open");
    assert_eq!(office.sandbox.git(&checkout, &["rev-parse", "HEAD"]), tip);
    assert_eq!(office.publications(), 1);
}
