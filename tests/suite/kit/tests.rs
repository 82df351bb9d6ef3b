//! Tests of the kit itself: a kit that cannot fail proves nothing.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::kind::git_version;
use super::{Fingerprint, Kind, NOW, Sandbox, Signing};

/// Runs something that must panic and returns what it said.
fn complaint(act: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(act)).expect_err("it should have panicked");
    payload
        .downcast_ref::<String>()
        .cloned()
        .expect("a panic with arguments carries a String")
}

#[test]
fn the_environment_is_sealed() {
    let sandbox = Sandbox::new();
    let work = sandbox.path("work");
    assert_eq!(
        sandbox.git(&work, &["var", "GIT_AUTHOR_IDENT"]),
        "Ada Example <ada@example.org> 1793610000 +0000"
    );
    let origins = sandbox.git(&work, &["config", "--list", "--show-origin"]);
    let own = sandbox.path("gitconfig");
    assert!(origins.lines().count() > 3, "{origins}");
    for line in origins.lines() {
        assert!(line.contains(own.file_name().and_then(|n| n.to_str()).expect("a name")));
    }
    let ident = sandbox
        .program("git", &["var", "GIT_AUTHOR_IDENT"])
        .author("Grace Example", "grace@example.org")
        .run()
        .ok();
    assert!(
        ident
            .stdout()
            .starts_with("Grace Example <grace@example.org>")
    );
    Sandbox::anonymous()
        .program("git", &["var", "GIT_AUTHOR_IDENT"])
        .run()
        .code(128);
    // No repository around the place where one works is ever found.
    sandbox.git(sandbox.path(""), &["init"]);
    sandbox
        .program("git", &["rev-parse", "--git-dir"])
        .run()
        .code(128)
        .notes("not a git repository");
}

#[test]
fn runs_take_input_and_checks_print_everything() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("work/deep/file.txt", "from a file\n");
    let hash = |run: super::Invocation| run.run().ok().stdout().to_owned();
    let piped = hash(
        sandbox
            .program("git", &["hash-object", "--stdin"])
            .stdin("from a file\n"),
    );
    assert_eq!(
        piped,
        hash(sandbox.program("git", &["hash-object"]).arg(file))
    );
    let said = complaint(|| {
        sandbox.program("git", &["no-such-verb"]).run().ok();
    });
    for part in [
        "exit status 0",
        "exit status 1",
        "git no-such-verb",
        "not a git command",
    ] {
        assert!(said.contains(part), "{part} not in {said}");
    }
    let version = || sandbox.program("git", &["version"]).run().ok();
    assert!(complaint(|| drop(version().says("mercurial"))).contains("mercurial"));
    assert!(complaint(|| drop(version().notes("mercurial"))).contains("git version"));
    assert!(complaint(|| drop(version().json())).contains("expected JSON"));
    let json = sandbox
        .program("git", &["config", "--file=-", "x.y"])
        .stdin("[x]\ny = \"{\\\"a\\\": 1}\"\n")
        .run()
        .ok();
    assert_eq!(json.json()["a"], 1);
    assert_eq!(json.stderr(), "");
}

#[test]
fn the_program_under_test_runs_in_the_sandbox() {
    let sandbox = Sandbox::new();
    sandbox.tidings(&["--version"]).now(NOW).run().ok();
    let kept = sandbox
        .program("git", &["var", "GIT_EDITOR"])
        .env("GIT_EDITOR", "quill")
        .run()
        .ok()
        .says("quill");
    drop(kept);
    let dropped = sandbox
        .program("git", &["var", "GIT_EDITOR"])
        .env("GIT_EDITOR", "quill")
        .without("GIT_EDITOR")
        .run();
    assert!(!dropped.stdout().contains("quill"));
}

#[test]
fn repositories_are_what_they_are_called() {
    let sandbox = Sandbox::new();
    for kind in Kind::supported(&sandbox) {
        let repo = sandbox.repo(kind);
        let ask = |args: &[&str]| {
            let run = sandbox.program("git", args).cwd(&repo).run();
            run.stdout().trim_end().to_owned()
        };
        let head = ask(&["rev-parse", "--quiet", "--verify", "HEAD"]);
        let length = match kind {
            Kind::Empty => 0,
            Kind::Sha256 => 64,
            _ => 40,
        };
        assert_eq!(head.len(), length, "{kind:?}");
        let bare = ask(&["rev-parse", "--is-bare-repository"]);
        assert_eq!(bare == "true", kind == Kind::Bare, "{kind:?}");
        let branch = match kind {
            Kind::Worktree | Kind::MidMerge => "refs/heads/side",
            Kind::Detached | Kind::MidRebase => "",
            _ => "refs/heads/main",
        };
        assert_eq!(ask(&["symbolic-ref", "HEAD"]), branch, "{kind:?}");
        if kind != Kind::Bare {
            let dirty = !ask(&["status", "--porcelain"]).is_empty();
            let expected = matches!(kind, Kind::Dirty | Kind::MidRebase | Kind::MidMerge);
            assert_eq!(dirty, expected, "{kind:?}");
        }
        let directory = ask(&["rev-parse", "--absolute-git-dir"]);
        assert_eq!(
            directory.contains("worktrees"),
            kind == Kind::Worktree,
            "{directory}"
        );
        let under_way = fs::exists(format!("{directory}/rebase-merge")).expect("a look");
        assert_eq!(under_way, kind == Kind::MidRebase);
        let under_way = fs::exists(format!("{directory}/MERGE_HEAD")).expect("a look");
        assert_eq!(under_way, kind == Kind::MidMerge);
        assert_eq!(directory.contains("modules"), kind == Kind::Submodule);
        let borrows = fs::exists(format!("{directory}/objects/info/alternates"));
        assert_eq!(borrows.expect("a look"), kind == Kind::Alternates);
        if kind == Kind::Reftable {
            assert!(fs::exists(format!("{directory}/reftable")).expect("a look"));
        }
    }
}

#[test]
fn a_fingerprint_sees_every_touch() {
    let sandbox = Sandbox::new();
    for kind in Kind::supported(&sandbox) {
        let repo = sandbox.repo(kind);
        let before = Fingerprint::read(&sandbox, &repo);
        before.assert_untouched(&sandbox, &repo);
        // A branch beside the one that is checked out touches nothing.
        let tree = sandbox.git(&repo, &["hash-object", "-w", "-t", "tree", "--stdin"]);
        let commit = sandbox.git(&repo, &["commit-tree", &tree, "-m", "Aside"]);
        sandbox.git(&repo, &["update-ref", "refs/heads/aside", &commit]);
        before.assert_untouched(&sandbox, &repo);
        if kind != Kind::Bare {
            fs::write(repo.join("new.txt"), "new\n").expect("the sandbox is writable");
            let after = Fingerprint::read(&sandbox, &repo);
            assert_eq!(before.changes(&after), ["new.txt"], "{kind:?}");
            sandbox.git(&repo, &["add", "new.txt"]);
            let staged = Fingerprint::read(&sandbox, &repo);
            assert_eq!(after.changes(&staged), ["git:index"], "{kind:?}");
        }
        sandbox.git(&repo, &["symbolic-ref", "HEAD", "refs/heads/aside"]);
        let said = complaint(|| before.assert_untouched(&sandbox, &repo));
        assert!(said.contains("HEAD's ref"), "{kind:?}: {said}");
    }
}

#[test]
fn signatures_are_good_and_only_where_they_were_asked_for() {
    let plain = Sandbox::new();
    assert!(!plain.finds("a-program-that-nobody-has"));
    let repo = plain.repo(Kind::Plain);
    let verify = |sandbox: &Sandbox, repo: &std::path::Path| {
        let args = ["log", "-1", "--format=%G?"];
        sandbox.git(repo, &args)
    };
    assert_eq!(verify(&plain, &repo), "N");
    for way in Signing::supported(&plain) {
        let sandbox = Sandbox::new();
        way.set_up(&sandbox);
        let repo = sandbox.repo(Kind::Plain);
        let good = ["G", "U"].contains(&verify(&sandbox, &repo).as_str());
        assert!(good, "{way:?}");
        sandbox.git(&repo, &["verify-commit", "HEAD"]);
    }
}

#[test]
fn git_versions_are_read() {
    for (text, want) in [
        ("git version 2.47.3", (2, 47)),
        ("git version 2.39.5 (Apple Git-154)", (2, 39)),
        ("git version 2.45.0.windows.1", (2, 45)),
        ("git version 3", (3, 0)),
        ("nonsense", (0, 0)),
    ] {
        assert_eq!(git_version(text), want, "{text}");
    }
}

#[cfg(unix)]
#[test]
fn a_terminal_is_typed_at() {
    let sandbox = Sandbox::new();
    let script = "stty size; test -t 0 && echo here; read x; echo \"got $x\"; exit 3";
    let start = || sandbox.program("sh", &["-c", script]).terminal(53, 17);
    let mut terminal: super::Terminal = start();
    terminal.expect("17 53").expect("here").send_line("日本 é");
    terminal.expect("got 日本 é");
    let (code, screen) = terminal.end();
    assert_eq!(code, 3, "{screen}");
    assert!(screen.contains("17 53"), "{screen}");

    let mut terminal = start();
    terminal.expect("here").send("\u{3}");
    assert_eq!(terminal.end().0, 130);

    let mut terminal = start();
    terminal.expect("here").send_line("");
    let said = complaint(|| {
        terminal.expect("never shown");
    });
    assert!(said.contains("never shown") && said.contains("here"));
}
