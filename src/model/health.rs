use std::fmt;
use std::str::FromStr;

/// How the author judges the state of their work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Health {
    /// All is going as planned.
    OnTrack,
    /// The plan may not hold.
    AtRisk,
    /// The plan does not hold.
    OffTrack,
}

impl Health {
    /// Every value, from best to worst.
    pub const ALL: [Self; 3] = [Self::OnTrack, Self::AtRisk, Self::OffTrack];

    /// Returns the spelling used in files and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnTrack => "on-track",
            Self::AtRisk => "at-risk",
            Self::OffTrack => "off-track",
        }
    }
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Health {
    type Err = String;

    /// Reads a health; the error is a sentence that lists the values.
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|health| health.as_str() == text)
            .ok_or_else(|| "health is on-track, at-risk or off-track".to_owned())
    }
}
