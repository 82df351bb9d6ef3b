use crate::model::{Finding, Team};

/// Makes findings as bad as the team says, and takes out those of rules that
/// it turned off.
pub(super) fn apply(team: &Team, findings: &mut Vec<Finding>) {
    findings.retain_mut(|finding| match team.severities.get(finding.rule) {
        None => true,
        Some(None) => false,
        Some(Some(severity)) => {
            finding.severity = *severity;
            true
        }
    });
}
