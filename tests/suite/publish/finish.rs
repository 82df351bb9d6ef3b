//! When a week is published, and when it is not.

use super::Office;
use super::office::{OVER, states};

#[test]
fn a_week_is_published_once_it_is_over_for_everybody() {
    let office = Office::new();
    office.post("ada", "2026-11-20T14:00:00Z", "2026-W47", "Shipped it");
    office.post("linus", "2026-11-20T02:00:00Z", "2026-W47", "Tried it");
    // Grace is waited for until Monday, ten in the morning in Honolulu.
    for when in [
        "2026-11-20T23:00:00Z",
        "2026-11-22T12:00:00Z",
        "2026-11-23T10:00:00Z",
        "2026-11-23T19:59:59Z",
    ] {
        let states = office.states(when, &[]);
        assert!(states.starts_with("2026-W47 open"), "{when}: {states}");
        assert_eq!(office.digests(), "", "{when}");
    }
    let output = office.publish("2026-11-23T19:59:59Z", &[]);
    let output = output.says("waits for grace until 2026-11-23 21:00 (Europe/Paris)");
    output.says("2026-W47 (16 to 22 November): not over");
    assert_eq!(
        office.states(OVER, &[]),
        "2026-W47 published, 2026-W48 open"
    );
    assert_eq!(office.digests(), "digests/2026/W47.md");
    let digest = office.file("digests/2026/W47.md");
    assert!(digest.contains("Shipped it") && digest.contains("### Not posted"));
    assert!(digest.contains("Grace Sample"));
}

#[test]
fn a_week_in_which_all_have_posted_is_not_waited_for() {
    let office = Office::new();
    // In Auckland it is Friday first, and in Honolulu last.
    for (who, when) in [
        ("linus", "2026-11-19T20:00:00Z"),
        ("ada", "2026-11-20T08:00:00Z"),
        ("grace", "2026-11-20T09:30:00Z"),
    ] {
        office.post(who, when, "2026-W47", "Shipped it");
    }
    assert_eq!(office.states("2026-11-20T09:59:00Z", &[]), "2026-W47 open");
    assert_eq!(
        office.states("2026-11-20T10:00:00Z", &[]),
        "2026-W47 published"
    );
}

#[test]
fn leave_and_holidays_are_no_reason_to_wait() {
    let office = Office::new();
    office.post("ada", "2026-11-20T14:00:00Z", "2026-W47", "Shipped it");
    office.post("linus", "2026-11-20T02:00:00Z", "2026-W47", "Tried it");
    let away = |who: &str, from: &str| {
        let days = format!("{from}..2026-12-18");
        office.run(who, "2026-11-20T15:00:00Z", &["away", &days]);
    };
    // Grace leaves on Saturday and has not posted: the grace by the clock is
    // all that is waited for.
    away("grace", "2026-11-21");
    assert!(
        office
            .states("2026-11-23T19:59:00Z", &[])
            .starts_with("2026-W47 open")
    );
    assert!(office.states(OVER, &[]).starts_with("2026-W47 published"));
    // Ada and Linus are away all of the next week, and so is Grace.
    away("ada", "2026-11-23");
    away("linus", "2026-11-23");
    office.post(
        "ada",
        "2026-11-25T14:00:00Z",
        "2026-W48",
        "Wrote from the beach",
    );
    let before = office.states("2026-11-30T09:59:00Z", &[]);
    assert!(before.starts_with("2026-W48 open"), "{before}");
    // Nobody is waited for, and it is over once Sunday is over in Honolulu.
    let after = office.states("2026-11-30T10:00:00Z", &[]);
    assert!(after.starts_with("2026-W48 published"), "{after}");
}

#[test]
fn every_week_is_caught_up_the_oldest_first_and_once() {
    let office = Office::new();
    for (week, friday) in [
        ("2026-W45", "2026-11-06"),
        ("2026-W46", "2026-11-13"),
        ("2026-W47", "2026-11-20"),
    ] {
        office.post_all(week, friday);
    }
    let tip = office.git(&["rev-parse", super::office::BRANCH]);
    let dry = office.publish(OVER, &["--dry-run", "--format", "json"]);
    assert_eq!(
        states(&dry),
        "2026-W45 to-publish, 2026-W46 to-publish, 2026-W47 to-publish, 2026-W48 open"
    );
    assert_eq!(office.git(&["rev-parse", super::office::BRANCH]), tip);
    let output = office.publish(OVER, &["--format", "json"]);
    assert_eq!(
        states(&output),
        "2026-W45 published, 2026-W46 published, 2026-W47 published, 2026-W48 open"
    );
    assert_eq!(
        office.digests(),
        "digests/2026/W45.md digests/2026/W46.md digests/2026/W47.md"
    );
    assert_eq!(office.publications(), 1);
    let json = output.json();
    let published = office.git(&["rev-parse", super::office::BRANCH]);
    assert_eq!(json["published_by"], published);
    assert_eq!(json["commit"], tip);
    // The identity is that of the build machine, and only the digests and the
    // README were touched.
    let said = office.git(&["show", "-s", "--format=%an <%ae> %cn%n%s", &published]);
    assert_eq!(
        said,
        "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com> \
         github-actions[bot]\ntidings: digests of 2026-W45 2026-W46 2026-W47"
    );
    let touched = office.git(&["diff", "--name-only", &tip, &published]);
    assert_eq!(
        touched,
        "README.md\ndigests/2026/W45.md\ndigests/2026/W46.md\ndigests/2026/W47.md"
    );
    // Again and again, nothing more happens.
    for when in [OVER, "2026-11-24T08:00:00Z"] {
        let states = office.states(when, &[]);
        assert!(
            states.contains("2026-W48 open") && !states.contains(" published,"),
            "{states}"
        );
        assert_eq!(office.git(&["rev-parse", super::office::BRANCH]), published);
    }
}

#[test]
fn what_is_older_is_published_only_if_somebody_says_so() {
    let office = Office::new();
    office.post_all("2026-W42", "2026-10-16");
    office.post_all("2026-W47", "2026-11-20");
    let states = office.states(OVER, &[]);
    assert!(!states.contains("W42"), "{states}");
    assert_eq!(office.digests(), "digests/2026/W47.md");
    let states = office.states(OVER, &["--since", "2026-W40"]);
    assert!(states.starts_with("2026-W42 published"), "{states}");
    assert!(states.contains("2026-W43 silent"), "{states}");
    let output = office.publish(OVER, &["--since", "2026-W40"]);
    output.says("nobody posted, and nothing arrived late");
    assert_eq!(office.publications(), 2);
}

#[test]
fn anybody_can_build_the_same_bytes_again() {
    let office = Office::new();
    office.post_all("2026-W46", "2026-11-13");
    office.publish("2026-11-16T21:00:00Z", &[]);
    office.post(
        "ada",
        "2026-11-20T14:00:00Z",
        "2026-W47",
        "Shipped `it` | <b>",
    );
    office.post("linus", "2026-11-20T02:00:00Z", "2026-W47", "Tried it");
    office.post(
        "grace",
        "2026-11-23T05:00:00Z",
        "2026-W46",
        "Remembered more",
    );
    // Whenever the job runs, it says the same.
    office.publish("2026-11-24T03:12:45Z", &[]);
    office.post("linus", "2026-11-25T02:00:00Z", "2026-W48", "Went on");
    let mut commands = Vec::new();
    for week in ["W46", "W47"] {
        let digest = office.file(&format!("digests/2026/{week}.md"));
        let last = digest.lines().last().expect("a last line");
        let command = last
            .split('`')
            .nth(1)
            .unwrap_or_else(|| panic!("{week} names no command: {last}"));
        let args: Vec<&str> = command.split(' ').skip(1).collect();
        let again = office.run("ada", "2027-03-01T00:00:00Z", &args);
        assert_eq!(again.trim_end(), digest, "{command}");
        commands.push(command.to_owned());
    }
    // All had posted for W46; Grace had not for W47, and was waited for.
    let is_plain = |command: &str| !command.contains("--as-of");
    assert!(is_plain(&commands[0]), "{commands:?}");
    assert!(
        commands[1].contains("--as-of 2026-11-23T20:00:00Z"),
        "{commands:?}"
    );
    assert!(commands[1].contains("--late-since"), "{commands:?}");
}

#[test]
fn a_week_that_is_not_over_is_not_published_again_either() {
    let office = Office::new();
    office.post("ada", "2026-11-18T14:00:00Z", "2026-W47", "Shipped it");
    let job = |args: &[&str]| office.job(&office.checkout(), "2026-11-19T08:00:00Z", args);
    let output = job(&["--again", "2026-W47"]).run().code(1);
    output.notes("week 2026-W47 (16 to 22 November) is not over yet");
    assert_eq!(office.digests(), "");
    // A published one is, from what the log holds by then.
    office.publish(OVER, &[]);
    office.post("grace", "2026-11-24T05:00:00Z", "2026-W47", "Wrote late");
    let before = office.file("digests/2026/W47.md");
    assert!(!before.contains("Wrote late"));
    office.publish("2026-11-24T09:00:00Z", &[]);
    assert_eq!(office.file("digests/2026/W47.md"), before);
    let output = office.publish("2026-11-24T09:00:00Z", &["--again", "2026-W47"]);
    output.says("published");
    assert!(office.file("digests/2026/W47.md").contains("Wrote late"));
}
