use std::fmt;
use std::str::FromStr;

/// A service that hosts repositories, and that this program knows to speak to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forge {
    /// GitHub, and GitHub Enterprise.
    GitHub,
    /// GitLab, hosted or run by oneself.
    GitLab,
}

impl Forge {
    /// Returns the name of its program for the command line.
    #[must_use]
    pub const fn program(self) -> &'static str {
        match self {
            Self::GitHub => "gh",
            Self::GitLab => "glab",
        }
    }

    /// Returns what it calls a branch that is put forward: `pull request`.
    #[must_use]
    pub const fn request(self) -> &'static str {
        match self {
            Self::GitHub => "pull request",
            Self::GitLab => "merge request",
        }
    }
}

impl fmt::Display for Forge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GitHub => "GitHub",
            Self::GitLab => "GitLab",
        })
    }
}

impl FromStr for Forge {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "github" => Ok(Self::GitHub),
            "gitlab" => Ok(Self::GitLab),
            _ => Err("write github or gitlab".to_owned()),
        }
    }
}
