use super::*;
use crate::git::kit::{Kind, Sandbox, commit, put, remove, stamp};
use crate::git::tree_edit::Leaf;

fn text(sandbox: &Sandbox, tip: ObjectId) -> String {
    let format = "--format=%an %ae %at %cn %ct %s";
    sandbox.git("r", &["log", format, &tip.to_string()])
}

#[test]
fn drops_a_commit_and_keeps_the_later_ones() {
    for kind in Kind::ALL {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(kind);
        let before = sandbox.untouched();
        let make = |parent, path: &str, seconds| {
            commit(&repository, parent, &[put(path, "x")], seconds).expect("a commit")
        };
        let root = make(None, "d/a", 1);
        let dropped = make(Some(root), "d/b/c", 2);
        let third = make(Some(dropped), "d/c", 3);
        let tip = make(Some(third), "e", 4);
        let drop = |commit| {
            repository
                .drop_commit(tip, commit, &stamp(100), Durability::FULL)
                .expect("git works")
        };
        let new = drop(dropped).expect("it can be dropped");
        assert_eq!(
            text(&sandbox, new),
            "Grace grace@example.org 4 Grace 100 commit 4\nGrace grace@example.org 3 Grace 100 commit 3\nGrace grace@example.org 1 Grace 2 commit 1"
        );
        let names = sandbox.git("r", &["ls-tree", "-r", "--name-only", &new.to_string()]);
        assert_eq!(names, "d/a\nd/c\ne");
        assert_eq!(drop(tip), Some(third));
        assert_eq!(drop(root), None, "the first commit stays");
        let stranger = make(None, "x", 9);
        assert_eq!(drop(stranger), None, "it is not in the history");
        assert_eq!(sandbox.untouched(), before, "{kind:?}");
        sandbox.git("r", &["fsck", "--strict", "--no-dangling"]);
    }
}

#[test]
fn drops_nothing_that_others_stand_on() {
    let sandbox = Sandbox::new();
    let repository = sandbox.make(Kind::Plain);
    let make = |parent, edits: &[_], seconds| {
        commit(&repository, Some(parent), edits, seconds).expect("a commit")
    };
    let root = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
    let dropped = make(root, &[put("b", "1"), put("c", "1")], 2);
    for (edits, clear) in [
        (vec![put("d", "x")], true),
        (vec![put("b", "2")], false),
        (vec![remove("c")], false),
        (vec![remove("c"), put("c/d", "x")], false),
        (vec![put("a", "2")], true),
    ] {
        let tip = make(dropped, &edits, 3);
        let new = repository
            .drop_commit(tip, dropped, &stamp(9), Durability::NONE)
            .expect("git works");
        assert_eq!(new.is_some(), clear, "{edits:?}");
    }
    let side = make(root, &[put("s", "x")], 4);
    let tree = repository.commit(dropped).expect("a commit").tree;
    let merge = NewCommit {
        tree,
        parents: vec![dropped, side],
        author: stamp(5),
        committer: stamp(5),
        message: "merge\n".to_owned(),
        sign: false,
        durability: Durability::NONE,
    };
    let merge = repository.write_commit(&merge).expect("a merge");
    let new = repository.drop_commit(merge, dropped, &stamp(9), Durability::NONE);
    assert_eq!(new.expect("git works"), None);
}

#[test]
fn replays_onto_another_tip_as_far_as_paths_agree() {
    let sandbox = Sandbox::new();
    let repository = sandbox.make(Kind::Plain);
    let make = |parent, edits: &[_], seconds| {
        commit(&repository, parent, edits, seconds).expect("a commit")
    };
    let root = make(None, &[put("a", "1")], 1);
    let mine = make(Some(root), &[put("u/ada", "1")], 2);
    let mine_too = make(Some(mine), &[put("u/ada", "2"), remove("a")], 3);
    let theirs = make(Some(root), &[put("u/grace", "1")], 4);
    let replay = |commits: &[_], onto| {
        repository
            .replay(commits, onto, &stamp(9), Durability::FULL)
            .expect("git works")
    };
    let Replayed::Done { tip, commits } = replay(&[mine, mine_too], Some(theirs)) else {
        panic!("it is stuck");
    };
    let tip = tip.expect("a tip");
    let names = sandbox.git("r", &["ls-tree", "-r", "--name-only", &tip.to_string()]);
    assert_eq!(names, "u/ada\nu/grace");
    assert_eq!(commits.len(), 2);
    // What already stands there stays itself, and nothing is nothing.
    let same = Replayed::Done {
        tip: Some(mine_too),
        commits: vec![(mine, mine), (mine_too, mine_too)],
    };
    assert_eq!(replay(&[mine, mine_too], Some(root)), same);
    let nothing = Replayed::Done {
        tip: None,
        commits: Vec::new(),
    };
    assert_eq!(replay(&[], None), nothing);
    for edits in [vec![put("u/ada", "3")], vec![put("u", "a file")]] {
        let other = make(Some(root), &edits, 5);
        let want = Replayed::Stuck {
            commit: mine,
            reason: Stuck::Conflict(vec!["u/ada".to_owned()]),
            before: Vec::new(),
        };
        assert_eq!(replay(&[mine], Some(other)), want, "{edits:?}");
    }
    // The same change made by both is no conflict.
    let other = make(Some(root), &[put("u/ada", "1")], 6);
    assert!(matches!(
        replay(&[mine], Some(other)),
        Replayed::Done { .. }
    ));
}

#[test]
fn keeps_bytes_that_it_does_not_understand() {
    let sandbox = Sandbox::new();
    let repository = sandbox.make(Kind::Plain);
    let root = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
    let other = commit(&repository, None, &[put("b", "1")], 2).expect("a commit");
    let tree = repository.commit(root).expect("a commit").tree;
    let raw = [
        format!("tree {tree}\nparent {root}\nauthor G. <g@x> 5 +9999\ncommitter G <g@x> 6 +0000\nencoding ISO-8859-1\nodd one\n two\n\n").as_bytes(),
        b"Gr\xfc\xdfe\n\ngpgsig no header",
    ]
    .concat();
    let odb = repository.inner.odb().expect("objects");
    let id = ObjectId(odb.write(ObjectType::Commit, &raw).expect("a commit"));
    let Replayed::Done { tip: Some(tip), .. } = repository
        .replay(&[id], Some(other), &stamp(9), Durability::NONE)
        .expect("git works")
    else {
        panic!("it is stuck");
    };
    let got = odb.read(tip.0).expect("the commit");
    let tree = repository.commit(other).expect("a commit").tree;
    let want = [
        format!("tree {tree}\nparent {other}\nauthor G. <g@x> 5 +9999\ncommitter Grace <grace@example.org> 9 -0330\nencoding ISO-8859-1\nodd one\n two\n\n").as_bytes(),
        b"Gr\xfc\xdfe\n\ngpgsig no header",
    ]
    .concat();
    assert_eq!(got.data(), want);
}

#[test]
fn asks_what_to_make_of_what_both_sides_changed() {
    for kind in Kind::ALL {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(kind);
        let make = |parent, edits: &[_], seconds| {
            commit(&repository, parent, edits, seconds).expect("a commit")
        };
        let root = make(None, &[put("a", "1\n2\n3\n"), put("b", "1\n")], 1);
        let mine = make(Some(root), &[put("a", "mine\n2\n3\n"), put("b", "x\n")], 2);
        let theirs = make(
            Some(root),
            &[put("a", "1\n2\ntheirs\n"), put("b", "y\n")],
            3,
        );
        let blob = |leaf: Leaf| {
            let (_, id) = leaf.expect("a file");
            repository.blob(id)
        };
        let replay = |settle: &mut Settle<'_>| {
            repository
                .replay_with(&[mine], Some(theirs), &stamp(9), Durability::FULL, settle)
                .expect("git works")
        };
        let stuck = replay(&mut |collision| {
            super::super::merge_text(
                &blob(collision.base)?,
                &blob(collision.mine)?,
                &blob(collision.theirs)?,
            )
        });
        let want = Replayed::Stuck {
            commit: mine,
            reason: Stuck::Conflict(vec!["b".to_owned()]),
            before: Vec::new(),
        };
        assert_eq!(stuck, want, "{kind:?}");
        let mut asked = Vec::new();
        let done = replay(&mut |collision| {
            asked.push(collision.path.clone());
            Ok(Some(b"settled".to_vec()))
        });
        let Replayed::Done { tip: Some(tip), .. } = done else {
            panic!("it is stuck");
        };
        assert_eq!(asked, ["a", "b"], "{kind:?}");
        let tree = repository.commit(tip).expect("a commit").tree;
        let (mode, id) = repository.entry(tree, "b").expect("git").expect("a file");
        assert_eq!(
            (mode, repository.blob(id).expect("a blob")),
            (super::super::Mode::FILE, b"settled".to_vec())
        );
        sandbox.git("r", &["fsck", "--strict", "--no-dangling"]);
    }
}
