use super::{Office, pairs, waiting};

#[test]
fn a_question_goes_back_and_forth_until_it_is_closed() {
    let office = Office::new();
    office.post("ada", "2026-11-18T09:00:00Z", &["-q", "@press Which ink?"]);
    let asked = pairs(&[("question", "Which ink?")]);
    let item = office.address("Which ink?");
    for who in ["grace", "linus"] {
        assert_eq!(
            waiting(&office.inbox(who, "2026-11-18T10:00:00Z")),
            asked,
            "{who}"
        );
    }
    assert_eq!(waiting(&office.inbox("ada", "2026-11-18T10:00:00Z")), []);
    office.run("linus", "2026-11-18T10:00:00Z", &["reply", &item, "--ack"]);
    assert_eq!(waiting(&office.inbox("linus", "2026-11-18T11:00:00Z")), []);
    let grace = office.inbox("grace", "2026-11-18T11:00:00Z");
    assert_eq!(grace["waiting"][0]["acknowledged_by"][0], "linus");
    assert_eq!(grace["waiting"][0]["due"], serde_json::Value::Null);
    office.run(
        "grace",
        "2026-11-18T12:00:00Z",
        &["reply", &item, "The black one"],
    );
    let answer = pairs(&[("answer", "Which ink?")]);
    assert_eq!(
        waiting(&office.inbox("ada", "2026-11-18T13:00:00Z")),
        answer
    );
    assert_eq!(waiting(&office.inbox("grace", "2026-11-18T13:00:00Z")), []);
    office.run(
        "ada",
        "2026-11-18T14:00:00Z",
        &["reply", &item, "Of which maker?"],
    );
    assert_eq!(waiting(&office.inbox("ada", "2026-11-18T15:00:00Z")), []);
    let grace = office.inbox("grace", "2026-11-18T15:00:00Z");
    assert_eq!(waiting(&grace), asked);
    // Four hours of work from two in the afternoon, and the day ends at five.
    assert_eq!(grace["waiting"][0]["due"], "2026-11-19T10:00:00+00:00");
    assert_eq!(grace["waiting"][0]["due_label"], "tomorrow 10:00");
    office.run(
        "grace",
        "2026-11-19T11:00:00Z",
        &["resolve", &item, "Of any"],
    );
    for who in ["grace", "linus"] {
        assert_eq!(
            waiting(&office.inbox(who, "2026-11-19T12:00:00Z")),
            [],
            "{who}"
        );
    }
    office.run(
        "linus",
        "2026-11-19T13:00:00Z",
        &["reply", &item, "--reopen", "It is out"],
    );
    assert_eq!(
        waiting(&office.inbox("grace", "2026-11-19T14:00:00Z")).len(),
        0
    );
    let ada = waiting(&office.inbox("ada", "2026-11-19T14:00:00Z"));
    assert!(ada.contains(&answer[0]), "{ada:?}");
}

#[test]
fn what_is_old_and_open_waits_with_its_first_hour() {
    let office = Office::new();
    office.post("ada", "2026-05-04T09:00:00Z", &["-q", "@grace Since when?"]);
    let first = office
        .log
        .sandbox
        .git(&office.log.repository, &["rev-parse", "tidings"]);
    // A carried question is the same one, at any age.
    for month in ["06", "07", "08", "09", "10", "11"] {
        let now = format!("2026-{month}-03T09:00:00Z");
        office.post("ada", &now, &["-d", "Waited"]);
    }
    let grace = office.inbox("grace", "2026-11-20T10:00:00Z");
    assert_eq!(waiting(&grace), pairs(&[("question", "Since when?")]));
    let view = &grace["waiting"][0];
    let arrived = office.log.sandbox.git(
        &office.log.repository,
        &["log", "-1", "--format=%cI", &first],
    );
    let same = |one: &str, other: &str| {
        let parse = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>();
        parse(one).ok() == parse(other).ok()
    };
    let since = view["since"].as_str().expect("it is known");
    assert!(same(since, &arrived), "{since} {arrived}");
    assert_eq!(view["due"], "2026-05-04T13:00:00+00:00");
    assert_eq!(view["overdue"], true);
    // Whose last word is older than three months is not waited for.
    assert_eq!(
        waiting(&office.inbox("grace", "2027-02-02T10:00:00Z")).len(),
        1
    );
    assert_eq!(
        waiting(&office.inbox("grace", "2027-02-05T10:00:00Z")).len(),
        0
    );
}

#[test]
fn every_form_says_the_same_and_hostile_words_do_nothing() {
    let office = Office::new();
    let words = "@grace \u{1b}[31mred <b>bold</b> \u{202e}back";
    office.post(
        "ada",
        "2026-11-20T09:00:00Z",
        &["-q", words, "--kudos", "@grace For all"],
    );
    office.post(
        "linus",
        "2026-11-20T09:00:00Z",
        &["-d", "For @press: ready"],
    );
    let now = "2026-11-20T15:00:00Z";
    let run = |args: &[&str]| office.run("grace", now, args).stdout().to_owned();
    let terminal = run(&["inbox"]);
    for part in [
        "2 wait for you · 1 overdue · 1 kudos · 2 updates new",
        "overdue since today 13:00",
        "For @press: ready",
        "For all",
    ] {
        assert!(terminal.contains(part), "{part}\n{terminal}");
    }
    assert!(!terminal.contains(['\u{1b}', '\u{202e}']), "{terminal}");
    let markdown = run(&["inbox", "--format", "markdown"]);
    let html = run(&["inbox", "--format", "html"]);
    for text in [&markdown, &html] {
        assert!(text.contains("overdue since"), "{text}");
        assert!(
            !text.contains("<b>") && !text.contains('\u{202e}'),
            "{text}"
        );
    }
    for format in ["terminal", "markdown", "html", "json"] {
        let args = ["catchup", "--since", "2026-11-01", "--format", format];
        let text = run(&args);
        assert!(text.contains("For all"), "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}

#[test]
fn nobody_has_an_inbox_whom_the_team_does_not_know() {
    let office = Office::new();
    for command in ["inbox", "catchup"] {
        let run = office
            .by("zed", "2026-11-20T09:00:00Z", &[command])
            .run()
            .code(1);
        run.notes("no member with the address")
            .notes("tidings join");
    }
    let now = "2026-11-20T09:00:00Z";
    office
        .run("ada", now, &["inbox", "-i"])
        .says("nothing waits for you");
    office.post("grace", now, &["-q", "@ada Which ink?"]);
    let run = office.by("ada", now, &["inbox", "-i"]).run().code(2);
    run.notes("nothing may be asked here")
        .notes("tidings inbox");
}

#[test]
fn what_a_reply_opened_again_waits_though_no_update_carries_it() {
    let office = Office::new();
    office.post("ada", "2026-11-16T09:00:00Z", &["-q", "@grace Which ink?"]);
    let address = office.address("Which ink?");
    office.run("grace", "2026-11-16T10:00:00Z", &["resolve", &address]);
    // The next update carries what is open, and this is not.
    office.post("ada", "2026-11-18T09:00:00Z", &["-d", "Set the type"]);
    assert_eq!(
        waiting(&office.inbox("grace", "2026-11-18T12:00:00Z")),
        pairs(&[])
    );
    let again = ["reply", &address, "It ran out", "--reopen"];
    office.run("ada", "2026-11-19T09:00:00Z", &again);
    let inbox = office.inbox("grace", "2026-11-19T12:00:00Z");
    let want = pairs(&[("question", "Which ink?")]);
    assert_eq!(waiting(&inbox), want);
    assert_eq!(inbox["waiting"][0]["address"], address.as_str());
    // Also from after the day on which it was opened again.
    office.run("grace", "2026-11-19T12:00:00Z", &["inbox", "--mark-read"]);
    assert_eq!(
        waiting(&office.inbox("grace", "2026-11-26T12:00:00Z")),
        want
    );
    assert_eq!(waiting(&office.inbox("linus", "2026-11-26T12:00:00Z")), []);
}

#[test]
fn the_status_says_that_more_waits_than_it_lists() {
    let office = Office::new();
    office.post("ada", "2026-11-18T09:00:00Z", &["-d", "Set the type"]);
    let now = "2026-11-18T12:00:00Z";
    let says = |who: &str| {
        let status = office.run(who, now, &["status"]);
        let mut lines = status.stderr().lines();
        lines.find(|line| line.contains("inbox")).map(str::to_owned)
    };
    assert_eq!(says("ada"), None, "nothing waits");
    let reply = ["reply", "ada/2026-11-18", "Well done"];
    office.run("grace", "2026-11-18T11:00:00Z", &reply);
    let line = says("ada").expect("a reply waits");
    assert!(line.contains("1 waits for you"), "{line}");
    assert!(line.ends_with("tidings inbox"), "{line}");
    assert_eq!(says("linus"), None);
    // What the status lists by itself is not said twice.
    office.post("grace", now, &["-q", "@linus Which ink?"]);
    assert_eq!(says("linus"), None);
}
