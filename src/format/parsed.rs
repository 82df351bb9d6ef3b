use crate::model::{Finding, Severity};

/// What became of a file that was read: its value, as far as it could be
/// used, and all that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<T> {
    /// The value; `None` where the file as a whole cannot be used, and then
    /// at least one finding is an error.
    pub value: Option<T>,
    /// What is wrong, in the order in which it was found.
    pub findings: Vec<Finding>,
}

impl<T> Parsed<T> {
    /// Returns whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }
}
