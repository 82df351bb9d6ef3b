//! What becomes of a proposal at its host: merged in each of three ways, or
//! closed.

use super::host::{ADA, Host};
use crate::kit::Output;
use crate::sync::team::ADA as FILE;

const NOWHERE: &str = "git@git.example.org:quill/log.git";

/// How a host puts a branch into another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Merge,
    Squash,
    Rebase,
}

const ALL: [Style; 3] = [Style::Merge, Style::Squash, Style::Rebase];

/// Has Grace merge what Ada proposed, as the host does when she presses the
/// button; real git does it.
fn merge(host: &Host, style: Style, branch: &str) {
    let sandbox = &host.team.sandbox;
    let work = match sandbox.path("work/button").exists() {
        true => host.team.path("button"),
        false => host.team.clone("button"),
    };
    let git = |args: &[&str], committer: (&str, &str), author: Option<(&str, &str)>| {
        let author = author.unwrap_or(committer);
        let run = sandbox.program("git", args).cwd(&work);
        let run = run
            .env("GIT_COMMITTER_NAME", committer.0)
            .env("GIT_COMMITTER_EMAIL", committer.1)
            .env("GIT_AUTHOR_NAME", author.0)
            .env("GIT_AUTHOR_EMAIL", author.1)
            .env("GIT_AUTHOR_DATE", "2026-11-23T15:00:00Z")
            .env("GIT_COMMITTER_DATE", "2026-11-23T15:00:00Z");
        run.run().ok()
    };
    let grace = ("Grace Sample", "grace@example.org");
    let github = ("GitHub", "noreply@github.com");
    let remote = format!("origin/{branch}");
    git(&["fetch", "--quiet", "--prune"], grace, None);
    git(
        &["checkout", "--quiet", "-B", "tidings", "origin/tidings"],
        grace,
        None,
    );
    match style {
        Style::Merge => {
            let subject = format!("Merge pull request #7 from quill/{branch}");
            let args = ["merge", "--quiet", "--no-ff", "-m", &subject, &remote];
            git(&args, github, Some(grace));
        }
        Style::Squash => {
            git(&["merge", "--quiet", "--squash", &remote], github, None);
            let message = "ada: daily update for 2026-11-23 (#7)\n\n\
                           * ada: daily update for 2026-11-23\n\n\
                           Reviewed-by: Grace Sample <7+grace@users.noreply.github.com>\n\
                           Co-authored-by: Linus Specimen <linus@example.org>\n";
            let ada = ("Ada Example", "ada@example.org");
            git(&["commit", "--quiet", "-m", message], github, Some(ada));
        }
        Style::Rebase => {
            git(
                &["checkout", "--quiet", "-B", "button", &remote],
                grace,
                None,
            );
            git(
                &["rebase", "--quiet", "--force-rebase", "origin/tidings"],
                grace,
                None,
            );
            git(&["checkout", "--quiet", "-B", "tidings"], grace, None);
        }
    }
    git(&["push", "--quiet", "origin", "tidings"], grace, None);
    git(
        &["push", "--quiet", "origin", &format!(":{branch}")],
        grace,
        None,
    );
}

fn at_four(run: crate::kit::Invocation) -> Output {
    run.now("2026-11-23T16:00:00Z").run().ok()
}

#[test]
fn however_it_is_merged_it_is_shown_once_with_who_reviewed_it() {
    for style in ALL {
        let host = Host::at(NOWHERE);
        host.grace(&["team", "edit", "grace", "--account", "grace"])
            .run()
            .ok();
        host.propose("Shipped the importer").run().ok();
        host.propose("Reviewed the retry design").run().ok();
        host.grace(&["post", "--no-input", "Meanwhile"]).run().ok();
        merge(&host, style, ADA);
        let said = at_four(host.ada(&["sync"]));
        said.notes("proposal ada/2026-11-23 was merged\n");
        assert_eq!(host.branch("ada", ADA), None, "{style:?}");
        let digest = at_four(host.ada(&["digest", "today"]));
        let text = digest.stdout();
        assert_eq!(
            text.matches("Shipped the importer").count(),
            1,
            "{style:?} {text}"
        );
        assert!(
            text.contains("reviewed by grace: 2026-11-23"),
            "{style:?} {text}"
        );
        assert!(!text.contains("posted by"), "{style:?} {text}");
        assert!(!text.contains("edited by"), "{style:?} {text}");
        let shown = at_four(host.ada(&["show", "ada/2026-11-23", "--format", "json"]));
        let shown: serde_json::Value = serde_json::from_str(shown.stdout()).expect("JSON");
        let history = &shown["update"]["history"];
        assert_eq!(
            history["reviewed_by"],
            serde_json::json!(["grace"]),
            "{style:?}"
        );
        assert_eq!(history["first"]["by"], "ada", "{style:?}");
        let helped = if style == Style::Squash {
            serde_json::json!(["Linus Specimen"])
        } else {
            serde_json::json!([])
        };
        assert_eq!(history["co_authors"], helped, "{style:?}");
        // Grace's own post was reviewed by nobody.
        let shown = at_four(host.ada(&["show", "grace/2026-11-23"]));
        assert!(!shown.stdout().contains("reviewed by"), "{style:?} {shown}");
        // And nothing is sent once more.
        let log = host.team.tip("hub.git");
        at_four(host.ada(&["sync"])).notes("in step with origin\n");
        assert_eq!(host.team.tip("hub.git"), log, "{style:?}");
        host.team.assert_sound(&["ada", "hub.git"]);
    }
}

#[test]
fn reading_ends_what_was_merged_and_posting_begins_anew() {
    for style in ALL {
        let host = Host::at(NOWHERE).with("gh");
        host.propose("One").run().ok();
        merge(&host, style, ADA);
        let digest = at_four(host.ada(&["digest", "today"]));
        digest.notes("proposal ada/2026-11-23 was merged\n");
        assert_eq!(host.branch("ada", ADA), None, "{style:?}");
        let log = host.team.tip("hub.git");
        at_four(host.propose("Two"));
        let update = host.text(ADA, FILE);
        assert!(
            update.contains("One") && update.contains("Two"),
            "{style:?} {update}"
        );
        let above = format!("{log}..{ADA}");
        let count = host.team.hub(&["rev-list", "--count", &above]);
        assert_eq!(count, "1", "{style:?}");
        merge(&host, style, ADA);
        at_four(host.ada(&["sync"])).notes("proposal ada/2026-11-23 was merged\n");
        let digest = at_four(host.ada(&["digest", "today"]));
        assert_eq!(digest.stdout().matches("Two").count(), 1, "{style:?}");
    }
}

#[test]
fn posting_again_where_the_branch_was_kept_moves_it_forward() {
    for style in ALL {
        let host = Host::at(NOWHERE);
        host.propose("One").run().ok();
        let old = host.branch("hub.git", ADA).expect("it was sent");
        merge(&host, style, ADA);
        let name = format!("refs/heads/{ADA}");
        host.team.hub(&["update-ref", &name, &old]);
        let said = at_four(host.propose("Two"));
        said.notes("what was proposed of ada/2026-11-23 before is in the log");
        let new = host.branch("hub.git", ADA).expect("it was sent");
        assert_eq!(host.team.hub(&["merge-base", &old, &new]), old, "{style:?}");
        let diff = [
            "diff",
            "--stat",
            "tidings...tidings-proposals/ada/2026-11-23",
        ];
        let diff = host.team.hub(&diff);
        assert!(
            diff.contains("1 file changed, 1 insertion"),
            "{style:?} {diff}"
        );
    }
}

#[test]
fn what_is_closed_is_kept_aside_and_not_sent_again() {
    let host = Host::at(NOWHERE);
    host.propose("Not wanted").run().ok();
    let tip = host.branch("hub.git", ADA).expect("it was sent");
    host.team
        .hub(&["update-ref", "-d", &format!("refs/heads/{ADA}")]);
    let said = host.ada(&["sync"]).run().ok();
    let said = said.notes("proposal ada/2026-11-23 was closed without being merged\n");
    let kept = &tip[..12];
    said.notes(&format!(
        "what it said: tidings show --at {kept} ada/2026-11-23\n"
    ));
    let shown = host.ada(&["show", "--at", kept, "ada/2026-11-23"]).run();
    shown.ok().says("Not wanted");
    assert_eq!(
        (host.branch("hub.git", ADA), host.branch("ada", ADA)),
        (None, None)
    );
    let ada = host.team.path("ada");
    let kept = [
        "for-each-ref",
        "--format=%(objectname)",
        "refs/tidings/kept",
    ];
    assert_eq!(host.team.sandbox.git(&ada, &kept), tip);
    host.ada(&["sync"]).run().ok();
    assert_eq!(host.branch("hub.git", ADA), None);
    // What was added since it was sent is no part of what was closed.
    host.propose("Once more").run().ok();
    host.ada(&["post", "--no-input", "--propose", "--no-push", "And this"])
        .run()
        .ok();
    host.team
        .hub(&["update-ref", "-d", &format!("refs/heads/{ADA}")]);
    host.ada(&["sync"]).run().ok();
    let update = host.text(ADA, FILE);
    assert!(
        update.contains("And this") && !update.contains("Not wanted"),
        "{update}"
    );
}

#[test]
fn what_is_closed_is_not_sent_again_while_it_is_checked_out() {
    let host = Host::at(NOWHERE);
    host.propose("Not wanted").run().ok();
    let ada = host.team.path("ada");
    host.team.sandbox.git(&ada, &["switch", "--quiet", ADA]);
    host.team
        .hub(&["update-ref", "-d", &format!("refs/heads/{ADA}")]);
    let said = host.ada(&["sync"]).run().ok();
    said.notes("proposal ada/2026-11-23 was closed without being merged\n");
    let tip = host.branch("ada", ADA).expect("it is checked out");
    for _ in 0..2 {
        host.ada(&["sync"]).run().ok();
        assert_eq!(host.branch("hub.git", ADA), None);
        assert_eq!(host.branch("ada", ADA), Some(tip.clone()));
    }
    let said = host.propose("Once more").run().ok();
    said.notes("was closed without being merged; this is proposed anew");
    let update = host.text(ADA, FILE);
    assert!(
        update.contains("Once more") && !update.contains("Not wanted"),
        "{update}"
    );
    let here = std::fs::read_to_string(ada.join(FILE)).expect("it is checked out");
    assert!(here.contains("Once more"), "{here}");
}

#[test]
fn what_a_reviewer_adds_is_built_upon() {
    let host = Host::at(NOWHERE);
    host.propose("Shipped the imporer").run().ok();
    let work = host.team.clone("review");
    let git = |args: &[&str]| host.team.sandbox.git(&work, args);
    git(&["switch", "--quiet", ADA]);
    let path = work.join(FILE);
    let text = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(&path, text.replace("imporer", "importer")).expect("it is writable");
    let message = "Apply suggestion\n\nCo-authored-by: Grace Sample <grace@example.org>\n";
    git(&["commit", "--quiet", "--all", "-m", message]);
    git(&["push", "--quiet", "origin", ADA]);
    host.propose("And more").run().ok();
    let update = host.text(ADA, FILE);
    assert!(
        update.contains("importer") && update.contains("And more"),
        "{update}"
    );
    merge(&host, Style::Merge, ADA);
    let digest = at_four(host.ada(&["digest", "today"]));
    let text = digest.stdout();
    assert!(text.contains("written with grace: 2026-11-23"), "{text}");
    assert!(text.contains("reviewed by grace: 2026-11-23"), "{text}");
}

#[test]
fn a_checkout_of_somebody_elses_proposal_is_left_alone() {
    let host = Host::at(NOWHERE);
    host.propose("Mine").run().ok();
    let grace = host.team.path("grace");
    let git = |args: &[&str]| host.team.sandbox.git(&grace, args);
    let refspec = format!("refs/heads/{ADA}:refs/heads/{ADA}");
    let hub = host.team.url();
    git(&["fetch", "--quiet", &hub, &refspec]);
    host.team
        .hub(&["update-ref", "-d", &format!("refs/heads/{ADA}")]);
    host.grace(&["sync"]).run().ok();
    assert!(host.branch("grace", ADA).is_some());
    assert_eq!(host.branch("hub.git", ADA), None);
}

#[test]
fn what_was_pushed_by_hand_and_squashed_is_not_sent_again() {
    for with_names in [true, false] {
        let host = Host::at(NOWHERE);
        for text in ["One", "Two"] {
            let post = ["post", "--no-input", "--no-push", text];
            host.ada(&post).run().ok();
        }
        let ada = host.team.path("ada");
        let url = host.team.url();
        let push = ["push", "--quiet", &url, "tidings:refs/heads/by-hand"];
        host.team.sandbox.git(&ada, &push);
        let button = host.team.clone("button");
        let git = |args: &[&str]| host.team.sandbox.git(&button, args);
        git(&["switch", "--quiet", "tidings"]);
        git(&["merge", "--quiet", "--squash", "origin/by-hand"]);
        let names = git(&[
            "log",
            "--format=* %s%n%n%b",
            "origin/tidings..origin/by-hand",
        ]);
        let body = if with_names { names.as_str() } else { "" };
        git(&["commit", "--quiet", "-m", "By hand (#7)", "-m", body]);
        git(&["push", "--quiet", "origin", "tidings"]);
        let log = host.team.tip("hub.git");
        let said = host.ada(&["sync"]).run().ok();
        said.notes("2 unsent commits are merged at origin already\n");
        let tips = (host.team.tip("hub.git"), host.team.tip("ada"));
        assert_eq!(tips, (log.clone(), log), "{with_names}");
        let digest = host.ada(&["digest", "today"]).run().ok();
        assert_eq!(
            digest.stdout().matches("• One").count().max(1),
            1,
            "{digest}"
        );
    }
}
