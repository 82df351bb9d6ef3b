use git2::{ErrorCode, ObjectType, Odb, OdbObject};

use super::commit::Place;
use super::{Commit, GitError, ObjectId, Repository, Tree};

/// The objects of a repository, opened once for many reads.
pub(super) struct Objects<'r> {
    odb: Odb<'r>,
}

impl<'r> Objects<'r> {
    /// Opens the objects of a repository.
    pub(super) fn of(repository: &'r Repository) -> Result<Self, GitError> {
        Ok(Self {
            odb: repository.inner.odb()?,
        })
    }

    /// Reads a commit.
    pub(super) fn commit(&self, id: ObjectId) -> Result<Commit, GitError> {
        Commit::parse(id, self.read(id, ObjectType::Commit)?.data())
    }

    /// Reads a commit's place in history.
    pub(super) fn place(&self, id: ObjectId) -> Result<Place, GitError> {
        Ok(Place::parse(self.read(id, ObjectType::Commit)?.data()))
    }

    /// Reads a tree.
    pub(super) fn tree(&self, id: ObjectId) -> Result<Tree, GitError> {
        Tree::parse(id, self.read(id, ObjectType::Tree)?.data().to_vec())
    }

    /// Reads a blob.
    pub(super) fn blob(&self, id: ObjectId) -> Result<Vec<u8>, GitError> {
        Ok(self.read(id, ObjectType::Blob)?.data().to_vec())
    }

    /// Reads the length of an object, in bytes.
    pub(super) fn len(&self, id: ObjectId) -> Result<usize, GitError> {
        let header = self.odb.read_header(id.0);
        header
            .map(|(len, _)| len)
            .map_err(|error| explain(id, &error))
    }

    fn read(&self, id: ObjectId, kind: ObjectType) -> Result<OdbObject<'_>, GitError> {
        let object = self.odb.read(id.0).map_err(|error| explain(id, &error))?;
        if object.kind() != kind {
            return Err(GitError::Malformed {
                id,
                reason: format!("it is a {}, not a {kind}", object.kind()),
            });
        }
        Ok(object)
    }
}

/// Tells a missing object from one that cannot be read.
fn explain(id: ObjectId, error: &git2::Error) -> GitError {
    match error.code() {
        ErrorCode::NotFound => GitError::Missing(id),
        _ => GitError::Malformed {
            id,
            reason: error.message().to_owned(),
        },
    }
}
