use super::*;
use crate::git::kit::{Kind, Sandbox, commit, put, remove};
use crate::git::{Durability, Moved, TreeEdit};

const KINDS: [Kind; 6] = [
    Kind::Plain,
    Kind::Linked,
    Kind::Sha256,
    Kind::Reftable,
    Kind::Dirty,
    Kind::PackedRefs,
];

/// Posts to the branch `main`, as the store does.
fn post(repository: &Repository, edits: &[TreeEdit]) -> Result<ObjectId, GitError> {
    let old = repository.read_ref("refs/heads/main")?;
    let new = commit(repository, old, edits, 1_795_000_900)?;
    let paths: Vec<&str> = edits.iter().map(|edit| edit.path.as_str()).collect();
    for checkout in repository.checkouts_of("main")? {
        checkout.advance(repository, old, new, &paths)?;
    }
    let moved = repository.move_ref("refs/heads/main", Some(new), old, "post", Durability::FULL)?;
    assert_eq!(moved, Moved::Done);
    Ok(new)
}

fn status(sandbox: &Sandbox) -> String {
    sandbox.git("r", &["status", "--porcelain"])
}

#[test]
fn moves_the_work_tree_and_leaves_its_neighbours() {
    for kind in KINDS {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(kind);
        let dirt = status(&sandbox);
        let path = "updates/2026/11/22/ada.yaml";
        post(&repository, &[put(path, "one\n")]).expect("posted");
        assert_eq!(status(&sandbox), dirt, "{kind:?}");
        assert_eq!(sandbox.read(&format!("r/{path}")), "one\n");
        // A file that was only touched is still clean.
        sandbox.write(&format!("r/{path}"), "one\n");
        post(&repository, &[put(path, "two\n"), remove("b.txt")]).expect("posted");
        assert_eq!(status(&sandbox), dirt, "{kind:?}");
        assert_eq!(sandbox.read(&format!("r/{path}")), "two\n");
        assert!(!sandbox.path("r/b.txt").exists());
        post(&repository, &[remove(path)]).expect("posted");
        assert_eq!(status(&sandbox), dirt, "{kind:?}");
        assert!(!sandbox.path("r/updates").exists(), "{kind:?}");
        sandbox.git("r", &["fsck", "--strict", "--no-dangling"]);
    }
}

#[test]
fn moves_a_branch_without_a_commit() {
    for bare_index in [false, true] {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Unborn);
        if bare_index {
            sandbox.write("r/staged.txt", "staged\n");
            sandbox.git("r", &["add", "staged.txt"]);
        }
        let dirt = status(&sandbox);
        post(
            &repository,
            &[
                put("README.md", "hello\n"),
                put(".tidings/team.yaml", "x\n"),
            ],
        )
        .expect("posted");
        assert_eq!(status(&sandbox), dirt);
        assert_eq!(sandbox.read("r/README.md"), "hello\n");
    }
}

#[test]
fn finds_every_work_tree_of_a_branch() {
    let sandbox = Sandbox::new();
    let linked = sandbox.make(Kind::Linked);
    let main = sandbox.open("r");
    for repository in [&linked, &main] {
        let paths = |branch| -> Vec<PathBuf> {
            let found = repository.checkouts_of(branch).expect("git works");
            let real = |checkout: &Checkout| checkout.path().canonicalize();
            found
                .iter()
                .map(|found| real(found).expect("a path"))
                .collect()
        };
        let real = |name| sandbox.path(name).canonicalize().expect("a path");
        assert_eq!(paths("main"), [real("r")]);
        assert_eq!(paths("side"), [real("l")]);
        assert!(paths("log").is_empty());
    }
    let moved = commit(
        &main,
        main.read_ref("refs/heads/side").expect("git"),
        &[put("l.txt", "x")],
        9,
    );
    let (old, new) = (
        main.read_ref("refs/heads/side").expect("git"),
        moved.expect("a commit"),
    );
    let checkout = &main.checkouts_of("side").expect("git works")[0];
    checkout
        .advance(&main, old, new, &["l.txt"])
        .expect("moved");
    assert_eq!(sandbox.read("l/l.txt"), "x");
    assert_eq!(sandbox.git("l", &["status", "--porcelain"]), "A  l.txt");
    // A work tree that is gone is none.
    std::fs::remove_dir_all(sandbox.path("l")).expect("removed");
    assert!(main.checkouts_of("side").expect("git works").is_empty());
    for kind in [Kind::Bare, Kind::Detached] {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(kind);
        assert!(
            repository
                .checkouts_of("main")
                .expect("git works")
                .is_empty()
        );
    }
}

#[test]
fn refuses_files_that_are_not_clean() {
    type Spoil = fn(&Sandbox);
    let cases: [(&str, Spoil); 9] = [
        ("'a.txt' in * has changes;", |s| {
            s.write("r/a.txt", "changed\n");
        }),
        ("'a.txt' in * has staged changes;", |s| {
            s.write("r/a.txt", "changed\n");
            s.git("r", &["add", "a.txt"]);
        }),
        ("'a.txt' in * has been deleted;", |s| {
            std::fs::remove_file(s.path("r/a.txt")).expect("removed");
        }),
        ("'a.txt' in * has staged changes;", |s| {
            drop(s.git("r", &["rm", "--quiet", "--cached", "a.txt"]));
        }),
        ("'a.txt' in * has been deleted;", |s| {
            std::fs::remove_file(s.path("r/a.txt")).expect("removed");
            std::fs::create_dir(s.path("r/a.txt")).expect("a directory");
        }),
        ("'u/new.txt' in * is not tracked;", |s| {
            s.write("r/u/new.txt", "precious\n");
        }),
        ("'u/new.txt' in * is not tracked;", |s| {
            s.write("r/.git/info/exclude", "*.txt\n");
            s.write("r/u/new.txt", "precious\n");
        }),
        ("u", |s| s.write("r/u", "precious\n")),
        ("index.lock' has been there", |s| {
            s.write("r/.git/index.lock", "");
        }),
    ];
    for (want, spoil) in cases {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        spoil(&sandbox);
        let (before, dirt) = (sandbox.untouched(), status(&sandbox));
        let edits = [put("a.txt", "post\n"), put("u/new.txt", "post\n")];
        let error = post(&repository, &edits).expect_err(want).to_string();
        let parts: Vec<&str> = want.split('*').collect();
        assert!(
            parts.iter().all(|part| error.contains(part)),
            "{want}: {error}"
        );
        let no_index = |files: Vec<(PathBuf, Vec<u8>)>| -> Vec<_> {
            files
                .into_iter()
                .filter(|(path, _)| !path.ends_with("index"))
                .collect()
        };
        assert_eq!(no_index(sandbox.untouched()), no_index(before), "{want}");
        assert_eq!(status(&sandbox), dirt, "{want}");
    }
}

#[test]
fn refuses_what_has_been_begun() {
    let attempt = |sandbox: &Sandbox, args: &[&str]| {
        sandbox
            .program
            .run(&sandbox.path("r"), args, b"")
            .expect("git runs");
    };
    let diverge = |sandbox: &Sandbox| {
        sandbox.git("r", &["checkout", "--quiet", "-b", "topic", "HEAD~1"]);
        sandbox.commit_file("r", "b.txt", "other\n");
        sandbox.git("r", &["checkout", "--quiet", "main"]);
    };
    for kind in [Kind::Plain, Kind::Reftable] {
        for (what, args) in [
            ("merge", &["merge", "topic"][..]),
            ("rebase", &["rebase", "topic"]),
            ("rebase", &["rebase", "--apply", "topic"]),
            ("cherry-pick", &["cherry-pick", "topic"]),
            ("revert", &["revert", "HEAD~1"]),
            ("bisect", &["bisect", "start", "HEAD", "HEAD~1"]),
        ] {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            diverge(&sandbox);
            if what == "revert" {
                sandbox.commit_file("r", "b.txt", "more\n");
            }
            attempt(&sandbox, args);
            let error = post(&repository, &[put("u.txt", "x")]).expect_err(what);
            assert!(
                error
                    .to_string()
                    .contains(&format!("a {what} is under way")),
                "{kind:?}: {error}"
            );
            // Another branch is free.
            assert!(
                repository
                    .checkouts_of("side")
                    .expect("git works")
                    .is_empty()
            );
        }
    }
}

#[test]
fn puts_back_what_it_moved() {
    for kind in KINDS {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(kind);
        let dirt = status(&sandbox);
        let old = repository.read_ref("refs/heads/main").expect("git");
        let edits = [put("b.txt", "post\n"), put("u/x", "post\n")];
        let new = commit(&repository, old, &edits, 9).expect("a commit");
        let checkout = &repository.checkouts_of("main").expect("git works")[0];
        checkout
            .advance(&repository, old, new, &["b.txt", "u/x"])
            .expect("moved");
        assert_ne!(status(&sandbox), dirt, "{kind:?}");
        checkout.back_out(&repository, old, new).expect("put back");
        assert_eq!(status(&sandbox), dirt, "{kind:?}");
        assert!(!sandbox.path("r/u").exists());
        assert_eq!(sandbox.read("r/b.txt"), "two\n");
    }
}

#[test]
fn treats_line_ends_filters_and_sparse_checkouts_as_git_does() {
    let sandbox = Sandbox::new();
    sandbox.config(
        "[core]\n\tautocrlf = true\n[filter \"up\"]\n\tclean = tr A-Z a-z\n\tsmudge = tr a-z A-Z\n",
    );
    let repository = sandbox.make(Kind::Plain);
    sandbox.commit_file("r", ".gitattributes", "*.up filter=up\n");
    sandbox.commit_file("r", "other/file.txt", "x\n");
    post(
        &repository,
        &[put("u/a.txt", "one\n"), put("u/b.up", "loud\n")],
    )
    .expect("posted");
    assert_eq!(sandbox.read("r/u/a.txt"), "one\r\n");
    assert_eq!(sandbox.read("r/u/b.up"), "LOUD\r\n");
    post(&repository, &[put("u/a.txt", "two\n")]).expect("posted");
    assert_eq!(status(&sandbox), "");
    sandbox.git("r", &["sparse-checkout", "set", "--cone", "u"]);
    post(
        &repository,
        &[put("other/new.txt", "x\n"), put("u/c.txt", "x\n")],
    )
    .expect("posted");
    assert_eq!(status(&sandbox), "");
    assert!(!sandbox.path("r/other").exists());
    assert!(sandbox.path("r/u/c.txt").exists());
    sandbox.git("r", &["sparse-checkout", "disable"]);
    assert_eq!(status(&sandbox), "");
    assert!(sandbox.path("r/other/new.txt").exists());
}

#[test]
fn goes_on_after_somebody_was_stopped() {
    for kind in KINDS {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(kind);
        let dirt = status(&sandbox);
        let old = repository.read_ref("refs/heads/main").expect("git");
        let edits = [put("u/x", "post\n"), remove("b.txt")];
        let new = commit(&repository, old, &edits, 9).expect("a commit");
        let checkout = &repository.checkouts_of("main").expect("git works")[0];
        checkout
            .advance(&repository, old, new, &["u/x", "b.txt"])
            .expect("moved");
        // Here the process was killed: what it wrote is staged.
        let error = post(&repository, &[put("u/x", "other\n")]).expect_err("staged");
        assert!(error.to_string().contains("has staged changes"), "{error}");
        post(&repository, &[put("u/y", "another file\n")]).expect("posted");
        post(&repository, &edits).expect("posted");
        assert_eq!(status(&sandbox), dirt, "{kind:?}");
        assert_eq!(sandbox.read("r/u/x"), "post\n");
    }
}
