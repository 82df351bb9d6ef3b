use serde_json::Value;

use super::Place;

/// Monday, ten in the morning in Paris.
const NOW: &str = "2026-11-23T09:30:00Z";

const TEAM: &str = "\
tidings: 1
name: Team Quill
time_zone: Europe/Paris
sections:
  - { key: mood, title: Mood, kind: scale }
members:
  - { handle: ada, name: Ada Example, emails: [ada@example.org], time_zone: Europe/Paris, teams: [platform], roles: [lead] }
  - { handle: grace, name: Grace Sample, emails: [grace@example.org], time_zone: America/New_York, teams: [platform], projects: [ink], account: grace-s }
  - { handle: linus, name: Linus Specimen, emails: [linus@example.org], time_zone: Asia/Tokyo, teams: [press], absences: [{ from: 2026-11-16, until: 2026-11-27, reason: Winter }] }
  - { handle: radia, name: Radia Prototype, emails: [radia@example.org], teams: [press], observer: true }
";

/// Ada posts on Thursday and saves an untouched form on Friday, Grace posts on
/// Friday, Linus is away.
fn place(team: &str) -> Place {
    let mut place = Place::new(team);
    let done = "done:\n  - text: Shipped it\n    project: ink\n";
    place.post("ada", "2026-11-19", "2026-11-19T15:00:00Z", done);
    let carried = "next:\n  - id: n1n1\n    since: 2026-11-19\n    text: Plan\n";
    place.post("ada", "2026-11-20", "2026-11-20T15:00:00Z", carried);
    place.post(
        "grace",
        "2026-11-20",
        "2026-11-20T23:00:00Z",
        "notes: Late\n",
    );
    place.commit();
    place
}

/// Returns the state of each member, as `handle period state`.
fn states(report: &Value) -> Vec<String> {
    let text = |row: &Value, field: &str| row[field].as_str().expect("a text").to_owned();
    let rows = report["rows"].as_array().expect("rows");
    rows.iter()
        .map(|row| {
            let parts = ["handle", "period", "state"].map(|field| text(row, field));
            parts.join(" ")
        })
        .collect()
}

#[test]
fn missing_asks_each_member_by_their_own_clock() {
    let place = place(TEAM);
    for (when, want) in [
        // Friday morning in Paris, night in New York: Thursday is what came
        // due last.
        (
            "2026-11-20T09:30:00Z",
            &[
                "grace 2026-11-19 late",
                "ada 2026-11-20 due-later",
                "linus 2026-11-20 away",
            ][..],
        ),
        // On Saturday nobody is at work, so nobody is missing.
        (
            "2026-11-21T12:00:00Z",
            &["ada 2026-11-20 late", "grace 2026-11-20 posted"][..],
        ),
        // On Monday at ten Ada is; the untouched form is no update.
        (
            NOW,
            &[
                "ada 2026-11-20 missing",
                "grace 2026-11-23 due-later",
                "linus 2026-11-23 away",
            ][..],
        ),
    ] {
        assert_eq!(states(&place.json(when, &["missing"])), want, "{when}");
    }
    let report = place.json(NOW, &["missing"]);
    assert_eq!(report["line"], "1 missing · 1 due later · 1 away");
    assert_eq!(report["rows"][0]["last_posted"], "2026-11-20");
    assert_eq!(report["rows"][0]["due"], "2026-11-20T17:00:00+01:00");
    assert_eq!(report["rows"][2]["reason"], "Winter");
    let text = place.read(NOW, &["missing"]);
    assert!(
        text.contains("Ada Example") && text.contains("Fri 17:00"),
        "{text}"
    );
}

#[test]
fn a_team_that_names_nobody_is_only_counted() {
    let place = place(&TEAM.replacen("members:", "missing: off\nmembers:", 1));
    let report = place.json(NOW, &["missing"]);
    assert_eq!(report["line"], "1 missing · 1 due later · 1 away");
    assert_eq!(
        (&report["names"], report["missing"].as_u64()),
        (&"off".into(), Some(1))
    );
    let text = place.read(NOW, &["missing"]);
    assert!(
        text.contains("1 missing") && text.contains("names nobody"),
        "{text}"
    );
    for text in [text, report.to_string()] {
        assert!(!text.contains("Ada") && !text.contains("grace"), "{text}");
    }
    place
        .prepare(NOW, &["missing", "--exit-code"])
        .run()
        .code(3);
}

#[test]
fn an_absence_of_many_days_takes_one_line() {
    let place = place(TEAM);
    let text = place.read(NOW, &["missing", "2026-W47"]);
    let rows: Vec<&str> = text.lines().filter(|line| line.contains("Linus")).collect();
    assert_eq!(rows.len(), 1, "{text}");
    assert!(rows[0].contains("2026-11-16  and 4 more"), "{text}");
}

#[test]
fn who_may_still_post_stands_among_those_who_did() {
    let place = place(TEAM);
    for (format, want) in [
        ("terminal", "Grace Sample     not yet "),
        ("markdown", "| Grace Sample | not yet |"),
        ("html", ">not yet posted</td>"),
    ] {
        let digest = |when| place.read(when, &["digest", "2026-11-19", "--format", format]);
        let friday = digest("2026-11-20T09:30:00Z");
        assert!(friday.contains(want), "{friday}");
        assert!(!digest(NOW).contains(want));
    }
    // Grace posted, and nothing of the project.
    let saturday = "2026-11-21T12:00:00Z";
    let ink = place.read(saturday, &["digest", "2026-11-20", "--project", "ink"]);
    assert!(!ink.contains("not yet"), "{ink}");
}

#[test]
fn missing_answers_with_its_status_too() {
    let place = place(TEAM);
    let run = |args: &[&str]| place.prepare(NOW, args).run();
    run(&["missing"]).ok();
    run(&["missing", "--exit-code"]).code(3).says("1 missing");
    run(&["missing", "--exit-code", "--member", "grace"]).ok();
    run(&["missing", "2026-W47", "--exit-code", "--team", "press"]).ok();
    run(&["missing", "--team", "nobody"])
        .code(2)
        .notes("no member has the team 'nobody'")
        .notes("platform, press");
    run(&["missing", "--project", "paper"])
        .code(2)
        .notes("write one of ink");
    run(&["missing", "--member", "zed"])
        .code(2)
        .notes("ada, grace, linus, radia");
}

#[test]
fn a_proposal_waits_and_is_not_missing() {
    let place = place(TEAM);
    let git = |args: &[&str]| place.sandbox.git(&place.repository, args);
    git(&["branch", "tidings-proposals/ada/2026-11-20", "tidings"]);
    let states_now = || states(&place.json(NOW, &["missing"]));
    assert_eq!(states_now()[0], "ada 2026-11-20 proposed");
    // What an earlier commit says is not told by today's branches.
    let report = place.json(NOW, &["missing", "2026-11-20", "--at", "tidings"]);
    assert!(!states(&report).iter().any(|row| row.ends_with("proposed")));
}

#[test]
fn the_short_status_asks_during_a_shift_and_not_for_what_is_proposed() {
    let night = "time_zone: Asia/Tokyo, work: { hours: \"22:00-06:00\" }, teams: [press], absences";
    let place = place(&TEAM.replacen("time_zone: Asia/Tokyo, teams: [press], absences", night, 1));
    let short = |who: &str, when: &str| {
        let run = place.prepare(when, &["status", "--short"]);
        let run = run.author(who, &format!("{who}@example.org")).run().ok();
        run.stdout().to_owned()
    };
    // Two o'clock on the Saturday on which a shift of Friday goes on.
    assert!(short("linus", "2026-11-13T17:00:00Z").contains("2026-11-13"));
    assert_eq!(short("linus", "2026-11-13T21:00:00Z"), "");
    assert!(short("ada", NOW).contains("2026-11-23"));
    let git = |args: &[&str]| place.sandbox.git(&place.repository, args);
    git(&["branch", "tidings-proposals/ada/2026-11-23", "tidings"]);
    assert_eq!(short("ada", NOW), "");
}

#[test]
fn a_digest_tells_what_became_of_each_period() {
    let place = place(TEAM);
    let digest = place.json(NOW, &["digest", "2026-W47"]);
    assert_eq!(digest["state"]["line"], "2 of 2 posted · 1 away");
    let of = |handle: &str| {
        let all = digest["attendance"].as_array().expect("an array");
        let part = all
            .iter()
            .find(|part| part["handle"] == handle)
            .expect("a member");
        let periods = part["periods"].as_array().expect("an array");
        let state = |period: &Value| period["state"].as_str().expect("a text").to_owned();
        (
            part["posted"].clone(),
            part["expected"].clone(),
            periods.iter().map(state).collect::<Vec<_>>(),
        )
    };
    let ada = ["missing", "missing", "missing", "posted", "missing"].map(str::to_owned);
    assert_eq!(of("ada"), (1.into(), 5.into(), ada.to_vec()));
    assert_eq!(of("linus").2, ["away"; 5]);
    let grace = of("grace");
    assert_eq!(grace.2.last().map(String::as_str), Some("posted"));
    let text = place.read(NOW, &["digest", "2026-W47"]);
    assert!(
        text.contains("Away") && text.contains("Linus Specimen (Winter)"),
        "{text}"
    );
}

#[test]
fn the_team_decides_how_the_missing_are_named() {
    let when = "2026-11-25T20:00:00Z";
    for (word, digest_says, markdown_says) in [
        ("off", "2 members", "2 members"),
        ("list", "Grace Sample", "- Grace Sample · last 2026-11-20"),
        ("mention", "Grace Sample", "- @grace-s (Grace Sample)"),
    ] {
        let place = place(&format!("{TEAM}missing: {word}\n"));
        let text = place.read(when, &["digest", "2026-11-24"]);
        assert!(text.contains("Not posted"), "{word}: {text}");
        assert!(text.contains(digest_says), "{word}: {text}");
        assert_eq!(text.contains("Grace Sample"), word != "off", "{text}");
        let markdown = place.read(when, &["digest", "2026-11-24", "--format", "markdown"]);
        assert!(markdown.contains(markdown_says), "{word}: {markdown}");
    }
}

#[test]
fn filters_meet_and_say_so() {
    let place = place(TEAM);
    let authors = |args: &[&str]| -> String {
        let report = place.json(NOW, &[&["digest", "2026-W47"], args].concat());
        let updates = report["updates"].as_array().expect("an array");
        let line = report["state"]["line"].as_str().expect("a line");
        let authors: Vec<&str> = updates
            .iter()
            .filter_map(|u| u["author"].as_str())
            .collect();
        format!("{}: {line}", authors.join(" "))
    };
    for (args, want) in [
        (&["--team", "platform"][..], "ada ada grace: 2 of 2 posted"),
        (
            &["--team", "platform", "--role", "lead"],
            "ada ada: 1 of 1 posted",
        ),
        (
            &["--member", "ada", "--member", "linus"],
            "ada ada: 1 of 1 posted · 1 away",
        ),
        (&["--team", "press"], ": 0 of 0 posted · 1 away"),
        // Items of a project by anybody; its members are waited for.
        (&["--project", "ink"], "ada: 1 of 1 posted"),
        (
            &["--project", "ink", "--member", "grace"],
            ": 1 of 1 posted",
        ),
    ] {
        assert_eq!(authors(args), want, "{args:?}");
    }
    let report = place.json(NOW, &["digest", "2026-W47", "--team", "press"]);
    assert_eq!(report["filter"]["label"], "team press");
    let text = place.read(NOW, &["digest", "2026-W47", "--team", "press"]);
    assert!(text.contains("· team press"), "{text}");
    let list = place.json(NOW, &["log", "--team", "platform", "--role", "lead"]);
    assert_eq!(list["updates"].as_array().map(Vec::len), Some(2));
    assert_eq!(list["filter"]["roles"][0], "lead");
}

#[test]
fn no_machine_shows_in_a_report() {
    let mut place = place(TEAM);
    place.post(
        "grace",
        "2026-11-23",
        "2026-11-23T20:00:00Z",
        "notes: Later\n",
    );
    place.commit();
    let at = "tidings~1";
    for args in [
        &["missing", "--at", at, "--zone", "Asia/Kathmandu"][..],
        &["missing", "--at", at, "--format", "json"],
        &["stats", "2026-W47", "--at", at],
        &["digest", "2026-W47", "--at", at, "--format", "markdown"],
    ] {
        let want = place.read(NOW, args);
        for (zone, locale, when) in [
            ("Pacific/Kiritimati", "de_DE.UTF-8", "2026-11-20T00:00:00Z"),
            ("America/Adak", "ar_EG.UTF-8", "2031-01-01T00:00:00Z"),
        ] {
            let run = place
                .prepare(when, args)
                .env("TZ", zone)
                .env("LANG", locale);
            let got = run.env("LC_ALL", locale).run().ok().stdout().to_owned();
            assert_eq!(got, want, "{args:?} in {zone}");
        }
    }
}
