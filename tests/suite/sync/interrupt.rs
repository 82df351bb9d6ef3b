//! Whoever has no patience left loses nothing.

use super::team::{Team, word};

#[test]
fn ctrl_c_while_sending_leaves_it_saved_and_says_so() {
    let team = Team::new();
    let ssh = team
        .sandbox
        .write("bin/silent", "#!/bin/sh\nexec sleep 60\n");
    let url = "git@git.example.org:quill/team-log.git";
    let ada = team.path("ada");
    team.sandbox
        .git(&ada, &["remote", "set-url", "origin", url]);
    let post = team
        .ada(&["post", "In a hurry"])
        .env("GIT_SSH_COMMAND", format!("sh {}", word(&ssh)))
        .env("GIT_SSH_VARIANT", "simple");
    let mut terminal = post.terminal(80, 24);
    terminal
        .expect("saved: ada's daily update")
        .expect("sending to origin")
        .send("\u{3}")
        .expect("saved, not sent: interrupted")
        .expect("later commands send it; to do it now: tidings sync");
    let (status, screen) = terminal.end();
    assert_eq!(status, 4, "{screen}");
    let count = team.sandbox.git(&ada, &["rev-list", "--count", "tidings"]);
    assert_eq!(count, "3", "it is saved");
    let url = team.url();
    team.sandbox
        .git(&ada, &["remote", "set-url", "origin", &url]);
    team.ada(&["sync"])
        .run()
        .ok()
        .notes("sent 1 commit to origin");
    assert_eq!(team.count("ada: daily update for 2026-11-23"), 1);
}

#[test]
fn what_takes_no_time_shows_no_progress() {
    let team = Team::new();
    let (status, screen) = team.ada(&["post", "At once"]).terminal(80, 24).end();
    assert_eq!(status, 0, "{screen}");
    assert!(!screen.contains("sending to"), "{screen}");
}

#[test]
fn who_types_a_passphrase_is_not_cut_off() {
    let team = Team::new();
    // As ssh does: what is typed is not shown meanwhile.
    let script = "if [ -n \"$ASKS\" ]; then stty -echo; else stty echo; fi </dev/tty\n\
        sleep 3\nstty echo </dev/tty\nfor last; do :; done\neval \"exec $last\"\n";
    let ssh = team.sandbox.write("bin/slow", script);
    let host = format!("git.example.org:{}", team.path("hub.git").display());
    let ada = team.path("ada");
    team.sandbox
        .git(&ada, &["remote", "set-url", "origin", &host]);
    let post = |args: &[&str]| {
        team.ada(&[&["post"], args].concat())
            .env("GIT_SSH_COMMAND", format!("sh {}", word(&ssh)))
            .env("GIT_SSH_VARIANT", "ssh")
    };
    let asks = post(&["--timeout", "2", "Typed slowly"]).env("ASKS", "1");
    let (status, screen) = asks.terminal(80, 24).end();
    assert!(status == 0 && screen.contains("posted: "), "{screen}");
    let silent = post(&["--timeout", "2", "Waited for in vain"]);
    let (status, screen) = silent.terminal(80, 24).end();
    assert!(status == 4 && screen.contains("no answer"), "{screen}");
}
