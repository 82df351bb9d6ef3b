//! Posting more than once for a period.

use super::team::Team;

#[test]
fn posting_again_adds_and_the_same_again_changes_nothing() {
    let team = Team::new();
    let post = [
        "One", "-b", "Stuck", "--note", "Said.", "--answer", "read=A",
    ];
    team.post(&post).run().ok();
    let (tip, file) = (team.tip(), team.file("updates/2026/11/23/ada.yaml"));
    team.post(&post).run().ok().notes("nothing new");
    assert_eq!(team.tip(), tip);
    team.post(&["Two", "-d", "One", "--note", "More."])
        .run()
        .ok()
        .notes("added to what was there");
    assert_eq!(team.texts(23, "done"), ["One", "Two"]);
    let after = team.file("updates/2026/11/23/ada.yaml");
    assert!(after.contains("Said.\n\n  More."), "{after}");
    assert!(after.len() > file.len());
    // Twice in one breath is meant twice.
    team.post(&["Interview", "Interview"]).run().ok();
    assert_eq!(team.texts(23, "done").len(), 4);
}

#[test]
fn replacing_puts_away_what_was_said_and_keeps_what_is_open() {
    let team = Team::new();
    team.post(&["--for", "friday", "-b", "Old"]).run().ok();
    team.post(&["Wrong", "-n", "Wrong too", "-b", "New"])
        .run()
        .ok();
    team.post(&["--replace", "Right"])
        .run()
        .ok()
        .notes("in the place of what was there");
    assert_eq!(team.texts(23, "done"), ["Right"]);
    assert!(team.texts(23, "next").is_empty());
    assert_eq!(team.texts(23, "blockers"), ["Old"]);
}

#[test]
fn a_file_written_by_hand_keeps_every_byte_that_nobody_changed() {
    let team = Team::new();
    let by_hand = "\
# Ada's own header
tidings: 1
author: ada   # that is me
period: 2026-11-23
time_zone: 'Europe/Paris'


next:   # plans
    - text: 'single quoted'   # stays
      id: zz
      mood: good
done:
# before the first
- plain
- \"double\"   # quoted
x-unknown: {a: 1}
";
    let path = "updates/2026/11/23/ada.yaml";
    team.commit(path, by_hand);
    team.post(&["Added", "-n", "Planned"]).run().ok();
    let after = team.file(path);
    let kept: Vec<&str> = after
        .lines()
        .filter(|line| by_hand.lines().any(|old| old == *line))
        .collect();
    assert_eq!(kept, by_hand.lines().collect::<Vec<_>>(), "{after}");
    assert_eq!(
        after.lines().count(),
        by_hand.lines().count() + 3,
        "{after}"
    );
    // What cannot be changed without a loss is left alone.
    let before = team.tip();
    team.post(&["--did", "zz"])
        .run()
        .code(1)
        .notes("change the file in an editor");
    assert_eq!(team.tip(), before);
}

#[test]
fn a_file_that_cannot_be_read_is_not_overwritten() {
    let team = Team::new();
    team.commit("updates/2026/11/23/ada.yaml", "tidings: 1\ndone: [oops\n");
    let before = team.tip();
    for args in [&["x"][..], &["--replace", "x"], &["--edit"]] {
        team.post(args)
            .env("GIT_EDITOR", "true")
            .run()
            .code(1)
            .notes("updates/2026/11/23/ada.yaml")
            .notes("line 2");
    }
    assert_eq!(team.tip(), before);
    // What was said is kept, and another day is another file.
    assert!(team.draft("ada-2026-11-23.md").contains("- x"));
    team.post(&["--for", "2026-11-24", "Goes on"]).run().ok();
}

#[test]
fn an_update_that_grows_too_large_is_refused_and_kept() {
    let team = Team::new();
    let long = "a".repeat(40_000);
    team.post(&[&long]).run().ok();
    let before = team.tip();
    let more = "b".repeat(40_000);
    team.post(&[&more])
        .run()
        .code(1)
        .notes("65536")
        .notes("tidings post --for 2026-11-23 -f ");
    assert_eq!(team.tip(), before);
    assert!(team.draft("ada-2026-11-23.md").contains(&more));
}
