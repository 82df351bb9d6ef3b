//! A remote whose history was rewritten: said aloud, never undone unasked.

use super::team::{LOG, Team};

/// Has both post, and the remote lose what Ada posted.
fn purged() -> (Team, String) {
    let team = Team::new();
    team.grace_posts("Stays").ok();
    team.ada(&["sync"]).run().ok();
    let kept = team.tip("hub.git");
    team.ada_posts("Is purged").ok();
    team.hub(&["update-ref", LOG, &kept]);
    (team, kept)
}

/// Checks that a warning names both commits and what vanished.
#[track_caller]
fn assert_loud(stderr: &str, lost: &str, kept: &str) {
    for part in [
        "warning: origin no longer has what was received from it",
        &lost[..10],
        &kept[..10],
        "ada/2026-11-23",
        "tidings sync --take-remote",
        "tidings sync --restore",
    ] {
        assert!(stderr.contains(part), "{part:?} is not in\n{stderr}");
    }
}

#[test]
fn nothing_purged_comes_back_unasked() {
    let (team, kept) = purged();
    let lost = team.tip("ada");
    let saved = team.ada(&["post", "--no-input", "--for", "yesterday", "Later"]);
    let saved = saved.run().code(4);
    assert_loud(saved.stderr(), &lost, &kept);
    assert_eq!(team.tip("hub.git"), kept);
    let log = team.ada(&["log"]).now("2026-11-23T13:00:00Z").run().ok();
    assert_loud(log.stderr(), &lost, &kept);
    assert_eq!(team.tip("hub.git"), kept);
    let sync = team.ada(&["sync"]).run().code(4);
    assert_loud(sync.stderr(), &lost, &kept);
    assert_eq!(team.tip("hub.git"), kept);
}

#[test]
fn what_the_remote_has_can_be_taken() {
    let (team, _) = purged();
    let post = team.ada(&["post", "--no-input", "--for", "yesterday", "Later"]);
    post.run().code(4);
    let synced = team.ada(&["sync", "--take-remote"]).run().ok();
    synced.notes("refs/tidings/kept/");
    assert_eq!(team.tip("hub.git"), team.tip("ada"));
    let files = team.files("hub.git", "ada.yaml");
    assert_eq!(files, ["updates/2026/11/22/ada.yaml"]);
    let kept = ["for-each-ref", "--format=%(refname)", "refs/tidings/kept"];
    assert!(!team.sandbox.git(team.path("ada"), &kept).is_empty());
    team.ada(&["sync"]).run().ok().notes("in step with origin");
    team.assert_sound(&["hub.git", "ada"]);
}

#[test]
fn what_the_remote_lost_can_be_restored() {
    let (team, _) = purged();
    team.grace_posts("Goes on").ok();
    let post = team.ada(&["post", "--no-input", "--for", "yesterday", "Later"]);
    post.run().code(4);
    team.ada(&["sync", "--restore"]).run().ok();
    assert_eq!(team.tip("hub.git"), team.tip("ada"));
    assert_eq!(team.files("hub.git", "ada.yaml").len(), 2);
    assert!(
        team.text("hub.git", "updates/2026/11/23/grace.yaml")
            .contains("Goes on")
    );
    team.assert_sound(&["hub.git", "ada"]);
}

#[test]
fn a_branch_that_was_deleted_is_not_made_again_unasked() {
    let team = Team::new();
    team.ada_posts("Was there").ok();
    let lost = team.tip("hub.git");
    team.hub(&["update-ref", "-d", LOG]);
    let post = team.ada(&["post", "--no-input", "--for", "yesterday", "Later"]);
    let saved = post.run().code(4);
    saved
        .notes("warning: origin no longer has the branch 'tidings'")
        .notes(&lost[..10])
        .notes("tidings sync --restore");
    assert_eq!(team.hub(&["for-each-ref", LOG]), "");
    team.ada(&["sync", "--restore"]).run().ok();
    assert_eq!(team.tip("hub.git"), team.tip("ada"));
    assert_eq!(team.files("hub.git", "ada.yaml").len(), 2);
}

#[test]
fn a_choice_without_need_says_so() {
    let team = Team::new();
    for choice in ["--take-remote", "--restore"] {
        let synced = team.ada(&["sync", choice]).run().ok();
        synced.notes("was not rewritten");
    }
}
