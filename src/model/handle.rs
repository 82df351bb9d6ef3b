use std::fmt;
use std::str::FromStr;

/// Longest handle, in bytes.
const MAX_LEN: usize = 39;

/// The names that Windows reserves for devices, with any extension.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The short name of a member, after which that member's files are named.
///
/// Handles are `[a-z0-9][a-z0-9._-]{0,38}` without `..`, do not end in `.` or
/// `.lock`, and are no Windows device name, so that a file named after one can
/// be checked out on every file system and its name used in a ref.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

/// Why a text is not a [`Handle`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    /// The text has no characters.
    #[error("a handle must not be empty")]
    Empty,
    /// The text is longer than 39 characters.
    #[error("a handle has at most {MAX_LEN} characters")]
    TooLong,
    /// The text holds a character that handles never hold, or starts with one
    /// they never start with.
    #[error("a handle is made of a-z, 0-9, '.', '_' and '-', and starts with a letter or digit")]
    Character(char),
    /// The text holds `..`, or ends in `.` or `.lock`.
    #[error("a handle has no '..' and does not end in '.' or '.lock'")]
    Dots,
    /// Windows reserves the name for a device.
    #[error("'{0}' is a device name on Windows")]
    Device(String),
}

impl Handle {
    /// Proposes a handle for a name or e-mail address: lower case, spaces and
    /// accents dropped; `None` when nothing usable is left.
    #[must_use]
    pub fn propose(from: &str) -> Option<Self> {
        let local = from.split('@').next().unwrap_or_default();
        let first = local.split_whitespace().next().unwrap_or_default();
        let text: String = first
            .to_lowercase()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            .take(MAX_LEN)
            .collect();
        text.trim_matches(|c: char| !c.is_ascii_alphanumeric())
            .parse()
            .ok()
    }

    /// Returns the handle as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Handle {
    type Err = HandleError;

    fn from_str(text: &str) -> Result<Self, HandleError> {
        let first = text.chars().next().ok_or(HandleError::Empty)?;
        if !(first.is_ascii_lowercase() || first.is_ascii_digit()) {
            return Err(HandleError::Character(first));
        }
        let allowed =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
        if let Some(bad) = text.chars().find(|&c| !allowed(c)) {
            return Err(HandleError::Character(bad));
        }
        if text.len() > MAX_LEN {
            return Err(HandleError::TooLong);
        }
        if text.contains("..") || text.ends_with('.') || text.ends_with(".lock") {
            return Err(HandleError::Dots);
        }
        let stem = text.split('.').next().unwrap_or(text);
        if DEVICES.contains(&stem) {
            return Err(HandleError::Device(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_only_names_that_are_safe_as_files_and_refs() {
        for good in ["ada", "a", "0x", "grace.hopper", "a-b_c", "console"] {
            assert!(good.parse::<Handle>().is_ok(), "{good}");
        }
        let long = "a".repeat(40);
        for bad in [
            "",
            "Ada",
            "é",
            "-a",
            ".a",
            "a..b",
            "a.",
            "a.lock",
            "con",
            "nul.yaml",
            "com1",
            "a/b",
            "a b",
            "a\u{202e}b",
            &long,
        ] {
            assert!(bad.parse::<Handle>().is_err(), "{bad}");
        }
    }

    #[test]
    fn proposes_a_handle_from_a_name_or_address() {
        for (from, want) in [
            ("Ada Example", Some("ada")),
            ("grace@example.org", Some("grace")),
            ("ÉLODIE", Some("lodie")),
            ("李", None),
            ("-._", None),
            ("con", None),
        ] {
            assert_eq!(
                Handle::propose(from).as_ref().map(Handle::as_str),
                want,
                "{from}"
            );
        }
    }
}
