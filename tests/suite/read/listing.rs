use super::Desk;
use super::desk::{Step, column};
use crate::kit::NOW;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.post("ada", "2026-11-05", &["-d", "Cast the letters"]);
    let form = "## Done\n- Mended the roller {project=press}\n\n## Questions\n- Who has the key?\n\n## Notes\nA long day.\n";
    let args = ["post", "--no-input", "--for", "2026-11-16", "-f", "-"];
    let run = desk.prepare("grace", "2026-11-16T10:00:00Z", &args);
    run.stdin(form).run().ok();
    desk.post("grace", "2026-W47", &["-d", "The whole week"]);
    desk.post(
        "ada",
        "2026-11-18",
        &["-d", "Set the type", "-b", "No ink left"],
    );
    desk.post("linus", "2026-11-18", &["-d", "ÜBER the moon"]);
    desk
}

#[test]
fn updates_are_listed_the_latest_first_and_filtered() {
    let desk = desk();
    for (args, want) in [
        (
            vec![],
            vec![
                "grace/2026-W47",
                "ada/2026-11-18",
                "linus/2026-11-18",
                "grace/2026-11-16",
                "ada/2026-11-05",
            ],
        ),
        (vec!["-n", "2"], vec!["grace/2026-W47", "ada/2026-11-18"]),
        (
            vec!["--author", "ada"],
            vec!["ada/2026-11-18", "ada/2026-11-05"],
        ),
        (
            vec!["--author", "ada", "--author", "linus", "-n", "2"],
            vec!["ada/2026-11-18", "linus/2026-11-18"],
        ),
        (
            vec!["--since", "2026-11-17"],
            vec!["ada/2026-11-18", "linus/2026-11-18"],
        ),
        (
            vec!["--until", "2026-11-16"],
            vec!["grace/2026-11-16", "ada/2026-11-05"],
        ),
        (
            vec![
                "--since",
                "2026-W47",
                "--until",
                "2026-W47",
                "--section",
                "blockers",
            ],
            vec!["ada/2026-11-18"],
        ),
        (vec!["--grep", "INK"], vec!["ada/2026-11-18"]),
        (vec!["--grep", "über"], vec!["linus/2026-11-18"]),
        (vec!["--grep", "long day"], vec!["grace/2026-11-16"]),
        (vec!["--grep", "nothing of the kind"], vec![]),
        (vec!["--project", "press"], vec!["grace/2026-11-16"]),
        (vec!["--author", "nobody"], vec![]),
    ] {
        let listing = desk.json(&[&["log"], &args[..]].concat());
        assert_eq!(column(&listing["updates"], "address"), want, "{args:?}");
        let more = args.contains(&"-n");
        assert_eq!(listing["more"], more, "{args:?}");
    }
    let text = desk.read(&["log", "-n", "1"]);
    assert!(
        text.contains("The whole week") && text.contains("-n"),
        "{text}"
    );
    assert!(!text.contains("Set the type"), "{text}");
    let run = desk
        .prepare("ada", NOW, &["log", "--grep", "zzz"])
        .run()
        .ok();
    assert_eq!(run.stdout(), "");
    run.notes("no update matches");
}

#[test]
fn a_listing_can_be_read_at_any_commit() {
    let desk = desk();
    let at = desk.git(&["rev-parse", "tidings~2"]);
    let listing = desk.json(&["log", "--at", &at]);
    assert_eq!(listing["commit"], at);
    let addresses = column(&listing["updates"], "address");
    assert_eq!(
        addresses,
        ["grace/2026-W47", "grace/2026-11-16", "ada/2026-11-05"]
    );
}

#[test]
fn bad_filters_are_refused() {
    let desk = Desk::new();
    for (args, note) in [
        (["--author", "Not A Handle"], "handle"),
        (["--section", "moods"], "done, next, blockers, questions"),
        (["--since", "someday"], "is no period"),
        (["-n", "many"], "invalid value"),
    ] {
        let args = ["log", args[0], args[1]];
        desk.prepare("ada", NOW, &args).run().code(2).notes(note);
    }
}

#[test]
fn an_author_who_is_no_member_is_named() {
    let desk = desk();
    let args = ["log", "--author", "nobody"];
    desk.prepare("ada", NOW, &args)
        .run()
        .ok()
        .notes("no update matches")
        .notes("'nobody' is no member; members are ada, ");
}

#[test]
fn answers_to_the_teams_own_sections_are_listed() {
    let desk = Desk::new();
    let team = desk.git(&["show", "tidings:.tidings/team.yaml"]);
    let own = "\nsections:\n  - key: learned\n    title: What I learned\n    kind: text\n";
    desk.commit(&Step {
        who: "ada",
        when: "2026-11-16T08:00:00Z",
        files: &[("100644", ".tidings/team.yaml", (team + own).as_bytes())],
        ..Step::default()
    });
    let answer = ["--answer", "learned=Ink dries in a week"];
    desk.post("ada", "2026-11-18", &answer);
    desk.post("ada", "2026-11-19", &["-d", "Set the type"]);
    for args in [&["log"][..], &["log", "--grep", "ink dries"]] {
        let text = desk.read(args);
        assert!(text.contains("What I learned"), "{text}");
        assert!(text.contains("Ink dries in a week"), "{text}");
        assert_eq!(text.contains("Set the type"), args.len() == 1, "{text}");
    }
}
