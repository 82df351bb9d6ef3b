use std::process::ExitCode;

/// How the program ended, as scripts see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// It was done.
    Done,
    /// It failed, and nothing was lost.
    Failed,
    /// The command line made no sense.
    Usage,
    /// It was done, and the answer is no.
    No,
    /// It was to be sent, and is saved here but not sent.
    Unsent,
    /// The person stopped it.
    Interrupted,
}

impl Status {
    /// Every status, with what it means; the command reference lists them.
    pub(super) const ALL: [(Self, &'static str); 6] = [
        (Self::Done, "it was done"),
        (Self::Failed, "it failed, and nothing was lost"),
        (Self::Usage, "the command line made no sense"),
        (
            Self::No,
            "the answer is no: 'check' found errors, 'missing --exit-code' found somebody",
        ),
        (
            Self::Unsent,
            "it was to be sent, and is saved here but not sent",
        ),
        (Self::Interrupted, "it was interrupted"),
    ];

    /// Returns the number that the shell sees.
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::No => 3,
            Self::Unsent => 4,
            Self::Interrupted => 130,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}

/// An error of the command line itself, with what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(super) struct Failure {
    pub(super) status: Status,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Failure {
    /// Makes an error that ends with status 1.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            status: Status::Failed,
            message: message.into(),
            hint: None,
        }
    }

    /// Makes an error in how the program was called: status 2.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self {
            status: Status::Usage,
            ..Self::new(message)
        }
    }

    /// Makes an error after which what was to be sent is saved: status 4.
    pub(super) fn unsent(message: impl Into<String>) -> Self {
        Self {
            status: Status::Unsent,
            ..Self::new(message)
        }
    }

    /// Makes the error of a person who stopped the program: status 130.
    pub(super) fn interrupted(message: impl Into<String>) -> Self {
        Self {
            status: Status::Interrupted,
            ..Self::new(message)
        }
    }

    /// Adds what to do about it, with a command that can be run.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
