use std::fmt;

/// The built-in list sections of an update, in the order in which they are
/// written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What was finished.
    Done,
    /// What is planned.
    Next,
    /// What stands in the way; stays open until it is closed.
    Blockers,
    /// What somebody is asked; stays open until it is closed.
    Questions,
    /// Thanks to others.
    Kudos,
}

impl Section {
    /// Every section, in writing order.
    pub const ALL: [Self; 5] = [
        Self::Done,
        Self::Next,
        Self::Blockers,
        Self::Questions,
        Self::Kudos,
    ];

    /// Returns the key of the section in files and on the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Next => "next",
            Self::Blockers => "blockers",
            Self::Questions => "questions",
            Self::Kudos => "kudos",
        }
    }

    /// Returns the heading of the section in forms and digests.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::Next => "Next",
            Self::Blockers => "Blockers",
            Self::Questions => "Questions",
            Self::Kudos => "Kudos",
        }
    }

    /// Returns whether items of this section stay open, and are written
    /// again by every post, until they are closed.
    #[must_use]
    pub const fn stays_open(self) -> bool {
        matches!(self, Self::Blockers | Self::Questions)
    }

    /// Returns whether items of this section get an id.
    #[must_use]
    pub const fn has_ids(self) -> bool {
        self.stays_open() || matches!(self, Self::Next)
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}
