//! `log --decisions`: what was decided, by whom and when.

use serde_json::Value;

use super::Thread;

fn record(thread: &Thread, args: &[&str]) -> Value {
    let args = [&["log", "--decisions", "--format", "json"], args].concat();
    let run = thread.team.tidings(&args).now("2027-03-01T09:00:00Z");
    run.run().ok().json()
}

fn texts(record: &Value) -> Vec<&str> {
    let decisions = record["decisions"].as_array().expect("decisions");
    let texts = decisions.iter().map(|one| one["decision"]["text"].as_str());
    texts.map(|text| text.expect("a text")).collect()
}

#[test]
fn decisions_are_on_record_whatever_their_age_and_filtered() {
    let thread = Thread::begin();
    let decide = |handle: &str, now: &str, to: &str, text: &str| {
        let args = ["reply", to, text, "--decided"];
        thread.by(handle, &args).now(now).run().ok();
    };
    let none = thread.by("ada", &["log", "--decisions"]).run().ok();
    none.notes("no decision matches");
    decide(
        "grace",
        "2026-11-21T09:00:00Z",
        &thread.question,
        "We keep 30 days",
    );
    thread.reply("grace", &[&thread.question, "Not a decision"]);
    decide(
        "linus",
        "2027-02-01T09:00:00Z",
        &thread.blocker,
        "We buy a second server",
    );
    decide(
        "grace",
        "2027-02-02T09:00:00Z",
        "ada/2026-11-20",
        "Fridays are quiet",
    );
    for (args, want) in [
        (
            &[][..],
            &[
                "Fridays are quiet",
                "We buy a second server",
                "We keep 30 days",
            ][..],
        ),
        (&["-n", "1"], &["Fridays are quiet"]),
        // The question is of November, and was decided on in February.
        (
            &["--since", "2027-02-01"],
            &["Fridays are quiet", "We buy a second server"],
        ),
        (&["--until", "2026-12-31"], &["We keep 30 days"]),
        (&["--author", "linus"], &["We buy a second server"]),
        (
            &["--member", "grace", "-n", "0"],
            &["Fridays are quiet", "We keep 30 days"],
        ),
        (&["--section", "questions"], &["We keep 30 days"]),
        (&["--grep", "RETENTION"], &["We keep 30 days"]),
        (&["--grep", "server"], &["We buy a second server"]),
        (&["--grep", "no such words"], &[]),
    ] {
        let record = record(&thread, args);
        assert_eq!(texts(&record), want, "{args:?}");
    }
    let all = record(&thread, &[]);
    let first = &all["decisions"][2];
    assert_eq!(first["asked"], "Which retention?");
    assert_eq!(first["section"], "questions");
    assert_eq!(first["author"], "ada");
    assert_eq!(first["decision"]["author"], "grace");
    assert_eq!(first["decision"]["written"], "2026-11-21T09:00:00+00:00");
    let commit = first["decision"]["commit"].as_str().expect("a commit");
    thread.team.git(&["cat-file", "-e", commit]);
    assert_eq!(record(&thread, &["-n", "1"])["more"], true);
    let terminal = thread.by("ada", &["log", "--decisions"]);
    terminal
        .now("2027-03-01T09:00:00Z")
        .run()
        .ok()
        .says("Grace Example decided")
        .says("? Which retention?")
        .says("We keep 30 days")
        .says("asked by Ada Example");
}
