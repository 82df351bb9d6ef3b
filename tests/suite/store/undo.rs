use super::{Team, path};
use crate::kit::{Sandbox, Signing};

/// The days on which posts are made, the last one first.
const DAYS: [&str; 2] = ["2026-11-20", "2026-11-19"];

impl Team {
    fn post(&self, day: &str, text: &str) {
        let post = ["post", "--no-input", "--for", day, text];
        self.run(&post).run().ok();
    }

    fn files(&self) -> String {
        self.git(&["ls-tree", "-r", "--name-only", "tidings", "updates"])
    }
}

#[test]
fn what_nobody_saw_is_dropped_one_post_after_the_other() {
    let team = Team::new();
    let start = team.tip();
    team.post(DAYS[1], "first");
    let first = team.tip();
    team.post(DAYS[0], "second");
    for want in [&first, &start] {
        team.run(&["undo"]).run().ok().notes("taken back");
        assert_eq!(&team.tip(), want);
    }
    team.run(&["undo"]).run().code(1).notes("tidings log");
    assert_eq!(team.tip(), start);
}

#[test]
fn what_was_committed_by_hand_meanwhile_stays_as_it_is() {
    let team = Team::new();
    team.post(DAYS[0], "too early");
    let tree = team.git(&["rev-parse", "tidings^{tree}"]);
    let hand = team.git(&["commit-tree", "-p", "tidings", "-m", "by hand", &tree]);
    team.git(&["update-ref", "refs/heads/tidings", &hand]);
    team.run(&["undo"]).run().ok().notes("withdrawn");
    assert_eq!(team.git(&["rev-parse", "tidings^"]), hand);
    assert_eq!(team.files(), "");
}

#[test]
fn own_posts_that_stand_on_it_are_made_anew() {
    let team = Team::new();
    team.post(DAYS[0], "edited");
    team.post(DAYS[1], "kept");
    // The last post is the one of the earlier day; take both back.
    team.run(&["undo"]).run().ok().notes("taken back");
    assert_eq!(team.files(), "updates/2026/11/20/ada.yaml");
    // Nor does it matter whose they are, as long as nothing is signed.
    team.grace(&["status"]).run().ok();
    team.run(&["undo"]).run().ok().notes("taken back");
    assert_eq!(team.files(), "");
    assert_eq!(
        team.git(&["log", "-1", "--format=%ae", "tidings"]),
        "grace@example.org"
    );
}

#[test]
fn what_may_have_been_sent_is_withdrawn() {
    for options in [&[][..], &["--single-branch"]] {
        let team = Team::new();
        let here = team.clone("clone", options);
        let run = |args: &[&str]| team.sandbox.tidings(args).cwd(&here).run().ok();
        team.sandbox
            .git(&here, &["fetch", "--quiet", "origin", "tidings"]);
        if options.is_empty() {
            run(&["post", "--no-input", "--no-push", "unsent"]);
            run(&["undo"]).notes("taken back");
        } else {
            team.sandbox
                .git(&here, &["branch", "tidings", "FETCH_HEAD"]);
        }
        // By hand, so that no trace of it need be left here.
        run(&["post", "--no-input", "--no-push", "sent"]);
        team.sandbox.git(
            &here,
            &["push", "--quiet", path(&team.log), "tidings:tidings"],
        );
        if options.is_empty() {
            team.sandbox.git(&here, &["fetch", "--quiet"]);
        }
        run(&["undo"]).notes("withdrawn");
        // What was sent is still in the history of what will be.
        let tip = team.tip();
        team.sandbox
            .git(&here, &["merge-base", "--is-ancestor", &tip, "tidings"]);
    }
}

#[test]
fn a_checkout_follows_or_stays_as_it_is() {
    let team = Team::new();
    team.post(DAYS[0], "here");
    let to = team.sandbox.path("work/checkout");
    team.git(&["worktree", "add", "--quiet", path(&to), "tidings"]);
    let file = to.join("updates/2026/11/20/ada.yaml");
    let saved = std::fs::read_to_string(&file).expect("the update is checked out");
    std::fs::write(&file, format!("{saved}# a remark\n")).expect("it can be written");
    let tip = team.tip();
    team.run(&["undo"]).run().code(1).notes("has changes");
    assert_eq!(team.tip(), tip);
    let kept = std::fs::read_to_string(&file).expect("the update is still there");
    assert!(kept.ends_with("# a remark\n"), "{kept}");

    std::fs::write(&file, saved).expect("it can be written");
    std::fs::write(to.join("README.md"), "changed\n").expect("it can be written");
    team.run(&["undo"]).run().ok().notes("taken back");
    assert!(!file.exists());
    let status = team.sandbox.git(&to, &["status", "--porcelain"]);
    assert_eq!(status, " M README.md");
}

#[test]
fn undoing_and_posting_at_one_moment_loses_no_post() {
    let team = Team::new();
    team.post(DAYS[0], "to be taken back");
    team.grace(&["status"]).run().ok();
    let days: Vec<String> = (1..=12).map(|day| format!("2026-11-{day:02}")).collect();
    std::thread::scope(|scope| {
        let post = |half: usize| {
            for day in days.iter().skip(half).step_by(2) {
                let post = ["post", "--no-input", "--for", day, "hers"];
                let run = team.run(&post);
                run.author("Grace Example", "grace@example.org").run().ok();
            }
        };
        scope.spawn(move || post(0));
        scope.spawn(move || post(1));
        scope.spawn(|| team.run(&["undo"]).run().ok());
    });
    let files = team.files();
    assert_eq!(files.lines().count(), days.len(), "{files}");
    assert!(!files.contains("ada"), "{files}");
}

#[test]
fn nobody_signs_again_what_somebody_else_signed() {
    for way in Signing::supported(&Sandbox::new()) {
        let team = Team::new();
        team.grace(&["status"]).run().ok();
        team.post(DAYS[0], "too early");
        way.set_up(&team.sandbox);
        let hers = ["post", "--no-input", "--for", DAYS[0], "signed"];
        let hers = team.run(&hers).env("GIT_COMMITTER_NAME", "Grace Example");
        hers.env("GIT_AUTHOR_NAME", "Grace Example")
            .env("GIT_AUTHOR_EMAIL", "grace@example.org")
            .env("GIT_COMMITTER_EMAIL", "grace@example.org")
            .run()
            .ok();
        let signed = team.tip();
        team.run(&["undo"]).run().ok().notes("withdrawn");
        assert_eq!(team.git(&["rev-parse", "tidings^"]), signed, "{way:?}");
    }
}
