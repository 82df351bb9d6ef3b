//! Base and head in the CI of forges: the environment of a job, a checkout of
//! one commit, and a fork's head.

use std::path::PathBuf;

use super::Hub;
use super::hub::{ADA, GRACE, update};
use crate::kit::Invocation;

/// A pull request from a fork, as the server keeps it.
struct Request {
    hub: Hub,
    /// Where the target branch is.
    base: String,
    /// The fork's commit.
    head: String,
    /// What merging it would make.
    merge: String,
}

impl Request {
    /// Opens one with a file of Ada's, two commits behind the target.
    fn open(path: &str, text: &str) -> Self {
        let hub = Hub::new();
        hub.git(&["switch", "-q", "-c", "fork", "main~2"]);
        let head = hub.put("ada", path, text);
        hub.git(&["switch", "-q", "--detach", "main"]);
        hub.git(&["merge", "-q", "--no-ff", "-m", "Merge into main", "fork"]);
        let merge = hub.tip();
        let refs = ["fork:refs/pull/7/head", "HEAD:refs/pull/7/merge"];
        hub.git(&[&["push", "-q", "origin"], &refs[..]].concat());
        let base = hub.git(&["rev-parse", "main"]);
        Self {
            hub,
            base,
            head,
            merge,
        }
    }

    /// Checks one ref out at depth 1, as the forges' own steps do.
    fn checkout(&self, name: &str) -> PathBuf {
        let sandbox = &self.hub.sandbox;
        let place = sandbox.path("work/runner");
        std::fs::create_dir(&place).expect("the sandbox is writable");
        sandbox.git(&place, &["init", "-q"]);
        sandbox.git(&place, &["remote", "add", "origin", self.hub.server.url()]);
        let refspec = format!("+{name}:refs/remotes/{}", name.trim_start_matches("refs/"));
        sandbox.git(
            &place,
            &["fetch", "-q", "--no-tags", "--depth=1", "origin", &refspec],
        );
        sandbox.git(&place, &["checkout", "-q", "--detach", "FETCH_HEAD"]);
        place
    }

    /// Prepares a check in a job of GitHub's.
    fn github(&self, place: &PathBuf, event: &str, args: &[&str]) -> Invocation {
        let sandbox = &self.hub.sandbox;
        let file = sandbox.write("runner/event.json", event);
        sandbox
            .tidings(&[&["check", "--format", "github"], args].concat())
            .cwd(place)
            .env("CI", "true")
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_EVENT_NAME", "pull_request")
            .env("GITHUB_EVENT_PATH", file)
            .env("GITHUB_BASE_REF", "main")
            .env("GITHUB_SHA", &self.merge)
            .env("GITHUB_STEP_SUMMARY", sandbox.path("runner/summary.md"))
    }

    fn event(&self) -> String {
        format!(
            r#"{{"action":"opened","number":7,"pull_request":{{"base":{{"ref":"main","sha":"{}"}},"head":{{"sha":"{}"}}}}}}"#,
            self.base, self.head
        )
    }

    /// Prepares a check in a job of GitLab's.
    fn gitlab(&self, place: &PathBuf, common: &str) -> Invocation {
        self.hub
            .sandbox
            .tidings(&["check", "--format", "gitlab"])
            .cwd(place)
            .env("CI", "true")
            .env("GITLAB_CI", "true")
            .env("CI_COMMIT_SHA", &self.head)
            .env("CI_COMMIT_BEFORE_SHA", "0".repeat(40))
            .env("CI_MERGE_REQUEST_IID", "7")
            .env("CI_MERGE_REQUEST_DIFF_BASE_SHA", common)
            .env("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
    }

    /// Returns how many commits a checkout has.
    fn depth(&self, place: &PathBuf) -> usize {
        let args = ["rev-list", "--count", &self.base, &self.head];
        let count = self.hub.sandbox.git(place, &args);
        count.parse().expect("a number")
    }
}

#[test]
fn github_checks_a_forks_head_from_a_checkout_of_one_commit() {
    let request = Request::open(ADA, &update(ADA, "Reviewed it"));
    let place = request.checkout("refs/pull/7/merge");
    let event = request.event();
    request.github(&place, &event, &[]).run().ok();
    let summary = request.hub.sandbox.path("runner/summary.md");
    let summary = std::fs::read_to_string(summary).expect("a summary");
    let head = &request.head[..10];
    assert!(summary.contains("nothing was found"), "{summary}");
    assert!(summary.contains(&format!("`{head}` against")), "{summary}");
    assert!(summary.contains("1 file differs, 1 commit"), "{summary}");
}

#[test]
fn github_shows_what_is_wrong_where_it_is() {
    let request = Request::open(GRACE, &update(GRACE, "Nothing at all"));
    let place = request.checkout("refs/pull/7/merge");
    let found = request.github(&place, &request.event(), &[]).run().code(3);
    let lines: Vec<&str> = found.stdout().lines().collect();
    assert!(lines.iter().all(|line| line.starts_with("::")), "{found}");
    let file = format!("::error file={GRACE}");
    assert!(lines.iter().any(|line| line.starts_with(&file)), "{found}");
}

#[test]
fn history_is_fetched_no_further_than_needed() {
    let request = Request::open(ADA, &update(ADA, "Reviewed it"));
    // A hundred commits before all of it.
    let hub = &request.hub;
    let place = request.checkout("refs/pull/7/merge");
    request.github(&place, &request.event(), &[]).run().ok();
    assert!(
        request.depth(&place) <= hub_depth(hub),
        "{}",
        request.depth(&place)
    );
    // Offline nothing is, and it says with which command.
    let other = hub.sandbox.path("work/other");
    std::fs::rename(&place, &other).expect("the sandbox is writable");
    let place = request.checkout("refs/pull/7/merge");
    request
        .github(&place, &request.event(), &["--offline"])
        .run()
        .code(1)
        .notes("is not here, and nothing is fetched when offline")
        .notes("hint: fetch it with 'git fetch origin ")
        .notes("fetch-depth: 0");
}

fn hub_depth(hub: &Hub) -> usize {
    let count = hub.git(&["rev-list", "--count", "main", "fork"]);
    count.parse().expect("a number")
}

#[test]
fn a_remote_that_is_away_is_an_error_that_says_so() {
    let request = Request::open(ADA, &update(ADA, "Reviewed it"));
    let place = request.checkout("refs/pull/7/merge");
    std::fs::rename(&request.hub.remote, request.hub.sandbox.path("server/away"))
        .expect("the sandbox is writable");
    let found = request.github(&place, &request.event(), &[]).run();
    found.code(1).notes("origin gave no more: ").notes("hint: ");
}

#[test]
fn a_request_whose_event_cannot_be_read_is_not_believed() {
    let request = Request::open(GRACE, &update(GRACE, "Nothing at all"));
    let place = request.checkout("refs/pull/7/merge");
    let found = request.github(&place, "{", &[]).run().code(3);
    let found = found.says("in the name of 'grace'");
    assert!(!found.stdout().contains("is believed"), "{found}");
    let unnamed = request.github(&place, "{", &["--offline"]);
    let said = unnamed.env("GITHUB_BASE_REF", "").run().code(1);
    said.notes("nothing here says which commit the pull request is to go into")
        .notes("hint: name it: tidings check --base origin/BRANCH");
}

#[test]
fn a_push_is_checked_against_what_was_there() {
    let request = Request::open(ADA, &update(ADA, "Reviewed it"));
    let hub = &request.hub;
    hub.git(&["switch", "-q", "main"]);
    let before = hub.tip();
    let after = hub.put("ada", GRACE, &update(GRACE, "Nothing at all"));
    hub.git(&["push", "-q", "origin", "main"]);
    let place = request.checkout("refs/heads/main");
    for (before, files) in [
        (before, "1 file differs, 1 commit"),
        ("0".repeat(40), "7 files differ"),
    ] {
        let event = format!(r#"{{"before":"{before}","after":"{after}"}}"#);
        let run = request.github(&place, &event, &[]);
        run.env("GITHUB_EVENT_NAME", "push").run().code(3);
        let summary = hub.sandbox.path("runner/summary.md");
        let text = std::fs::read_to_string(&summary).expect("a summary");
        let last = text.lines().rfind(|line| line.contains("against"));
        let last = last.expect("a verdict");
        assert!(last.contains(files), "{last}");
    }
}

#[test]
fn gitlab_checks_the_source_branch_against_its_target() {
    for (path, code) in [(ADA, 0), (GRACE, 3)] {
        let request = Request::open(path, &update(path, "Reviewed it"));
        let common = request.hub.git(&["merge-base", "main", "fork"]);
        let place = request.checkout("refs/pull/7/head");
        let found = request.gitlab(&place, &common).run().code(code);
        let issues = found.json();
        let issues = issues.as_array().expect("a list");
        assert_eq!(issues.is_empty(), code == 0, "{issues:?}");
        let paths = issues.iter().map(|issue| &issue["location"]["path"]);
        assert!(paths.clone().all(|found| found == path), "{issues:?}");
    }
}
