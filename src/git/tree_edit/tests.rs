use std::collections::BTreeMap;

use proptest::prelude::{any, prop};
use proptest::proptest;

use super::*;
use crate::git::kit::{Kind, Sandbox, put, remove};

fn listing(sandbox: &Sandbox, tree: ObjectId) -> String {
    sandbox.git("r", &["ls-tree", "-r", "-t", &tree.to_string()])
}

#[test]
fn keeps_every_other_entry_as_it_is() {
    let sandbox = Sandbox::new();
    let repository = sandbox.make(Kind::Plain);
    sandbox.write("r/x/run", "#!/bin/sh\n");
    let blob = sandbox.git("r", &["hash-object", "-w", "x/run"]);
    let head = sandbox.git("r", &["rev-parse", "HEAD"]);
    // Entries around "x" in git's order: '-' and '.' sort before '/'.
    let entries = format!(
        "100755 blob {blob}\trun\n120000 blob {blob}\tlink\n160000 commit {head}\tmodule\n100644 blob {blob}\tx.old\n100644 blob {blob}\tx-ray\n100644 blob {blob}\tx0\n"
    );
    let base = sandbox.git_with("r", &["mktree"], &entries);
    let base = ObjectId::parse(&base).expect("an id");
    let tree = repository
        .write_tree_edits(Some(base), &[put("x/y/z", "text"), put("x1", "text")])
        .expect("a tree");
    let got = sandbox.git(
        "r",
        &[
            "ls-tree",
            "--format=%(objectmode) %(path)",
            &tree.to_string(),
        ],
    );
    let names = "120000 link\n160000 module\n100755 run\n100644 x-ray\n100644 x.old\n040000 x\n100644 x0\n100644 x1";
    assert_eq!(got, names);
    let back = repository
        .write_tree_edits(
            Some(tree),
            &[remove("x/y/z"), remove("x1"), remove("nothing/here")],
        )
        .expect("a tree");
    assert_eq!(back, base);
    sandbox.git("r", &["fsck", "--strict", "--no-dangling"]);
}

#[test]
fn keeps_odd_modes_byte_for_byte() {
    let sandbox = Sandbox::new();
    let repository = sandbox.make(Kind::Plain);
    let odb = repository.inner.odb().expect("objects");
    let blob = odb.write(ObjectType::Blob, b"x").expect("a blob");
    let inner = [b"0100664 f\0".as_slice(), blob.as_bytes()].concat();
    let inner = odb.write(ObjectType::Tree, &inner).expect("a tree");
    let raw = [b"040000 d\0".as_slice(), inner.as_bytes()].concat();
    let base = ObjectId(odb.write(ObjectType::Tree, &raw).expect("a tree"));
    let tree = repository
        .write_tree_edits(Some(base), &[put("e", "new")])
        .expect("a tree");
    let bytes = repository.raw_tree(tree).expect("bytes");
    assert!(bytes.starts_with(&raw));
}

#[test]
fn refuses_what_cannot_be_a_file() {
    let sandbox = Sandbox::new();
    let repository = sandbox.make(Kind::Plain);
    let head = sandbox.git("r", &["rev-parse", "HEAD"]);
    let blob = sandbox.git("r", &["rev-parse", "HEAD:a.txt"]);
    let entries = format!(
        "100644 blob {blob}\tfile\n120000 blob {blob}\tlink\n160000 commit {head}\tmodule\n"
    );
    let base = sandbox.git_with("r", &["mktree"], &entries);
    let base = ObjectId::parse(&base).expect("an id");
    let base = repository
        .write_tree_edits(Some(base), &[put("d/e/f", "x")])
        .expect("a tree");
    for (edit, want) in [
        (
            put("file/a/b", "x"),
            "cannot write 'file/a/b': 'file' is a file;",
        ),
        (put("link/a", "x"), "'link' is a symbolic link;"),
        (put("module/a", "x"), "'module' is a submodule;"),
        (put("module", "x"), "'module' is a submodule;"),
        (put("d/e", "x"), "cannot write 'd/e': 'd/e' is a directory;"),
        (put("d//f", "x"), "it has an empty part"),
        (put("", "x"), "it has an empty part"),
        (put("/d", "x"), "it has an empty part"),
        (put("d/../x", "x"), "a part '.' or '..'"),
        (put(".GIT/config", "x"), "a part '.git'"),
        (put("a\0b", "x"), "a NUL character"),
    ] {
        let error = repository
            .write_tree_edits(Some(base), std::slice::from_ref(&edit))
            .expect_err(&edit.path);
        assert!(error.to_string().contains(want), "{error}");
    }
    // Nothing is there to be removed.
    for path in ["file/a/b", "link/a", "d/e", "d/e/f/g", "none"] {
        let tree = repository.write_tree_edits(Some(base), &[remove(path)]);
        assert_eq!(tree.expect(path), base, "{path}");
    }
}

#[test]
fn writes_the_same_trees_as_git_in_every_kind_of_repository() {
    for kind in Kind::ALL {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(kind);
        let edits = [
            put("updates/2026/11/22/ada.yaml", "x"),
            put("a", "y"),
            put("a.b/c", "z"),
        ];
        let tree = repository.write_tree_edits(None, &edits).expect("a tree");
        let listed = listing(&sandbox, tree);
        assert_eq!(listed.lines().count(), 8, "{kind:?}: {listed}");
        let flat = sandbox.git("r", &["ls-tree", &tree.to_string()]);
        let again = sandbox.git_with("r", &["mktree"], &(flat + "\n"));
        assert_eq!(again, tree.to_string(), "{kind:?}");
        let empty = repository.write_tree_edits(
            Some(tree),
            &[
                remove("updates/2026/11/22/ada.yaml"),
                remove("a"),
                remove("a.b/c"),
            ],
        );
        assert_eq!(listing(&sandbox, empty.expect("a tree")), "", "{kind:?}");
    }
}

proptest! {
    #[test]
    fn one_edit_at_a_time_or_all_at_once_is_the_same(
        edits in prop::collection::vec(("[ab.-]{1,2}(/[ab.-]{1,2}){0,2}", any::<Option<u8>>()), 1..12)
    ) {
        let sandbox = Sandbox::new();
        sandbox.git(".", &["init", "--quiet", "--bare", "r"]);
        let repository = sandbox.open("r");
        let mut tree = repository.write_tree_edits(None, &[]).expect("the empty tree");
        let mut files: BTreeMap<String, u8> = BTreeMap::new();
        for (path, byte) in edits {
            let content = byte.map(|byte| vec![byte]);
            let edit = TreeEdit { path: path.clone(), content };
            let Ok(next) = repository.write_tree_edits(Some(tree), &[edit]) else {
                continue;
            };
            tree = next;
            match byte {
                Some(byte) => drop(files.insert(path, byte)),
                None => drop(files.remove(&path)),
            }
        }
        let all: Vec<TreeEdit> = files
            .iter()
            .map(|(path, byte)| TreeEdit { path: path.clone(), content: Some(vec![*byte]) })
            .collect();
        assert_eq!(repository.write_tree_edits(None, &all).expect("a tree"), tree);
        let names = sandbox.git("r", &["ls-tree", "-r", "--name-only", &tree.to_string()]);
        let mut names: Vec<&str> = names.lines().collect();
        names.sort_unstable();
        assert_eq!(names, files.keys().collect::<Vec<_>>());
        let printed = sandbox.git("r", &["cat-file", "-t", &tree.to_string()]);
        assert_eq!(printed, "tree");
        sandbox.git("r", &["fsck", "--no-dangling", "--strict"]);
    }
}
