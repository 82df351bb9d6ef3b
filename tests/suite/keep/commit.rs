//! What the commit of a post says, who signs it, and what else changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::team::{LOG, count, post, started, text, tip};
use crate::kit::{Kind, Sandbox, Signing};

const DAY: &str = "2026-11-20";

/// Prints a commit in a format of `git log`.
fn log(sandbox: &Sandbox, repository: &Path, format: &str) -> String {
    let format = format!("--format={format}");
    sandbox.git(repository, &["log", "-1", &format, LOG])
}

#[test]
fn the_message_is_readable_and_its_trailers_are_read_by_git() {
    let sandbox = Sandbox::new();
    for kind in Kind::supported(&sandbox) {
        let repository = started(&sandbox, kind);
        post(&sandbox, &repository, DAY, &["Shipped retries"])
            .run()
            .ok();
        let subject = log(&sandbox, &repository, "%s");
        assert_eq!(subject, "ada: daily update for 2026-11-20", "{kind:?}");
        let trailer = |key: &str| {
            let format = format!("%(trailers:key={key},valueonly)");
            log(&sandbox, &repository, &format).trim().to_owned()
        };
        assert_eq!(trailer("Tidings-Author"), "ada");
        assert_eq!(trailer("Tidings-Period"), DAY);
        assert!(trailer("Tidings-Id").len() >= 12);
        let names = sandbox.git(
            &repository,
            &["show", "--format=", "--name-status", "--no-renames", LOG],
        );
        assert_eq!(names, "A\tupdates/2026/11/20/ada.yaml", "{kind:?}");

        post(&sandbox, &repository, "2026-W47", &["All of it"])
            .run()
            .ok();
        let subject = log(&sandbox, &repository, "%s");
        assert_eq!(subject, "ada: weekly update for 2026-W47", "{kind:?}");
        super::team::fsck(&sandbox, &repository);
    }
}

#[test]
fn who_and_when_come_from_git_and_the_environment() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let who = "%an <%ae> %aI | %cn <%ce> %cI";
    let run = |day: &str| post(&sandbox, &repository, day, &["x"]);

    // TIDINGS_NOW counts where no date is given.
    run("2026-11-16").run().ok();
    assert_eq!(
        log(&sandbox, &repository, who),
        "Ada Example <ada@example.org> 2026-11-23T09:00:00Z | \
         Ada Example <ada@example.org> 2026-11-23T09:00:00Z"
    );
    run("2026-11-17")
        .env("GIT_AUTHOR_DATE", "2026-11-17T18:30:00+09:00")
        .env("GIT_COMMITTER_DATE", "@1795000000 -0330")
        .run()
        .ok();
    assert_eq!(
        log(&sandbox, &repository, "%aI | %ct %ci"),
        "2026-11-17T18:30:00+09:00 | 1795000000 2026-11-18 07:36:40 -0330"
    );
    run("2026-11-18")
        .env("GIT_AUTHOR_NAME", "Ada on the Train")
        .env("GIT_COMMITTER_NAME", "A Relay")
        .env("GIT_COMMITTER_EMAIL", "relay@example.org")
        .run()
        .ok();
    assert_eq!(
        log(&sandbox, &repository, "%an <%ae> | %cn <%ce>"),
        "Ada on the Train <ada@example.org> | A Relay <relay@example.org>"
    );
    // As `git -c user.name=…` hands it on.
    run("2026-11-19")
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "user.name")
        .env("GIT_CONFIG_VALUE_0", "Ada by Hand")
        .run()
        .ok();
    assert_eq!(log(&sandbox, &repository, "%an"), "Ada by Hand");
    sandbox.git(&repository, &["config", "author.name", "Ada the Author"]);
    run(DAY).run().ok();
    assert_eq!(
        log(&sandbox, &repository, "%an | %cn"),
        "Ada the Author | Ada Example"
    );
    // Without a fixed instant the clock counts.
    run("2026-11-21").without("TIDINGS_NOW").run().ok();
    let then: i64 = log(&sandbox, &repository, "%ct").parse().expect("seconds");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = now.expect("it is later than 1970").as_secs();
    assert!(now.abs_diff(then.unsigned_abs()) < 120, "{then} {now}");
    assert_eq!(count(&sandbox, &repository, LOG), 7);
}

#[test]
fn commits_are_signed_where_git_is_told_to() {
    let plain = Sandbox::new();
    let repository = started(&plain, Kind::Plain);
    post(&plain, &repository, DAY, &["x"]).run().ok();
    assert_eq!(log(&plain, &repository, "%G?"), "N");
    for way in Signing::supported(&plain) {
        let sandbox = Sandbox::new();
        way.set_up(&sandbox);
        for kind in [Kind::Plain, Kind::Bare, Kind::Sha256] {
            let repository = started(&sandbox, kind);
            post(&sandbox, &repository, DAY, &["Größe \u{6771}\u{4eac}"])
                .run()
                .ok();
            for rev in ["tidings", "tidings~1"] {
                let args = ["verify-commit", rev];
                let verified = sandbox.program("git", &args).cwd(&repository);
                drop(verified.run().ok());
            }
            let subject = log(&sandbox, &repository, "%s %an");
            assert_eq!(subject, "ada: daily update for 2026-11-20 Ada Example");
            super::team::fsck(&sandbox, &repository);
        }
    }
}

#[test]
fn a_key_that_cannot_sign_keeps_the_words_and_the_log() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let before = tip(&sandbox, &repository, LOG);
    for (key, value) in [
        ("commit.gpgSign", "true"),
        ("gpg.format", "ssh"),
        ("user.signingKey", "/nowhere/key"),
    ] {
        sandbox.git(&repository, &["config", key, value]);
    }
    post(&sandbox, &repository, DAY, &["x"])
        .run()
        .code(1)
        .notes("error: the update was not posted")
        .notes("/nowhere/key")
        .notes("hint: what you wrote is kept");
    assert_eq!(tip(&sandbox, &repository, LOG), before);
}

#[test]
fn nothing_but_objects_and_the_ref_changes() {
    let sandbox = Sandbox::new();
    for kind in [Kind::Plain, Kind::Bare, Kind::Dirty, Kind::MidRebase] {
        let repository = started(&sandbox, kind);
        post(&sandbox, &repository, "2026-11-19", &["x"]).run().ok();
        let before = files(&repository);
        post(&sandbox, &repository, DAY, &["Shipped retries"])
            .run()
            .ok();
        let after = files(&repository);
        let paths = before.keys().chain(after.keys());
        for path in paths.filter(|path| before.get(*path) != after.get(*path)) {
            let inside = path.strip_prefix(".git").unwrap_or(path);
            let allowed = inside.starts_with("objects")
                || inside == Path::new("refs/heads/tidings")
                || inside == Path::new("logs/refs/heads/tidings");
            assert!(allowed, "{kind:?}: {} changed", path.display());
        }
        let new = after.keys().filter(|path| !before.contains_key(*path));
        assert!(new.count() <= 8, "{kind:?}: one post makes few files");
    }
}

/// Reads every file below a directory.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder can be read") {
            let path = entry.expect("a folder can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let content = fs::read(&path).expect("a file can be read");
            let name = path.strip_prefix(root).expect("it is below").to_owned();
            found.insert(name, content);
        }
    }
    found
}

#[test]
fn a_post_that_says_nothing_new_makes_no_commit() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let run = || post(&sandbox, &repository, DAY, &["--health", "on-track", "x"]);
    run().run().ok();
    let before = tip(&sandbox, &repository, LOG);
    post(&sandbox, &repository, DAY, &["--health", "on-track"])
        .run()
        .ok()
        .notes("nothing new");
    assert_eq!(tip(&sandbox, &repository, LOG), before);
    post(&sandbox, &repository, DAY, &["--dry-run", "y"])
        .run()
        .ok()
        .says("updates/2026/11/20/ada.yaml");
    assert_eq!(tip(&sandbox, &repository, LOG), before);
    // A script that runs twice says it once.
    run().run().ok().notes("nothing new");
    assert_eq!(tip(&sandbox, &repository, LOG), before);
    post(&sandbox, &repository, DAY, &["z"])
        .run()
        .ok()
        .notes("added to what was there");
    let stored = text(&sandbox, &repository, LOG, "updates/2026/11/20/ada.yaml");
    assert!(stored.ends_with("- x\n  - z"), "{stored}");
    assert_eq!(
        log(&sandbox, &repository, "%s"),
        "ada: daily update for 2026-11-20 (edited)"
    );
}
