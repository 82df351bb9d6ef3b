//! What a proposal stands on: offline, begun twice, behind the log.

use super::host::{ADA, Host};
use crate::sync::team::ADA as FILE;

const NOWHERE: &str = "git@git.example.org:quill/log.git";

#[test]
fn offline_it_is_saved_and_sync_sends_it() {
    let host = Host::at("git@github.com:quill/log.git").with("gh");
    host.team.unplug();
    let said = host.propose("In the train").run().code(4);
    said.notes("saved: ada's daily update for Monday 2026-11-23, on branch 'tidings-prop")
        .notes("saved, not sent: origin cannot be reached\n")
        .notes("  send it with: tidings sync\n");
    host.propose("Still in the train").run().code(4);
    host.ada(&["post", "--no-input", "--propose", "--offline", "Flying"])
        .run()
        .ok()
        .notes("proposed here and unsent: ada/2026-11-23; send with: tidings sync\n");
    assert_eq!(host.left("asked"), "");
    host.team.plug();
    // What others did meanwhile is below it.
    host.grace(&["post", "--no-input", "Meanwhile"]).run().ok();
    let log = host.team.tip("hub.git");
    let said = host.ada(&["sync"]).run().ok();
    let said = said
        .notes("proposed: ada/2026-11-23 to origin")
        .notes("pull request 7 was opened:\n");
    assert_eq!(said.stdout(), "https://github.com/quill/log/pull/7\n");
    let update = host.text(ADA, FILE);
    for word in ["In the train", "Still in", "Flying"] {
        assert!(update.contains(word), "{update}");
    }
    assert_eq!(host.team.hub(&["merge-base", ADA, &log]), log);
    assert_eq!(
        host.team
            .hub(&["rev-list", "--count", &format!("{log}..{ADA}")]),
        "3"
    );
    host.forget();
    host.ada(&["sync"]).run().ok();
    assert_eq!(host.left("asked"), "", "nothing is sent twice");
    host.team.assert_sound(&["ada", "hub.git"]);
}

#[test]
fn a_second_clone_adds_to_what_the_first_proposed() {
    let host = Host::at(NOWHERE);
    host.propose("At home").run().ok();
    let other = host.team.clone("other");
    let branch = ["branch", "tidings", "origin/tidings"];
    host.team.sandbox.git(&other, &branch);
    let args = ["post", "--no-input", "--propose", "In the office"];
    let run = host.team.sandbox.tidings(&args).cwd(&other);
    run.run().ok().notes("added to what was there");
    host.propose("At home again").run().ok();
    let update = host.text(ADA, FILE);
    for word in ["At home", "In the office", "At home again"] {
        assert!(update.contains(word), "{update}");
    }
    // Begun in both without knowing of the other, it comes together too.
    let day = "2026-11-20";
    let offline = ["post", "--no-input", "--propose", "--no-push", "--for", day];
    let run = host.team.sandbox.tidings(&offline).arg("There").cwd(&other);
    run.run().ok();
    host.ada(&["post", "--no-input", "--propose", "--for", day, "Here"])
        .run()
        .ok();
    let sync = host.team.sandbox.tidings(&["sync"]).cwd(&other);
    sync.run().ok();
    let update = host.text(
        "tidings-proposals/ada/2026-11-20",
        "updates/2026/11/20/ada.yaml",
    );
    assert!(
        update.contains("Here") && update.contains("There"),
        "{update}"
    );
}

#[test]
fn it_only_moves_forward_and_sees_the_log_as_it_is() {
    let host = Host::at(NOWHERE);
    host.ada(&[
        "post",
        "--no-input",
        "--for",
        "2026-11-20",
        "-b",
        "Staging is read-only",
    ])
    .run()
    .ok();
    host.propose("One").run().ok();
    let first = host.branch("hub.git", ADA).expect("it was sent");
    let update = host.text(ADA, FILE);
    assert!(update.contains("Staging is read-only"), "{update}");
    // Closed in the log meanwhile, it is carried no further by the next post.
    let id = update
        .lines()
        .find_map(|line| line.trim().strip_prefix("- id: "));
    let id = id.expect("the blocker has an id").to_owned();
    host.grace(&["resolve", &format!("ada/2026-11-20/{id}")])
        .run()
        .ok();
    host.propose("Two")
        .run()
        .ok()
        .notes("added to what was there");
    let second = host.branch("hub.git", ADA).expect("it was sent");
    let log = host.team.tip("hub.git");
    for old in [first, log] {
        assert_eq!(host.team.hub(&["merge-base", &old, &second]), old);
    }
    assert!(host.text(ADA, FILE).contains("Two"));
    // Nothing of it is in the log.
    assert!(host.team.files("ada", "11/23").is_empty());
    let shown = host
        .ada(&["show", "--at", ADA, "ada/2026-11-23"])
        .run()
        .ok();
    assert!(shown.stdout().contains("Two"), "{shown}");
}

#[test]
fn a_dry_run_changes_nothing_anywhere() {
    let host = Host::at(NOWHERE).with("gh");
    let refs = || {
        let list = |name: &str| {
            let place = host.team.path(name);
            host.team.sandbox.git(place, &["for-each-ref"])
        };
        (list("ada"), list("hub.git"))
    };
    let before = refs();
    let tried = host.ada(&["post", "--no-input", "--propose", "--dry-run", "Maybe"]);
    let tried = tried.run().ok();
    assert!(tried.stdout().contains("Maybe"), "{tried}");
    assert_eq!(refs(), before);
}

#[test]
fn there_must_be_somebody_to_propose_to() {
    let host = Host::at(NOWHERE);
    let ada = host.team.path("ada");
    host.team.sandbox.git(&ada, &["remote", "remove", "origin"]);
    let said = host.propose("Alone").run().code(1);
    said.notes("has no remote to propose anything to")
        .notes("hint: ");
}

#[test]
fn the_branch_may_be_checked_out() {
    let host = Host::at(NOWHERE);
    host.propose("One").run().ok();
    let ada = host.team.path("ada");
    host.team.sandbox.git(&ada, &["switch", "--quiet", ADA]);
    host.grace(&["post", "--no-input", "Meanwhile"]).run().ok();
    host.propose("Two").run().ok();
    let status = host.team.sandbox.git(&ada, &["status", "--porcelain"]);
    assert_eq!(status, "");
    let text = std::fs::read_to_string(ada.join(FILE)).expect("it is checked out");
    assert!(text.contains("Two"), "{text}");
}

#[test]
fn what_waits_in_a_proposal_is_not_asked_for_again() {
    let host = Host::at(NOWHERE);
    // On Tuesday morning Monday's is still waited for, but for its proposal.
    let tuesday = "2026-11-24T08:00:00Z";
    host.propose("Monday's").run().ok();
    let said = host.propose("Tuesday's").now(tuesday).run().ok();
    said.notes("for Tuesday 2026-11-24, on branch 'tidings-proposals/ada/2026-11-24'");
    let status = host.ada(&["status"]).run().ok();
    assert!(status.stdout().contains("proposed"), "{status}");
    let post = [
        "post",
        "--no-input",
        "--no-push",
        "--for",
        "2026-11-23",
        "Beside it",
    ];
    host.ada(&post)
        .run()
        .ok()
        .notes("a proposal of it is open too; ");
    // What is to be mended goes on where it was meant to go.
    let odd = [
        "post",
        "--no-input",
        "--propose",
        "--did",
        "zzzz",
        "-f",
        "-",
    ];
    let kept = host.ada(&odd).stdin("- Something\n").run().code(1);
    kept.notes("tidings post --propose --for 2026-11-23 -f ");
}

#[test]
fn what_the_log_says_already_is_not_proposed() {
    let host = Host::at(NOWHERE);
    host.ada(&["post", "--no-input", "One"]).run().ok();
    let same = ["post", "--no-input", "--propose", "--replace", "One"];
    let said = host.ada(&same).run().ok();
    said.notes("nothing new: ");
    assert_eq!(
        (host.branch("ada", ADA), host.branch("hub.git", ADA)),
        (None, None)
    );
}

#[test]
fn two_clones_at_one_moment_lose_nothing() {
    let host = Host::at(NOWHERE);
    let other = host.team.clone("other");
    let branch = ["branch", "tidings", "origin/tidings"];
    host.team.sandbox.git(&other, &branch);
    std::thread::scope(|scope| {
        for (at, clone) in ["home", "office"]
            .into_iter()
            .zip([host.team.path("ada"), other])
        {
            let host = &host;
            scope.spawn(move || {
                for number in 1..=4 {
                    let text = format!("{at} {number}");
                    let args = ["post", "--no-input", "--propose", &text];
                    host.ada(&args).cwd(&clone).run().ok();
                }
            });
        }
    });
    let update = host.text(ADA, FILE);
    for at in ["home", "office"] {
        for number in 1..=4 {
            let text = format!("{at} {number}");
            assert_eq!(update.matches(&text).count(), 1, "{text}: {update}");
        }
    }
    host.team.assert_sound(&["ada", "other", "hub.git"]);
}
