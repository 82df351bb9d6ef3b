//! What arrives after its week was published, and silence.

use super::Office;
use super::office::OVER;

/// The Monday evening after 2026-W48.
const LATER: &str = "2026-11-30T20:00:00Z";

#[test]
fn what_arrived_late_opens_the_next_digest_and_no_other() {
    let office = Office::new();
    office.post_all("2026-W46", "2026-11-13");
    office.post("ada", "2026-11-20T14:00:00Z", "2026-W47", "Shipped it");
    office.publish(OVER, &[]);
    let first = office.file("digests/2026/W46.md");
    // Grace writes of W47 after it was published, Linus adds to W46, and Ada
    // writes of a week that was never published.
    office.post(
        "grace",
        "2026-11-24T05:00:00Z",
        "2026-W47",
        "Fixed the pump",
    );
    office.post("linus", "2026-11-24T05:00:00Z", "2026-W46", "Found a leak");
    office.post("ada", "2026-11-24T09:00:00Z", "2026-W40", "Forgot this");
    office.post_all("2026-W48", "2026-11-27");
    let output = office.publish(LATER, &["--format", "json"]);
    let weeks = &output.json()["weeks"];
    assert_eq!(weeks[1]["period"], "2026-W48");
    assert_eq!(weeks[1]["late"], 2);
    assert_eq!(office.file("digests/2026/W46.md"), first);
    let digest = office.file("digests/2026/W48.md");
    let opening = digest
        .split("### Needs attention")
        .next()
        .expect("a beginning");
    assert!(
        opening.contains("### Arrived since the last digest"),
        "{opening}"
    );
    assert!(opening.contains("#### Grace Sample · week 2026-W47 (16 to 22 November) · arrived"));
    assert!(opening.contains("- **done:** Fixed the pump"), "{opening}");
    // Of what was there before, only what is new.
    assert!(opening.contains("#### Linus Specimen · week 2026-W46 (9 to 15 November) · changed"));
    assert!(opening.contains("Found a leak") && !opening.contains("What linus did"));
    assert!(!digest.contains("Forgot this"), "{digest}");
    // Once is enough.
    office.post_all("2026-W49", "2026-12-04");
    office.publish("2026-12-07T20:00:00Z", &[]);
    let next = office.file("digests/2026/W49.md");
    assert!(
        !next.contains("Arrived") && !next.contains("Fixed the pump"),
        "{next}"
    );
}

#[test]
fn whoever_posts_while_a_week_is_published_is_told_of_by_the_next() {
    let office = Office::new();
    // All have posted, so that the week is published on Friday.
    office.post_all("2026-W47", "2026-11-20");
    office.publish("2026-11-20T15:00:00Z", &[]);
    office.post("ada", "2026-11-20T16:00:00Z", "2026-W47", "One more thing");
    office.post_all("2026-W48", "2026-11-27");
    office.publish(LATER, &[]);
    let digest = office.file("digests/2026/W48.md");
    assert!(digest.contains("One more thing"), "{digest}");
}

#[test]
fn silence_publishes_nothing_and_says_why() {
    let office = Office::new();
    office.post_all("2026-W46", "2026-11-13");
    office.publish("2026-11-16T21:00:00Z", &[]);
    let tip = office.git(&["rev-parse", super::office::BRANCH]);
    let output = office.publish(OVER, &[]);
    let output = output.says("week 2026-W47 (16 to 22 November): silent");
    output.says("nobody posted, and nothing arrived late");
    assert_eq!(office.git(&["rev-parse", super::office::BRANCH]), tip);
    // Something that arrives late is worth a digest of its own.
    office.post("ada", "2026-11-24T09:00:00Z", "2026-W46", "Forgot this");
    let states = office.states("2026-11-24T10:00:00Z", &[]);
    assert_eq!(states, "2026-W47 published, 2026-W48 open");
    let digest = office.file("digests/2026/W47.md");
    assert!(digest.contains("Forgot this"), "{digest}");
}

#[test]
fn a_silent_week_of_which_somebody_writes_later_is_published_then() {
    let office = Office::new();
    office.post_all("2026-W45", "2026-11-06");
    office.post_all("2026-W47", "2026-11-20");
    let states = office.states(OVER, &[]);
    assert!(states.contains("2026-W46 silent"), "{states}");
    office.post("grace", "2026-11-24T05:00:00Z", "2026-W46", "I was there");
    let states = office.states("2026-11-24T10:00:00Z", &[]);
    assert!(states.starts_with("2026-W46 published"), "{states}");
    assert!(office.file("digests/2026/W46.md").contains("I was there"));
    // What is older than the newest does not begin with anything.
    assert!(!office.file("digests/2026/W46.md").contains("Arrived since"));
}

#[test]
fn a_log_without_updates_has_nothing_to_publish() {
    let office = Office::new();
    let output = office.publish(OVER, &[]);
    output.says("Nobody has posted yet");
    assert_eq!(office.states(OVER, &["--since", "2026-W01"]), "");
}
