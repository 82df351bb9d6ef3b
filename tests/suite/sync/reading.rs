//! What reading receives by itself.

use super::team::{ADA, LOG, Team, word};

#[test]
fn reading_receives_what_the_others_posted_once_in_a_while() {
    let team = Team::new();
    team.grace_posts("News").ok();
    for command in [&["log"][..], &["show", "grace"], &["digest"]] {
        let at = |instant: &str| team.ada(command).now(instant).run();
        team.sandbox
            .git(team.path("ada"), &["config", "tidings.fetchAge", "1h"]);
        at("2026-11-23T09:01:00Z");
    }
    // An hour is not over.
    let log = team.ada(&["log"]).now("2026-11-23T09:30:00Z").run().ok();
    assert!(!log.stdout().contains("News"), "{log}");
    let log = team.ada(&["log"]).now("2026-11-23T10:30:00Z").run().ok();
    log.says("News");
    assert_eq!(team.tip("ada"), team.tip("hub.git"));
}

#[test]
fn no_age_is_young_enough_for_those_who_say_so() {
    let team = Team::new();
    team.sandbox
        .git(team.path("ada"), &["config", "tidings.fetchAge", "0"]);
    for text in ["One", "Two"] {
        team.grace_posts(text).ok();
        team.ada(&["log"]).run().ok().says(text);
    }
    team.grace_posts("Three").ok();
    let log = team.ada(&["log", "--offline"]).run().ok();
    assert!(!log.stdout().contains("Three"), "{log}");
    // A prompt waits for nobody.
    team.grace_posts("Four").ok();
    let before = team.tip("ada");
    team.ada(&["status", "--short"]).run().ok();
    assert_eq!(team.tip("ada"), before);
}

#[test]
fn a_remote_that_is_away_keeps_nobody_from_reading() {
    let team = Team::new();
    team.grace_posts("News").ok();
    team.ada(&["sync"]).run().ok();
    team.unplug();
    let log = team.ada(&["log"]).now("2026-11-24T09:00:00Z").run().ok();
    log.says("News");
}

#[test]
fn a_clone_that_never_saw_the_log_finds_it() {
    let team = Team::without_log();
    team.clone("early");
    let url = team.url();
    let init = ["init", "--no-input", "--time-zone", "UTC"];
    team.ada(&init).run().ok();
    team.ada_posts("Shipped retries").ok();
    let alone = ["clone", "--quiet", "--single-branch", &url, "single"];
    team.sandbox.git(team.path(""), &alone);
    for name in ["early", "single"] {
        let place = team.path(name);
        let read = team.sandbox.tidings(&["log"]).cwd(&place).run().ok();
        read.says("Shipped retries");
        let post = ["post", "--no-input", "--for", "yesterday", name];
        let posted = team.sandbox.tidings(&post).cwd(&place).run().ok();
        posted.notes("posted: Sunday 2026-11-22 to origin\n");
    }
    let text = team.text("hub.git", "updates/2026/11/22/ada.yaml");
    assert!(text.contains("early") && text.contains("single"), "{text}");
    // Neither is anything begun where there is nothing.
    team.hub(&["update-ref", "-d", LOG]);
    team.clone("late");
    let late = team.sandbox.tidings(&["log"]).cwd(team.path("late")).run();
    late.code(1).notes("there is no log here yet");
}

#[test]
fn a_log_that_is_checked_out_is_not_moved_by_reading() {
    let team = Team::new();
    let ada = team.path("ada");
    team.sandbox.git(&ada, &["checkout", "--quiet", "tidings"]);
    let before = team.tip("ada");
    team.grace_posts("News").ok();
    let log = team.ada(&["log"]).now("2026-11-23T13:00:00Z").run().ok();
    log.says("News");
    assert_eq!(team.tip("ada"), before);
    assert_eq!(team.sandbox.git(&ada, &["status", "--porcelain"]), "");
    // To sync is to have it moved.
    team.ada(&["sync"]).run().ok();
    assert_eq!(team.tip("ada"), team.tip("hub.git"));
    assert_eq!(team.sandbox.git(&ada, &["status", "--porcelain"]), "");
    assert!(ada.join("updates/2026/11/23/grace.yaml").is_file());
}

#[test]
fn an_old_commit_is_read_without_the_network() {
    let team = Team::new();
    team.grace_posts("News").ok();
    let before = team.tip("ada");
    let args = ["log", "--at", "tidings"];
    let log = team.ada(&args).now("2026-11-23T13:00:00Z").run().ok();
    assert!(!log.stdout().contains("News"), "{log}");
    assert_eq!(team.tip("ada"), before);
}

#[test]
fn who_is_missing_is_told_by_what_the_others_have_posted() {
    let team = Team::new();
    team.grace_posts("News").ok();
    let before = team.tip("ada");
    let missing = team.ada(&["missing"]).now("2026-11-23T13:00:00Z").run();
    assert!(!missing.stdout().contains("grace"), "{missing}");
    assert_ne!(team.tip("ada"), before);
}

#[test]
fn what_is_to_be_resolved_and_is_not_here_is_received_first() {
    let team = Team::new();
    // It was asked just now, and is not due for an hour.
    let grace = team.path("grace");
    team.sandbox
        .git(&grace, &["config", "tidings.fetchAge", "1h"]);
    team.grace(&["log"]).run().ok();
    team.ada(&["post", "--no-input", "-b", "Stuck"]).run().ok();
    let text = team.text("hub.git", ADA);
    let id = text.split("id: ").nth(1).expect("a blocker has an id");
    let id = id.split_whitespace().next().expect("an id");
    let offline = team.grace(&["resolve", id, "--offline"]).run().code(1);
    offline.notes("there is nothing at");
    team.grace(&["resolve", id, "Loosened"]).run().ok();
    assert_eq!(team.files("hub.git", "replies/").len(), 1);
    // What is nowhere is an error after one look.
    let nowhere = team.grace(&["resolve", "zzzz"]).run().code(1);
    nowhere.notes("there is nothing at 'zzzz'");
}

#[test]
fn objects_that_were_promised_are_asked_for_as_a_person_can_be_asked() {
    let team = Team::new();
    team.ada_posts("News").ok();
    team.hub(&["config", "uploadpack.allowFilter", "true"]);
    let log = team.path("asked");
    let script = format!(
        "echo \"$*\" >> '{}'\nfor last; do :; done\neval \"exec $last\"\n",
        word(&log)
    );
    let ssh = team.sandbox.write("bin/ssh", &script);
    let ssh = format!("sh {}", word(&ssh));
    let host = format!("git.example.org:{}", team.path("hub.git").display());
    let url = team.url();
    let args = ["log", "--at", "tidings"];
    for (name, terminal) in [("desk", true), ("job", false)] {
        let clone = [
            "clone",
            "--quiet",
            "--filter=blob:none",
            "--no-checkout",
            "--branch=tidings",
            &url,
            name,
        ];
        team.sandbox.git(team.path(""), &clone);
        let place = team.path(name);
        team.sandbox
            .git(&place, &["remote", "set-url", "origin", &host]);
        let run = team.sandbox.tidings(&args).cwd(&place);
        let run = run
            .env("GIT_SSH_COMMAND", &ssh)
            .env("GIT_SSH_VARIANT", "ssh");
        if terminal {
            let (status, screen) = run.env("GIT_PAGER", "cat").terminal(80, 24).end();
            assert!(status == 0 && screen.contains("News"), "{screen}");
        } else {
            run.run().ok().says("News");
        }
        let asked = std::fs::read_to_string(&log).expect("it was asked");
        let mut lines = asked.lines();
        let alike = lines.all(|line| line.contains("BatchMode=yes") != terminal);
        assert!(alike, "{name}: {asked}");
        std::fs::remove_file(&log).expect("ours");
    }
}
