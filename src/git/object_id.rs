use std::fmt;

use git2::{ObjectFormat, Oid};

use super::GitError;

/// The id of an object: SHA-1 or SHA-256, as the repository has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub(super) Oid);

impl ObjectId {
    /// Reads 40 or 64 hexadecimal digits.
    ///
    /// # Errors
    ///
    /// [`GitError::NoCommit`] when the text is no object id.
    pub fn parse(text: &str) -> Result<Self, GitError> {
        let format = match text.len() {
            40 => Some(ObjectFormat::Sha1),
            64 => Some(ObjectFormat::Sha256),
            _ => None,
        };
        format
            .and_then(|format| Oid::from_str_ext(text, format).ok())
            .map(Self)
            .ok_or_else(|| GitError::NoCommit(text.to_owned()))
    }

    /// Returns the SHA-1 id that a blob with these bytes has.
    #[must_use]
    pub fn of_blob(bytes: &[u8]) -> Self {
        let id = Oid::hash_object_ext(git2::ObjectType::Blob, bytes, ObjectFormat::Sha1);
        Self(id.expect("any bytes make a blob"))
    }

    /// Returns the bytes of the id: 20 or 32.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
