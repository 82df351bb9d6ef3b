use serde_json::Value;

use super::log::{Log, TEAM};

/// Two questions of Ada's on Monday 16 November at eleven in Paris: one to
/// Grace in New York, one to her and Linus in Tokyo.
fn asked() -> (Log, String, String) {
    let log = Log::with(TEAM);
    let at = "2026-11-16T10:00:00Z";
    let one = log.ask("ada", at, "-q", "@grace Which retention do we promise?");
    let two = log.ask("ada", at, "-q", "@grace @linus Which queue?");
    (log, one, two)
}

fn digest(log: &Log, at: &str, format: &str) -> String {
    let args = ["digest", "2026-W47", "--zone", "UTC", "--format", format];
    log.run("mary", at, &args)
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn a_digest_tells_by_when_answers_are_due() {
    let (log, one, two) = asked();
    // Grace begins at 14:00 in UTC and has promised the end of that day.
    for (at, want) in [
        ("2026-11-16T12:00:00Z", "answer due in 8h"),
        ("2026-11-16T15:30:00Z", "answer due in 6h 30m"),
        ("2026-11-16T22:00:00Z", "answer overdue ·"),
        ("2026-11-17T15:00:00Z", "answer overdue by 1h"),
    ] {
        says(&digest(&log, at, "terminal"), &[want]);
    }
    let at = "2026-11-17T15:00:00Z";
    says(&digest(&log, at, "markdown"), &["· answer overdue by 1h ·"]);
    says(
        &digest(&log, at, "html"),
        &["<span>answer overdue by 1h</span>"],
    );
    let json: Value = serde_json::from_str(&digest(&log, at, "json")).expect("JSON");
    let questions = json["attention"]["questions"].as_array().expect("a list");
    let waiting = |address: &str| {
        let mut all = questions.iter();
        let found = all.find(|open| open["item"]["address"] == address);
        found.expect("it is open")["waiting"].clone()
    };
    assert_eq!(waiting(&one)["due"], "2026-11-16T22:00:00+00:00");
    assert_eq!(waiting(&two)["due_from"], "grace");
    assert_eq!(waiting(&two)["minutes_overdue"], 60);
    assert_eq!(
        waiting(&two)["people"],
        serde_json::json!(["grace", "linus"])
    );
    // Somebody has seen one and answered the other.
    log.run(
        "grace",
        "2026-11-17T16:00:00Z",
        &["reply", &one, "--ack", "--no-push"],
    );
    log.run(
        "linus",
        "2026-11-18T02:00:00Z",
        &["reply", &two, "The fast one", "--no-push"],
    );
    let text = digest(&log, "2026-11-18T09:00:00Z", "terminal");
    says(&text, &["seen by Grace Sample", "answered ·"]);
    assert!(!text.contains("Talk it over"), "{text}");
}

#[test]
fn without_a_guide_there_are_only_ages() {
    let (from, until) = (TEAM.find("protocol:"), TEAM.find("members:"));
    let plain = TEAM.replace(&TEAM[from.expect("a guide")..until.expect("members")], "");
    let log = Log::with(&plain);
    log.ask(
        "ada",
        "2026-11-16T10:00:00Z",
        "-q",
        "@grace Which retention?",
    );
    log.ask("ada", "2026-11-16T10:00:00Z", "-q", "Which queue?");
    let text = digest(&log, "2026-11-20T09:00:00Z", "terminal");
    says(
        &text,
        &[
            "Ada Example · 4 days · asks Grace Sample",
            "nobody is asked",
        ],
    );
    assert!(!text.contains("answer") && !text.contains("Talk"), "{text}");
}

#[test]
fn what_waits_too_long_is_talked_over_until_it_is_decided() {
    let (log, one, two) = asked();
    let at = "2026-11-18T09:00:00Z";
    let text = digest(&log, at, "terminal");
    says(
        &text,
        &[
            "Talk it over\n  question    Which retention do we promise?",
            // In her zone and in his; the report is in UTC.
            "Wed 2026-11-18 14:00-16:00 · Ada Example 15:00-17:00\n",
            "Grace Sample 09:00-11:00\n",
            &format!("tidings reply {one} --decided \"...\""),
            "no hours in common within two weeks",
        ],
    );
    // Each is told once.
    assert_eq!(text.matches("Which queue?").count(), 2, "{text}");
    assert!(!text.contains("Needs attention"), "{text}");
    says(
        &digest(&log, at, "markdown"),
        &["### Talk it over", "  - Wed 2026-11-18 14:00-16:00"],
    );
    says(
        &digest(&log, at, "html"),
        &["<h2 id=\"talk\">Talk it over</h2>", "15:00-17:00"],
    );
    let json: Value = serde_json::from_str(&digest(&log, at, "json")).expect("JSON");
    let talk = &json["attention"]["talk"];
    assert_eq!(talk[0]["rules"], serde_json::json!(["overdue"]));
    assert_eq!(talk[0]["from"], "2026-11-18T14:00:00+00:00");
    assert_eq!(talk[0]["hours"][1]["from"], "2026-11-18T09:00:00-05:00");
    assert_eq!(
        talk[1]["people"],
        serde_json::json!(["ada", "grace", "linus"])
    );
    assert_eq!(talk[1]["from"], Value::Null);
    let status = log.run("grace", at, &["status"]);
    says(
        &status,
        &["Talk        Which retention do we promise?", "and 1 more"],
    );
    let status = log.run("mary", at, &["status"]);
    assert!(!status.contains("Talk"), "{status}");
    for address in [&one, &two] {
        let reply = ["reply", address, "--decided", "Forty days", "--no-push"];
        log.run("grace", "2026-11-18T15:00:00Z", &reply);
    }
    let text = digest(&log, "2026-11-18T16:00:00Z", "terminal");
    assert!(!text.contains("Talk it over"), "{text}");
}

#[test]
fn what_went_back_and_forth_or_blocks_several_is_talked_over() {
    let log = Log::with(TEAM);
    let question = log.ask("ada", "2026-11-16T10:00:00Z", "-q", "@mary Which queue?");
    for (who, hour) in [("mary", 11), ("ada", 12), ("mary", 13)] {
        let at = format!("2026-11-16T{hour}:00:00Z");
        let text = digest(&log, &at, "terminal");
        assert!(!text.contains("Talk it over"), "{text}");
        log.run(who, &at, &["reply", &question, "Hm", "--no-push"]);
    }
    let at = "2026-11-16T14:00:00Z";
    says(
        &digest(&log, at, "terminal"),
        &["went back and forth 3 times", "Mon 2026-11-16 14:00-16:00"],
    );
    for who in ["ada", "linus", "mary"] {
        log.ask(who, at, "-b", "@grace Staging is read-only");
    }
    let json: Value =
        serde_json::from_str(&digest(&log, "2026-11-16T14:30:00Z", "json")).expect("JSON");
    let talk = json["attention"]["talk"].as_array().expect("a list");
    let reasons: Vec<_> = talk.iter().map(|one| one["reasons"][0].as_str()).collect();
    assert!(
        reasons.contains(&Some("3 people need Grace Sample")),
        "{reasons:?}"
    );
    assert_eq!(talk.len(), 2);
}
