use std::path::Path;

use tidings::git::{Change, ObjectId, Repository, Scope, Walk, walk};

use super::history::History;
use super::repository::{Scratch, open};
use super::scope::{All, Days};

/// A history of five commits, each of which adds a file.
struct Five {
    scratch: Scratch,
    ids: Vec<String>,
}

impl Five {
    fn new() -> Self {
        let scratch = Scratch::new("sha1");
        let ids = scratch.import(&[History::line(5)]).swap_remove(0);
        Self { scratch, ids }
    }

    /// Deletes the object that an expression names and returns its id.
    fn lose(&self, expression: &str) -> String {
        let id = self.scratch.text(["rev-parse", expression]);
        let (fan, rest) = id.split_at(2);
        let file = self.scratch.path().join("objects").join(fan).join(rest);
        std::fs::remove_file(file).expect("the object is loose");
        id
    }

    /// Returns the numbers of the commits that a walk found something in.
    fn found(&self, walk: &Walk) -> Vec<usize> {
        let number = |id: String| self.ids.iter().position(|known| *known == id);
        let numbers = walk.revisions.iter().map(|revision| {
            assert_eq!(revision.change, Change::Added);
            number(revision.commit.id.to_string()).expect("a commit of the five")
        });
        numbers.collect()
    }
}

fn walk_from(repository: &Repository, tip: &str, scope: &dyn Scope) -> Walk {
    let tip = ObjectId::parse(tip).expect("an id");
    walk(repository, tip, None, scope).expect("the repository can be read")
}

fn damaged(walk: &Walk) -> Vec<String> {
    let name = |damage: &tidings::git::Damage| {
        assert!(
            damage.reason.contains(&damage.object.to_string()),
            "{damage:?}"
        );
        damage.object.to_string()
    };
    walk.damaged.iter().map(name).collect()
}

#[test]
fn names_what_is_missing_and_goes_on() {
    // What is lost, and the commits that something can still be said about.
    for (lost, want) in [
        // The commit and its child cannot be compared.
        ("h0~2^{tree}", [4, 1, 0].as_slice()),
        ("h0~2:updates", &[4, 1, 0]),
        ("h0~2:updates/2026/09", &[4, 1, 0]),
        // That of a directory is looked at only where it came in.
        ("h0~2:updates/2026/09/03", &[4, 3, 1, 0]),
        // Behind a commit nothing is known.
        ("h0~2", &[4]),
        ("h0", &[]),
    ] {
        let five = Five::new();
        let id = five.lose(lost);
        let walk = walk_from(&five.scratch.open(), &five.ids[4], &All);
        assert_eq!(five.found(&walk), want, "{lost}");
        assert_eq!(damaged(&walk), [id], "{lost}");
        assert!(!walk.shallow);
    }
}

#[test]
fn goes_on_behind_a_malformed_commit() {
    let mut five = Five::new();
    let tree = five.scratch.text(["rev-parse", "h0~1^{tree}"]);
    let parent = five.ids[2].clone();
    for (author, found, named) in [
        (
            "author A <a@example.org> x +0000\ncommitter A",
            vec![4, 3, 2, 1, 0],
            1,
        ),
        ("committer A", vec![4, 2, 1, 0], 1),
    ] {
        let text = format!(
            "tree {tree}\nparent {parent}\n{author} <a@example.org> 1789000000 +9999\n\nno author\n"
        );
        let write = [
            "hash-object",
            "-t",
            "commit",
            "--literally",
            "-w",
            "--stdin",
        ];
        let bad = five.scratch.git(write, text.as_bytes());
        let bad = String::from_utf8(bad).expect("an id").trim().to_owned();
        let top = five.scratch.text(["rev-parse", "h0^{tree}"]);
        let text = format!(
            "tree {top}\nparent {bad}\nauthor A <a@example.org> 1789000000 +0000\ncommitter A <a@example.org> 1789000000 +0000\n\nabove\n"
        );
        let tip = five.scratch.git(write, text.as_bytes());
        let tip = String::from_utf8(tip).expect("an id").trim().to_owned();
        five.ids[3].clone_from(&bad);
        five.ids[4].clone_from(&tip);
        let walk = walk_from(&five.scratch.open(), &tip, &All);
        assert_eq!(five.found(&walk), found, "{author}");
        assert_eq!(damaged(&walk), vec![bad; named], "{author}");
    }
}

#[test]
fn calls_nothing_added_at_the_boundary_of_a_shallow_clone() {
    let five = Five::new();
    let from = format!("file://{}", five.scratch.path().display());
    let to = five.scratch.path().with_file_name("shallow");
    let to_text = to.to_str().expect("a path in text");
    let args = [
        "clone",
        "--quiet",
        "--bare",
        "--depth=3",
        "--branch=h0",
        &from,
        to_text,
    ];
    five.scratch.git(args, b"");
    let walk = walk_from(&open(&to), &five.ids[4], &All);
    assert_eq!(five.found(&walk), [4, 3]);
    assert!(walk.shallow && walk.damaged.is_empty());

    // A line that ends before the boundary misses nothing.
    let late = Days::new(4, 60);
    let walk = walk_from(&open(&to), &five.ids[4], &late);
    assert!(walk.shallow, "the commits are less than a week older");
    assert_eq!(five.found(&walk), [4]);
    let later = Days::new(20, 60);
    let walk = walk_from(&open(&to), &five.ids[4], &later);
    assert!(!walk.shallow && walk.revisions.is_empty());
}

#[test]
fn reads_through_alternates_and_past_replacements() {
    let five = Five::new();
    let from = five.scratch.path();
    let to = from.with_file_name("shared");
    let paths = [&from, &to].map(|path| path.to_str().expect("a path in text"));
    five.scratch.git(
        ["clone", "--quiet", "--bare", "--shared", paths[0], paths[1]],
        b"",
    );
    five.scratch
        .git(["replace", &five.ids[3], &five.ids[1]], b"");
    for path in [Path::new(&from), &to] {
        let walk = walk_from(&open(path), &five.ids[4], &All);
        assert_eq!(five.found(&walk), [4, 3, 2, 1, 0]);
        assert!(walk.damaged.is_empty() && !walk.shallow);
    }
}
