//! Posting for a period older than the latest.

use super::team::Team;

#[test]
fn what_is_said_for_the_past_is_not_mixed_up_with_what_is_open() {
    let team = Team::new();
    team.post(&["--for", "2026-11-19", "-b", "Known"])
        .run()
        .ok();
    team.post(&["Today", "-b", "Current"]).run().ok();
    let said = team
        .post(&["--for", "2026-11-20", "Forgotten", "-b", "Late to tell"])
        .run()
        .ok()
        .notes("not open, because the latest update, for Monday 2026-11-23")
        .notes("Late to tell")
        .notes("open blockers:")
        .notes("tidings post --for 2026-11-23 -b TEXT");
    let open = said.stderr().split("not open").next().unwrap_or_default();
    assert!(open.contains("Known") && !open.contains("Late"), "{said}");
    assert_eq!(team.texts(20, "blockers"), ["Known", "Late to tell"]);
    assert_eq!(team.texts(23, "blockers"), ["Known", "Current"]);
    let status = team.tidings(&["status"]).run().ok().says("Current");
    assert!(!status.stdout().contains("Late to tell"), "{status}");
    // The next update goes on from the latest, and so does a week.
    team.post(&["--for", "2026-11-24", "Tomorrow"]).run().ok();
    assert_eq!(team.texts(24, "blockers"), ["Known", "Current"]);
    // Without anything new there is nothing to be said about it.
    let quiet = team.post(&["--for", "2026-11-20", "More"]).run().ok();
    assert!(!quiet.stderr().contains("not open"), "{quiet}");
}
