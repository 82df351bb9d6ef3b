//! What a remote refuses, in its own words.

use super::team::Team;

#[test]
fn the_words_of_a_hook_are_shown_and_can_do_no_harm() {
    let team = Team::new();
    let before = team.tip("hub.git");
    team.hook(
        "pre-receive",
        "printf 'Only on weekdays.\\nAsk \\033[31mGrace\\033[0m.\\n' >&2\nexit 1",
    );
    let saved = team.ada_posts("On a Sunday").code(4);
    saved
        .notes("saved, not sent: origin refused it\n")
        .notes("Only on weekdays.\n")
        .notes("Ask Grace.\n")
        .notes("hint: ")
        .notes("tidings undo");
    let saved = team.ada(&["sync"]).run().code(4);
    saved.notes("Only on weekdays.");
    assert_eq!(team.tip("hub.git"), before);
    // Another command does not go on asking, and still says that it waits.
    let log = team.ada(&["log"]).run().ok();
    log.notes("1 unsent since Monday");
}

#[test]
fn a_hook_of_ones_own_is_heard() {
    let team = Team::new();
    let hooks = team.path("ada/.git/hooks");
    team.hook("pre-push", "echo 'not before review' >&2\nexit 1");
    std::fs::rename(team.path("hub.git/hooks/pre-push"), hooks.join("pre-push"))
        .expect("a hook can be moved");
    let saved = team.ada_posts("Too early").code(4);
    saved.notes("saved, not sent: ").notes("not before review");
}

#[test]
fn a_lock_at_the_remote_is_named_and_stays() {
    let team = Team::new();
    let lock = team.path("hub.git/refs/heads/tidings.lock");
    std::fs::write(&lock, "").expect("the remote is writable");
    let post = team.ada(&["post", "--no-input", "--timeout", "20", "Locked out"]);
    let saved = post.run().code(4);
    let saved = saved
        .notes("saved, not sent: the branch 'tidings' of origin is locked by ")
        .notes("tidings.lock, there for ")
        .notes("hint: ask whoever runs origin: when nobody is pushing, ");
    let said = saved.stderr();
    assert_eq!(said.matches("tidings.lock").count(), 1, "{said}");
    assert!(lock.exists(), "it is not ours to delete");
    std::fs::remove_file(&lock).expect("it is there");
    team.ada(&["sync"])
        .run()
        .ok()
        .notes("sent 1 commit to origin\n");
}

#[test]
fn a_password_in_an_address_is_not_shown() {
    let team = Team::new();
    // Nothing listens there.
    let url = "http://ada:s3cret@127.0.0.1:1/team-log.git";
    let join = team.sandbox.tidings(&["join", "--no-input", url]).run();
    let join = join.code(1);
    let said = join.stderr();
    assert!(said.contains("http://127.0.0.1:1/team-log.git"), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
    let ada = team.path("ada");
    team.sandbox
        .git(&ada, &["remote", "set-url", "origin", url]);
    for args in [
        &["post", "--no-input", "-v", "In secret"][..],
        &["sync", "-v"],
        &["sync", "--restore"],
        &["log", "-v"],
    ] {
        let ran = team.ada(args).now("2026-11-23T13:00:00Z").run();
        let said = [ran.stdout(), ran.stderr()].concat();
        assert!(!said.contains("s3cret"), "{args:?}: {said}");
    }
}

#[test]
fn a_branch_that_the_remote_does_not_have_cannot_be_joined() {
    let team = Team::new();
    let args = ["join", "--no-input", "--branch", "nope", &team.url(), "new"];
    let join = team.sandbox.tidings(&args).cwd(team.path("")).run();
    join.code(1)
        .notes("hub.git has no branch 'nope'\n")
        .notes("hint: list what it has: git ls-remote --heads file:///");
    assert!(!team.path("new").exists(), "a clone is left behind");
}

#[test]
fn what_can_be_pasted_works_where_names_have_spaces() {
    let team = Team::new();
    let place = team.path("my log");
    std::fs::create_dir(&place).expect("there is room");
    team.sandbox.git(&place, &["init", "--quiet"]);
    let run = |args: &[&str]| team.sandbox.tidings(args).cwd(&place).run();
    run(&["init", "--no-input"]).ok();
    let sync = run(&["sync"]).code(1);
    let said = sync.stderr();
    let (_, command) = said.split_once("hint: name one with '").expect(said);
    let (command, _) = command.split_once("'\n").expect(said);
    let command = command.replace("URL", &team.url());
    let shell = team.sandbox.program("sh", &["-c", &command]);
    shell.cwd(team.path("")).run().ok();
    let remote = team.sandbox.git(&place, &["remote", "get-url", "origin"]);
    assert_eq!(remote, team.url());
}

#[test]
fn what_was_refused_is_not_tried_again_by_reading() {
    let team = Team::new();
    let script = "echo tried >> tries\necho 'Only on weekdays.' >&2\nexit 1";
    team.hook("pre-receive", script);
    let tries = || {
        let text = std::fs::read_to_string(team.path("hub.git/tries"));
        text.unwrap_or_default().lines().count()
    };
    let ada = team.path("ada");
    team.sandbox.git(&ada, &["config", "tidings.fetchAge", "0"]);
    team.ada_posts("On a Sunday").code(4);
    assert_eq!(tries(), 1);
    let why = "origin refused it the last time: Only on weekdays.\n";
    for command in [&["log"][..], &["digest"], &["status"]] {
        team.ada(command).run().ok().notes(why);
        assert_eq!(tries(), 1, "{command:?}");
    }
    // Others go on posting, and what is unsent is put onto that.
    std::fs::remove_file(team.path("hub.git/hooks/pre-receive")).expect("ours");
    team.grace_posts("Meanwhile").ok();
    team.hook("pre-receive", script);
    team.ada(&["log"]).run().ok().notes(why).says("Meanwhile");
    assert_eq!(tries(), 1);
    // Whoever sends tries.
    team.ada(&["sync"]).run().code(4);
    assert_eq!(tries(), 2);
    team.ada_posts("Another").code(4);
    assert_eq!(tries(), 3);
    // What was not refused yet is tried by reading too.
    team.ada(&["post", "--no-input", "--no-push", "A third"])
        .run()
        .ok();
    std::fs::remove_file(team.path("hub.git/hooks/pre-receive")).expect("ours");
    let log = team.ada(&["log"]).run().ok();
    log.notes("sent 3 commits to origin\n");
    let status = team.ada(&["status"]).run().ok();
    assert!(!status.stderr().contains("refused"), "{status}");
}
