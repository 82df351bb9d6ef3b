//! The hooks, run by git itself.

use super::Hub;
use super::hub::{ADA, GRACE, update};
use crate::kit::Output;

/// Installs a hook that runs the program.
fn install(hub: &Hub, hook: &str, option: &str) {
    let program = env!("CARGO_BIN_EXE_tidings");
    let script = format!("#!/bin/sh\nexec '{program}' check {option}\n");
    let path = hub
        .sandbox
        .write(&format!("work/log/.git/hooks/{hook}"), script);
    let mode = hub.sandbox.program("chmod", &["+x"]).arg(path);
    mode.run().ok();
}

/// Runs git as Ada.
fn git(hub: &Hub, args: &[&str]) -> Output {
    let run = hub.sandbox.program("git", args).cwd(&hub.work);
    run.author("Ada Example", "ada@example.org").run()
}

#[test]
fn a_commit_that_would_be_refused_is_not_made() {
    let hub = Hub::new();
    install(&hub, "pre-commit", "--staged");
    hub.write(ADA, &update(ADA, "Reviewed it"));
    git(&hub, &["add", ADA]);
    // What is not staged is not looked at.
    hub.write(GRACE, &update(GRACE, "Nothing at all"));
    git(&hub, &["commit", "-q", "-m", "mine"]).ok();
    let before = hub.tip();
    git(&hub, &["commit", "-q", "-a", "-m", "theirs"]).code(1);
    assert_eq!(hub.tip(), before);
    // The index of a commit of some paths alone is the one that counts.
    git(&hub, &["add", GRACE]);
    let path = ADA.replace("/20/", "/19/");
    hub.write(&path, &update(&path, "Went on"));
    git(&hub, &["add", &path]);
    git(&hub, &["commit", "-q", "-m", "mine alone", "--", &path]).ok();
    git(&hub, &["commit", "-q", "-m", "the rest"]).code(1);
}

#[test]
fn what_is_merged_is_not_charged_to_whoever_merges() {
    let hub = Hub::new();
    hub.git(&["switch", "-q", "-c", "side"]);
    hub.put("grace", GRACE, &update(GRACE, "Shipped it again"));
    hub.git(&["switch", "-q", "main"]);
    hub.put("ada", ADA, &update(ADA, "Reviewed it"));
    install(&hub, "pre-commit", "--staged");
    git(&hub, &["merge", "-q", "--no-commit", "side"]).ok();
    git(&hub, &["commit", "-q", "--no-edit"]).ok();
}

#[test]
fn hooks_leave_other_branches_alone() {
    let hub = Hub::new();
    install(&hub, "pre-commit", "--staged");
    install(&hub, "pre-push", "--pre-push");
    git(&hub, &["switch", "-q", "--orphan", "code"]).ok();
    hub.write("main.rs", "fn main() {}\n");
    git(&hub, &["add", "main.rs"]).ok();
    git(&hub, &["commit", "-q", "-m", "code"]).ok();
    git(&hub, &["push", "-q", "origin", "code"]).ok();
}

#[test]
fn a_push_that_would_be_refused_is_not_made() {
    let hub = Hub::new();
    install(&hub, "pre-push", "--pre-push");
    hub.put("ada", ADA, &update(ADA, "Reviewed it"));
    git(&hub, &["push", "-q", "origin", "main"]).ok();
    let before = hub.sandbox.git(&hub.remote, &["rev-parse", "main"]);
    hub.put("ada", GRACE, &update(GRACE, "Nothing at all"));
    git(&hub, &["push", "-q", "origin", "main"]).code(1);
    // A new branch is compared with the log that the remote has.
    git(&hub, &["push", "-q", "origin", "main:other"]).code(1);
    assert_eq!(hub.sandbox.git(&hub.remote, &["rev-parse", "main"]), before);
    // What is deleted brings nothing.
    let old = format!("{before}:refs/heads/old");
    git(&hub, &["push", "-q", "--no-verify", "origin", &old]).ok();
    git(&hub, &["push", "-q", "origin", ":old"]).ok();
}

#[test]
fn a_line_that_git_never_says_is_refused() {
    let hub = Hub::new();
    let run = hub.check(&["--pre-push"]).stdin("refs/heads/main\n").run();
    run.code(2).notes("hint: let git run it");
    hub.check(&["--pre-push"]).run().ok();
}
