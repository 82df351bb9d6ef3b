//! Two who post at the same time.

use super::team::{ADA, Team};

#[test]
fn both_posts_land_and_are_called_posted() {
    let team = Team::new();
    // Grace's clone does not know of it.
    team.ada_posts("First").ok();
    let posted = team.grace_posts("Second").ok();
    posted.notes("posted: Monday 2026-11-23 to origin\n");
    team.ada(&["post", "--no-input", "--for", "yesterday", "Third"])
        .run()
        .ok()
        .notes("posted: Sunday 2026-11-22 to origin\n");
    assert_eq!(team.files("hub.git", "updates/").len(), 3);
    assert_eq!(team.hub(&["rev-list", "--merges", "tidings"]), "");
    team.assert_sound(&["hub.git", "ada", "grace"]);
}

#[test]
fn two_machines_of_one_author_are_merged() {
    let team = Team::new();
    team.clone("laptop");
    let laptop = |args: &[&str]| team.sandbox.tidings(args).cwd(team.path("laptop"));
    team.ada_posts("At the desk").ok();
    laptop(&["post", "--no-input", "--no-push", "-n", "Roll out"])
        .run()
        .ok();
    let synced = laptop(&["sync"]).run().ok();
    synced.notes("sent 1 commit");
    let text = team.text("hub.git", ADA);
    assert!(
        text.contains("At the desk") && text.contains("Roll out"),
        "{text}"
    );
    team.assert_sound(&["hub.git", "laptop"]);
}
