use std::fmt::Write as _;

use super::Place;

/// Wednesday after the week that is counted.
const NOW: &str = "2026-11-25T12:00:00Z";

fn team(people: usize) -> String {
    let mut text = "tidings: 1\nname: Team Quill\nsections:\n  - { key: mood, title: Mood, kind: scale }\nmembers:\n".to_owned();
    for number in 0..people {
        let _ = writeln!(
            text,
            "  - {{ handle: m{number}, name: Member {number}, emails: [m{number}@example.org], teams: [t{}] }}",
            number % 2
        );
    }
    text
}

#[test]
fn stats_count_what_was_expected() {
    let mut place = Place::new(&team(2));
    let plan = "next:\n  - { id: p1p1, text: One }\n  - { id: p2p2, text: Two }\nblockers:\n  - { id: b1b1, text: Stuck }\n";
    place.post("m0", "2026-11-16", "2026-11-16T16:00:00Z", plan);
    let later = "done:\n  - { id: p1p1, since: 2026-11-16, text: One }\nnext:\n  - { id: p2p2, since: 2026-11-16, text: Two }\n";
    place.post("m0", "2026-11-19", "2026-11-19T18:00:00Z", later);
    // A Saturday is posted for, and never expected.
    place.post("m0", "2026-11-21", "2026-11-21T10:00:00Z", "notes: Extra\n");
    place.commit();
    let stats = place.json(NOW, &["stats", "2026-W47"]);
    let row = &stats["rows"][0];
    for (field, want) in [
        ("expected", 5),
        ("posted", 2),
        ("participation", 40),
        ("on_time", 1),
        ("late", 1),
        ("punctuality", 50),
    ] {
        assert_eq!(row[field], want, "{field}");
    }
    assert_eq!(row["plans"]["done"], 1);
    assert_eq!(row["plans"]["not_mentioned"], 1);
    assert_eq!(row["blockers"]["count"], 1);
    assert_eq!(row["blockers"]["median_age_days"], 3);
    assert_eq!(stats["total"]["expected"], 10);
    let by = place.json(NOW, &["stats", "2026-W47", "--by", "team"]);
    assert_eq!(by["rows"][0]["key"], "t0");
    assert_eq!(by["rows"][0]["posted"], 2);
    let text = place.read(NOW, &["stats", "2026-W47"]);
    assert!(text.contains("2/5") && text.contains("40 %"), "{text}");
    assert!(text.contains("100 % of 1"), "{text}");
}

#[test]
fn marks_are_told_of_five_people_or_more_and_never_by_subtraction() {
    for (people, args, want) in [
        (4, &[][..], None),
        (5, &[], Some("1.8")),
        (5, &["--member", "m0"], None),
        (5, &["--by", "member"], Some("1.8")),
        // Nine in all: five of one team, and four whom one could subtract.
        (9, &["--team", "t0"], None),
        (10, &["--team", "t0"], Some("3.0")),
    ] {
        let mut place = Place::new(&team(people));
        for number in 0..people {
            let body = format!("answers:\n  mood: {}\n", (number / 2) % 5 + 1);
            place.post(
                &format!("m{number}"),
                "2026-11-18",
                "2026-11-18T16:00:00Z",
                &body,
            );
        }
        place.commit();
        let stats = place.json(NOW, &[&["stats", "2026-W47"], args].concat());
        let scales = stats["scales"].as_array().expect("an array");
        let mean = scales
            .first()
            .and_then(|scale| scale["summary"]["mean"].as_str());
        assert_eq!(mean, want, "{people} {args:?}");
    }
}
