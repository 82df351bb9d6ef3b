use std::time::Duration;

use crate::kit::Output;

/// What a person was told about a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// The remote has it.
    Posted,
    /// It is saved here and not sent.
    Saved,
    /// It failed, or it was killed before it said anything.
    Nothing,
}

impl Said {
    /// Reads what the program said.
    pub(crate) fn read(output: &Output) -> Self {
        let posted = output
            .stderr()
            .lines()
            .any(|line| line.starts_with("posted"));
        match output.status() {
            Some(0) if posted => Self::Posted,
            Some(4) if !posted => Self::Saved,
            _ => Self::Nothing,
        }
    }
}

/// One post, as its writer saw it.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) member: usize,
    pub(crate) day: String,
    /// What it says, which nobody else ever says.
    pub(crate) text: String,
    pub(crate) said: Said,
    /// The tip of the log at the remote in the moment in which it was told.
    pub(crate) tip: Option<String>,
    /// How many pushes it took, where that is known.
    pub(crate) tries: usize,
    /// How long it took.
    pub(crate) took: Duration,
    /// All that was printed.
    pub(crate) printed: String,
}

impl Record {
    /// Returns why a post was only saved, as its writer was told.
    pub(super) fn reason(&self) -> String {
        let told = self.printed.split_once("saved, not sent");
        told.map_or_else(String::new, |(_, reason)| reason.trim().replace('\n', "; "))
    }
}
