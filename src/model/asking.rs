use super::When;

/// How a section is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// A sentence that helps whoever fills it in.
    pub help: Option<String>,
    /// Whether an update that it is asked for in must answer it.
    pub required: bool,
    /// In which updates it is asked for.
    pub when: When,
}
