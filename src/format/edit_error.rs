use super::size_limit;

/// Why a file that a person may have written was not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file as it is has no value.
    #[error("{path} cannot be read: {message}")]
    Unreadable {
        /// The path of the file.
        path: String,
        /// What is wrong with it.
        message: String,
    },
    /// The change is to another update than the one in the file.
    #[error("{path} is an update of another author or period")]
    Misplaced {
        /// The path of the file.
        path: String,
    },
    /// The change would touch what a person wrote and nobody asked to change.
    #[error("{path} cannot be changed without losing something else that stands there")]
    Tangled {
        /// The path of the file.
        path: String,
    },
    /// The file would be bigger than files of the log may be.
    #[error("{path} would be bigger than {} bytes", size_limit(path))]
    TooBig {
        /// The path of the file.
        path: String,
    },
    /// A member has this handle or address already.
    #[error("{path} has a member with the {what} already")]
    Taken {
        /// The path of the file.
        path: String,
        /// The handle or address.
        what: String,
    },
    /// No member goes by this handle.
    #[error("{path} has no member '{handle}'")]
    NoMember {
        /// The path of the file.
        path: String,
        /// The handle.
        handle: String,
    },
    /// The file would have an error that it has not now.
    #[error("{path} would be wrong: {message}")]
    Wrong {
        /// The path of the file.
        path: String,
        /// What would be wrong with it.
        message: String,
        /// What to do about it.
        remedy: String,
    },
}

impl EditError {
    /// Returns what to do about it, in a sentence without a full stop.
    #[must_use]
    pub fn remedy(&self) -> &str {
        match self {
            Self::Unreadable { .. } => "correct the file in an editor",
            Self::Misplaced { .. } => "post for the author and period of the file",
            Self::TooBig { .. } => "say it shorter, and link to what is long",
            Self::Tangled { .. } => "change the file in an editor",
            Self::NoMember { .. } => "name one of its members",
            Self::Wrong { remedy, .. } => remedy,
            Self::Taken { .. } => "choose another, or change the entry that has it",
        }
    }
}
