//! What arguments and options say.

use super::team::Team;

#[test]
fn arguments_and_repeated_options_all_arrive() {
    let team = Team::new();
    let said = [
        "Shipped the importer",
        "--done",
        "Fix #214: quoting",
        "-d",
        "- a dash",
        "-n",
        "Roll out",
        "-n",
        "Write docs",
        "-b",
        "@grace @linus Staging is read-only",
        "-q",
        "@linus: Which retention?",
        "--kudos",
        "@grace The notes saved my night",
        "--note",
        "First.",
        "--note",
        "Second.",
        "--health",
        "at-risk",
        "--answer",
        "learned=libgit2",
        "--answer",
        "read=One",
        "--answer",
        "read=Two",
        "--no-input",
    ];
    team.post(&said)
        .run()
        .ok()
        .notes("saved: ada's daily update for Monday 2026-11-23\n")
        .notes("tidings show ada/2026-11-23")
        .notes("open blockers:");
    let update = team.update(23);
    assert_eq!(
        team.texts(23, "done"),
        ["Shipped the importer", "Fix #214: quoting", "- a dash"]
    );
    assert_eq!(team.texts(23, "next"), ["Roll out", "Write docs"]);
    assert_eq!(update["blockers"][0]["text"], "Staging is read-only");
    let file = team.file("updates/2026/11/23/ada.yaml");
    for part in [
        "needs: [grace, linus]",
        "to: [linus]",
        "to: [grace]",
        "health: at-risk",
        "notes: |-\n  First.\n\n  Second.\n",
        "learned: libgit2",
        "  read:\n    - One\n    - Two\n",
        "time_zone: Europe/Paris",
    ] {
        assert!(file.contains(part), "{part:?} is not in\n{file}");
    }
    team.tidings(&["show", "ada/2026-11-23"])
        .run()
        .ok()
        .says("Shipped the importer");
}

#[test]
fn a_slip_is_named_and_nothing_is_saved() {
    let team = Team::new();
    let before = team.tip();
    let table: [(&[&str], i32, &str); 14] = [
        (&["-d", "-n", "Later"], 2, "'-n' stands where a text should"),
        (&[""], 2, "an item of 'done' is empty"),
        (&["-n", " "], 2, "an item of 'next' is empty"),
        (&["--note", " "], 2, "a note is empty"),
        (
            &["--answer", "learned= "],
            2,
            "the answer to 'learned' is empty",
        ),
        (&["--answer", "lerned=x"], 2, "learned, read"),
        (&["--answer", "learned"], 2, "--answer KEY=TEXT"),
        (
            &["--health", "fine", "x"],
            2,
            "on-track, at-risk or off-track",
        ),
        (&["--for", "someday", "x"], 2, "2026-W47"),
        (&["--for", "2026-13-01", "x"], 2, "is no period"),
        (&["--zone", "Mars/Olympus", "x"], 2, "Europe/Paris"),
        (&["--as", "nobody", "x"], 1, "members are ada, grace, linus"),
        (
            &["--did", "zzzz", "-d", "x"],
            1,
            "nothing that is planned or open goes by 'zzzz'",
        ),
        (&["--week", "--for", "today", "x"], 2, "cannot be used with"),
    ];
    for (args, code, says) in table {
        let said = team.post(args).run().code(code).notes(says);
        assert_eq!(said.stdout(), "", "{args:?}");
    }
    assert_eq!(team.tip(), before);
    assert!(team.drafts().is_empty(), "{:?}", team.drafts());
}

#[test]
fn with_nothing_to_say_and_nobody_to_ask_it_says_how() {
    let team = Team::new();
    for run in [
        team.post(&[]),
        team.post(&["--no-input"]),
        team.post(&["--for", "yesterday"]).env("CI", "1"),
    ] {
        run.run().code(2).notes("tidings post \"Shipped retries\"");
    }
}

#[test]
fn phrases_are_days_of_the_author() {
    let team = Team::new();
    for (phrase, file, name) in [
        ("today", "11/23", "Monday 2026-11-23"),
        ("yesterday", "11/22", "Sunday 2026-11-22"),
        ("friday", "11/20", "Friday 2026-11-20"),
        ("mon", "11/23", "Monday 2026-11-23"),
        ("3-days-ago", "11/20", "Friday 2026-11-20"),
        ("2026-11-18", "11/18", "Wednesday 2026-11-18"),
        ("this-week", "W48", "week 2026-W48"),
        ("last-week", "W47", "week 2026-W47"),
        ("2-weeks-ago", "W46", "week 2026-W46"),
        ("2026-W45", "W45", "week 2026-W45"),
    ] {
        let text = format!("said for {phrase}");
        team.post(&["--for", phrase, &text]).run().ok().notes(name);
        let file = team.file(&format!("updates/2026/{file}/ada.yaml"));
        assert!(file.contains(&text), "{phrase}: {file}");
    }
    team.post(&["-w", "weekly"])
        .run()
        .ok()
        .notes("week 2026-W48");
    assert!(team.file("updates/2026/W48/ada.yaml").contains("weekly"));
}

#[test]
fn today_is_where_the_author_is_and_not_where_the_machine_is() {
    let team = Team::new();
    let day = |now: &str, args: &[&str]| {
        let run = team
            .post(&[args, &["--for", "today", "--dry-run", "x"]].concat())
            .now(now);
        let said = run.run().ok();
        let first = said.stdout().lines().next().map(str::to_owned);
        first.unwrap_or_default()
    };
    let path = |day: &str, who: &str| format!("# updates/2026/11/{day}/{who}.yaml");
    // Friday evening in Paris is Friday, though Tokyo is in Saturday.
    let friday = "2026-11-20T22:59:59Z";
    assert_eq!(day(friday, &[]), path("20", "ada"));
    assert_eq!(day("2026-11-20T23:00:00Z", &[]), path("21", "ada"));
    assert_eq!(day(friday, &["--zone", "UTC"]), path("20", "ada"));
    assert_eq!(
        day("2026-11-20T23:30:00Z", &["--zone", "UTC"]),
        path("20", "ada")
    );
    assert_eq!(day(friday, &["--as", "linus"]), path("21", "linus"));
    assert_eq!(
        day("2026-11-21T03:00:00Z", &["--as", "grace"]),
        path("20", "grace")
    );
    assert_eq!(day("2026-11-21T00:30:00+02:00", &[]), path("20", "ada"));
    let zone = team
        .post(&["--zone", "Asia/Tokyo", "--dry-run", "x"])
        .run()
        .ok();
    zone.says("time_zone: Asia/Tokyo\n");
}

#[test]
fn a_time_to_come_is_taken_and_named() {
    let team = Team::new();
    team.post(&["--for", "2026-12-24", "Off"])
        .run()
        .ok()
        .notes("Thursday 2026-12-24")
        .notes("has not come yet");
    let today = team.post(&["Here"]).run().ok();
    assert!(!today.stderr().contains("not come yet"), "{today}");
}

#[test]
fn a_dry_run_prints_path_and_file_and_saves_nothing() {
    let team = Team::new();
    let before = team.tip();
    let dry = team.post(&["--dry-run", "Tried", "-n", "More"]).run().ok();
    assert_eq!(team.tip(), before);
    assert_eq!(dry.stderr(), "");
    team.post(&["--dry-run", "--did", "zzzz", "x"])
        .run()
        .code(1);
    assert!(team.drafts().is_empty());
    team.post(&["Tried", "-n", "More"]).run().ok();
    let file = team.file("updates/2026/11/23/ada.yaml");
    assert_eq!(
        dry.stdout(),
        format!("# updates/2026/11/23/ada.yaml\n{file}")
    );
}

#[test]
fn on_behalf_of_somebody_is_shown_as_such() {
    let team = Team::new();
    team.post(&["--as", "grace", "--for", "2026-11-23", "Fixed it by phone"])
        .run()
        .ok()
        .notes("grace's daily update")
        .notes("posted by ada");
    assert!(
        team.git(&["log", "-1", "--format=%B", "tidings"])
            .contains("Tidings-Posted-By: ada")
    );
    team.tidings(&["show", "grace"])
        .run()
        .ok()
        .says("by Ada Example");
    team.tidings(&["digest"])
        .run()
        .ok()
        .says("posted by ada: 2026-11-23");
    // One's own name is nobody else's.
    team.post(&["--as", "ada", "Mine"]).run().ok();
    let own = team.git(&["log", "-1", "--format=%B", "tidings"]);
    assert!(!own.contains("Posted-By"), "{own}");
}

#[test]
fn who_is_meant_and_not_in_the_team_is_said() {
    let team = Team::new();
    let said = team
        .post(&["-b", "@grcae Staging", "-b", "@grace Down"])
        .run()
        .ok();
    let said = said.notes("'@grcae' is neither a handle nor a group of the team");
    assert!(!said.stderr().contains("'@grace'"), "{said}");
    assert_eq!(team.texts(23, "blockers"), ["@grcae Staging", "Down"]);
}

#[test]
fn somebody_unknown_is_told_how_to_enrol_and_an_absent_log_how_to_start() {
    let team = Team::new();
    team.post(&["x"])
        .author("Mallory", "mallory@example.org")
        .run()
        .code(1)
        .notes("tidings join");
    let none = Team::without_log();
    none.post(&["x", "--no-input"])
        .run()
        .code(1)
        .notes("tidings init");
    none.post(&["x"])
        .env("CI", "true")
        .run()
        .code(1)
        .notes("tidings init");
}

#[test]
fn a_known_attribute_with_a_value_that_is_none_is_refused() {
    let team = Team::new();
    let before = team.tip();
    for text in ["Ship {due=tomorrow}", "Ship {due=2026-11-31 project=a}"] {
        team.post(&["--no-input", "-n", text])
            .run()
            .code(2)
            .notes("is no date")
            .notes("write a backslash before '{'");
    }
    assert_eq!(team.tip(), before);
    let text = ["Ship \\{due=tomorrow}", "Ship {soon}"];
    team.post(&["--no-input", "-n", text[0], "-n", text[1]])
        .run()
        .ok();
    assert_eq!(
        team.texts(23, "next"),
        ["Ship {due=tomorrow}", "Ship {soon}"]
    );
}
