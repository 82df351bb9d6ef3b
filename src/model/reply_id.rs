use std::fmt;
use std::str::FromStr;

/// Longest id, in bytes.
const MAX_LEN: usize = 32;

/// The name of a reply's file, unique among the replies to one member's
/// period: `[a-z0-9]{1,32}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplyId(String);

/// The text is not `[a-z0-9]{1,32}`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reply id is made of 1 to {MAX_LEN} of a-z and 0-9")]
pub struct ReplyIdError;

impl ReplyId {
    /// Returns the id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ReplyId {
    type Err = ReplyIdError;

    fn from_str(text: &str) -> Result<Self, ReplyIdError> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        if (1..=MAX_LEN).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ReplyIdError)
        }
    }
}

impl fmt::Display for ReplyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
