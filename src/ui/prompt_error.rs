use std::io;

use super::QuickAnswer;

/// A question was not answered. What was typed on the quick screen before
/// that comes with it, so that it can be kept as a draft; other questions have
/// nothing to keep.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// The person left by Ctrl-C or Esc, or the terminal or the process was
    /// told to end.
    #[error("interrupted")]
    Interrupted {
        /// What was typed so far.
        so_far: QuickAnswer,
    },
    /// The terminal cannot be read or written.
    #[error("the terminal cannot be used")]
    Terminal {
        /// What was typed so far.
        so_far: QuickAnswer,
        /// What the system said.
        source: io::Error,
    },
}

impl PromptError {
    /// Returns what was typed before the dialogue ended.
    #[must_use]
    pub fn into_so_far(self) -> QuickAnswer {
        match self {
            Self::Interrupted { so_far } | Self::Terminal { so_far, .. } => so_far,
        }
    }

    /// Puts what was typed so far into the error.
    pub(super) fn with_so_far(self, so_far: QuickAnswer) -> Self {
        match self {
            Self::Interrupted { .. } => Self::Interrupted { so_far },
            Self::Terminal { source, .. } => Self::Terminal { so_far, source },
        }
    }
}

impl From<io::Error> for PromptError {
    fn from(source: io::Error) -> Self {
        let so_far = QuickAnswer::default();
        if source.kind() == io::ErrorKind::Interrupted {
            return Self::Interrupted { so_far };
        }
        Self::Terminal { so_far, source }
    }
}

impl From<dialoguer::Error> for PromptError {
    fn from(error: dialoguer::Error) -> Self {
        Self::from(io::Error::from(error))
    }
}
