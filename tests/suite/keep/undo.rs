//! `undo` takes back one's last post, and says what it did.

use std::path::Path;

use super::team::{LOG, assert_clean, count, fsck, own, post, started, text, tidings, tip};
use crate::kit::{Fingerprint, Kind, Sandbox};

const FILE: &str = "updates/2026/11/20/ada.yaml";

fn undo(sandbox: &Sandbox, repository: &Path) -> crate::kit::Output {
    tidings(sandbox, repository, &["undo"])
}

/// Makes a remote of the repository that has its log as it is now.
fn send(sandbox: &Sandbox, repository: &Path) {
    let hub = sandbox.repo(Kind::Bare);
    let url = hub.to_str().expect("the sandbox's paths are UTF-8");
    sandbox.git(repository, &["remote", "add", "origin", url]);
    sandbox.git(repository, &["push", "origin", "tidings"]);
}

#[test]
fn an_unsent_post_at_the_tip_is_dropped() {
    let sandbox = Sandbox::new();
    for kind in Kind::supported(&sandbox) {
        let repository = started(&sandbox, kind);
        let untouched = Fingerprint::read(&sandbox, &repository);
        let begun = tip(&sandbox, &repository, LOG);
        post(&sandbox, &repository, "2026-11-20", &["x"]).run().ok();
        undo(&sandbox, &repository)
            .ok()
            .notes("taken back (commit ")
            .notes("ada's daily update for Friday 2026-11-20")
            .notes("tidings post --for 2026-11-20");
        assert_eq!(tip(&sandbox, &repository, LOG), begun, "{kind:?}");
        untouched.assert_untouched(&sandbox, &repository);
        undo(&sandbox, &repository)
            .code(1)
            .notes("error: there is no post of 'ada' to take back")
            .notes("hint: ");
        assert_eq!(tip(&sandbox, &repository, LOG), begun, "{kind:?}");
        fsck(&sandbox, &repository);
    }
}

#[test]
fn an_unsent_post_below_others_is_dropped_from_under_them() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let grace = |args: &[&str]| {
        let run = sandbox.tidings(args).cwd(&repository);
        run.author("Grace Example", "grace@example.org").run().ok()
    };
    grace(&["join", "--no-input"]);
    post(&sandbox, &repository, "2026-11-20", &["x"]).run().ok();
    grace(&["post", "--no-input", "--for", "2026-11-20", "mine"]);
    undo(&sandbox, &repository).ok().notes("taken back");
    let files = sandbox.git(&repository, &["ls-tree", "-r", "--name-only", LOG]);
    assert!(files.contains("updates/2026/11/20/grace.yaml"), "{files}");
    assert!(!files.contains("ada.yaml"), "{files}");
    assert_eq!(count(&sandbox, &repository, LOG), 3);
    let author = sandbox.git(&repository, &["log", "-1", "--format=%ae", LOG]);
    assert_eq!(author, "grace@example.org");
    fsck(&sandbox, &repository);
}

#[test]
fn undoing_twice_goes_further_back() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let begun = tip(&sandbox, &repository, LOG);
    post(&sandbox, &repository, "2026-11-20", &["one"])
        .run()
        .ok();
    let first = text(&sandbox, &repository, LOG, FILE);
    post(&sandbox, &repository, "2026-11-20", &["two"])
        .run()
        .ok();
    assert_ne!(text(&sandbox, &repository, LOG, FILE), first);
    undo(&sandbox, &repository)
        .ok()
        .notes("your last change to ada's daily update")
        .notes("tidings show ada/2026-11-20");
    assert_eq!(text(&sandbox, &repository, LOG, FILE), first);
    undo(&sandbox, &repository).ok();
    assert_eq!(tip(&sandbox, &repository, LOG), begun);
}

#[test]
fn a_post_that_was_sent_is_withdrawn_by_a_commit() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    post(&sandbox, &repository, "2026-11-20", &["one"])
        .run()
        .ok();
    let first = text(&sandbox, &repository, LOG, FILE);
    post(&sandbox, &repository, "2026-11-20", &["two"])
        .run()
        .ok();
    send(&sandbox, &repository);
    let sent = tip(&sandbox, &repository, LOG);

    undo(&sandbox, &repository)
        .ok()
        .notes("withdrawn (by commit ")
        .notes("your last change to ada's daily update")
        .notes("sent to origin\n");
    assert_eq!(tip(&sandbox, &repository, "tidings~1"), sent);
    assert_eq!(text(&sandbox, &repository, LOG, FILE), first);
    let subject = sandbox.git(&repository, &["log", "-1", "--format=%s", LOG]);
    assert_eq!(subject, "ada: withdraws the update for 2026-11-20");

    undo(&sandbox, &repository)
        .ok()
        .notes("withdrawn (by commit ")
        .notes("ada's daily update for Friday 2026-11-20");
    let files = sandbox.git(&repository, &["ls-tree", "-r", "--name-only", LOG]);
    assert!(!files.contains("updates"), "{files}");
    undo(&sandbox, &repository)
        .code(1)
        .notes("there is no post of 'ada' to take back");

    // Saying the same again is a new post, which can be taken back again.
    post(&sandbox, &repository, "2026-11-20", &["one"])
        .run()
        .ok();
    assert_eq!(text(&sandbox, &repository, LOG, FILE), first);
    sandbox.git(&repository, &["push", "origin", "tidings"]);
    undo(&sandbox, &repository).ok().notes("withdrawn");
    // Digests say that something was withdrawn.
    let digest = ["digest", "2026-W47", "--format", "json"];
    let digest = tidings(&sandbox, &repository, &digest).ok().json();
    assert!(digest["updates"].as_array().is_some_and(Vec::is_empty));
    assert_eq!(digest["withdrawn"][0]["author"], "ada", "{digest}");
}

#[test]
fn one_takes_back_ones_own_alone() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let grace = |args: &[&str]| {
        let run = sandbox.tidings(args).cwd(&repository);
        run.author("Grace Example", "grace@example.org").run()
    };
    grace(&["join", "--no-input"]).ok();
    post(&sandbox, &repository, "2026-11-20", &["x"]).run().ok();
    let before = tip(&sandbox, &repository, LOG);
    grace(&["undo"])
        .code(1)
        .notes("there is no post of 'grace' to take back");
    assert_eq!(tip(&sandbox, &repository, LOG), before);
}

#[test]
fn what_somebody_changed_by_hand_since_is_not_thrown_away() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    post(&sandbox, &log, "2026-11-20", &["one"]).run().ok();
    let path = log.join(FILE);
    let stored = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(&path, format!("# mine\n{stored}")).expect("it is writable");
    sandbox.git(&log, &["commit", "--all", "--message", "Add a comment"]);
    let before = tip(&sandbox, &log, "main");
    undo(&sandbox, &log)
        .code(1)
        .notes("updates/2026/11/20/ada.yaml was changed after the post")
        .notes("hint: take out what is wrong with 'tidings post --for 2026-11-20 --edit'");
    assert_eq!(tip(&sandbox, &log, "main"), before);
    assert_clean(&sandbox, &log);
}

#[test]
fn a_work_tree_follows_what_is_taken_back() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    post(&sandbox, &log, "2026-11-20", &["one"]).run().ok();
    assert!(log.join(FILE).is_file());
    undo(&sandbox, &log).ok();
    assert!(!log.join(FILE).exists());
    assert_clean(&sandbox, &log);
}
