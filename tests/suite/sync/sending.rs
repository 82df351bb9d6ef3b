//! What is posted is sent, and called posted only once the remote has it.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::team::{ADA, LOG, Team, word};

#[test]
fn a_post_is_sent_and_then_called_posted() {
    let team = Team::new();
    let posted = team.ada_posts("Shipped retries").ok();
    let said = "saved: ada's daily update for Monday 2026-11-23\n";
    assert!(posted.stderr().starts_with(said), "{posted}");
    posted.notes("\nposted: Monday 2026-11-23 to origin\n");
    assert!(team.text("hub.git", ADA).contains("Shipped retries"));
    assert_eq!(team.tip("hub.git"), team.tip("ada"));
    let status = team.ada(&["status"]).run().ok();
    assert!(!status.stdout().contains("Unsent"), "{status}");
    // The same words again are nothing new.
    let again = team.ada_posts("Shipped retries").ok();
    again.notes("nothing new");
    assert_eq!(team.tip("hub.git"), team.tip("ada"));
    team.assert_sound(&["hub.git", "ada"]);
}

#[test]
fn what_begins_and_closes_is_sent_too() {
    let team = Team::without_log();
    let init = ["init", "--no-input", "--time-zone", "UTC"];
    let begun = team.ada(&init).run().ok();
    begun.notes("started the log").notes("sent to origin\n");
    assert_eq!(team.tip("hub.git"), team.tip("ada"));
    team.clone("grace");
    let joined = team.grace(&["join", "--no-input"]).run().ok();
    joined.notes("grace joined").notes("sent to origin\n");
    assert!(
        team.text("hub.git", ".tidings/team.yaml")
            .contains("grace@example.org")
    );
    let post = ["post", "--no-input", "-b", "@grace Staging is read-only"];
    let posted = team.ada(&post).run().ok();
    let id = posted.stderr().split("open blockers:\n  ").nth(1);
    let id: String = id.expect("an open blocker").chars().take(4).collect();
    let resolve = team.grace(&["resolve", &id]);
    let resolved = resolve.now("2026-11-23T10:00:00Z").run().ok();
    resolved.notes("resolved: ").notes("sent to origin\n");
    assert_eq!(team.files("hub.git", "replies/").len(), 1);
    let undone = team.ada(&["undo"]).run().ok();
    undone.notes("withdrawn").notes("sent to origin\n");
    assert_eq!(team.files("hub.git", "ada.yaml").len(), 0);
    team.assert_sound(&["hub.git", "ada", "grace"]);
}

#[test]
fn a_remote_out_of_reach_is_no_loss() {
    let team = Team::new();
    team.unplug();
    let saved = team.ada_posts("On the train").code(4);
    saved
        .notes("saved: ada's daily update")
        .notes("\nsaved, not sent: origin did not confirm it\n")
        .notes("later commands send it; to do it now: tidings sync\n");
    let saved = team.ada(&["post", "--no-input", "--for", "yesterday", "Too"]);
    let saved = saved.run().code(4);
    assert!(!saved.stderr().contains("posted:"), "{saved}");
    let status = team.ada(&["status"]).run().ok();
    status.says("2 commits since 2026-11-23");
    let log = team.ada(&["log"]).run().ok();
    log.notes("2 unsent since Monday; send with: tidings sync\n");

    team.plug();
    // Reading sends what is unsent, once it may ask the remote again.
    let log = team.ada(&["log"]).now("2026-11-23T11:00:00Z").run().ok();
    log.notes("sent 2 commits to origin\n");
    assert_eq!(team.files("hub.git", "ada.yaml").len(), 2);
    let log = team.ada(&["log"]).now("2026-11-23T13:00:00Z").run().ok();
    assert_eq!(log.stderr(), "");
}

#[test]
fn the_next_post_takes_along_what_waits() {
    let team = Team::new();
    team.unplug();
    team.ada_posts("On the train").code(4);
    team.plug();
    let posted = team.ada_posts("At the desk").ok();
    posted.notes("posted: Monday 2026-11-23 to origin, with 1 commit that waited\n");
    let text = team.text("hub.git", ADA);
    assert!(text.contains("On the train") && text.contains("At the desk"));
}

#[test]
fn sync_receives_and_sends() {
    let team = Team::new();
    team.unplug();
    team.ada_posts("On the train").code(4);
    let failed = team.ada(&["sync"]).run().code(4);
    failed.notes("not sent: origin cannot be reached\n");
    // Nothing of Grace's waits, and none is promised to go out.
    let failed = team.grace(&["sync"]).run().code(1);
    let failed = failed
        .notes("nothing received: origin cannot be reached\n")
        .notes("try again with: tidings sync\n");
    assert!(!failed.stderr().contains("send"), "{failed}");
    team.plug();
    team.grace_posts("Meanwhile").ok();
    let synced = team.ada(&["sync"]).run().ok();
    synced
        .notes("received 1 commit from origin\n")
        .notes("sent 1 commit to origin\n");
    assert_eq!(team.files("ada", "updates/").len(), 2);
    assert_eq!(team.tip("hub.git"), team.tip("ada"));
    let synced = team.ada(&["sync"]).run().ok();
    synced.notes("in step with origin\n");
}

#[test]
fn what_is_not_to_be_sent_stays() {
    let team = Team::new();
    let before = team.tip("hub.git");
    for (option, text) in [("--no-push", "One"), ("--offline", "Two")] {
        let saved = team.ada(&["post", "--no-input", option, text]).run().ok();
        assert!(!saved.stderr().contains("posted:"), "{saved}");
        saved.notes("unsent since Monday; send with: tidings sync\n");
        assert_eq!(team.tip("hub.git"), before);
    }
    let refused = team.ada(&["sync", "--offline"]).run().code(2);
    refused.notes("--offline");
    assert_eq!(team.tip("hub.git"), before);
    team.ada(&["sync"]).run().ok();
    assert_eq!(team.tip("hub.git"), team.tip("ada"));
}

#[test]
fn without_a_remote_nothing_is_said_of_sending() {
    let team = Team::new();
    let ada = team.path("ada");
    team.sandbox.git(&ada, &["remote", "remove", "origin"]);
    let saved = team.ada_posts("Alone").ok();
    assert!(!saved.stderr().contains("sent"), "{saved}");
    team.ada(&["log"]).run().ok();
    let sync = team.ada(&["sync"]).run().code(1);
    sync.notes("has no remote to send to")
        .notes("remote add origin URL");
}

#[test]
fn the_page_on_the_remotes_host_is_named() {
    let team = Team::new();
    // What answers for the host is a program on this machine.
    let ssh = team.sandbox.write(
        "bin/ssh",
        "#!/bin/sh\nfor last; do :; done\ncd \"$HUB\" && eval \"${last%% *} .\"\n",
    );
    fs::set_permissions(&ssh, fs::Permissions::from_mode(0o755)).expect("it is there");
    let url = "git@github.com:quill/team-log.git";
    let ada = team.path("ada");
    team.sandbox
        .git(&ada, &["remote", "set-url", "origin", url]);
    let post = team.ada(&["post", "--no-input", "Shipped retries"]);
    let posted = post
        .env("GIT_SSH_COMMAND", word(&ssh))
        .env("GIT_SSH_VARIANT", "simple")
        .env("HUB", team.path("hub.git"))
        .run()
        .ok();
    let page = format!("https://github.com/quill/team-log/blob/tidings/{ADA}");
    posted.notes(&format!(
        "posted: Monday 2026-11-23 to origin\n  see it: {page}\n"
    ));
    assert_eq!(team.hub(&["rev-parse", LOG]), team.tip("ada"));
}

#[test]
fn a_work_tree_in_use_stays_behind_and_what_was_posted_is_sent() {
    let team = Team::new();
    let ada = team.path("ada");
    team.sandbox.git(&ada, &["checkout", "--quiet", "tidings"]);
    team.grace_posts("Meanwhile").ok();
    let folder = ada.join("updates/2026/11/23");
    fs::create_dir_all(&folder).expect("the work tree is writable");
    let file = folder.join("grace.yaml");
    fs::write(&file, "in the way\n").expect("the work tree is writable");
    let posted = team.ada_posts("Shipped retries").ok();
    posted
        .notes("posted: Monday 2026-11-23 to origin\n")
        .notes("branch 'tidings' stays behind here, and nothing is lost by it: ");
    assert_eq!(team.files("hub.git", "updates/").len(), 2);
    let kept = fs::read_to_string(&file).expect("it is there");
    assert_eq!(kept, "in the way\n");
    fs::remove_file(&file).expect("it is there");
    team.ada(&["sync"]).run().ok();
    assert_eq!(team.tip("ada"), team.tip("hub.git"));
    assert_eq!(team.count("ada: daily update for 2026-11-23"), 1);
    assert_eq!(team.sandbox.git(&ada, &["status", "--porcelain"]), "");
}

#[test]
fn reading_needs_no_name() {
    let team = Team::new();
    team.grace_posts("News").ok();
    let ada = team.path("ada");
    team.sandbox.write(
        "gitconfig",
        "[user]\n\tuseConfigOnly = true\n[init]\n\tdefaultBranch = main\n",
    );
    let log = team.sandbox.tidings(&["log"]).cwd(&ada);
    log.env("CI", "true")
        .now("2026-11-23T13:00:00Z")
        .run()
        .ok()
        .says("News");
}
