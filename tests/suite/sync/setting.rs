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
    let place = team.path("ada");
    for (count, (name, value, sample)) in table.into_iter().enumerate() {
        set(&team, name, value);
        let log = team.ada(&["log"]).run().code(1);
        log.notes(&format!("error: the setting {name} is '{value}': "))
            .notes(&format!(
                "hint: git -C {} config {name} {sample}\n",
                place.display()
            ));
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
    // Where it is set for all repositories, it is mended there.
    let global = ["config", "--global", "tidings.timeout", "soon"];
    team.sandbox.git(&place, &global);
    let hint = "hint: git config --global tidings.timeout 30s\n";
    team.ada(&["log"]).run().code(1).notes(hint);
    team.ada(&["post", "--no-input", "--timeout", "0", "x"])
        .run()
        .code(2)
        .notes("--timeout");
}

#[test]
fn nothing_goes_to_a_remote_that_nobody_named() {
    let team = Team::new();
    let ada = team.path("ada");
    let git = |args: &[&str]| team.sandbox.git(&ada, args);
    git(&["remote", "rename", "origin", "ours"]);
    git(&["config", "--unset", "branch.tidings.remote"]);
    git(&["init", "--quiet", "--bare", "../aside.git"]);
    git(&["remote", "add", "aside", "../aside.git"]);
    let in_doubt = "which remote has the log is not said; there are: aside, ours\n";
    let hint = format!(
        "hint: name it: git -C {} config tidings.remote NAME\n",
        ada.display()
    );
    let post = team.ada_posts("To whom?").code(4);
    post.notes("saved: ").notes(in_doubt).notes(&hint);
    team.ada(&["sync"])
        .run()
        .code(1)
        .notes(in_doubt)
        .notes(&hint);
    let later = "2026-11-23T13:00:00Z";
    team.ada(&["log"]).now(later).run().ok().says("To whom?");
    // A name that is none is no answer either.
    git(&["config", "tidings.remote", "theirs"]);
    team.ada(&["sync"])
        .run()
        .code(1)
        .notes("the git setting 'tidings.remote' is 'theirs', which is no remote");
    assert_eq!(git(&["-C", "../aside.git", "for-each-ref"]), "");
    git(&["config", "tidings.remote", "ours"]);
    team.ada(&["sync"])
        .run()
        .ok()
        .notes("sent 1 commit to ours\n");
    // From then on git knows whose the branch is.
    git(&["config", "--unset", "tidings.remote"]);
    team.ada(&["sync"]).run().ok().notes("in step with ours\n");
}

#[test]
fn no_other_remote_is_taken_for_the_one_that_is_named() {
    let team = Team::new();
    set(&team, "tidings.remote", "upstream");
    let before = team.tip("hub.git");
    let wrong = "the git setting 'tidings.remote' is 'upstream', which is no remote";
    for args in [&["log"][..], &["sync"], &["status"]] {
        team.ada(args)
            .run()
            .code(1)
            .notes(&format!("error: {wrong} of this repository\n"))
            .notes("hint: name one that 'git remote' lists: ");
    }
    let saved = team.ada_posts("Whither?").code(4);
    saved.notes("saved: ").notes(&format!("caused by: {wrong}"));
    assert_eq!(team.tip("hub.git"), before);
    let ada = team.path("ada");
    team.sandbox
        .git(&ada, &["remote", "rename", "origin", "upstream"]);
    team.ada(&["sync"])
        .run()
        .ok()
        .notes("sent 1 commit to upstream\n");
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
        .notes(
            "saved, not sent: no answer from origin in time\n  \
             later commands send it; to wait longer now: tidings sync --timeout 2m\n",
        );
    let log = team.ada(&["log"]).now("2026-11-23T13:00:00Z");
    log.env("GIT_SSH_COMMAND", &silent)
        .env("GIT_SSH_VARIANT", "simple")
        .run()
        .ok()
        .says("Patience");
    let spent = begun.elapsed().as_secs();
    assert!((3..20).contains(&spent), "{spent} s");
}
