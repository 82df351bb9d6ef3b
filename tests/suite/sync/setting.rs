//! Settings and options that say whether, when and for how long.

use super::team::{Team, word};

fn set(team: &Team, name: &str, value: &str) {
    let ada = team.path("ada");
    team.sandbox.git(&ada, &["config", name, value]);
}

#[test]
fn who_sends_by_hand_is_left_to_it() {
    let team = Team::new();
    set(&team, "tidings.push", "manual");
    let before = team.tip("hub.git");
    let saved = team.ada_posts("By hand").ok();
    saved.notes("1 unsent since Monday; send with: tidings sync\n");
    let log = team.ada(&["log"]).now("2026-11-23T13:00:00Z").run().ok();
    log.notes("1 unsent since Monday");
    assert_eq!(team.tip("hub.git"), before);
    team.ada(&["sync"])
        .run()
        .ok()
        .notes("sent 1 commit to origin");
    assert_eq!(team.tip("hub.git"), team.tip("ada"));
}

#[test]
fn a_setting_that_cannot_be_read_is_named() {
    let team = Team::new();
    let table = [
        ("tidings.push", "sometimes", "auto"),
        ("tidings.timeout", "soon", "30s"),
        ("tidings.timeout", "0", "30s"),
        ("tidings.fetchAge", "-5", "5m"),
    ];
    for (count, (name, value, sample)) in table.into_iter().enumerate() {
        set(&team, name, value);
        let log = team.ada(&["log"]).run().code(1);
        log.notes(&format!("error: the setting {name} is '{value}': "))
            .notes(&format!("hint: git config {name} {sample}\n"));
        // What is written is saved all the same.
        let text = format!("Kept in spite of {name} {sample}{count}");
        let saved = team.ada(&["post", "--no-input", &text]).run().code(4);
        saved
            .notes("saved: ")
            .notes("error: it is saved here, and was not sent\n")
            .notes(&format!("caused by: the setting {name} is "));
        team.sandbox
            .git(team.path("ada"), &["config", "--unset", name]);
    }
    team.ada(&["post", "--no-input", "--timeout", "0", "x"])
        .run()
        .code(2)
        .notes("--timeout");
}

#[test]
fn a_remote_that_is_silent_costs_no_more_than_the_time_that_was_given() {
    let team = Team::new();
    let ssh = team
        .sandbox
        .write("bin/silent", "#!/bin/sh\nexec sleep 60\n");
    let url = "git@git.example.org:quill/team-log.git";
    let ada = team.path("ada");
    team.sandbox
        .git(&ada, &["remote", "set-url", "origin", url]);
    let silent = format!("sh {}", word(&ssh));
    let begun = std::time::Instant::now();
    let post = team.ada(&["post", "--no-input", "--timeout", "1", "Patience"]);
    post.env("GIT_SSH_COMMAND", &silent)
        .env("GIT_SSH_VARIANT", "simple")
        .run()
        .code(4)
        .notes("saved, not sent: no answer from origin in time\n");
    let log = team.ada(&["log"]).now("2026-11-23T13:00:00Z");
    log.env("GIT_SSH_COMMAND", &silent)
        .env("GIT_SSH_VARIANT", "simple")
        .run()
        .ok()
        .says("Patience");
    let spent = begun.elapsed().as_secs();
    assert!((3..20).contains(&spent), "{spent} s");
}
