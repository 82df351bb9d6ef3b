use super::desk::{column, update};
use super::{Desk, Step};

fn range(desk: &Desk, from: &str) -> serde_json::Value {
    desk.json(&["digest", "--range", &format!("{from}..tidings")])
}

#[test]
fn a_range_is_what_its_end_has_and_its_beginning_had_not() {
    let desk = Desk::new();
    desk.post(
        "ada",
        "2026-11-16",
        &["-d", "Before the range", "-b", "Stuck before"],
    );
    desk.post(
        "grace",
        "2026-11-17",
        &["-d", "Before as well", "-b", "No ink"],
    );
    let from = desk.tip();
    desk.post("linus", "2026-11-19", &["-d", "Within the range"]);
    desk.post_at(
        "ada",
        "2026-11-19T15:00:00Z",
        "2026-11-16",
        &["-d", "Said later"],
    );
    let digest = range(&desk, &from);
    assert_eq!(column(&digest["updates"], "author"), ["ada", "linus"]);
    assert_eq!(digest["window"]["since"], "2026-11-16");
    assert_eq!(digest["window"]["until"], "2026-11-19");
    assert_eq!(digest["commit"], desk.tip());
    // History is that of the range.
    let ada = &digest["updates"][0]["history"];
    assert_eq!(ada["revisions"], 1);
    assert_eq!(ada["last"]["kind"], "changed");
    // Grace posted within these days, before the range: she is not silent,
    // and what she waits for is still open.
    assert_eq!(digest["missing"].as_array().map(Vec::len), Some(0));
    assert_eq!(digest["state"]["posted"], 3);
    let blockers = column(&digest["attention"]["blockers"], "author");
    assert_eq!(blockers, ["ada", "grace"]);
    for list in ["late", "withdrawn", "lost"] {
        assert_eq!(digest[list].as_array().map(Vec::len), Some(0), "{list}");
    }
    let text = desk.read(&["digest", "--range", &format!("{from}..tidings")]);
    assert!(
        !text.contains("Before as well") && text.contains("No ink"),
        "{text}"
    );
}

#[test]
fn open_is_what_is_open_at_the_end_of_the_range() {
    let desk = Desk::new();
    desk.post("ada", "2026-11-17", &["-b", "Was open on Tuesday"]);
    desk.post("ada", "2026-11-19", &["--replace", "-d", "All is well"]);
    let from = desk.tip();
    // The range touches only the older update.
    desk.post_at(
        "ada",
        "2026-11-19T15:00:00Z",
        "2026-11-17",
        &["-d", "Said later"],
    );
    let digest = range(&desk, &from);
    assert_eq!(column(&digest["updates"], "period"), ["2026-11-17"]);
    let open = digest["attention"]["blockers"].as_array().expect("a list");
    let later = desk.json(&["digest", "2026-W47"]);
    let want = later["attention"]["blockers"].as_array().expect("a list");
    assert_eq!(open.len(), want.len(), "{open:?}");
}

#[test]
fn what_the_end_has_no_more_is_withdrawn_or_lost() {
    let desk = Desk::new();
    desk.post("grace", "2026-11-17", &["-d", "To be withdrawn"]);
    desk.post("linus", "2026-11-18", &["-d", "To be lost"]);
    let from = desk.tip();
    desk.post("ada", "2026-11-10", &["-d", "Untouched in the end"]);
    let removed = desk.commit(&Step {
        who: "grace",
        when: "2026-11-19T10:00:00Z",
        gone: &["updates/2026/11/17/grace.yaml"],
        ..Step::default()
    });
    let digest = range(&desk, &from);
    assert_eq!(column(&digest["withdrawn"], "author"), ["grace"]);
    assert_eq!(column(&digest["withdrawn"], "commit"), [removed.as_str()]);
    assert_eq!(digest["window"]["until"], "2026-11-17");
    // The end is a merge that kept the side without Linus' update.
    let start = desk.git(&["rev-parse", &format!("{from}~1")]);
    desk.commit(&Step {
        who: "ada",
        when: "2026-11-19T11:00:00Z",
        from: Some(&start),
        merge: &[&from],
        ..Step::default()
    });
    let digest = range(&desk, &from);
    assert_eq!(column(&digest["lost"], "author"), ["linus"]);
    assert_eq!(digest["withdrawn"].as_array().map(Vec::len), Some(0));
    assert!(
        desk.read(&["digest", "--range", &format!("{from}..tidings")])
            .contains("Lost by a merge")
    );
}

#[test]
fn an_empty_range_is_the_day_of_its_end() {
    let desk = Desk::new();
    desk.post("ada", "2026-11-17", &["-d", "Something"]);
    let digest = range(&desk, "tidings");
    assert_eq!(digest["window"]["since"], "2026-11-17");
    assert_eq!(digest["updates"].as_array().map(Vec::len), Some(0));
    // A range whose beginning is no ancestor of its end.
    let from = desk.git(&["rev-parse", "tidings~1"]);
    desk.post("grace", "2026-11-18", &["-d", "On one side"]);
    let aside = desk.commit_on(
        "refs/heads/side",
        &Step {
            who: "linus",
            when: "2026-11-18T10:00:00Z",
            from: Some(&from),
            files: &[(
                "100644",
                "updates/2026/11/18/linus.yaml",
                &update("linus", "2026-11-18", "done:\n  - On the other\n"),
            )],
            ..Step::default()
        },
    );
    let digest = range(&desk, &aside);
    assert_eq!(column(&digest["updates"], "author"), ["ada", "grace"]);
    assert_eq!(digest["updates"][0]["history"]["revisions"], 1);
}
