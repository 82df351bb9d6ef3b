//! The page names the attacks that are tried here, and no others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::Attack;
use super::attack::Verdict;

/// The fewest attacks that there are to be.
const FEWEST: usize = 40;

/// Reads the rows of the tables of attacks: name, and what comes of it.
fn rows() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/security.md");
    let text = fs::read_to_string(path).expect("the page is there");
    let mut rows = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("| attack |") {
            inside = true;
        } else if !line.starts_with('|') {
            inside = false;
        } else if inside && !line.starts_with("|---") {
            let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [name, _, verdict] = cells[..] else {
                panic!("three cells: {line}")
            };
            rows.push((name.trim_matches('`').to_owned(), verdict.to_owned()));
        }
    }
    rows
}

#[test]
fn the_page_and_the_attacks_agree() {
    let attacks = Attack::all();
    assert!(attacks.len() >= FEWEST, "only {} attacks", attacks.len());
    let tried: Vec<_> = attacks.iter().map(|attack| attack.name).collect();
    let rows = rows();
    let named: Vec<_> = rows.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(named, tried, "docs/security.md and tests/suite/hostile_pr");
    let unique: BTreeSet<_> = tried.iter().collect();
    assert_eq!(unique.len(), tried.len(), "a name stands twice");
    for (attack, (_, verdict)) in attacks.iter().zip(&rows) {
        let says = match attack.verdict {
            Verdict::Caught(rule) => format!("caught: `{rule}`"),
            Verdict::Shown(rule) => format!("shown: `{rule}`"),
            Verdict::Refused => "refused".to_owned(),
            Verdict::Harmless => "harmless".to_owned(),
        };
        assert_eq!(*verdict, says, "{}", attack.name);
    }
}
