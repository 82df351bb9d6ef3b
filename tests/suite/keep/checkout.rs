//! Where the log's branch is checked out, its work tree follows, and whatever
//! cannot follow is refused with its name.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use super::team::{LOG, assert_clean, count, fsck, own, post, started, tip};
use crate::kit::{Fingerprint, Kind, Output, Sandbox};

const FILE: &str = "updates/2026/11/20/ada.yaml";

/// Posts something that has not been posted before.
fn run(sandbox: &Sandbox, repository: &Path) -> Output {
    static POSTS: AtomicUsize = AtomicUsize::new(0);
    let text = format!("Shipped {}", POSTS.fetch_add(1, Ordering::Relaxed));
    post(sandbox, repository, "2026-11-20", &[&text]).run()
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("the sandbox is writable");
}

/// Checks that a post is refused, with a reason, and changes nothing.
#[track_caller]
fn refused(sandbox: &Sandbox, repository: &Path, branch: &str, reasons: &[&str]) {
    let (tip_before, before) = (
        tip(sandbox, repository, branch),
        Fingerprint::read(sandbox, repository),
    );
    let mut output = run(sandbox, repository)
        .code(1)
        .notes("error: the update was not posted\ncaused by: ")
        .notes("hint: what you wrote is kept");
    for reason in reasons {
        output = output.notes(reason);
    }
    assert_eq!(tip(sandbox, repository, branch), tip_before, "{output}");
    before.assert_untouched(sandbox, repository);
}

#[test]
fn the_work_tree_follows_and_dirty_neighbours_stay() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    run(&sandbox, &log).ok();
    assert_clean(&sandbox, &log);
    let stored = sandbox.git(&log, &["show", &format!("HEAD:{FILE}")]);
    let there = fs::read_to_string(log.join(FILE)).expect("it is there");
    assert_eq!(there.trim_end(), stored);

    write(&log.join("README.md"), "changed\n");
    write(&log.join("staged.txt"), "staged\n");
    sandbox.git(&log, &["add", "staged.txt"]);
    write(&log.join("updates/2026/11/20/stray.txt"), "stray\n");
    let dirty = sandbox.git(&log, &["status", "--porcelain"]);
    run(&sandbox, &log).ok().notes("added to what was there");
    assert_eq!(sandbox.git(&log, &["status", "--porcelain"]), dirty);
    assert_eq!(dirty.lines().count(), 3);
    let readme = fs::read_to_string(log.join("README.md")).expect("it is there");
    assert_eq!(readme, "changed\n");
    fsck(&sandbox, &log);
}

#[test]
fn every_work_tree_that_has_the_branch_follows() {
    let sandbox = Sandbox::new();
    for kind in [Kind::Plain, Kind::Bare, Kind::Sha256, Kind::Dirty] {
        let repository = started(&sandbox, kind);
        let linked = sandbox.path(&format!("work/linked-{}", kind.name()));
        let path = linked.to_str().expect("the sandbox's paths are UTF-8");
        sandbox.git(&repository, &["worktree", "add", path, "tidings"]);
        let before = Fingerprint::read(&sandbox, &repository);
        run(&sandbox, &repository).ok();
        assert!(linked.join(FILE).is_file(), "{kind:?}");
        assert_clean(&sandbox, &linked);
        before.assert_untouched(&sandbox, &repository);
        post(&sandbox, &linked, "2026-11-19", &["From there"])
            .run()
            .ok();
        assert_clean(&sandbox, &linked);
        assert_eq!(count(&sandbox, &repository, LOG), 3, "{kind:?}");
        fsck(&sandbox, &repository);
    }
}

#[test]
fn line_ends_are_as_the_checkout_wants_them() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    sandbox.git(&log, &["config", "core.autocrlf", "true"]);
    run(&sandbox, &log).ok();
    assert_clean(&sandbox, &log);
    let there = fs::read_to_string(log.join(FILE)).expect("it is there");
    assert!(there.contains("\r\n"), "{there:?}");
    run(&sandbox, &log).ok();
    assert_clean(&sandbox, &log);
}

#[test]
fn a_target_that_is_not_clean_is_refused_by_name() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    let file = log.join(FILE);
    fs::create_dir_all(file.parent().expect("a folder")).expect("the sandbox is writable");
    write(&file, "tidings: 1\n");
    let named = |state: &str| format!("'{FILE}' in {} {state}", log.display());
    refused(&sandbox, &log, "main", &[&named("is not tracked")]);
    fs::remove_file(&file).expect("it is there");

    run(&sandbox, &log).ok();
    write(&file, "tidings: 1\n");
    refused(&sandbox, &log, "main", &[&named("has changes")]);
    sandbox.git(&log, &["add", FILE]);
    refused(&sandbox, &log, "main", &[&named("has staged changes")]);
    sandbox.git(&log, &["reset", "--hard"]);
    fs::remove_file(&file).expect("it is there");
    refused(&sandbox, &log, "main", &[&named("has been deleted")]);
    sandbox.git(&log, &["checkout", "--", FILE]);
    run(&sandbox, &log).ok();
    assert_clean(&sandbox, &log);
}

#[test]
fn an_operation_that_will_move_the_branch_is_waited_out() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    let git = |args: &[&str]| sandbox.git(&log, args);
    let fails = |args: &[&str]| {
        let run = sandbox.program("git", args).cwd(&log);
        run.env("GIT_EDITOR", "false").run().code(1)
    };
    git(&["checkout", "-b", "side"]);
    write(&log.join("README.md"), "one way\n");
    git(&["commit", "--all", "--message", "One way"]);
    git(&["checkout", "main"]);
    write(&log.join("README.md"), "another way\n");
    git(&["commit", "--all", "--message", "Another way"]);
    let place = format!(" is under way in {}", log.display());
    for (verb, abort) in [
        ("rebase", "git rebase --abort"),
        ("merge", "git merge --abort"),
        ("cherry-pick", "git cherry-pick --abort"),
    ] {
        fails(&[verb, "side"]);
        let what = format!("a {verb}{place}");
        refused(&sandbox, &log, "main", &[&what, abort]);
        git(&[verb, "--abort"]);
    }
    git(&["bisect", "start", "HEAD", "HEAD~1"]);
    refused(&sandbox, &log, "main", &["a bisect", "git bisect reset"]);
    git(&["bisect", "reset"]);
    // Another branch than the log's may be in any state.
    git(&["checkout", "side"]);
    fails(&["merge", "main"]);
    let before = Fingerprint::read(&sandbox, &log);
    run(&sandbox, &log).ok();
    before.assert_untouched(&sandbox, &log);
    assert_eq!(count(&sandbox, &log, "main"), 3);
}

#[test]
fn locks_are_named_by_path_and_age() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    let old = SystemTime::now() - Duration::from_secs(3600);
    for name in ["index.lock", "refs/heads/main.lock"] {
        let lock = log.join(".git").join(name);
        write(&lock, "");
        let file = fs::File::options().write(true).open(&lock);
        let file = file.expect("it is there");
        file.set_modified(old).expect("times can be set");
        drop(file);
        let named = format!("'{}' has been there for 36", lock.display());
        refused(&sandbox, &log, "main", &[&named, "remove that file"]);
        fs::remove_file(&lock).expect("it is there");
    }
    run(&sandbox, &log).ok();
    assert_clean(&sandbox, &log);
}

#[cfg(unix)]
#[test]
fn a_repository_that_cannot_be_written_says_so() {
    use std::os::unix::fs::PermissionsExt;

    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let set = |mode: u32| {
        let mut folders = vec![repository.clone()];
        while let Some(folder) = folders.pop() {
            let entries = fs::read_dir(&folder).expect("a folder can be read");
            let paths = entries.map(|entry| entry.expect("it can be read").path());
            folders.extend(paths.filter(|path| path.is_dir()));
            let permissions = fs::Permissions::from_mode(mode);
            fs::set_permissions(&folder, permissions).expect("it is ours");
        }
    };
    set(0o555);
    let privileged = fs::write(repository.join("probe"), "").is_ok();
    if privileged {
        eprintln!("skipped: whoever runs this may write everywhere");
    } else {
        run(&sandbox, &repository)
            .code(1)
            .notes("error: the update was not posted")
            .notes("ermission denied");
    }
    set(0o755);
    assert_eq!(count(&sandbox, &repository, LOG), 1);
    run(&sandbox, &repository).ok();
}
