//! What is asked when, and what must be answered.

use super::{SECTIONS, form, team};

const FRIDAY: &str = "2026-11-20T15:00:00Z";
const MONDAY: &str = "2026-11-23T09:00:00Z";

fn headings(form: &str) -> Vec<&str> {
    let lines = form.lines();
    lines.filter_map(|line| line.strip_prefix("## ")).collect()
}

#[test]
fn a_form_shows_what_is_asked_on_its_day() {
    let team = team(SECTIONS);
    let usual = ["Done", "Next", "Blockers", "Questions", "Kudos"];
    let last = ["Notes", "Health"];
    let first = form(&team, FRIDAY, &[]);
    let own = ["Mood", "Where", "Tired", "What could be better", "Read"];
    assert_eq!(headings(&first), [&usual[..], &own, &last].concat());
    for part in [
        "How was the week?",
        "a number from 1 to 5",
        "one of office, home",
        "yes or no",
        "Must be answered.",
    ] {
        assert!(first.contains(part), "{part} is not in\n{first}");
    }
    team.post(&["x", "--answer", "place=home"])
        .now(FRIDAY)
        .run()
        .ok();
    // On Monday the week has not ended, and November's question was asked.
    let monday = form(&team, MONDAY, &[]);
    assert_eq!(
        headings(&monday),
        [&usual[..], &["Where", "Read"], &last].concat()
    );
    assert!(monday.contains("since Friday 2026-11-20"), "{monday}");
    let week = form(&team, MONDAY, &["-w"]);
    assert!(headings(&week).contains(&"Mood"), "{week}");
}

#[test]
fn what_is_written_unasked_is_taken_all_the_same() {
    let team = team(SECTIONS);
    team.post(&["x", "--answer", "place=home"])
        .now(FRIDAY)
        .run()
        .ok();
    let answers = [
        "x",
        "--answer",
        "place=OFFICE",
        "--answer",
        "mood=4",
        "--answer",
        "tired=y",
    ];
    team.post(&answers).run().ok();
    let file = team.file("updates/2026/11/23/ada.yaml");
    for line in ["  place: office\n", "  mood: 4\n", "  tired: true\n"] {
        assert!(file.contains(line), "{line} is not in\n{file}");
    }
    // One word takes the place of another, and a text is added to.
    team.post(&["--answer", "place=home", "--answer", "tired=no"])
        .run()
        .ok();
    team.post(&["--answer", "better=One", "--answer", "read=A"])
        .run()
        .ok();
    team.post(&["--answer", "better=Two", "--answer", "read=B"])
        .run()
        .ok();
    let file = team.file("updates/2026/11/23/ada.yaml");
    for part in ["place: home", "tired: false", "One", "Two", "- A", "- B"] {
        assert!(file.contains(part), "{part} is not in\n{file}");
    }
    assert!(!file.contains("office"), "{file}");
}

#[test]
fn what_does_not_fit_is_refused_with_what_does() {
    let team = team(SECTIONS);
    for (answer, hint) in [
        ("mood=7", "a number from 1 to 5"),
        ("place=hme", "did you mean 'home'?"),
        ("tired=perhaps", "write yes or no"),
        ("glad=yes", "mood, place, tired, better, read"),
    ] {
        let run = team.post(&["x", "--answer", answer]).run().code(2);
        run.notes(hint);
    }
    team.sandbox
        .write("update.yaml", "done: [x]\nanswers: {place: moon}\n");
    let path = team.sandbox.path("update.yaml");
    let path = path.to_str().expect("UTF-8");
    team.post(&["-f", path])
        .run()
        .code(1)
        .notes("use one of office, home");
}

#[test]
fn what_the_team_requires_must_be_said_and_nothing_is_lost() {
    let team = team(SECTIONS);
    let before = team.tip();
    for args in [
        &["Shipped"][..],
        &["Shipped", "--replace"],
        &["-w", "Shipped"],
    ] {
        let run = team.post(args).run().code(1);
        run.notes("'Where'").notes("--answer 'place=office|home'");
    }
    assert_eq!(team.tip(), before);
    let path = team.sandbox.write("update.md", "- Shipped the importer\n");
    let path = path.to_str().expect("UTF-8");
    let run = team.post(&["-f", path]).run().code(1);
    run.notes("what you wrote is kept")
        .notes("--answer 'place=office|home'");
    assert!(
        team.draft("ada-2026-11-23.md")
            .contains("Shipped the importer")
    );
    team.post(&["-f", path, "--answer", "place=home"])
        .run()
        .ok();
    // It is there now, so that more can be added without it.
    team.post(&["More"]).run().ok();
    team.post(&["Less", "--replace"]).run().code(1);
    // In the editor the missing heading is named beside its line.
    let run = team
        .edit("echo '- Written' > \"$1.new\"; sed '/## Next/r '\"$1.new\" \"$1\" > \"$1.all\"; mv \"$1.all\" \"$1\"", &["--for", "2026-11-24"])
        .run()
        .code(1);
    run.notes("cannot be read");
    let draft = team.draft("ada-2026-11-24.md");
    let beside =
        "<!-- error: 'Where' must be answered; write an answer below the heading -->\n## Where";
    assert!(draft.contains(beside), "{draft}");
}
