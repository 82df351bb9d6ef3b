//! `join` enrols a person, from a clone that it makes or that is there.

use std::path::Path;

use super::team::{LOG, assert_clean, count, own, post, started, text, tidings, tip};
use crate::kit::{Invocation, Kind, Sandbox};

/// Prepares a run by Grace.
fn grace(sandbox: &Sandbox, directory: &Path, args: &[&str]) -> Invocation {
    let run = sandbox.tidings(args).cwd(directory);
    run.author("Grace Example", "grace@example.org")
}

#[test]
fn a_person_is_enrolled_in_one_commit() {
    let sandbox = Sandbox::new();
    for kind in Kind::supported(&sandbox) {
        let log = started(&sandbox, kind);
        let join = ["join", "--no-input", "--time-zone", "Asia/Tokyo"];
        grace(&sandbox, &log, &join)
            .run()
            .ok()
            .notes("grace joined Team Quill")
            .notes("tidings post");
        assert_eq!(count(&sandbox, &log, LOG), 2, "{kind:?}");
        let subject = sandbox.git(&log, &["log", "-1", "--format=%s <%ae>", LOG]);
        assert_eq!(subject, "grace: joins the team <grace@example.org>");
        let team = text(&sandbox, &log, LOG, ".tidings/team.yaml");
        for part in [
            "grace",
            "Grace Example",
            "grace@example.org",
            "Asia/Tokyo",
            "ada@example.org",
        ] {
            assert!(team.contains(part), "{kind:?}: {part} is not in\n{team}");
        }
        grace(&sandbox, &log, &join)
            .run()
            .ok()
            .notes("you are a member already: grace");
        assert_eq!(count(&sandbox, &log, LOG), 2, "{kind:?}");
        grace(&sandbox, &log, &["post", "--no-input", "Read the log"])
            .run()
            .ok()
            .notes("saved: grace's daily update");
    }
}

#[test]
fn a_handle_that_is_taken_stays_with_its_owner() {
    let sandbox = Sandbox::new();
    let log = started(&sandbox, Kind::Plain);
    let begun = tip(&sandbox, &log, LOG);
    grace(&sandbox, &log, &["join", "--no-input", "--handle", "ada"])
        .run()
        .code(1)
        .notes("error: the handle 'ada' is taken")
        .notes("hint: choose another with --handle");
    // Both proposals are Ada's: nothing is guessed.
    let args = ["join", "--no-input"];
    let other = sandbox.tidings(&args).cwd(&log);
    other
        .author("Ada", "ada@example.net")
        .run()
        .code(1)
        .notes("the handle 'ada' is taken")
        .notes("--handle");
    assert_eq!(tip(&sandbox, &log, LOG), begun);
}

#[test]
fn a_url_is_cloned_and_found_from_anywhere_afterwards() {
    let sandbox = Sandbox::new();
    let source = own(&sandbox);
    sandbox.git(&source, &["config", "--global", "--unset", "tidings.repo"]);
    let hub = sandbox.path("work/hub.git");
    sandbox.git(
        sandbox.path("work"),
        &["clone", "--bare", "team-log", "hub.git"],
    );
    let work = sandbox.path("work");
    let url = hub.to_str().expect("the sandbox's paths are UTF-8");
    grace(&sandbox, &work, &["join", "--no-input", url])
        .run()
        .ok()
        .notes("remembered: tidings.repo is ")
        .notes("grace joined Team Quill")
        .notes("sent to origin\n");
    let clone = sandbox.path("work/hub");
    assert_clean(&sandbox, &clone);
    let remembered = sandbox.git(&work, &["config", "--global", "tidings.repo"]);
    assert_eq!(Path::new(&remembered), clone);

    let elsewhere = sandbox.path("home");
    grace(&sandbox, &elsewhere, &["post", "--no-input", "Hello"])
        .run()
        .ok();
    assert_eq!(count(&sandbox, &clone, "main"), 3);
    assert_clean(&sandbox, &clone);

    // Once more: the clone that is there is taken.
    grace(&sandbox, &work, &["join", "--no-input", url])
        .run()
        .ok()
        .notes("hub is there already; it is used as it is")
        .notes("you are a member already: grace");
    // Another log is joined without losing the first.
    grace(&sandbox, &work, &["join", "--no-input", url, "second"])
        .run()
        .ok()
        .notes("tidings.repo stays ")
        .notes("tidings --repo ");
    let still = sandbox.git(&work, &["config", "--global", "tidings.repo"]);
    assert_eq!(still, remembered);
}

#[test]
fn the_command_that_sends_works_as_it_is_printed() {
    let sandbox = Sandbox::new();
    let source = own(&sandbox);
    sandbox.git(&source, &["config", "--global", "--unset", "tidings.repo"]);
    let work = sandbox.path("work");
    sandbox.git(&work, &["clone", "--bare", "team-log", "hub.git"]);
    let join = ["join", "--no-input", "--no-push", "./hub.git"];
    let joined = grace(&sandbox, &work, &join).run().ok();
    let command = joined.stderr().split("send with: tidings ").nth(1);
    let command = command.and_then(|rest| rest.lines().next());
    let words: Vec<&str> = command.expect("a command").split(' ').collect();
    assert_eq!(count(&sandbox, &sandbox.path("work/hub.git"), "main"), 1);
    grace(&sandbox, &work, &words).run().ok();
    assert_eq!(count(&sandbox, &sandbox.path("work/hub.git"), "main"), 2);
    let status = grace(&sandbox, &work, &["status"]).run().ok();
    assert!(!status.stdout().contains("Unsent"), "{status}");
}

#[test]
fn a_log_beside_code_is_cloned_with_its_branch() {
    let sandbox = Sandbox::new();
    let code = started(&sandbox, Kind::Plain);
    let url = code.to_str().expect("the sandbox's paths are UTF-8");
    let work = sandbox.path("work");
    grace(&sandbox, &work, &["join", "--no-input", url, "copy"])
        .run()
        .ok();
    let copy = sandbox.path("work/copy");
    assert_eq!(sandbox.git(&copy, &["branch", "--show-current"]), "tidings");
    assert_clean(&sandbox, &copy);
}

#[test]
fn a_clone_without_the_branch_asks_its_remote() {
    let sandbox = Sandbox::new();
    let code = sandbox.repo(Kind::Plain);
    let work = sandbox.path("work");
    let url = code.to_str().expect("the sandbox's paths are UTF-8");
    sandbox.git(&work, &["clone", url, "copy"]);
    let copy = sandbox.path("work/copy");
    // The log is begun after the clone was made.
    super::team::init(&sandbox, &code, &[]).run().ok();
    grace(&sandbox, &copy, &["join", "--no-input"])
        .run()
        .ok()
        .notes("adopted the log that origin has")
        .notes("grace joined Team Quill");
    assert_eq!(count(&sandbox, &copy, LOG), 2);
    assert_eq!(sandbox.git(&copy, &["branch", "--show-current"]), "main");
}

#[test]
fn what_cannot_be_cloned_is_said_precisely() {
    let sandbox = Sandbox::new();
    let work = sandbox.path("work");
    let join = |args: &[&str]| {
        let start = ["join", "--no-input"];
        let args: Vec<&str> = start.into_iter().chain(args.iter().copied()).collect();
        grace(&sandbox, &work, &args).run()
    };
    join(&["./nowhere.git"])
        .code(1)
        .notes("error: ./nowhere.git could not be asked for a log")
        .notes("hint: ");
    join(&["./nowhere.git", "--offline"])
        .code(1)
        .notes("error: --offline forbids cloning");
    let empty = sandbox.repo(Kind::Empty);
    let url = empty.to_str().expect("the sandbox's paths are UTF-8");
    join(&[url, "clone"])
        .code(1)
        .notes("error: there is no log in ")
        .notes("hint: start one there with 'tidings init --repo ");
    let args = ["config", "--global", "tidings.repo"];
    sandbox.program("git", &args).run().code(1);
}

#[test]
fn a_team_file_keeps_its_comments_when_somebody_joins() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    let path = log.join(".tidings/team.yaml");
    let old = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(&path, format!("# Ours.\n{old}")).expect("it is writable");
    sandbox.git(&log, &["commit", "--all", "--message", "Say whose it is"]);
    grace(&sandbox, &log, &["join", "--no-input"]).run().ok();
    let new = std::fs::read_to_string(&path).expect("it is there");
    assert!(new.starts_with("# Ours.\n"), "{new}");
    assert!(new.contains("grace@example.org"), "{new}");
    assert_clean(&sandbox, &log);
    post(&sandbox, &log, "2026-11-20", &["x"]).run().ok();
    tidings(&sandbox, &log, &["status"]).ok();
}
