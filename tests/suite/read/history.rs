use super::desk::{column, update};
use super::{Desk, Step};

const ADA: &str = "updates/2026/11/18/ada.yaml";

/// Writes a file of a commit as a plain one.
fn plain<'a>(path: &'a str, content: &'a [u8]) -> (&'static str, &'a str, &'a [u8]) {
    ("100644", path, content)
}

#[test]
fn an_update_carries_how_it_came_to_be() {
    let desk = Desk::new();
    desk.post("ada", "2026-11-18", &["-d", "One"]);
    let first = desk.tip();
    desk.post_at("ada", "2026-11-18T16:00:00Z", "2026-11-18", &["-d", "Two"]);
    desk.post_at(
        "ada",
        "2026-11-20T09:00:00Z",
        "2026-11-18",
        &["-d", "Three"],
    );
    let last = desk.tip();
    desk.post_at(
        "linus",
        "2026-11-25T09:00:00Z",
        "2026-11-19",
        &["-d", "Late"],
    );
    desk.post_at(
        "grace",
        "2026-11-17T09:00:00Z",
        "2026-11-20",
        &["-d", "Early"],
    );
    let behalf = ["--as", "linus", "-d", "For Linus"];
    desk.post("grace", "2026-11-20", &behalf);
    let edited = update("grace", "2026-11-20", "done:\n  - By hand\n");
    desk.commit(&Step {
        who: "stranger",
        when: "2026-11-21T10:00:00+05:30",
        files: &[plain("updates/2026/11/20/grace.yaml", &edited)],
        ..Step::default()
    });
    let digest = desk.json(&["digest", "2026-W47"]);
    let histories: Vec<_> = digest["updates"]
        .as_array()
        .expect("updates")
        .iter()
        .map(|update| (update["path"].as_str().expect("a path"), &update["history"]))
        .collect();
    let of = |path: &str| {
        let found = histories.iter().find(|(known, _)| known.ends_with(path));
        found.unwrap_or_else(|| panic!("{path}: {histories:?}")).1
    };
    let ada = of("18/ada.yaml");
    assert_eq!(ada["first"]["commit"], first);
    assert_eq!(ada["last"]["commit"], last);
    assert_eq!(ada["revisions"], 3);
    assert_eq!(ada["timing"], "on-time");
    assert_eq!(
        (&ada["edited"], &ada["edited_after_period"]),
        (&true.into(), &true.into())
    );
    assert_eq!(ada["first"]["written"], "2026-11-18T14:00:00+00:00");
    assert_eq!(of("19/linus.yaml")["timing"], "late");
    let grace = of("20/grace.yaml");
    assert_eq!(grace["timing"], "early");
    assert_eq!(grace["edited_by"][0], "stranger");
    assert_eq!(grace["last"]["by_other"], true);
    assert_eq!(grace["last"]["written"], "2026-11-21T10:00:00+05:30");
    let linus = of("20/linus.yaml");
    assert_eq!(linus["posted_by"], "grace");
    assert_eq!(linus["edited"], false);
    let text = desk.read(&["digest", "2026-W47"]);
    for part in [
        "posted by",
        "edited after its period: 2026-11-18",
        "early",
        "late",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let shown = desk.read(&["show", "linus/2026-11-20"]);
    assert!(
        shown.contains("Grace Sample on the author's behalf"),
        "{shown}"
    );
}

#[test]
fn the_mailmap_of_the_log_says_who_wrote() {
    let desk = Desk::new();
    desk.post("grace", "2026-11-18", &["-d", "Shipped"]);
    let hand = update("grace", "2026-11-18", "done:\n  - By hand\n");
    let before = desk.commit(&Step {
        who: "stranger",
        when: "2026-11-18T15:00:00Z",
        files: &[plain("updates/2026/11/18/grace.yaml", &hand)],
        ..Step::default()
    });
    // That of the repository around is nobody's business here.
    let around = desk.repository.join(".mailmap");
    std::fs::write(around, "<linus@example.org> <stranger@example.org>\n").expect("it is written");
    let map = b"<grace@example.org> <Stranger@example.org>\n<zed@example.org> <ada@example.org>\n";
    desk.commit(&Step {
        who: "ada",
        when: "2026-11-18T16:00:00Z",
        files: &[plain(".mailmap", map)],
        ..Step::default()
    });
    desk.post("ada", "2026-11-19", &["-d", "Mine, wherever it leads"]);
    let by = |args: &[&str]| {
        let digest = desk.json(&[&["digest", "2026-W47"], args].concat());
        let updates = digest["updates"].as_array().expect("updates").iter();
        let last = updates.map(|update| &update["history"]["last"]);
        let told = last.map(|last| format!("{} {}", last["by"], last["by_other"]));
        told.collect::<Vec<String>>()
    };
    assert_eq!(by(&["--at", &before]), ["\"stranger\" true"]);
    assert_eq!(by(&[]), ["\"grace\" false", "\"ada\" false"]);
}

#[test]
fn what_is_taken_back_is_counted_as_withdrawn() {
    let desk = Desk::new();
    desk.post("grace", "2026-11-18", &["-d", "Oops"]);
    let posted = desk.tip();
    desk.commit(&Step {
        who: "grace",
        when: "2026-11-18T15:00:00Z",
        gone: &["updates/2026/11/18/grace.yaml"],
        ..Step::default()
    });
    let removed = desk.tip();
    let digest = desk.json(&["digest", "2026-W47"]);
    assert_eq!(digest["updates"].as_array().map(Vec::len), Some(0));
    assert_eq!(column(&digest["withdrawn"], "author"), ["grace"]);
    assert_eq!(column(&digest["withdrawn"], "commit"), [removed.as_str()]);
    assert_eq!(digest["lost"].as_array().map(Vec::len), Some(0));
    assert!(desk.read(&["digest", "2026-W47"]).contains("Withdrawn"));
    // Before it was taken back it was there.
    let before = desk.json(&["digest", "2026-W47", "--at", &posted]);
    assert_eq!(column(&before["updates"], "author"), ["grace"]);
    // Posted again it is there again, with all that happened to it.
    desk.post("grace", "2026-11-18", &["-d", "Yes"]);
    let digest = desk.json(&["digest", "2026-W47"]);
    assert_eq!(digest["updates"][0]["history"]["revisions"], 3);
    assert_eq!(digest["updates"][0]["history"]["first"]["commit"], posted);
    assert_eq!(digest["withdrawn"].as_array().map(Vec::len), Some(0));
}

#[test]
fn two_branches_meet_and_what_a_merge_lost_is_shown() {
    let desk = Desk::new();
    desk.post("ada", "2026-11-17", &["-d", "Base"]);
    let base = desk.tip();
    let ada = update("ada", "2026-11-18", "done:\n  - On the left\n");
    let graces = update("grace", "2026-11-18", "done:\n  - On the right\n");
    let when = "2026-11-18T12:00:00Z";
    let left = desk.commit(&Step {
        who: "ada",
        when,
        files: &[plain(ADA, &ada)],
        ..Step::default()
    });
    let grace = "updates/2026/11/18/grace.yaml";
    let right = desk.commit_on(
        "refs/heads/side",
        &Step {
            who: "grace",
            when,
            from: Some(&base),
            files: &[plain(grace, &graces)],
            ..Step::default()
        },
    );
    // A merge that keeps both.
    let both = desk.commit(&Step {
        who: "ada",
        when: "2026-11-18T13:00:00Z",
        from: Some(&left),
        merge: &[&right],
        files: &[plain(grace, &graces)],
        ..Step::default()
    });
    let digest = desk.json(&["digest", "2026-11-18"]);
    assert_eq!(column(&digest["updates"], "author"), ["ada", "grace"]);
    for (at, commit) in [(0, &left), (1, &right)] {
        let history = &digest["updates"][at]["history"];
        assert_eq!(history["first"]["commit"], *commit);
        assert_eq!(history["revisions"], 1);
    }
    // The same with "-s ours": the right side's file is nowhere.
    let ours = desk.commit(&Step {
        who: "ada",
        when: "2026-11-18T13:00:00Z",
        from: Some(&left),
        merge: &[&right],
        ..Step::default()
    });
    assert_ne!(both, ours);
    let digest = desk.json(&["digest", "2026-11-18"]);
    assert_eq!(column(&digest["updates"], "author"), ["ada"]);
    assert_eq!(column(&digest["lost"], "author"), ["grace"]);
    assert_eq!(column(&digest["lost"], "commit"), [right.as_str()]);
    assert_eq!(digest["withdrawn"].as_array().map(Vec::len), Some(0));
    assert!(
        desk.read(&["digest", "2026-11-18"])
            .contains("Lost by a merge")
    );
}

#[test]
fn what_arrived_for_earlier_periods_is_listed_apart() {
    let desk = Desk::new();
    desk.post("ada", "2026-11-13", &["-d", "In time"]);
    desk.post_at(
        "grace",
        "2026-11-17T10:00:00Z",
        "2026-11-12",
        &["-d", "Late"],
    );
    desk.post_at(
        "linus",
        "2026-11-24T10:00:00Z",
        "2026-11-11",
        &["-d", "Later"],
    );
    desk.post("ada", "2026-11-18", &["-d", "This week"]);
    let digest = desk.json(&["digest", "2026-W47"]);
    assert_eq!(column(&digest["updates"], "author"), ["ada"]);
    assert_eq!(column(&digest["late"], "author"), ["grace"]);
    assert_eq!(column(&digest["late"], "period"), ["2026-11-12"]);
    assert_eq!(
        column(&digest["late"], "arrived"),
        ["2026-11-17T11:00:00+01:00"]
    );
    assert!(desk.read(&["digest", "2026-W47"]).contains("Arrived late"));
}
