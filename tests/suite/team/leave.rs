use super::log::Log;

#[test]
fn an_absence_comes_and_goes() {
    let log = Log::new();
    let before = log.team();
    let entry = "      roles: [lead]\n";
    log.run(&[
        "away",
        "2026-12-21..2027-01-03",
        "--reason",
        "Winter: at home",
    ])
    .ok()
    .notes("ada is away from Monday 2026-12-21 until Sunday 2027-01-03\n  take it back: tidings back 2026-12-21\n");
    let absence = "      absences:\n        - from: 2026-12-21\n          until: 2027-01-03\n          reason: \"Winter: at home\"\n";
    log.assert_changed(&before, entry, &format!("{entry}{absence}"));
    assert!(
        log.message()
            .starts_with("ada: away from Monday 2026-12-21")
    );
    // It overlaps: the two are one; another reason is refused.
    log.run(&["away", "2027-01-03..tue"])
        .ok()
        .notes("until Tuesday 2027-01-05");
    let longer = log.team();
    assert!(
        longer.contains("until: 2027-01-05\n          reason: \"Winter"),
        "{longer}"
    );
    log.run(&["away", "2027-01-05", "--reason", "Dentist"])
        .code(1)
        .notes("for another reason: Winter: at home")
        .notes("hint: ");
    assert_eq!(log.team(), longer);
    log.run(&["away", "2026-12-24"])
        .ok()
        .notes("says so already");
    log.run(&["back"])
        .ok()
        .notes("ada is not away on Monday 2026-11-23")
        .notes("until Tuesday 2027-01-05; take that back: tidings back 2026-12-21\n");
    log.run(&["back", "2027-01-04"])
        .ok()
        .notes("ada is back on Monday 2027-01-04, away since Monday 2026-12-21");
    log.assert_changed(&before, entry, &format!("{entry}{absence}"));
    log.run(&["back", "2026-12-21"])
        .ok()
        .notes("ada is no longer away from Monday 2026-12-21 until Sunday 2027-01-03");
    assert_eq!(log.team(), before);
}

#[test]
fn what_ends_an_absence_can_be_pasted() {
    let log = Log::new();
    for (days, want) in [
        ("today", Some("back --as grace")),
        ("tomorrow", Some("back 2026-11-24 --as grace")),
        ("2026-11-01", None),
    ] {
        let before = log.team();
        let output = log.run(&["away", days, "--as", "grace"]).ok();
        let (_, command) = output.stderr().split_once(": tidings ").unzip();
        let command = command.and_then(|rest| rest.lines().next());
        assert_eq!(command, want, "{days}: {output}");
        if let Some(command) = command {
            log.run(&command.split(' ').collect::<Vec<_>>()).ok();
            assert_eq!(log.team(), before, "{days}");
        }
    }
}

#[test]
fn today_is_the_members_own() {
    let log = Log::new();
    // In Lima it is still Sunday the 22nd.
    let run = log.tidings(&["away", "today", "--as", "grace"]);
    run.now("2026-11-23T03:00:00Z")
        .run()
        .ok()
        .notes("on Sunday 2026-11-22");
    let team = log.team();
    let entry = "absences: [{from: 2026-11-22, until: 2026-11-22}] } # west";
    assert!(team.contains(entry), "{team}");
    log.run(&["away", "soon"]).code(2).notes("'soon' is no day");
    log.run(&["away", "fri..2026-11-01"])
        .code(2)
        .notes("is before");
    log.run(&["away", "today", "--as", "nobody"])
        .code(1)
        .notes("no member 'nobody'");
}

#[test]
fn the_leave_of_years_has_room_in_the_file() {
    let mut text =
        "tidings: 1\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n".to_owned();
    for number in 0..60 {
        text.push_str(&format!("  - handle: m{number}\n    absences:\n"));
        for year in 2000..2025 {
            text.push_str(&format!(
                "      - {{ from: {year}-08-01, until: {year}-08-20, reason: Summer }}\n"
            ));
        }
    }
    assert!(text.len() > 64 * 1024);
    let log = Log::with(&text);
    let team = log.run(&["team"]).ok();
    assert!(team.stdout().contains("61 members"), "{team}");
    log.run(&["away", "2026-12-21", "--as", "m3"]).ok();
    let next = "  - handle: m4\n";
    let absence = "      - from: 2026-12-21\n        until: 2026-12-21\n";
    log.assert_changed(&text, next, &format!("{absence}{next}"));
}

#[test]
fn an_absence_that_grows_keeps_what_stands_beside_it() {
    let text = "tidings: 1\nmembers:\n  - handle: ada\n    emails: [ada@example.org]\n    \
                absences:\n      # booked\n      - from: 2026-12-01   # a Tuesday\n        \
                until: 2026-12-02 # or so\n";
    let log = Log::with(text);
    log.run(&["away", "2026-12-02..2026-12-04"]).ok();
    log.assert_changed(text, "until: 2026-12-02", "until: 2026-12-04");
    let longer = log.team();
    log.run(&["back", "2026-12-02"]).ok();
    log.assert_changed(&longer, "until: 2026-12-04", "until: 2026-12-01");
}
