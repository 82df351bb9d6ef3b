//! What is missing or wrong is named, with what to do about it.

use super::team::{init, own, post, started, tidings};
use crate::kit::{Kind, Sandbox};

#[test]
fn who_git_does_not_know_is_told_how_to_say_it() {
    let sandbox = Sandbox::anonymous();
    let repository = sandbox.repo(Kind::Empty);
    init(&sandbox, &repository, &[])
        .run()
        .code(1)
        .notes("error: git does not know who you are: ")
        .notes("hint: say who you are: git config --global user.name")
        .notes("git config --global user.email");
    // The environment is as good as the settings.
    init(&sandbox, &repository, &[])
        .author("Ada Example", "ada@example.org")
        .run()
        .ok();
    post(&sandbox, &repository, "2026-11-20", &["x"])
        .run()
        .code(1)
        .notes("git does not know who you are");
}

#[test]
fn a_date_that_git_cannot_read_is_named() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
        post(&sandbox, &repository, "2026-11-20", &["x"])
            .env(name, "soon")
            .run()
            .code(1)
            .notes("error: git cannot date a commit: invalid date")
            .notes("hint: look at GIT_AUTHOR_DATE and GIT_COMMITTER_DATE");
    }
}

#[test]
fn a_missing_answer_is_named_by_its_option() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Plain);
    let bare = |args: &[&str]| sandbox.tidings(args).cwd(&repository);
    bare(&["init", "--no-input"])
        .env("TZ", "Nowhere/Land")
        .run()
        .code(1)
        .notes("your time zone is not known")
        .notes("--time-zone");
    // No handle can be made of these.
    bare(&["init", "--no-input"])
        .author("\u{6771}\u{4eac}", "\u{6771}@example.org")
        .run()
        .code(1)
        .notes("your handle is not known")
        .notes("--handle");
    for (option, value, reason) in [
        ("--time-zone", "Mars", "no IANA time zone"),
        ("--time-zone", "Pariss", "did you mean 'Europe/Paris'?"),
        ("--handle", "Ada Example", "is no handle"),
        ("--cadence", "hourly", "possible values: daily, weekly"),
        ("--branch", "a b", "cannot be the name of a branch"),
        ("--branch", "main..side", "cannot be the name of a branch"),
        ("--branch", "HEAD", "cannot be the name of a branch"),
        ("-C", "nowhere", "there is no directory "),
    ] {
        bare(&["init", "--no-input", option, value])
            .run()
            .code(2)
            .notes(reason);
    }
    let refs = sandbox.git(&repository, &["for-each-ref", "--format=%(refname)"]);
    assert_eq!(refs, "refs/heads/main");
}

#[test]
fn where_there_is_no_log_the_way_to_one_is_shown() {
    let sandbox = Sandbox::new();
    let work = sandbox.path("work");
    for args in [
        &["post", "--no-input", "x"] as &[&str],
        &["init", "--no-input"],
        &["undo"],
    ] {
        tidings(&sandbox, &work, args)
            .code(1)
            .notes("error: there is no git repository at ")
            .notes("hint: start a log of its own with 'tidings init --new DIR'");
    }
    let repository = sandbox.repo(Kind::Plain);
    for args in [
        &["post", "--no-input", "x"] as &[&str],
        &["undo"],
        &["resolve", "b7k2"],
        &["join", "--no-input"],
    ] {
        tidings(&sandbox, &repository, args)
            .code(1)
            .notes("error: there is no log here yet: ")
            .notes("has no branch 'tidings'")
            .notes("hint: start one with 'tidings init'");
    }
}

#[test]
fn who_is_no_member_is_told_the_address_and_the_command() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    for args in [
        &["post", "--no-input", "x"] as &[&str],
        &["undo"],
        &["resolve", "b7k2"],
    ] {
        sandbox
            .tidings(args)
            .cwd(&repository)
            .author("Grace Example", "grace@example.org")
            .run()
            .code(1)
            .notes("error: Team Quill has no member with the address grace@example.org")
            .notes("hint: enrol with 'tidings join'");
    }
    sandbox.git(&repository, &["config", "tidings.author", "linus"]);
    post(&sandbox, &repository, "2026-11-20", &["x"])
        .run()
        .code(1)
        .notes("tidings.author is 'linus', who is no member")
        .notes("tidings join --handle linus");
    sandbox.git(&repository, &["config", "tidings.author", "ada"]);
    post(&sandbox, &repository, "2026-11-20", &["x"])
        .author("Ada at Home", "home@example.net")
        .run()
        .ok();
}

#[test]
fn a_failed_post_says_where_its_words_are() {
    let sandbox = Sandbox::new();
    let log = own(&sandbox);
    std::fs::create_dir_all(log.join("updates/2026/11/20")).expect("the sandbox is writable");
    std::fs::write(log.join("updates/2026/11/20/ada.yaml"), "mine\n").expect("it is writable");
    let failed = post(&sandbox, &log, "2026-11-20", &["Shipped retries"])
        .run()
        .code(1)
        .notes("error: the update was not posted")
        .notes("caused by: 'updates/2026/11/20/ada.yaml' in ")
        .notes("is not tracked")
        .notes("hint: what you wrote is kept; post it with 'tidings post --for 2026-11-20 -f ");
    let command = failed.stderr().split("post it with '").nth(1);
    let command = command.and_then(|rest| rest.split('\'').next());
    let words: Vec<&str> = command.expect("a command").split(' ').skip(1).collect();
    std::fs::remove_file(log.join("updates/2026/11/20/ada.yaml")).expect("it is there");
    tidings(&sandbox, &log, &words).ok().notes("saved: ");
    let shown = tidings(&sandbox, &log, &["show", "ada/2026-11-20"]).ok();
    drop(shown.says("Shipped retries"));
}
