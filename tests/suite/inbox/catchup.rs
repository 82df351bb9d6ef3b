use super::Office;
use crate::kit::{Sandbox, SharedLog, Transport};

#[test]
fn one_page_tells_what_happened_during_three_weeks_of_leave() {
    let office = Office::new();
    office.post("grace", "2026-10-30T15:00:00Z", &["-d", "Off to the sea"]);
    office.run(
        "grace",
        "2026-10-30T16:00:00Z",
        &["away", "2026-11-02..2026-11-22", "--no-push"],
    );
    office.post(
        "ada",
        "2026-11-05T09:00:00Z",
        &[
            "-q",
            "@grace Which paper?",
            "-q",
            "@linus Which press?",
            "--health",
            "on-track",
        ],
    );
    office.post(
        "linus",
        "2026-11-06T09:00:00Z",
        &["-d", "Oiled the press", "--health", "on-track"],
    );
    let press = office.address("Which press?");
    office.run(
        "linus",
        "2026-11-07T09:00:00Z",
        &["reply", &press, "--decided", "The old one"],
    );
    office.post(
        "linus",
        "2026-11-20T09:00:00Z",
        &["-d", "It broke", "--health", "off-track"],
    );
    let back = office.run("grace", "2026-11-20T10:00:00Z", &["back"]);
    for part in [
        "since Friday 2026-10-30 · you last posted",
        "Which paper?",
        "Decided",
        "The old one",
        "Off track",
        "Linus Specimen",
        "It broke",
    ] {
        assert!(back.stdout().contains(part), "{part}\n{back}");
    }
    let lines = back.stdout().lines().count();
    assert!(lines < 30, "{back}");
    // Whoever comes back on the day after finds it too, and so at any time.
    let again = office.run("grace", "2026-11-23T09:00:00Z", &["catchup"]);
    assert!(again.stdout().contains("The old one"), "{again}");
    let json = office.run(
        "grace",
        "2026-11-23T09:00:00Z",
        &["catchup", "--format", "json"],
    );
    let json = json.json();
    assert_eq!(json["decided"][0]["text"], "The old one");
    assert_eq!(json["decided"][0]["item"], "Which press?");
    assert_eq!(json["decided"][0]["yours"], false);
    assert_eq!(json["off_track"][0]["handle"], "linus");
    // Nobody reads what somebody else missed.
    let other = office.run(
        "ada",
        "2026-11-23T09:00:00Z",
        &["away", "2026-11-23", "--as", "linus"],
    );
    assert_eq!(other.stdout(), "");
    let other = office.run("ada", "2026-11-23T10:00:00Z", &["back", "--as", "linus"]);
    assert_eq!(other.stdout(), "");
}

#[test]
fn whoever_is_back_hears_of_what_is_only_at_the_remote_yet() {
    let sandbox = Sandbox::new();
    let log = SharedLog::start(&sandbox, Transport::File, 2);
    let (mine, other) = (log.clone_for(0), log.clone_for(1));
    let by = |member: usize, clone, now: &str, args: &[&str]| {
        let run = log.tidings(member, clone, args).now(now).run();
        run.ok()
    };
    let leave = ["away", "2026-11-02..2026-11-20"];
    by(0, &mine, "2026-10-30T15:00:00Z", &leave);
    let ask = [
        "post",
        "--no-input",
        "--for",
        "2026-11-05",
        "-q",
        "@m00 Which paper?",
    ];
    by(1, &other, "2026-11-05T09:00:00Z", &ask);
    let back = by(0, &mine, "2026-11-23T09:00:00Z", &["back"]);
    back.says("Which paper?")
        .notes("is not away on Monday 2026-11-23");
}
