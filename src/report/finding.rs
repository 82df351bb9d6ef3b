use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Finding;

/// One thing that is wrong with a file or commit of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingView {
    /// `warning` or `error`.
    pub severity: String,
    /// The rule that found it.
    pub rule: String,
    /// The file or commit.
    pub path: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1, in characters.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl FindingView {
    /// Builds the views of findings, in their order.
    pub(super) fn list(findings: &[Finding]) -> Vec<Self> {
        findings.iter().map(Self::from).collect()
    }
}

impl From<&Finding> for FindingView {
    fn from(finding: &Finding) -> Self {
        Self {
            severity: finding.severity.as_str().to_owned(),
            rule: finding.rule.to_owned(),
            path: finding.path.clone(),
            line: finding.place.map(|place| place.line),
            column: finding.place.map(|place| place.column),
            message: finding.message.clone(),
            remedy: finding.remedy.clone(),
        }
    }
}
