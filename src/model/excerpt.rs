/// The line of a file that a finding is about, to be shown beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, or a part of a long one, without what is secret in it; it may
    /// hold anything else, so sinks sanitise it.
    pub text: String,
    /// The characters of it before the place of the finding.
    pub before: usize,
    /// The characters that the finding is about; at least one.
    pub length: usize,
}
