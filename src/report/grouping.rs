use schemars::JsonSchema;
use serde::Serialize;

/// How the details of a digest are arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grouping {
    /// One group a member.
    #[default]
    Member,
    /// One group a project; items without one come last.
    Project,
    /// One group a section.
    Section,
}
