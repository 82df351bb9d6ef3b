//! `init` begins a log, or takes the one that is there.

use std::fs;

use super::team::{LOG, assert_clean, count, fsck, init, own, post, started, text, tidings, tip};
use crate::kit::{Fingerprint, Kind, Sandbox};

#[test]
fn a_log_is_begun_in_every_kind_of_repository_and_nothing_else_is_touched() {
    let sandbox = Sandbox::new();
    for kind in Kind::supported(&sandbox) {
        let repository = sandbox.repo(kind);
        let before = Fingerprint::read(&sandbox, &repository);
        init(&sandbox, &repository, &[])
            .run()
            .ok()
            .notes("started the log on branch 'tidings' of ")
            .notes("tidings post");
        before.assert_untouched(&sandbox, &repository);
        let files = sandbox.git(&repository, &["ls-tree", "-r", "--name-only", LOG]);
        assert_eq!(files, ".tidings/team.yaml\nREADME.md", "{kind:?}");
        let team = text(&sandbox, &repository, LOG, ".tidings/team.yaml");
        for part in [
            "Team Quill",
            "ada",
            "Ada Example",
            "ada@example.org",
            "Europe/Paris",
        ] {
            assert!(team.contains(part), "{kind:?}: {part} is not in\n{team}");
        }
        assert_eq!(count(&sandbox, &repository, LOG), 1, "{kind:?}");

        let begun = tip(&sandbox, &repository, LOG);
        init(&sandbox, &repository, &[])
            .run()
            .ok()
            .notes("there is a log already, on branch 'tidings' of ")
            .notes("nothing was changed");
        assert_eq!(tip(&sandbox, &repository, LOG), begun, "{kind:?}");
        before.assert_untouched(&sandbox, &repository);

        post(&sandbox, &repository, "2026-11-20", &["Shipped retries"])
            .run()
            .ok()
            .notes("saved: ada's daily update for Friday 2026-11-20");
        before.assert_untouched(&sandbox, &repository);
        assert_eq!(count(&sandbox, &repository, LOG), 2, "{kind:?}");
        fsck(&sandbox, &repository);
    }
}

#[test]
fn paths_are_named_without_a_separator_at_their_end() {
    let sandbox = Sandbox::new();
    for kind in [Kind::Plain, Kind::Bare, Kind::Worktree] {
        let repository = sandbox.repo(kind);
        let place = format!("of {}\n", repository.display());
        init(&sandbox, &repository, &[]).run().ok().notes(&place);
    }
}

#[test]
fn a_branch_that_is_named_is_remembered_where_it_would_not_be_found() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Plain);
    let before = Fingerprint::read(&sandbox, &repository);
    init(&sandbox, &repository, &["--branch", "team/log"])
        .run()
        .ok()
        .notes("on branch 'team/log'")
        .notes("remembered: tidings.branch is team/log");
    before.assert_untouched(&sandbox, &repository);
    post(&sandbox, &repository, "2026-11-20", &["Shipped retries"])
        .run()
        .ok();
    assert_eq!(count(&sandbox, &repository, "refs/heads/team/log"), 2);

    // A full name is the same branch.
    init(&sandbox, &repository, &["--branch", "refs/heads/team/log"])
        .run()
        .ok()
        .notes("there is a log already");

    // A second log is not what one gets unasked.
    let other = started(&sandbox, Kind::Plain);
    init(&sandbox, &other, &["--branch", "team/log"])
        .run()
        .ok()
        .notes("use this one with 'tidings --branch team/log'");
    sandbox
        .program("git", &["config", "tidings.branch"])
        .cwd(&other)
        .run()
        .code(1);
}

#[test]
fn the_branch_that_is_checked_out_can_be_the_log() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Plain);
    let readme = "# What was here before\n";
    fs::write(repository.join("README.md"), readme).expect("the sandbox is writable");
    sandbox.git(&repository, &["add", "README.md"]);
    sandbox.git(&repository, &["commit", "--message", "Read me"]);
    init(&sandbox, &repository, &["--branch", "main"])
        .run()
        .ok();
    assert_clean(&sandbox, &repository);
    assert_eq!(count(&sandbox, &repository, "main"), 4);
    let kept = fs::read_to_string(repository.join("README.md")).expect("it is there");
    assert_eq!(kept, readme, "a README that is there stays");
    assert!(repository.join(".tidings/team.yaml").is_file());
    assert!(repository.join("story.txt").is_file());
    // A branch that is found by itself need not be remembered.
    post(&sandbox, &repository, "2026-11-20", &["x"]).run().ok();
    assert!(repository.join("updates/2026/11/20/ada.yaml").is_file());
    assert_clean(&sandbox, &repository);
}

#[test]
fn a_branch_without_a_commit_can_be_the_log() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Empty);
    init(&sandbox, &repository, &["--branch", "main"])
        .run()
        .ok();
    assert!(repository.join("README.md").is_file());
    assert_clean(&sandbox, &repository);
}

#[test]
fn a_repository_of_its_own_shows_the_log_and_is_found_from_anywhere() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    for file in ["README.md", ".tidings/team.yaml"] {
        assert!(log.join(file).is_file(), "{file}");
    }
    assert_clean(&sandbox, &log);
    assert_eq!(sandbox.git(&log, &["branch", "--show-current"]), "main");
    fsck(&sandbox, &log);

    let elsewhere = sandbox.repo(Kind::Plain);
    let before = Fingerprint::read(&sandbox, &elsewhere);
    post(&sandbox, &elsewhere, "2026-11-20", &["Shipped retries"])
        .run()
        .ok();
    before.assert_untouched(&sandbox, &elsewhere);
    assert!(log.join("updates/2026/11/20/ada.yaml").is_file());
    assert_clean(&sandbox, &log);

    // It is not taken for what stands around, and a log here stays possible.
    init(&sandbox, &elsewhere, &[])
        .run()
        .ok()
        .notes("there is a log already, on branch 'main'")
        .notes("tidings init --repo .");
    init(&sandbox, &elsewhere, &["--repo", "."]).run().ok();
    assert_eq!(count(&sandbox, &elsewhere, LOG), 1);

    let begun = tip(&sandbox, &log, "main");
    init(&sandbox, &sandbox.path("work"), &["--new", "team-log"])
        .run()
        .ok()
        .notes("there is a log already");
    assert_eq!(tip(&sandbox, &log, "main"), begun);
}

#[test]
fn a_repository_of_its_own_is_not_made_over_something_else() {
    let sandbox = Sandbox::new();
    let work = sandbox.path("work");
    sandbox.write("work/full/letter.txt", "Dear Linus\n");
    init(&sandbox, &work, &["--new", "full"])
        .run()
        .code(1)
        .notes("full is not empty")
        .notes("hint: ");
    assert!(!work.join("full/.git").exists());

    let code = sandbox.repo(Kind::Plain);
    let before = Fingerprint::read(&sandbox, &code);
    init(&sandbox, &work, &["--new"])
        .arg(&code)
        .run()
        .code(1)
        .notes("holds something else")
        .notes("tidings init --repo");
    before.assert_untouched(&sandbox, &code);

    // An empty clone is what a hosted repository begins with.
    let empty = sandbox.repo(Kind::Empty);
    init(&sandbox, &work, &["--new"]).arg(&empty).run().ok();
    assert_clean(&sandbox, &empty);
    assert!(empty.join("README.md").is_file());
}

#[test]
fn the_log_that_a_remote_has_is_adopted() {
    let sandbox = Sandbox::new();
    let first = sandbox.repo(Kind::Plain);
    let hub = sandbox.repo(Kind::Bare);
    let url = hub.to_str().expect("the sandbox's paths are UTF-8");
    sandbox.git(&first, &["remote", "add", "origin", url]);
    init(&sandbox, &first, &[])
        .run()
        .ok()
        .notes("sent to origin\n");
    let begun = tip(&sandbox, &first, LOG);
    assert_eq!(tip(&sandbox, &hub, LOG), begun);

    let second = sandbox.repo(Kind::Plain);
    sandbox.git(&second, &["remote", "add", "origin", url]);
    let before = Fingerprint::read(&sandbox, &second);
    init(&sandbox, &second, &[])
        .run()
        .ok()
        .notes("adopted the log that origin has, on branch 'tidings'")
        .notes("tidings join");
    assert_eq!(tip(&sandbox, &second, LOG), begun);
    before.assert_untouched(&sandbox, &second);

    // What was fetched before needs no network, and is no reason to begin anew.
    let third = sandbox.repo(Kind::Plain);
    sandbox.git(&third, &["remote", "add", "origin", url]);
    sandbox.git(&third, &["fetch", "origin"]);
    init(&sandbox, &third, &["--offline"]).run().ok();
    assert_eq!(tip(&sandbox, &third, LOG), begun);
}

#[test]
fn a_log_that_is_adopted_into_the_branch_checked_out_is_there_to_see() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    let url = log.to_str().expect("the sandbox's paths are UTF-8");
    let empty = sandbox.repo(Kind::Empty);
    sandbox.git(&empty, &["remote", "add", "origin", url]);
    init(&sandbox, &empty, &["--repo", ".", "--branch", "main"])
        .run()
        .ok()
        .notes("adopted the log that origin has");
    assert_eq!(tip(&sandbox, &empty, "main"), tip(&sandbox, &log, "main"));
    assert!(empty.join("README.md").is_file());
    assert_clean(&sandbox, &empty);
}

#[test]
fn a_remote_that_cannot_be_asked_keeps_a_log_from_being_begun() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Plain);
    sandbox.git(&repository, &["remote", "add", "origin", "../nowhere.git"]);
    init(&sandbox, &repository, &[])
        .run()
        .code(1)
        .notes("error: the remote 'origin' could not be asked for a log")
        .notes("caused by: ")
        .notes("hint: try again, or start one all the same with 'tidings init --offline'");
    let args = ["show-ref", "--verify", "--quiet", LOG];
    sandbox.program("git", &args).cwd(&repository).run().code(1);
    init(&sandbox, &repository, &["--offline"]).run().ok();
    assert_eq!(count(&sandbox, &repository, LOG), 1);
}

#[test]
fn what_is_said_of_the_team_is_written_down() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Plain);
    init(
        &sandbox,
        &repository,
        &["--cadence", "weekly", "--digests", "nowhere"],
    )
    .run()
    .ok();
    let team = text(&sandbox, &repository, LOG, ".tidings/team.yaml");
    assert!(team.contains("weekly"), "{team}");
    // A post without a period is for the week then.
    tidings(&sandbox, &repository, &["post", "--no-input", "Shipped"])
        .ok()
        .notes("ada's weekly update for");
    // Git's settings and the machine's zone say what no option says.
    let other = sandbox.repo(Kind::Plain);
    tidings(&sandbox, &other, &["init", "--no-input"]).ok();
    let team = text(&sandbox, &other, LOG, ".tidings/team.yaml");
    for part in ["ada@example.org", "UTC", "daily"] {
        assert!(team.contains(part), "{part} is not in\n{team}");
    }
}
