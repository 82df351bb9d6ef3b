//! Clones whose history is cut off.

use std::path::PathBuf;

use super::Desk;
use super::desk::column;
use crate::kit::{Invocation, Output};

/// After all that is posted here.
const NOW: &str = "2026-12-28T09:00:00Z";

/// The day before which nothing that the digest of 2026-W50 shows happened,
/// less the time for which a walk looks on, and some time to spare.
const NEEDED: &str = "2026-11-28";

/// A log with a post a day from 9 November to 24 December.
fn desk() -> Desk {
    let desk = Desk::new();
    let november = (9..=30).map(|day| format!("2026-11-{day:02}"));
    let december = (1..=24).map(|day| format!("2026-12-{day:02}"));
    for day in november.chain(december) {
        let when = format!("{day}T14:00:00Z");
        desk.post_at("ada", &when, &day, &["-d", "Went on"]);
    }
    // One that was edited, so that its history matters.
    desk.post_at(
        "ada",
        "2026-12-25T14:00:00Z",
        "2026-12-08",
        &["-d", "Added"],
    );
    desk
}

/// Makes a clone of the newest commit alone.
fn shallow(desk: &Desk, name: &str) -> PathBuf {
    let source = format!("file://{}", desk.repository.display());
    let clone = desk.sandbox.path(&format!("work/{name}"));
    let args = [
        "clone", "--quiet", "--depth", "1", "--branch", "tidings", &source,
    ];
    desk.sandbox.program("git", &args).arg(&clone).run().ok();
    clone
}

/// Prepares a run in a clone.
fn run(desk: &Desk, clone: &PathBuf, args: &[&str]) -> Invocation {
    desk.prepare("ada", NOW, args).cwd(clone)
}

/// Runs the same in the clone and where the log is whole.
fn both(desk: &Desk, clone: &PathBuf, args: &[&str]) -> [Output; 2] {
    [clone, &desk.repository].map(|place| run(desk, place, args).run().ok())
}

/// Returns the days on which the commits of a clone were made, the newest
/// first.
fn days(desk: &Desk, clone: &PathBuf) -> Vec<String> {
    let args = ["log", "--date=short", "--format=%cd", "tidings"];
    let days = desk.sandbox.git(clone, &args);
    days.lines().map(str::to_owned).collect()
}

#[test]
fn a_shallow_clone_digests_as_a_whole_one_does() {
    let desk = desk();
    let clone = shallow(&desk, "shallow");
    assert_eq!(days(&desk, &clone).len(), 1);
    for format in ["json", "markdown", "html", "terminal"] {
        let args = ["digest", "2026-W50", "--format", format];
        let [here, whole] = both(&desk, &clone, &args);
        assert_eq!(here.stdout(), whole.stdout(), "{here}");
    }
    // As far as the window needs it, and no further.
    let days = days(&desk, &clone);
    assert!(days.len() > 20, "{days:?}");
    assert!(days.iter().all(|day| day.as_str() >= NEEDED), "{days:?}");
    // Nothing is checked out otherwise than before.
    let changes = desk.sandbox.git(&clone, &["status", "--porcelain"]);
    assert_eq!(changes, "");
}

#[test]
fn whatever_walks_history_fetches_what_it_lacks() {
    let desk = desk();
    let range = format!("{}..{}", desk.git(&["rev-parse", "tidings~9"]), desk.tip());
    for (name, args) in [
        ("show", &["show", "ada/2026-12-08", "--format", "json"][..]),
        ("stats", &["stats", "2026-W50", "--format", "json"]),
        ("at", &["digest", "2026-W50", "--at", "tidings"]),
    ] {
        let clone = shallow(&desk, name);
        let [here, whole] = both(&desk, &clone, args);
        assert_eq!(here.stdout(), whole.stdout(), "{here}");
        assert!(days(&desk, &clone).iter().all(|day| day.as_str() >= NEEDED));
    }
    // The first commit of a range has to be here.
    let clone = shallow(&desk, "range");
    let first = range.split('.').next().expect("a commit");
    let fetch = ["fetch", "--quiet", "--depth=1", "origin", first];
    desk.sandbox.git(
        &desk.repository,
        &["config", "uploadpack.allowAnySHA1InWant", "true"],
    );
    desk.sandbox.git(&clone, &fetch);
    let args = ["digest", "--range", &range, "--format", "json"];
    let [here, whole] = both(&desk, &clone, &args);
    assert_eq!(here.stdout(), whole.stdout(), "{here}");
}

#[test]
fn a_gap_in_history_is_crossed() {
    let desk = Desk::new();
    // Nobody wrote for months before and after.
    for (when, day) in [
        ("2026-11-03T14:00:00Z", "2026-11-03"),
        ("2027-06-01T14:00:00Z", "2027-06-01"),
        ("2027-12-01T14:00:00Z", "2027-12-01"),
    ] {
        desk.post_at("ada", when, day, &["-d", "Went on"]);
    }
    let clone = shallow(&desk, "shallow");
    let args = ["digest", "2027-06-01", "--format", "json"];
    let [here, whole] = both(&desk, &clone, &args);
    assert_eq!(here.stdout(), whole.stdout(), "{here}");
    assert_eq!(here.json()["incomplete"], false);
}

#[test]
fn without_the_remote_a_digest_says_that_it_is_incomplete() {
    let desk = Desk::new();
    desk.post("ada", "2026-11-17", &["-d", "Old"]);
    desk.post("ada", "2026-11-18", &["-d", "New"]);
    let clone = shallow(&desk, "shallow");
    let digest = |args: &[&str]| {
        let args = [&["digest", "2026-W47"], args].concat();
        desk.prepare("ada", crate::kit::NOW, &args).cwd(&clone)
    };
    let check = |offline: &[&str]| {
        let json = digest(&[&["--format", "json"], offline].concat());
        let json = json.run().ok().json();
        assert_eq!(json["incomplete"], true);
        assert_eq!(
            column(&json["updates"], "period"),
            ["2026-11-17", "2026-11-18"]
        );
        // The boundary is not taken for the commit that added everything.
        assert_eq!(json["updates"][0]["history"], serde_json::Value::Null);
        for format in ["terminal", "markdown", "html"] {
            let said = digest(&[&["--format", format], offline].concat());
            said.run().ok().says("Incomplete: the clone is shallow");
        }
    };
    check(&["--offline"]);
    let away = desk.sandbox.path("away");
    std::fs::rename(&desk.repository, &away).expect("it is there");
    check(&[]);
    std::fs::rename(&away, &desk.repository).expect("it was there");
    // A remote that was away is left alone for a while.
    check(&[]);
    let later = digest(&["--format", "json"]).now("2026-11-23T12:00:00Z");
    assert_eq!(later.run().ok().json()["incomplete"], false);
}
