//! A log whose branch takes only what was reviewed.

use super::host::{ADA, Host};
use crate::sync::team::ADA as FILE;

/// Refuses to move the log's branch, as a protected branch does.
const PROTECTED: &str = "while read old new ref; do\n\
     if [ \"$ref\" = refs/heads/tidings ]; then\n\
     echo 'GH006: Protected branch update failed for refs/heads/tidings.' >&2\nexit 1\nfi\ndone";

#[test]
fn a_refused_post_can_be_proposed_instead() {
    let host = Host::at("git@github.com:quill/log.git").with("gh");
    host.team.hook("pre-receive", PROTECTED);
    let log = host.team.tip("hub.git");
    let saved = host.ada(&[
        "post",
        "--no-input",
        "-b",
        "Staging is read-only",
        "Shipped",
    ]);
    saved
        .run()
        .code(4)
        .notes("saved, not sent: origin refused it\n")
        .notes("Protected branch update failed")
        .notes("tidings sync --propose")
        .notes("tidings post --propose");
    host.ada(&["post", "--no-input", "Reviewed"]).run().code(4);
    host.ada(&["post", "--no-input", "--for", "2026-11-20", "Late"])
        .run()
        .code(4);
    let said = host.ada(&["sync", "--propose"]).run().ok();
    let addresses: Vec<&str> = said.stdout().lines().collect();
    assert_eq!(addresses.len(), 2, "{said}");
    assert_eq!(host.team.tip("hub.git"), log);
    assert_eq!(
        host.team.tip("ada"),
        log,
        "the log is where the remote's is"
    );
    let update = host.text(ADA, FILE);
    for word in ["Staging is read-only", "Shipped", "Reviewed"] {
        assert!(update.contains(word), "{update}");
    }
    let friday = host.text(
        "tidings-proposals/ada/2026-11-20",
        "updates/2026/11/20/ada.yaml",
    );
    assert!(friday.contains("Late"), "{friday}");
    let above = format!("{log}..{ADA}");
    assert_eq!(host.team.hub(&["rev-list", "--count", &above]), "2");
    host.ada(&["sync"])
        .run()
        .ok()
        .notes("in step with origin\n");
    // Further posts go the same way at once.
    host.propose("More")
        .run()
        .ok()
        .notes("added to what was there");
    host.team.assert_sound(&["ada", "hub.git"]);
}

#[test]
fn nothing_is_moved_where_something_cannot_be_proposed() {
    let host = Host::at("git@git.example.org:quill/log.git");
    host.team.hook("pre-receive", PROTECTED);
    host.ada(&["post", "--no-input", "Shipped"]).run().code(4);
    let ada = host.team.path("ada");
    let git = |args: &[&str]| host.team.sandbox.git(&ada, args);
    // Something that was committed by hand.
    let tree = git(&["rev-parse", "tidings^{tree}"]);
    let by_hand = git(&["commit-tree", "-p", "tidings", "-m", "By hand", &tree]);
    git(&["update-ref", "refs/heads/tidings", &by_hand]);
    let said = host.ada(&["sync", "--propose"]).run().code(4);
    said.notes("'By hand'").notes("hint: ");
    assert_eq!(host.team.tip("ada"), by_hand);
    assert_eq!(host.branch("ada", ADA), None);
}

#[test]
fn a_proposal_that_is_refused_says_so_and_waits() {
    let host = Host::at("git@git.example.org:quill/log.git");
    host.team
        .hook("pre-receive", "echo 'Only on weekdays.' >&2\nexit 1");
    let said = host.propose("On a Sunday").run().code(4);
    let said = said
        .notes("saved, not sent: origin refused it\n")
        .notes("Only on weekdays.");
    assert!(!said.stderr().contains("sync --propose"), "{said}");
    host.team.hook("pre-receive", "exit 0");
    host.ada(&["sync"]).run().ok();
    assert!(host.text(ADA, FILE).contains("On a Sunday"));
}

#[test]
fn whoever_joins_a_protected_log_brings_their_entry_along() {
    for turned in [false, true] {
        let host = Host::at("git@git.example.org:quill/log.git");
        host.team.hook("pre-receive", PROTECTED);
        let linus = host.team.clone("linus");
        let run = |args: &[&str]| {
            let run = host.team.sandbox.tidings(args).cwd(&linus);
            run.author("Linus Specimen", "linus@example.org").run()
        };
        run(&["join", "--no-input", "--time-zone", "UTC"]).code(4);
        if turned {
            run(&["post", "--no-input", "Hello"]).code(4);
            run(&["sync", "--propose"]).notes("linus/2026-11-23 is on branch");
        } else {
            run(&["post", "--no-input", "--propose", "Hello"]).ok();
        }
        let branch = "tidings-proposals/linus/2026-11-23";
        let changed = ["diff", "--name-only", &format!("tidings...{branch}")];
        let changed = host.team.hub(&changed);
        let want = ".tidings/team.yaml\nupdates/2026/11/23/linus.yaml";
        assert_eq!(changed, want, "{turned}");
        // Merged, it is sent no more, and Linus is a member like any other.
        let tip = host.branch("hub.git", branch).expect("it was sent");
        host.team.hub(&["update-ref", "refs/heads/tidings", &tip]);
        run(&["sync"])
            .ok()
            .notes("proposal linus/2026-11-23 was merged\n");
        assert_eq!(host.team.tip("linus"), tip, "{turned}");
        run(&["status"]).ok();
    }
}
