use serde_json::Value;

use super::log::{Log, TEAM};

/// A month of Ada's questions, one each Monday at nine in Paris, to Grace,
/// Linus and Mary, which Mary answers after so many hours of work.
fn month(hours: &[u32]) -> Log {
    let log = Log::with(TEAM);
    for (week, hours) in hours.iter().enumerate() {
        let day = format!("2026-11-{:02}", 2 + 7 * week);
        let at = format!("{day}T11:00:00Z");
        let question = log.ask("ada", &at, "-q", "@grace @linus @mary Which queue?");
        // From noon in Paris five hours are left, and eight are in each day.
        let (days, hours) = if *hours <= 5 {
            (0, 11 + hours)
        } else {
            (1, 8 + hours - 5)
        };
        let at = format!("2026-11-{:02}T{hours:02}:00:00Z", 2 + 7 * week + days);
        log.run(
            "mary",
            &at,
            &["reply", &question, "The fast one", "--no-push"],
        );
        log.run("ada", &at, &["resolve", &question, "--no-push"]);
    }
    log
}

fn answers(log: &Log, who: &str, more: &[&str]) -> Value {
    let args = [
        "stats",
        "--answers",
        "--since",
        "2026-11-01",
        "--format",
        "json",
    ];
    let args: Vec<&str> = args.iter().chain(more).copied().collect();
    let json = log.run(who, "2026-11-30T12:00:00Z", &args);
    serde_json::from_str(&json).expect("JSON")
}

#[test]
fn answers_are_counted_beside_the_promise() {
    let log = month(&[1, 3, 5, 7]);
    let json = answers(&log, "ada", &["--by", "team"]);
    let question = &json["purposes"][0];
    assert_eq!(
        (&question["title"], &question["promise"]),
        (&"Question".into(), &"1 day".into())
    );
    let total = &question["total"]["numbers"];
    for (key, want) in [
        ("people", 3),
        ("asked", 4),
        ("answered", 4),
        // Grace, who begins first, has promised the end of her Monday.
        ("in_time", 3),
        ("in_time_percent", 75),
        ("waiting", 0),
        ("median_minutes", 180),
        ("p90_minutes", 420),
    ] {
        assert_eq!(total[key], want, "{key} of {total:#}");
    }
    // Mary alone is asked of mobile, which platform would give away.
    let rows = question["rows"].as_array().expect("a list");
    let titles: Vec<_> = rows.iter().map(|row| row["title"].as_str()).collect();
    assert_eq!(titles, [Some("Others")]);
    assert_eq!(rows[0]["numbers"]["asked"], 4);
    let text = log.run(
        "ada",
        "2026-11-30T12:00:00Z",
        &[
            "stats",
            "--answers",
            "--by",
            "team",
            "--since",
            "2026-11-01",
        ],
    );
    for part in [
        "Question  an answer within 1 day of work",
        "Everybody",
        "3h",
        "7h",
        "75 %",
        "Nobody was asked.",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn by_member_there_is_oneself_alone() {
    let log = month(&[1, 3]);
    for (who, asked) in [("mary", Some(2)), ("grace", Some(2)), ("ada", None)] {
        let json = answers(&log, who, &[]);
        let rows = json["purposes"][0]["rows"]
            .as_array()
            .expect("a list")
            .clone();
        let row = rows.first().map(|row| {
            assert_eq!(row["key"], who);
            row["numbers"]["asked"].as_u64().expect("a number")
        });
        assert_eq!(
            (rows.len(), row),
            (usize::from(asked.is_some()), asked),
            "{who}"
        );
    }
    let grace = answers(&log, "grace", &[])["purposes"][0]["rows"][0]["numbers"].clone();
    assert_eq!(
        (&grace["answered"], &grace["by_others"]),
        (&0.into(), &2.into())
    );
    // A filter does not tell of somebody else either.
    let json = answers(&log, "grace", &["--member", "mary"]);
    assert_eq!(json["purposes"][0]["rows"], serde_json::json!([]));
    assert_eq!(json["purposes"][0]["total"]["numbers"], Value::Null);
}

#[test]
fn before_and_after_the_protocol_changed() {
    let log = month(&[5, 5]);
    log.agree(
        "2026-11-12T09:00:00Z",
        &TEAM.replace("respond: 1 day", "respond: 4 hours"),
    );
    // What is no change of the protocol is none.
    let other = TEAM.replace("respond: 1 day", "respond: 4h");
    log.agree(
        "2026-11-13T09:00:00Z",
        &other.replace("Team Quill", "Team Ink"),
    );
    let at = "2026-11-16T11:00:00Z";
    let question = log.ask("ada", at, "-q", "@grace @linus @mary Which queue?");
    let reply = ["reply", &question, "The fast one", "--no-push"];
    log.run("mary", "2026-11-16T16:00:00Z", &reply);
    let json = answers(&log, "ada", &[]);
    assert_eq!(json["changed_at"], "2026-11-12T10:00:00+01:00");
    let question = &json["purposes"][0];
    assert_eq!(question["promise"], "4 hours");
    assert_eq!(question["promise_before"], "1 day");
    for (part, title, asked, in_time) in [
        ("before", "Before 2026-11-12", 2, 2),
        ("after", "Since 2026-11-12", 1, 0),
    ] {
        let row = &question[part];
        assert_eq!(row["title"], title);
        assert_eq!(row["numbers"]["asked"], asked, "{row:#}");
        assert_eq!(row["numbers"]["in_time"], in_time, "{row:#}");
    }
}
