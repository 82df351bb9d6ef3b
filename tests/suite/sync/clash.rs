//! One author, two machines, and two answers to one question.

use std::path::Path;

use super::team::{ADA, Team, word};
use crate::kit::Invocation;

const WAITING: &str = "refs/tidings/conflict";

/// Has Ada say at her desk that she is on track, and on the train that she is
/// not.
fn clashed() -> Team {
    let team = Team::new();
    team.clone("laptop");
    laptop(&team, &["log"]).run().ok();
    let desk = ["post", "--no-input", "--health", "on-track", "At the desk"];
    team.ada(&desk).run().ok();
    let train = ["post", "--no-input", "--health", "at-risk", "On the train"];
    let saved = laptop(&team, &train).run().code(4);
    let saved = saved
        .notes("warning: ada/2026-11-23 waits")
        .notes("health: here at-risk, at origin on-track\n")
        .notes("tidings sync --keep mine");
    assert!(!saved.stderr().contains("posted:"), "{saved}");
    team
}

fn laptop(team: &Team, args: &[&str]) -> Invocation {
    team.sandbox.tidings(args).cwd(team.path("laptop"))
}

fn waiting(team: &Team, place: &Path) -> usize {
    let refs = ["for-each-ref", "--format=%(refname)", WAITING];
    team.sandbox.git(place, &refs).lines().count()
}

#[test]
fn both_versions_are_kept_until_one_is_chosen() {
    for (side, health) in [("mine", "at-risk"), ("theirs", "on-track")] {
        let team = clashed();
        let place = team.path("laptop");
        assert_eq!(waiting(&team, &place), 1);
        let text = team.text("hub.git", ADA);
        assert!(text.contains("At the desk") && !text.contains("On the train"));
        // What comes after it goes on.
        laptop(
            &team,
            &["post", "--no-input", "--for", "yesterday", "Later"],
        )
        .run()
        .ok()
        .notes("posted: Sunday 2026-11-22 to origin\n")
        .notes("ada/2026-11-23 waits for you to choose: tidings sync\n");
        let status = laptop(&team, &["status"]).run().ok();
        status.notes("ada/2026-11-23 waits for you to choose: tidings sync\n");
        let log = laptop(&team, &["log"]).run().ok();
        log.notes("ada/2026-11-23 waits for you to choose: tidings sync\n");
        let sync = laptop(&team, &["sync"]).run().code(4);
        sync.notes("ada/2026-11-23 waits");
        assert_eq!(waiting(&team, &place), 1);

        laptop(&team, &["sync", "--keep", side]).run().ok();
        assert_eq!(waiting(&team, &place), 0);
        let text = team.text("hub.git", ADA);
        assert!(text.contains(&format!("health: {health}\n")), "{text}");
        assert!(text.contains("At the desk"), "{text}");
        assert!(text.contains("On the train"), "{text}");
        team.assert_sound(&["hub.git", "laptop"]);
    }
}

#[test]
fn on_a_terminal_one_chooses_in_the_editor() {
    let team = clashed();
    let editor = team.sandbox.write(
        "bin/editor",
        "#!/bin/sh\ncp \"$1\" \"$1.seen\"\nsed -e 's/at-risk/off-track/' \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"\n",
    );
    let sync = laptop(&team, &["sync"]).env("GIT_EDITOR", format!("sh {}", word(&editor)));
    let mut terminal = sync.terminal(80, 24);
    terminal
        .expect("health: here at-risk, at origin on-track")
        .expect("Which is to be kept?")
        .expect("what the editor makes of both")
        .send("jjj\r")
        .expect("sent 1 commit to origin");
    let (status, screen) = terminal.end();
    assert_eq!(status, 0, "{screen}");
    let text = team.text("hub.git", ADA);
    assert!(text.contains("health: off-track\n"), "{text}");
    assert!(text.contains("At the desk") && text.contains("On the train"));
    assert_eq!(waiting(&team, &team.path("laptop")), 0);
}

#[test]
fn an_editor_that_fails_leaves_no_draft_that_could_be_posted() {
    let team = clashed();
    for (editor, kept) in [("false", false), ("sh -c 'echo x >> $0; false'", true)] {
        let sync = laptop(&team, &["sync"]).env("GIT_EDITOR", editor);
        let mut terminal = sync.terminal(80, 24);
        terminal
            .expect("what the editor makes of both")
            .send("jjj\r")
            .expect("error: the editor");
        let (status, screen) = terminal.end();
        assert_eq!(status, 1, "{screen}");
        let status = laptop(&team, &["status"]).run().ok();
        let offered = status.stderr().contains("there is a draft");
        assert_eq!(offered, kept, "{status}");
        assert_eq!(waiting(&team, &team.path("laptop")), 1);
    }
}
