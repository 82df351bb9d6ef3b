//! What is marked on a scale is nobody's business.

use crate::post::team::Team;

const NAMES: [&str; 5] = ["ada", "grace", "linus", "margaret", "radia"];

/// A team in which so many people have marked the week, each another mark.
fn marked(people: usize) -> Team {
    let mut file = "tidings: 1\nname: Team Quill\nsections:\n\
                    - {key: mood, title: Mood, kind: scale, scale: 10-99}\nmembers:\n"
        .to_owned();
    for name in NAMES {
        file.push_str(&format!(
            "- {{handle: {name}, emails: [{name}@example.org]}}\n"
        ));
    }
    let team = Team::with_file(&file);
    for (name, mark) in NAMES.iter().zip(71..).take(people) {
        let answer = format!("mood={mark}");
        let args = [
            "--as",
            name,
            "--for",
            "2026-11-23",
            "Worked",
            "--answer",
            &answer,
        ];
        team.post(&args).run().ok();
    }
    team
}

#[test]
fn a_stored_answer_that_does_not_fit_is_a_finding_that_repeats_no_mark() {
    let team = marked(0);
    let update = "tidings: 1\nauthor: ada\nperiod: 2026-11-23\nanswers: {mood: 7}\n";
    team.commit("updates/2026/11/23/ada.yaml", update);
    let run = team.tidings(&["digest", "--format", "json"]).run().ok();
    let findings = run.json()["findings"].clone();
    assert_eq!(findings[0]["rule"], "bad-answer");
    let message = findings[0]["message"].as_str().expect("a message");
    assert_eq!(
        message,
        "'mood': the answer is not on the scale from 10 to 99"
    );
}

#[test]
fn marks_are_shown_of_five_people_together_and_of_none_alone() {
    for (people, want) in [(4, "too few people"), (5, "73.0 on average")] {
        let team = marked(people);
        for format in ["terminal", "markdown", "html"] {
            let run = team.tidings(&["digest", "--format", format]).run().ok();
            assert!(run.stdout().contains(want) || format == "html", "{run}");
        }
        let json = team.tidings(&["digest", "--format", "json"]).run().ok();
        let summary = &json.json()["scales"][0]["summary"];
        assert_eq!(summary.is_null(), people < 5, "{json}");
        let updates = &json.json()["updates"];
        assert!(!updates.to_string().contains("mood"), "{json}");
        for args in [
            &["show", "ada/2026-11-23"][..],
            &["show", "ada/2026-11-23", "--format", "json"],
            &["log", "--format", "json"],
            &["log"],
        ] {
            let run = team.tidings(args).run().ok();
            assert!(
                !run.stdout().contains("Mood") && !run.stdout().contains("mood"),
                "{run}"
            );
        }
        let found = team.tidings(&["log", "--grep", "71"]).run();
        assert!(!found.stdout().contains("ada"), "{found}");
    }
}
