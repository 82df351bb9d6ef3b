use schemars::JsonSchema;
use serde::Serialize;

use super::{FORMAT_VERSION, FindingView};
use crate::model::{ChangeSet, CommitId, Excerpt, Finding, Severity};

/// The line that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExcerptView {
    /// The line, or a part of a long one; what is secret in it is covered by
    /// asterisks.
    pub text: String,
    /// The characters of it before the place of the finding.
    pub before: usize,
    /// The characters that the finding is about.
    pub length: usize,
}

/// A finding with the line that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InspectedView {
    /// The finding. Its path is empty where it is about the change as a whole.
    #[serde(flatten)]
    pub finding: FindingView,
    /// The line, where it is about one.
    pub excerpt: Option<ExcerptView>,
}

impl InspectedView {
    /// Puts a finding and the line that it is about together.
    #[must_use]
    pub fn new(finding: &Finding, excerpt: Option<Excerpt>) -> Self {
        Self {
            finding: FindingView::from(finding),
            excerpt: excerpt.map(|excerpt| ExcerptView {
                text: excerpt.text,
                before: excerpt.before,
                length: excerpt.length,
            }),
        }
    }
}

/// What `tidings check` says of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Inspection {
    /// The version of this format.
    pub format: u32,
    /// The commit that the change is compared with; `null` where there is
    /// none.
    pub base: Option<String>,
    /// The commit that was checked; `null` for what is about to be committed.
    pub head: Option<String>,
    /// How many files differ.
    pub files: usize,
    /// How many commits brought that.
    pub commits: usize,
    /// How many of the findings are errors.
    pub errors: usize,
    /// How many of the findings are warnings.
    pub warnings: usize,
    /// What is wrong, by path and place.
    pub findings: Vec<InspectedView>,
}

impl Inspection {
    /// Builds what there is to say of a change; `excerpt` finds the line of a
    /// finding.
    #[must_use]
    pub fn build(
        set: &ChangeSet,
        findings: &[Finding],
        excerpt: &dyn Fn(&Finding) -> Option<Excerpt>,
    ) -> Self {
        let id = |id: &Option<CommitId>| id.as_ref().map(|id| id.0.clone());
        let number = |severity| {
            let all = findings.iter();
            all.filter(|finding| finding.severity == severity).count()
        };
        let inspected = |finding| InspectedView::new(finding, excerpt(finding));
        Self {
            format: FORMAT_VERSION,
            base: id(&set.base),
            head: id(&set.head),
            files: set.changes.len(),
            commits: set.commits.len(),
            errors: number(Severity::Error),
            warnings: number(Severity::Warning),
            findings: findings.iter().map(inspected).collect(),
        }
    }
}
