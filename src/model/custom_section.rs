use super::{Asking, SectionKind};

/// A section that a team added to its updates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomSection {
    /// The key under `answers:` in an update.
    pub key: String,
    /// The heading in forms and digests.
    pub title: String,
    /// The form of the answer.
    pub kind: SectionKind,
    /// How it is asked for.
    pub asking: Asking,
}
