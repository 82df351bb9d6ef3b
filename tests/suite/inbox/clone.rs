use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Office, pairs, waiting};
use crate::kit::Output;

const NOW: &str = "2026-11-20T10:00:00Z";

/// Runs the program in another place than where the office works.
#[track_caller]
fn run(office: &Office, place: &Path, who: &str, now: &str, args: &[&str]) -> Output {
    office.by(who, now, args).cwd(place).run().ok()
}

#[track_caller]
fn inbox(office: &Office, place: &Path, who: &str) -> Value {
    run(office, place, who, NOW, &["inbox", "--format", "json"]).json()
}

/// Clones the office's log.
fn clone(office: &Office, name: &str, options: &[&str]) -> PathBuf {
    let url = format!("file://{}", office.log.repository.display());
    let place = office.log.sandbox.path(name);
    let path = place.to_str().expect("the sandbox has a plain path");
    let args = [&["clone", "-q", "--branch=tidings"], options, &[&url, path]].concat();
    office.log.sandbox.git(&office.log.repository, &args);
    place
}

#[test]
fn a_clone_without_the_past_makes_up_no_hour() {
    let office = Office::new();
    office.post("ada", "2026-11-02T09:00:00Z", &["-q", "@grace Since when?"]);
    office.post("ada", "2026-11-18T09:00:00Z", &["-d", "Waited"]);
    let place = clone(&office, "shallow", &["--depth=1"]);
    let question = pairs(&[("question", "Since when?")]);
    // Nothing more can be fetched.
    office
        .log
        .sandbox
        .git(&place, &["remote", "set-url", "origin", "file:///nowhere"]);
    let here = inbox(&office, &place, "grace");
    assert_eq!(waiting(&here), question);
    let view = &here["waiting"][0];
    assert!(view["since"].is_null() && view["due"].is_null(), "{view}");
    assert_eq!(view["overdue"], false);
    let whole = office.inbox("grace", NOW);
    assert_eq!(waiting(&whole), question);
    assert_eq!(whole["waiting"][0]["due"], "2026-11-02T13:00:00+00:00");
}

#[test]
fn what_was_read_in_one_work_tree_was_read_in_the_other() {
    let office = Office::new();
    office.post(
        "ada",
        "2026-11-20T09:00:00Z",
        &["-d", "Type", "--kudos", "@grace Ink"],
    );
    let other = office.log.sandbox.path("other");
    let path = other.to_str().expect("the sandbox has a plain path");
    let add = ["worktree", "add", "-q", "--detach", path];
    office.log.sandbox.git(&office.log.repository, &add);
    assert_eq!(
        waiting(&inbox(&office, &other, "grace")),
        pairs(&[("kudos", "Ink")])
    );
    run(&office, &other, "grace", NOW, &["inbox", "--mark-read"]);
    for place in [&other, &office.log.repository] {
        let inbox = inbox(&office, place, "grace");
        assert_eq!(waiting(&inbox), []);
        assert_eq!(inbox["since"]["reason"], "read");
    }
}

#[test]
fn two_who_answer_at_one_moment_are_both_heard_by_everybody() {
    let office = Office::new();
    office.post("ada", "2026-11-20T08:00:00Z", &["-q", "@press Which ink?"]);
    let address = office.address("Which ink?");
    let git = |args: &[&str]| office.log.sandbox.git(&office.log.repository, args);
    let branch = git(&["symbolic-ref", "--short", "HEAD"]);
    assert_ne!(branch, "tidings", "it can be pushed to");
    let answers = [("grace", "Black"), ("linus", "Blue")];
    let places = answers.map(|(who, _)| clone(&office, who, &[]));
    for ((who, text), place) in answers.iter().zip(&places) {
        run(
            &office,
            place,
            who,
            "2026-11-20T09:00:00Z",
            &["reply", &address, text, "--no-push"],
        );
    }
    for at in [0, 1, 0] {
        let who = answers[at].0;
        run(&office, &places[at], who, "2026-11-20T09:30:00Z", &["sync"]);
    }
    let all = places.iter().chain([&office.log.repository]);
    let seen: Vec<Value> = all
        .map(|place| inbox(&office, place, "ada")["waiting"].clone())
        .collect();
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
    assert_eq!(seen[0].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&seen[0][0]["kind"], &seen[0][0]["replies"]),
        (&"answer".into(), &2.into())
    );
    for who in ["grace", "linus"] {
        let inbox = inbox(&office, &places[0], who);
        let asked = waiting(&inbox)
            .into_iter()
            .filter(|(kind, _)| kind == "question");
        assert_eq!(asked.count(), 0, "somebody answered");
    }
}
