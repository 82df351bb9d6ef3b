//! What teams ask, written and read in every way.

use proptest::collection::{btree_map, btree_set};
use proptest::option;
use proptest::prelude::*;

use super::super::{format_team, parse_team};
use super::sample::some_text;
use crate::model::{
    Asking, CustomSection, Questionnaire, Scale, SectionKind, Team, Weekdays, When,
};

/// Reads the entries of `sections:`; findings are given by rule and line.
fn parse(entries: &str) -> (Team, Vec<String>) {
    let text = format!("tidings: 1\nsections:\n{entries}\n");
    let parsed = parse_team(".tidings/team.yaml", text.as_bytes());
    let finding = |f: &crate::model::Finding| {
        let line = f.place.map_or(0, |place| place.line);
        format!("{} {} {line}", f.severity.as_str(), f.rule)
    };
    let findings = parsed.findings.iter().map(finding).collect();
    (parsed.value.unwrap_or_default(), findings)
}

#[test]
fn every_kind_is_read_and_what_it_lacks_is_told() {
    let options =
        |options: &[&str]| SectionKind::Choice(options.iter().map(|o| (*o).to_owned()).collect());
    let scale = |low, high| SectionKind::Scale(Scale::new(low, high).expect("a scale"));
    for (entry, kind, findings) in [
        ("", SectionKind::Text, vec![]),
        ("kind: list", SectionKind::List, vec![]),
        ("kind: yes-no", SectionKind::YesNo, vec![]),
        ("kind: scale", scale(1, 5), vec![]),
        ("kind: scale, scale: 0-10", scale(0, 10), vec![]),
        (
            "kind: scale, scale: high",
            scale(1, 5),
            vec!["error bad-scale 3"],
        ),
        (
            "kind: scale, scale: 5-1",
            scale(1, 5),
            vec!["error bad-scale 3"],
        ),
        (
            "kind: choice, options: [a, no, 3]",
            options(&["a", "no", "3"]),
            vec![],
        ),
        (
            "kind: choice",
            SectionKind::Text,
            vec!["error no-options 3"],
        ),
        (
            "kind: choice, options: []",
            SectionKind::Text,
            vec!["error no-options 3"],
        ),
        (
            "kind: choice, options: [a, A]",
            options(&["a"]),
            vec!["error bad-option 3"],
        ),
        ("kind: table", SectionKind::Text, vec!["error bad-kind 3"]),
        (
            "scale: 1-3",
            SectionKind::Text,
            vec!["warning unused-key 3"],
        ),
        (
            "kind: list, options: [a]",
            SectionKind::List,
            vec!["warning unused-key 3"],
        ),
        (
            "required: often",
            SectionKind::Text,
            vec!["error bad-required 3"],
        ),
        ("when: someday", SectionKind::Text, vec!["error bad-when 3"]),
        (
            "when: [mon, soon]",
            SectionKind::Text,
            vec!["error bad-when 3"],
        ),
        ("when: []", SectionKind::Text, vec!["error bad-when 3"]),
        (
            "whne: weekly",
            SectionKind::Text,
            vec!["warning unknown-key 3"],
        ),
    ] {
        let (team, found) = parse(&format!("- {{key: x, {entry}}}"));
        assert_eq!(found, findings, "{entry}");
        assert_eq!(team.sections[0].kind, kind, "{entry}");
    }
}

#[test]
fn the_usual_sections_are_asked_for_as_the_team_likes() {
    let (team, findings) = parse(
        "- key: done\n  required: true\n- key: health\n  when: [fri, mon]\n  help: How is it?\n\
         - key: mood\n  when: first monday",
    );
    assert_eq!(findings, [""; 0]);
    assert!(team.usual["done"].required);
    let days = [chrono::Weekday::Mon, chrono::Weekday::Fri];
    assert_eq!(
        team.usual["health"].when,
        When::Days(days.into_iter().collect())
    );
    assert_eq!(team.usual["health"].help.as_deref(), Some("How is it?"));
    let when = team.sections[0].asking.when;
    assert_eq!(
        (team.sections.len(), when),
        (1, When::First(chrono::Weekday::Mon))
    );
    for (entries, want) in [
        ("- {key: done, title: Finished}", "warning unused-key 3"),
        ("- {key: kudos, kind: text}", "warning unused-key 3"),
        ("- {key: done}\n- {key: done}", "error bad-section 4"),
        ("- {key: Done}", "error bad-section 3"),
        ("- {key: tidy, title: notes}", "error bad-section 3"),
        ("- {key: mood}\n- {key: mood}", "error bad-section 4"),
    ] {
        assert_eq!(parse(entries).1, [want], "{entries}");
    }
}

fn any_asking() -> impl Strategy<Value = Asking> {
    let day = || prop::sample::select(Weekdays::ORDER.to_vec());
    let when = prop_oneof![
        Just(When::Always),
        Just(When::Weekly),
        Just(When::Monthly),
        day().prop_map(When::First),
        prop::collection::vec(day(), 1..5).prop_map(|days| When::Days(days.into_iter().collect())),
    ];
    (option::of(some_text()), any::<bool>(), when).prop_map(|(help, required, when)| Asking {
        help,
        required,
        when,
    })
}

fn any_kind() -> impl Strategy<Value = SectionKind> {
    prop_oneof![
        Just(SectionKind::Text),
        Just(SectionKind::List),
        Just(SectionKind::YesNo),
        (0u8..100, 1u8..50).prop_map(|(low, more)| SectionKind::Scale(
            Scale::new(low, low.saturating_add(more).min(100)).expect("one below the other")
        )),
        btree_set("(- )?[a-z]{1,4}|no|[0-9]{1,2}|<!-- x|\\{#a\\}", 1..4)
            .prop_map(|options| SectionKind::Choice(options.into_iter().collect())),
    ]
}

proptest! {
    #[test]
    fn what_a_team_asks_reads_back(
        usual in btree_map(prop::sample::select(Questionnaire::USUAL.to_vec()), any_asking(), 0..4),
        sections in btree_map("x[a-z0-9_-]{0,4}", (any_kind(), any_asking()), 0..4),
    ) {
        let sections = sections.into_iter().map(|(key, (kind, asking))| CustomSection {
            title: format!("About {key}"),
            key,
            kind,
            asking,
        });
        let team = Team { usual, sections: sections.collect(), ..Team::default() };
        let text = format_team(&team);
        let parsed = parse_team(".tidings/team.yaml", text.as_bytes());
        prop_assert_eq!(&parsed.findings, &[], "{}", text);
        prop_assert_eq!(parsed.value, Some(team), "{}", text);
    }
}
