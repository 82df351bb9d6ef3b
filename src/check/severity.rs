use crate::model::{Finding, Team};

/// Makes findings as bad as the team says, takes out those of rules that it
/// turned off, and sorts them by path, place and rule.
pub(super) fn apply(team: &Team, findings: &mut Vec<Finding>) {
    findings.retain_mut(|finding| match team.severities.get(finding.rule) {
        None => true,
        Some(None) => false,
        Some(Some(severity)) => {
            finding.severity = *severity;
            true
        }
    });
    findings.sort_by(|a, b| {
        (&a.path, a.place, a.rule, &a.message).cmp(&(&b.path, b.place, b.rule, &b.message))
    });
}
