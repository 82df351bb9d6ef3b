//! The page on the rules, and that every name of a rule in the code is one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tidings::check::{RULES, reference};

use super::{Kept, Page};

#[test]
fn the_page_on_rules_is_what_the_code_says_of_them() {
    Kept::at("docs/check.md").holds(&reference());
}

/// What is written like the name of a rule, and is none.
const OTHER_WORDS: [&str; 1] = ["yes-no"];

/// Returns the literals of a source, without its tests, that are made of
/// letters of a rule's name.
fn literals(source: &str) -> BTreeSet<String> {
    let code = source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(source);
    let is_word = |text: &&str| {
        let mut bytes = text.bytes();
        bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
            && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let pieces = code
        .lines()
        .flat_map(|line| line.split('"').skip(1).step_by(2));
    pieces.filter(is_word).map(str::to_owned).collect()
}

/// Returns the literals of every file below a folder that is no test.
fn literals_below(folder: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the rooms can be read") {
        let path = entry.expect("the rooms can be read").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        // The registry of what the readers report is no place that does.
        let is_registry = path.ends_with("check/reader");
        if is_registry || matches!(name, "trial" | "tests" | "kit" | "agreement") {
            continue;
        }
        if path.is_dir() {
            all.extend(literals_below(&path));
        } else {
            all.extend(literals(
                &fs::read_to_string(&path).expect("sources are text"),
            ));
        }
    }
    all
}

#[test]
fn every_name_of_a_rule_is_registered() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    let mut found = BTreeSet::new();
    for room in ["src/format", "src/store"] {
        found.extend(literals_below(&Page::root().join(room)));
    }
    // Names of one word look like any other literal.
    let strange: Vec<&String> = found
        .iter()
        .filter(|word| word.contains('-'))
        .filter(|word| !names.contains(word.as_str()) && !OTHER_WORDS.contains(&word.as_str()))
        .collect();
    assert!(
        strange.is_empty(),
        "no rules, or not registered: {strange:?}"
    );
    assert!(found.len() > 80, "the sources were not found: {found:?}");
}

#[test]
fn every_rule_is_reported_somewhere() {
    let mut found = BTreeSet::new();
    for room in ["src/check", "src/format", "src/store"] {
        let mut literals = literals_below(&Page::root().join(room));
        found.append(&mut literals);
    }
    let silent: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.name)
        .filter(|name| !found.contains(*name))
        .collect();
    assert!(silent.is_empty(), "nothing reports {silent:?}");
}

#[test]
fn literals_are_seen_outside_of_tests_alone() {
    let source = "reader.error(place, \"bad-date\", \"a Text\", \"x y\");\n#[cfg(test)]\nmod tests {\n\"not-seen\"";
    let seen = literals(source);
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["bad-date"]);
}
