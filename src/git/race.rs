//! Tests of many writers on one branch at one moment.

use std::collections::BTreeSet;
use std::time::Duration;

use super::kit::{Kind, Sandbox, commit, put};
use super::{Durability, LogLock, Moved};

const LOG: &str = "refs/heads/log";
const WRITERS: u32 = 8;
const POSTS: u32 = 10;

/// Lets writers post at one moment; each waits in the queue for so long.
fn race(kind: Kind, patience: Duration) {
    let sandbox = Sandbox::new();
    sandbox.make(kind);
    let directory = if kind == Kind::Linked { "l" } else { "r" };
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let sandbox = &sandbox;
            scope.spawn(move || {
                let repository = sandbox.open(directory);
                for post in 0..POSTS {
                    let path = format!("updates/{post}/{writer}.yaml");
                    let seconds = i64::from(1000 + writer * POSTS + post);
                    loop {
                        let lock = LogLock::acquire(&repository, patience);
                        let old = repository.read_ref(LOG).expect("git works");
                        let edits = [put(&path, "text")];
                        let new = commit(&repository, old, &edits, seconds).expect("a commit");
                        let moved = repository
                            .move_ref(LOG, Some(new), old, "post", Durability::NONE)
                            .expect("git works");
                        drop(lock);
                        if moved == Moved::Done {
                            break;
                        }
                    }
                }
            });
        }
    });
    let subjects = sandbox.git("r", &["log", "--format=%s", LOG]);
    let subjects: BTreeSet<&str> = subjects.lines().collect();
    assert_eq!(subjects.len(), (WRITERS * POSTS) as usize, "{kind:?}");
    let names = sandbox.git("r", &["ls-tree", "-r", "--name-only", LOG]);
    assert_eq!(names.lines().count(), (WRITERS * POSTS) as usize);
    sandbox.git("r", &["fsck", "--strict", "--no-dangling"]);
}

#[test]
fn nothing_is_lost_in_the_queue() {
    for kind in [Kind::Plain, Kind::Bare, Kind::Linked, Kind::Reftable] {
        race(kind, Duration::from_secs(60));
    }
}

#[test]
fn nothing_is_lost_without_a_queue() {
    for kind in [Kind::Plain, Kind::Reftable] {
        race(kind, Duration::ZERO);
    }
}
