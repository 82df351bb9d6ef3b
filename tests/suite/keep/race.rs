//! Many posts at one moment, and posts that are killed.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use super::team::{LOG, assert_clean, count, fsck, init, own, post, started, tidings};
use crate::kit::{Invocation, Kind, Sandbox};

/// Enrols a member by handle and returns them.
fn member(sandbox: &Sandbox, log: &Path, number: usize) -> String {
    let handle = format!("m{number}");
    let join = ["join", "--no-input", "--handle", &handle];
    by(sandbox.tidings(&join).cwd(log), &handle).run().ok();
    handle
}

fn by(run: Invocation, handle: &str) -> Invocation {
    run.author(handle, &format!("{handle}@example.org"))
}

/// Lets so many members post so often, all at one moment.
fn race(sandbox: &Sandbox, log: &Path, branch: &str, members: usize, posts: usize) {
    let handles: Vec<String> = (0..members).map(|n| member(sandbox, log, n)).collect();
    let before = count(sandbox, log, branch);
    thread::scope(|scope| {
        for handle in &handles {
            scope.spawn(move || {
                for day in 0..posts {
                    let day = format!("2026-11-{}", 10 + day);
                    let run = post(sandbox, log, &day, &[handle]);
                    by(run, handle).run().ok().notes("saved: ");
                }
            });
        }
    });
    assert_eq!(count(sandbox, log, branch), before + members * posts);
    let files = sandbox.git(log, &["ls-tree", "-r", "--name-only", branch, "updates"]);
    assert_eq!(files.lines().count(), members * posts, "{files}");
    fsck(sandbox, log);
}

#[test]
fn two_posts_at_one_moment_both_land() {
    let sandbox = Sandbox::new();
    for kind in Kind::supported(&sandbox) {
        let log = started(&sandbox, kind);
        race(&sandbox, &log, LOG, 2, 1);
    }
}

#[test]
fn eight_members_post_five_times_at_one_moment() {
    let sandbox = Sandbox::new();
    let log = started(&sandbox, Kind::Plain);
    race(&sandbox, &log, LOG, 8, 5);
}

#[test]
fn a_checked_out_log_is_clean_after_a_race() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    race(&sandbox, &log, "main", 4, 3);
    assert_clean(&sandbox, &log);
}

#[test]
fn two_posts_of_one_person_for_one_day_are_both_in_it() {
    let sandbox = Sandbox::new();
    let log = started(&sandbox, Kind::Plain);
    thread::scope(|scope| {
        for text in ["one", "two", "three", "four"] {
            let run = post(&sandbox, &log, "2026-11-20", &[text]);
            scope.spawn(move || drop(run.run().ok()));
        }
    });
    let shown = tidings(&sandbox, &log, &["show", "ada/2026-11-20"]).ok();
    let shown = shown.says("one").says("two").says("three").says("four");
    drop(shown);
}

#[test]
fn two_who_begin_at_one_moment_begin_one_log() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Plain);
    thread::scope(|scope| {
        for _ in 0..4 {
            let run = init(&sandbox, &repository, &[]);
            scope.spawn(move || drop(run.run().ok()));
        }
    });
    assert_eq!(count(&sandbox, &repository, LOG), 1);
}

/// Runs a post, kills it after a while, and returns what it had said.
fn killed(run: &Invocation, after: Duration) -> String {
    let mut child = run
        .command()
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    thread::sleep(after);
    // It may be over by now.
    child.kill().ok();
    let mut said = String::new();
    let mut pipe = child.stderr.take().expect("it is piped");
    pipe.read_to_string(&mut said).expect("it can be read");
    child.wait().expect("a killed child ends");
    said
}

#[test]
fn a_post_that_is_killed_breaks_nothing_and_what_was_saved_is_there() {
    let sandbox = Sandbox::new();
    for (log, branch) in [
        (started(&sandbox, Kind::Plain), LOG),
        (own(&sandbox), "refs/heads/main"),
    ] {
        let mut saved = Vec::new();
        for number in 0..40_u64 {
            let text = format!("post number {number}");
            let run = post(&sandbox, &log, "2026-11-20", &[&text]);
            // From before it has begun to after it is done.
            let said = killed(
                &run.env("TIDINGS_REPO", &log),
                Duration::from_millis(number * 4),
            );
            if said.contains("saved: ") {
                saved.push(text);
            }
            // What a killed git leaves is named by the next post; it goes.
            for lock in ["index.lock", &format!("{branch}.lock")] {
                std::fs::remove_file(log.join(".git").join(lock)).ok();
            }
            fsck(&sandbox, &log);
            if branch != LOG {
                // A work tree that was moved alone is put back by its owner.
                sandbox.git(&log, &["reset", "--hard"]);
                sandbox.git(&log, &["clean", "-d", "--force"]);
            }
        }
        let run = post(&sandbox, &log, "2026-11-20", &["the last one"]);
        run.env("TIDINGS_REPO", &log).run().ok();
        let path = format!("{branch}:updates/2026/11/20/ada.yaml");
        let stored = sandbox.git(&log, &["show", &path]);
        for text in saved.iter().chain([&"the last one".to_owned()]) {
            assert!(stored.contains(text), "{text} is lost\n{stored}");
        }
    }
}
