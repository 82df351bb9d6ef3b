//! What another repository's hook puts into the environment leads nowhere.

use std::fs;
use std::path::Path;

use super::team::{LOG, assert_clean, count, fsck, own, post, started};
use crate::kit::{Fingerprint, Invocation, Kind, Sandbox};

/// Sets what git sets for hooks, as if one of `other` ran.
fn as_in_a_hook(run: Invocation, other: &Path) -> Invocation {
    let git = other.join(".git");
    run.env("GIT_DIR", &git)
        .env("GIT_WORK_TREE", other)
        .env("GIT_INDEX_FILE", git.join("index"))
        .env("GIT_PREFIX", "")
        .env("GIT_OBJECT_DIRECTORY", git.join("objects"))
}

#[test]
fn a_log_that_is_named_is_the_one_that_is_written() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    let named = log.to_str().expect("the sandbox's paths are UTF-8");
    let other = sandbox.repo(Kind::Plain);
    let before = Fingerprint::read(&sandbox, &other);
    let objects = || sandbox.git(&other, &["count-objects"]);
    let objects_before = objects();
    let ways: [&[&str]; 3] = [&["--repo", named], &["-C", named], &[]];
    for (number, way) in ways.into_iter().enumerate() {
        let day = format!("2026-11-{}", 16 + number);
        let run = post(&sandbox, &other, &day, way);
        let run = as_in_a_hook(run.arg("From a hook"), &other);
        run.run().ok();
        before.assert_untouched(&sandbox, &other);
        assert_eq!(objects(), objects_before, "{way:?}");
        assert_eq!(count(&sandbox, &log, "main"), 2 + number, "{way:?}");
        assert_clean(&sandbox, &log);
        fsck(&sandbox, &log);
    }
    let refs = sandbox.git(&other, &["for-each-ref", "--format=%(refname)"]);
    assert_eq!(refs, "refs/heads/main");
}

#[cfg(unix)]
#[test]
fn hooks_post_into_their_own_and_other_logs() {
    use std::os::unix::fs::PermissionsExt;

    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    sandbox.git(&log, &["config", "--global", "--unset", "tidings.repo"]);
    let code = started(&sandbox, Kind::Plain);
    let program = env!("CARGO_BIN_EXE_tidings");
    let hook = |repository: &Path, name: &str| {
        let text = format!(
            "#!/bin/sh\nset -e\n\
             '{program}' post --no-input --for 2026-11-19 here\n\
             '{program}' --repo '{log}' post --no-input --for 2026-11-19 \"there by name, $$\"\n\
             '{program}' -C '{log}' post --no-input --for 2026-11-19 \"there by place, $$\"\n",
            log = log.display()
        );
        let path = repository.join(name);
        fs::write(&path, text).expect("the sandbox is writable");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is ours");
    };
    hook(&code, ".git/hooks/pre-commit");
    fs::write(code.join("story.txt"), "go on\n").expect("the sandbox is writable");
    let commit = ["commit", "--all", "--message", "Go on"];
    sandbox.program("git", &commit).cwd(&code).run().ok();
    assert_eq!(count(&sandbox, &code, "main"), 3);
    assert_eq!(count(&sandbox, &code, LOG), 2);
    assert_eq!(count(&sandbox, &log, "main"), 3);
    assert_clean(&sandbox, &code);
    assert_clean(&sandbox, &log);

    // A receiving repository has a quarantine for what it is sent.
    let hub = started(&sandbox, Kind::Bare);
    fs::create_dir_all(hub.join("hooks")).expect("the sandbox is writable");
    hook(&hub, "hooks/post-receive");
    let url = hub.to_str().expect("the sandbox's paths are UTF-8");
    let push = ["push", url, "main:refs/heads/received"];
    sandbox.program("git", &push).cwd(&code).run().ok();
    assert_eq!(count(&sandbox, &hub, LOG), 2);
    assert_eq!(count(&sandbox, &log, "main"), 5);
    hook(&hub, "hooks/pre-receive");
    fs::write(
        hub.join("hooks/pre-receive"),
        format!(
            "#!/bin/sh\nexec '{program}' --repo '{}' post --no-input --for 2026-11-18 x\n",
            log.display()
        ),
    )
    .expect("the sandbox is writable");
    let push = ["push", url, "main:refs/heads/more"];
    sandbox.program("git", &push).cwd(&code).run().ok();
    for repository in [&code, &hub, &log] {
        fsck(&sandbox, repository);
    }
    assert_clean(&sandbox, &log);
}

#[test]
fn where_git_is_told_to_look_is_where_the_log_is() {
    let sandbox = Sandbox::new();
    let log = started(&sandbox, Kind::Plain);
    let elsewhere = sandbox.path("home");
    post(&sandbox, &elsewhere, "2026-11-20", &["x"])
        .env("GIT_DIR", log.join(".git"))
        .run()
        .ok();
    assert_eq!(count(&sandbox, &log, LOG), 2);
}

#[test]
fn a_log_of_its_own_is_found_whatever_is_checked_out_in_it() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    sandbox.git(&log, &["config", "--global", "--unset", "tidings.repo"]);
    sandbox.git(&log, &["checkout", "-b", "draft"]);
    post(&sandbox, &log, "2026-11-19", &["x"]).run().ok();
    sandbox.git(&log, &["checkout", "--detach"]);
    post(&sandbox, &log, "2026-11-20", &["x"]).run().ok();
    assert_eq!(count(&sandbox, &log, "main"), 3);
    assert_eq!(count(&sandbox, &log, "draft"), 1);
}
