use super::log::Log;

#[test]
fn everybody_is_shown_by_their_own_clock() {
    let log = Log::new();
    log.run(&["away", "today..fri", "--reason", "Trip"]).ok();
    let output = log.run(&["team"]).ok();
    for part in [
        "Team Quill  2 members",
        "Ada Example   Mon 10:00   away until 2026-11-27 (Trip)",
        "Grace Sample  Mon 04:00   off until 09:00",
        "Fri 17:00 (W48)",
    ] {
        assert!(output.stdout().contains(part), "{part} is not in\n{output}");
    }
    assert!(!output.stdout().contains("Linus"), "{output}");
    let all = log.run(&["team", "--all"]).ok();
    assert!(all.stdout().contains("left 2026-11-20"), "{all}");
    let lead = log
        .run(&["team", "--role", "lead", "--format", "json"])
        .ok()
        .json();
    let members = lead["members"].as_array().expect("a list");
    assert_eq!(members.len(), 1);
    assert_eq!(members[0]["handle"], "ada");
    assert_eq!(members[0]["state"], "away");
    assert_eq!(members[0]["last_day_away"], "2026-11-27");
    assert_eq!(members[0]["next_due"]["due"], "2026-11-30T17:00:00+01:00");
    let none = log
        .run(&["team", "--team", "platform", "--member", "grace"])
        .ok();
    assert!(none.stdout().contains("Nobody is in it"), "{none}");
    // As in every other report, a name that nobody has is no empty answer.
    log.run(&["team", "--role", "LEAD"])
        .code(2)
        .notes("write one of lead");
}

#[test]
fn what_was_posted_already_is_not_due_next() {
    let log = Log::new();
    let next = || {
        let shown = log.run(&["team", "--format", "json"]).ok();
        let shown: serde_json::Value = serde_json::from_str(shown.stdout()).expect("JSON");
        shown["members"][0]["next_due"]["period"].clone()
    };
    assert_eq!(next(), "2026-11-23");
    log.run(&["post", "--no-input", "Done early"]).ok();
    assert_eq!(next(), "2026-11-24");
}

#[test]
fn a_bad_entry_is_named_and_the_others_are_there() {
    let log = Log::with(
        "tidings: 1\nmembers:\n  - handle: ada\n    emails: [ada@example.org]\n    time_zone: Europe/Pariss\n    holidays: fr.ics\n  - handle: Grace\n  - handle: linus\n",
    );
    let output = log.run(&["team"]).ok();
    for part in [
        "team.yaml:5:16: 'Europe/Pariss' is no time zone",
        "Europe/Paris'",
        "team.yaml:6:15: there is no calendar 'fr.ics' in the log\nhint: add the file, or correct its path here\nerror: .tidings/team.yaml:7:13: 'Grace' is no handle",
        "linus",
    ] {
        assert!(output.stdout().contains(part), "{part} is not in\n{output}");
    }
}

#[cfg(unix)]
#[test]
fn a_narrow_terminal_has_a_line_for_everybody() {
    let log = Log::new();
    let (code, screen) = log.tidings(&["team"]).terminal(44, 20).end();
    assert_eq!(code, 0, "{screen}");
    for line in [
        "Ada Example  Mon 10:00 at work 17:00",
        "Grace Sample Mon 04:00 off",
    ] {
        assert!(screen.contains(line), "{line} is not in\n{screen}");
    }
}
