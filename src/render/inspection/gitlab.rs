use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::render::json;
use crate::report::{FindingView, Inspection};

use crate::render::harmless::harmless;

/// A finding as GitLab's code quality report has it.
#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Returns the findings as a code quality report of GitLab.
///
/// A finding keeps its fingerprint when the lines around it move: it is made
/// of rule, path and message, and where those are equal of how many came
/// before.
#[must_use]
pub fn code_quality(inspection: &Inspection) -> String {
    let mut seen: BTreeMap<[&str; 3], usize> = BTreeMap::new();
    let mut taken: BTreeSet<u128> = BTreeSet::new();
    let mut issues = Vec::with_capacity(inspection.findings.len());
    for found in &inspection.findings {
        let finding = &found.finding;
        let [rule, path, message] = [&finding.rule, &finding.path, &finding.message];
        let before = seen.entry([rule, path, message]).or_default();
        let mut print = fingerprint(&[rule, path, message, &before.to_string()]);
        *before += 1;
        while !taken.insert(print) {
            print = print.wrapping_add(1);
        }
        issues.push(issue(finding, print));
    }
    json(&issues)
}

fn issue(finding: &FindingView, fingerprint: u128) -> Issue<'_> {
    let message = harmless(&finding.message);
    let description = match finding.remedy.as_str() {
        "" => message.into_owned(),
        remedy => format!("{message}; {}", harmless(remedy)),
    };
    Issue {
        description,
        check_name: &finding.rule,
        fingerprint: format!("{fingerprint:032x}"),
        severity: match finding.severity.as_str() {
            "error" => "major",
            _ => "minor",
        },
        location: Location {
            // A change as a whole has no path, and the report asks for one.
            path: match finding.path.as_str() {
                "" => ".",
                path => path,
            },
            lines: Lines {
                begin: finding.line.unwrap_or(1),
            },
        },
    }
}

/// Returns the 128-bit FNV-1a hash of texts.
fn fingerprint(texts: &[&str]) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    // No text holds the byte that ends each of them.
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0xff]));
    bytes.fold(BASIS, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    })
}
