use super::objects::Objects;
use super::{GitError, ObjectId, Repository};

/// A blob that was asked for, with its size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SizedBlob {
    /// Its size in bytes.
    pub size: usize,
    /// Its bytes; `None` where it has more than were asked for.
    pub bytes: Option<Vec<u8>>,
}

impl Repository {
    /// Reads many blobs, each of at most so many bytes, in the order in which
    /// they are given; larger ones are not read, nor are any more once those
    /// that were read have `total` bytes together.
    ///
    /// # Errors
    ///
    /// What libgit2 says when the repository cannot be read at all.
    pub fn sized_blobs(
        &self,
        wanted: &[(ObjectId, usize)],
        total: usize,
    ) -> Result<Vec<Result<SizedBlob, GitError>>, GitError> {
        let ids: Vec<ObjectId> = wanted.iter().map(|(id, _)| *id).collect();
        self.fetch_promised(&ids)?;
        let objects = Objects::of(self)?;
        let mut left = total;
        let read = |&(id, limit): &(ObjectId, usize)| {
            let size = objects.len(id)?;
            let is_wanted = size <= limit.min(left);
            let bytes = is_wanted.then(|| objects.blob(id)).transpose()?;
            left -= bytes.as_ref().map_or(0, Vec::len);
            Ok(SizedBlob { size, bytes })
        };
        Ok(wanted.iter().map(read).collect())
    }
}
