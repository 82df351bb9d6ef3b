//! How bad the findings of a rule are in a team.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::Severity;

use super::schema::words;
use super::yaml::{Node, Reader, format_inline};

/// How bad a finding may be, by spelling.
const SEVERITIES: [(&str, Option<Severity>); 3] = [
    (Severity::Error.as_str(), Some(Severity::Error)),
    (Severity::Warning.as_str(), Some(Severity::Warning)),
    ("off", None),
];

/// Reads `check:`. A rule that is not known here is kept: a newer version may
/// know it.
pub(super) fn read_severities<'a>(
    reader: &mut Reader<'a>,
    node: &'a Node<'a>,
) -> BTreeMap<String, Option<Severity>> {
    if node.is_null() {
        return BTreeMap::new();
    }
    let fields = reader.pairs(node, "'check'").unwrap_or_default();
    let mut severities = BTreeMap::new();
    for field in &fields {
        let word = reader.word(field.value, "bad-severity", "severity", &SEVERITIES);
        severities.extend(word.map(|word| (field.key.to_owned(), word)));
    }
    severities
}

/// Writes `check:`, or nothing where the team says nothing of it.
pub(super) fn push_severities(out: &mut String, severities: &BTreeMap<String, Option<Severity>>) {
    if severities.is_empty() {
        return;
    }
    out.push_str("check:\n");
    for (rule, severity) in severities {
        // Other readers take a bare `off` for false.
        let word = severity.map_or("\"off\"", Severity::as_str);
        out.push_str(&format!("  {}: {word}\n", format_inline(rule)));
    }
}

/// Returns the schema of `check:`.
pub(super) fn severities_schema() -> Value {
    json!({
        "description": "How bad the findings of a rule are in this team, by the rule's name",
        "type": ["object", "null"],
        "additionalProperties": words(
            "error, warning, or off where the rule does not hold",
            &SEVERITIES.map(|(word, _)| word),
        ),
    })
}
