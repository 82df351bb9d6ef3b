//! Trees: their files, and how two of them differ.

use tidings::git::{Change, Difference, ObjectId, changed_paths, list_files};

use crate::walk::history::{Clocks, Commit, Files, History};
use crate::walk::repository::Scratch;

const BEFORE: &[(&str, &str, usize)] = &[
    ("README.md", "100644", 0),
    ("updates/2026/11/20/ada.yaml", "100644", 1),
    ("updates/2026/11/20/grace.yaml", "100644", 2),
    ("updates/2026/11/21", "100644", 3),
    ("updates/2026/11/22/ada.yaml", "120000", 3),
];

const AFTER: &[(&str, &str, usize)] = &[
    ("README.md", "100644", 5),
    ("updates/2026/11/20.txt", "100644", 1),
    ("updates/2026/11/20/grace.yaml", "100644", 4),
    ("updates/2026/11/21/ada.yaml", "100644", 3),
    ("updates/2026/11/22/ada.yaml", "100644", 3),
];

fn trees(scratch: &Scratch) -> [ObjectId; 2] {
    let commit = |files: &[(&str, &'static str, usize)], parents| Commit {
        parents,
        files: files
            .iter()
            .map(|(path, mode, content)| ((*path).to_owned(), (*mode, *content)))
            .collect::<Files>(),
        committed: 0,
    };
    let history = History {
        clocks: Clocks::Honest,
        commits: vec![commit(BEFORE, vec![]), commit(AFTER, vec![0])],
    };
    let ids = scratch.import(&[history]).swap_remove(0);
    let repository = scratch.open();
    [0, 1].map(|at| {
        let id = ObjectId::parse(&ids[at]).expect("an id");
        repository.commit(id).expect("a commit").tree
    })
}

fn updates(directory: &[u8], name: &[u8]) -> bool {
    !directory.is_empty() || name == b"updates"
}

fn lines(difference: &Difference) -> Vec<String> {
    let change = |change: &tidings::git::PathChange| {
        assert_eq!(change.entry.is_none(), change.change == Change::Removed);
        let path = String::from_utf8_lossy(&change.path);
        format!("{:?} {path}", change.change)
    };
    difference.changes.iter().map(change).collect()
}

#[test]
fn compares_two_trees() {
    let scratch = Scratch::new("sha1");
    let [before, after] = trees(&scratch);
    let repository = scratch.open();
    let difference = changed_paths(&repository, Some(before), after, &updates).expect("trees");
    assert_eq!(
        lines(&difference),
        [
            "Added updates/2026/11/20.txt",
            "Removed updates/2026/11/20/ada.yaml",
            "Changed updates/2026/11/20/grace.yaml",
            "Removed updates/2026/11/21",
            "Added updates/2026/11/21/ada.yaml",
            "Changed updates/2026/11/22/ada.yaml",
        ]
    );
    let same = changed_paths(&repository, Some(after), after, &updates).expect("trees");
    assert_eq!(same, Difference::default());
}

#[test]
fn lists_the_files_of_a_tree() {
    let scratch = Scratch::new("sha1");
    let [_, after] = trees(&scratch);
    let repository = scratch.open();
    let listing = list_files(&repository, after, &updates).expect("a tree");
    let paths: Vec<_> = listing
        .files
        .iter()
        .map(|file| String::from_utf8_lossy(&file.path).into_owned())
        .collect();
    let want: Vec<_> = AFTER.iter().map(|(path, _, _)| *path).skip(1).collect();
    assert_eq!(paths, want);
    assert!(listing.files.iter().all(|file| file.mode.is_file()));
    for file in &listing.files {
        let path = String::from_utf8_lossy(&file.path);
        let found = repository.entry(after, &path).expect("a tree");
        assert_eq!(found, Some((file.mode, file.id)));
        assert_eq!(repository.blob(file.id).expect("a blob").len(), 9);
    }
}

#[test]
fn names_a_tree_that_is_missing_or_nests_too_deep() {
    let scratch = Scratch::new("sha1");
    let mut tree = {
        let input = b"100644 blob 30d74d258442c7c65512eafab474568dd706c430\tfile\n";
        scratch.git(["mktree", "--missing"], input)
    };
    for _ in 0..200 {
        let id = String::from_utf8(tree).expect("an id");
        let input = format!("040000 tree {}\tdirectory\n", id.trim());
        tree = scratch.git(["mktree"], input.as_bytes());
    }
    let deep = String::from_utf8(tree).expect("an id");
    let lost = "1".repeat(40);
    let input = format!(
        "040000 tree {}\tdeep\n040000 tree {lost}\tlost\n",
        deep.trim()
    );
    let root = scratch.git(["mktree", "--missing"], input.as_bytes());
    let root = String::from_utf8(root).expect("an id");
    let root = ObjectId::parse(root.trim()).expect("an id");
    let listing = list_files(&scratch.open(), root, &|_, _| true).expect("a tree");
    assert!(listing.files.is_empty());
    let mut reasons = listing.damaged.iter().map(|damage| damage.reason.as_str());
    let missing = format!("object {lost} is missing from the repository");
    assert!(
        reasons.any(|reason| reason == missing),
        "{:?}",
        listing.damaged
    );
    assert!(
        listing
            .damaged
            .iter()
            .any(|damage| damage.reason.contains("nest deeper"))
    );
}
