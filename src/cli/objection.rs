//! What the rules of the log have against something that is about to be saved:
//! the same that `check` would say of it in a pull request.

use super::session::Session;
use crate::check;
use crate::model::{Finding, Severity, Team};
use crate::render;
use crate::report::InspectedView;

/// Rules that do not let something be saved.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub(super) struct Objection {
    reason: String,
    /// The options that overrule them.
    options: String,
    /// What was found.
    pub(super) findings: Vec<InspectedView>,
}

impl Objection {
    /// Returns how to go on, to be put behind the command that does it.
    pub(super) fn advice(&self) -> String {
        let options = &self.options;
        format!("; mend it first, or overrule the rule with {options}")
    }
}

/// Runs the rules on what an update or reply says; returns what is only worth
/// a warning. Rules that are `allowed` never object.
pub(super) fn examine(
    team: &Team,
    path: &str,
    text: &str,
    allowed: &[String],
) -> Result<Vec<InspectedView>, Objection> {
    let mut found = check::check_update(team, path, text);
    for finding in &mut found {
        if allowed.iter().any(|rule| rule == finding.rule) {
            finding.severity = Severity::Warning;
        }
    }
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let mut rules: Vec<&str> = found.iter().filter(is_error).map(|f| f.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let view = |finding: &Finding| {
        let place = finding.place;
        let line = place.and_then(|place| check::excerpt_of(text, place));
        InspectedView::new(finding, line)
    };
    let findings = found.iter().map(view).collect();
    if rules.is_empty() {
        return Ok(findings);
    }
    let options: Vec<String> = rules.iter().map(|rule| format!("--allow {rule}")).collect();
    Err(Objection {
        reason: format!("it breaks the rules of the log: {}", rules.join(", ")),
        options: options.join(" "),
        findings,
    })
}

/// Says on standard error what was found.
pub(super) fn say(session: &Session, findings: &[InspectedView]) {
    let screen = session.errors_screen();
    for found in findings {
        let text = render::inspected(found, &screen);
        session.streams.tell(text.trim_end());
    }
}
