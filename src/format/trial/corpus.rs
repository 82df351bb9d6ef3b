//! Stored files against hostile input.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::{
    InputKind, Parsed, edit_update, format_update, parse_input, parse_reply, parse_team,
    parse_update,
};
use super::sample::{PATH, any_text, any_update, corpus, naughty_strings, update, update_of};
use crate::model::{Finding, Update};

const REPLY_PATH: &str = "replies/2026/11/22/ada/k4tq.yaml";

fn post(text: &str, kind: InputKind) -> Result<Update, Vec<Finding>> {
    let of = update();
    parse_input("-", text, kind, &of.author, of.period, &[], &[])
}

fn has_error<T>(parsed: &Parsed<T>) -> bool {
    parsed.has_errors()
}

#[test]
fn the_yaml_test_suite_is_read_fast_and_its_invalid_cases_are_errors() {
    let Some(serde_json::Value::Array(cases)) = corpus("yaml-test-suite.json") else {
        return;
    };
    assert!(cases.len() > 400, "the corpus is whole");
    for case in &cases {
        let (id, yaml) = (&case["id"], case["yaml"].as_str().expect("a text"));
        let head = "tidings: 1\nauthor: ada\nperiod: 2026-11-22\n";
        let start = Instant::now();
        let stored = parse_update(PATH, yaml.as_bytes());
        let team = parse_team(".tidings/team.yaml", yaml.as_bytes());
        let reply = parse_reply(REPLY_PATH, yaml.as_bytes());
        // Once more as a part of a file that is otherwise right.
        let indented: String = yaml.lines().map(|line| format!("    {line}\n")).collect();
        let nested = format!("{head}answers:\n  x:\n{indented}");
        let _ = parse_update(PATH, nested.as_bytes());
        let posted = [InputKind::Yaml, InputKind::Markdown].map(|kind| post(yaml, kind));
        assert!(start.elapsed() < Duration::from_secs(1), "{id} is slow");
        if case["valid"] == false {
            assert!(has_error(&stored) && stored.value.is_none(), "{id}");
            assert!(has_error(&team) && team.value.is_none(), "{id}");
            assert!(has_error(&reply) && reply.value.is_none(), "{id}");
            assert!(posted[0].is_err(), "{id}");
        }
    }
}

#[test]
fn naughty_strings_survive_a_stored_update() {
    for text in naughty_strings() {
        let update = update_of(&text);
        let yaml = format_update(&update);
        let parsed = parse_update(PATH, yaml.as_bytes());
        assert_eq!(parsed.value.as_ref(), Some(&update), "{text:?}");
        assert_eq!(parsed.findings, [], "{text:?}");
    }
}

#[test]
fn bombs_are_refused_at_once() {
    let mut alias_bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (name, before) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        let list = format!("*{before}, ").repeat(8);
        alias_bomb.push_str(&format!("{name}: &{name} [{list}*{before}]\n"));
    }
    let nested = |depth: usize| -> String {
        (0..depth)
            .map(|n| format!("{}a:\n", " ".repeat(n)))
            .collect()
    };
    for (bomb, rule) in [
        ("[".repeat(100_000), "too-big"),
        ("[".repeat(60_000), "bad-yaml"),
        ("{a: ".repeat(16_000), "bad-yaml"),
        ("- ".repeat(30_000), "bad-yaml"),
        ("? ".repeat(30_000), "bad-yaml"),
        (nested(350), "bad-yaml"),
        (alias_bomb, "anchor"),
        ("\"".repeat(65_536), "bad-yaml"),
        ("# x\n".repeat(16_000), "empty-file"),
        ("a: 1\n".repeat(13_000), "duplicate-key"),
    ] {
        let start = Instant::now();
        let parsed = parse_update(PATH, bomb.as_bytes());
        assert!(start.elapsed() < Duration::from_secs(1), "{rule} is slow");
        assert_eq!(parsed.value, None);
        assert_eq!(parsed.findings.last().map(|f| f.rule), Some(rule));
    }
}

#[test]
fn long_lists_take_no_long_time() {
    let head = "tidings: 1\nauthor: ada\nperiod: 2026-11-22\n";
    let many =
        |count: usize, line: &dyn Fn(usize) -> String| -> String { (0..count).map(line).collect() };
    let start = Instant::now();
    let keys = many(7_000, &|n| format!("k{n}: x\n"));
    let update = parse_update(PATH, format!("{head}{keys}").as_bytes());
    assert_eq!(update.findings.len(), 7_000);
    let ids = many(2_500, &|n| format!("- {{id: i{n}, text: a}}\n"));
    let update = parse_update(PATH, format!("{head}next:\n{ids}").as_bytes());
    assert_eq!(update.findings, []);
    let zones = many(1_500, &|n| {
        format!("- {{handle: h{n}, time_zone: Erope/Pariss}}\n")
    });
    let team = parse_team(
        ".tidings/team.yaml",
        format!("tidings: 1\nmembers:\n{zones}").as_bytes(),
    );
    assert_eq!(team.findings.len(), 1_500);
    let old = format!(
        "{head}# mine\ndone:\n{}",
        many(4_000, &|n| format!("- x{n}\n"))
    );
    let mut new = parse_update(PATH, old.as_bytes()).value.expect("an update");
    new.done.reverse();
    assert!(edit_update(PATH, old.as_bytes(), &new).is_ok());
    for line in [
        "{".repeat(60_000) + "}",
        "{a=".repeat(20_000) + "}",
        "{due=\"".repeat(9_000) + "}",
        "<!--".repeat(16_000),
        "- \n".repeat(20_000),
        "# a\n".repeat(16_000),
        "```\n~~~\n".repeat(8_000),
    ] {
        let _ = post(&line, InputKind::Markdown);
        let _ = post(&format!("- {line}"), InputKind::Markdown);
        let _ = post(&format!("# Notes\n{line}"), InputKind::Markdown);
    }
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
}

proptest! {
    #[test]
    fn updates_read_back(update in any_update()) {
        let yaml = format_update(&update);
        let parsed = parse_update(PATH, yaml.as_bytes());
        let lost: Vec<_> = parsed.findings.iter().filter(|f| f.rule != "duplicate-id").collect();
        prop_assert!(lost.is_empty(), "{lost:?}\n{yaml}");
        prop_assert_eq!(parsed.value.as_ref(), Some(&update), "{}", yaml);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let parsed = parse_update(PATH, &bytes);
        prop_assert!(parsed.value.is_some() || has_error(&parsed));
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any_text()) {
        let head = "tidings: 1\nauthor: ada\nperiod: 2026-11-22\n";
        for text in [text.clone(), format!("{head}done:\n  - {text}"), format!("{head}{text}")] {
            let parsed = parse_update(PATH, text.as_bytes());
            prop_assert!(parsed.value.is_some() || has_error(&parsed));
            let team = parse_team(".tidings/team.yaml", text.as_bytes());
            prop_assert!(team.value.is_some() || has_error(&team));
        }
    }
}
