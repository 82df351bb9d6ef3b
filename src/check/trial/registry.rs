use std::collections::BTreeSet;

use super::Example;
use crate::check::RULES;

/// Rules that only those report who read git; their tests are in the store.
const OF_THE_STORE: [&str; 5] = [
    "damaged-object",
    "no-calendar",
    "not-a-file",
    "too-many-files",
    "unreadable",
];

#[test]
fn every_rule_finds_its_bad_example_and_not_its_good_one() {
    let mut wrong = Vec::new();
    for rule in RULES
        .iter()
        .filter(|rule| !OF_THE_STORE.contains(&rule.name))
    {
        let findings = Example::parse(rule.bad).findings();
        let found = findings.iter().find(|finding| finding.rule == rule.name);
        match found {
            None => {
                let others: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
                wrong.push(format!("{}: its bad example breaks {others:?}", rule.name));
            }
            Some(found) if found.severity != rule.severity => {
                wrong.push(format!(
                    "{}: its bad example is a {:?}",
                    rule.name, found.severity
                ));
            }
            _ => {}
        }
        let findings = Example::parse(rule.good).findings();
        if let Some(found) = findings.iter().find(|finding| finding.rule == rule.name) {
            wrong.push(format!(
                "{}: its good example breaks it: {}",
                rule.name, found.message
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_examples_are_good_in_every_way() {
    // Some are about what is worth a look by its nature.
    let mut wrong = Vec::new();
    for rule in RULES
        .iter()
        .filter(|rule| !OF_THE_STORE.contains(&rule.name))
    {
        let findings = Example::parse(rule.good).findings();
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == crate::model::Severity::Error);
        wrong.extend(
            errors.map(|finding| format!("{}: {} {}", rule.name, finding.rule, finding.message)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_unique_and_texts_are_there() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(rule.name.chars().all(is_word), "{}", rule.name);
        for text in [rule.title, rule.why, rule.remedy, rule.bad, rule.good] {
            assert!(!text.trim().is_empty(), "{}", rule.name);
        }
        for sentence in [rule.title, rule.remedy] {
            assert!(!sentence.ends_with('.'), "{}: {sentence}", rule.name);
        }
        assert!(rule.why.ends_with('.'), "{}", rule.name);
    }
}

#[test]
fn what_an_example_leaves_out_is_no_matter() {
    assert_eq!(super::broken("done: [Shipped it]"), [""; 0]);
    assert_eq!(super::broken("+++ README.md\nHello"), [""; 0]);
}
