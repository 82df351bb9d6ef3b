use std::cell::{Cell, RefCell};

use git2::{ErrorCode, ObjectFormat, ObjectType, Odb};

use super::commit::Place;
use super::{Commit, GitError, ObjectId, Repository, Stamp, Tree};

/// After how many reads the packs are opened anew. libgit2 keeps what it
/// unpacked on the way, up to 16 MiB of it in each pack and much more than that
/// where objects are small, and lets go of it only with the pack.
const READS: usize = 1 << 14;

/// The objects of a repository, opened once for many reads.
pub(super) struct Objects<'r> {
    repository: &'r Repository,
    odb: Odb<'r>,
    apart: Option<Apart>,
}

/// Packs that are open a second time, for one reader alone.
struct Apart {
    /// The directory of the objects, spelled as nobody else spells it.
    path: String,
    format: ObjectFormat,
    odb: RefCell<Odb<'static>>,
    reads: Cell<usize>,
}

impl Apart {
    fn open(path: &str, format: ObjectFormat) -> Result<Odb<'static>, git2::Error> {
        let odb = Odb::new_ext(format)?;
        odb.add_disk_alternate(path)?;
        Ok(odb)
    }

    /// Reads the length of an object that is in these packs.
    fn len(&self, id: ObjectId) -> Option<usize> {
        let header = self.odb.borrow().read_header(id.0);
        header.ok().map(|(len, _)| len)
    }

    /// Reads an object that is in these packs.
    fn read(&self, id: ObjectId, kind: ObjectType) -> Option<Vec<u8>> {
        self.reads.set(self.reads.get() + 1);
        if self.reads.get().is_multiple_of(READS) {
            // The old ones are closed first: a pack that is still open under
            // this path would be used again.
            self.odb.replace(Odb::new_ext(self.format).ok()?);
            self.odb.replace(Self::open(&self.path, self.format).ok()?);
        }
        let odb = self.odb.borrow();
        let object = odb.read(id.0).ok()?;
        (object.kind() == kind).then(|| object.data().to_vec())
    }
}

impl<'r> Objects<'r> {
    /// Opens the objects of a repository.
    pub(super) fn of(repository: &'r Repository) -> Result<Self, GitError> {
        Ok(Self {
            repository,
            odb: repository.inner.odb()?,
            apart: None,
        })
    }

    /// Opens the objects of a repository for very many reads, apart from what
    /// other threads read; each has a `number` of its own.
    ///
    /// libgit2 opens a pack once in a process, finds it again by its path,
    /// and lets one thread at a time read it. A path that is spelled
    /// differently, with a `/.` more for each number, is a pack of its own, so
    /// that threads do not wait for one another, and what was unpacked can be
    /// let go. What is not in these packs (an alternate, an object that came
    /// later) is looked for in the common place.
    pub(super) fn apart(repository: &'r Repository, number: usize) -> Result<Self, GitError> {
        let format = repository.inner.object_format();
        let directory = repository.common_dir().join("objects");
        let open = |directory: &str| {
            let path = format!("{directory}{}", "/.".repeat(number + 1));
            let odb = RefCell::new(Apart::open(&path, format)?);
            Ok::<_, git2::Error>(Apart {
                path,
                format,
                odb,
                reads: Cell::new(0),
            })
        };
        Ok(Self {
            repository,
            odb: repository.inner.odb()?,
            apart: directory.to_str().map(open).transpose()?,
        })
    }

    /// Reads a commit.
    pub(super) fn commit(&self, id: ObjectId) -> Result<Commit, GitError> {
        Commit::parse(id, &self.commit_bytes(id)?)
    }

    /// Reads the bytes of a commit.
    pub(super) fn commit_bytes(&self, id: ObjectId) -> Result<Vec<u8>, GitError> {
        self.read(id, ObjectType::Commit)
    }

    /// Reads a commit as far as it can be read.
    pub(super) fn commit_at_least(&self, id: ObjectId) -> Result<Commit, GitError> {
        let bytes = self.commit_bytes(id)?;
        Commit::parse(id, &bytes).or_else(|error| {
            let place = Place::parse(&bytes);
            let tree = place.tree.ok_or(error)?;
            Ok(Commit {
                id,
                tree,
                parents: place.parents.into_iter().flatten().collect(),
                author: Stamp::default(),
                committer: Stamp {
                    seconds: place.committed.unwrap_or_default(),
                    ..Stamp::default()
                },
                message: String::new(),
                signed: false,
            })
        })
    }

    /// Reads a tree.
    pub(super) fn tree(&self, id: ObjectId) -> Result<Tree, GitError> {
        Tree::parse(id, self.read(id, ObjectType::Tree)?)
    }

    /// Reads a blob.
    pub(super) fn blob(&self, id: ObjectId) -> Result<Vec<u8>, GitError> {
        self.read(id, ObjectType::Blob)
    }

    /// Reads the bytes of a blob, unless it has more than `limit`.
    pub(super) fn blob_up_to(
        &self,
        id: ObjectId,
        limit: usize,
    ) -> Result<Option<Vec<u8>>, GitError> {
        if self.len(id)? > limit {
            return Ok(None);
        }
        self.blob(id).map(Some)
    }

    /// Reads the length of an object, in bytes.
    pub(super) fn len(&self, id: ObjectId) -> Result<usize, GitError> {
        let apart = self.apart.as_ref();
        if let Some(len) = apart.and_then(|apart| apart.len(id)) {
            return Ok(len);
        }
        let (len, _) = self.or_fetch(id, || self.odb.read_header(id.0))?;
        Ok(len)
    }

    /// Reads an object of this kind.
    pub(super) fn read(&self, id: ObjectId, kind: ObjectType) -> Result<Vec<u8>, GitError> {
        if let Some(bytes) = self.apart.as_ref().and_then(|apart| apart.read(id, kind)) {
            return Ok(bytes);
        }
        let object = self.or_fetch(id, || self.odb.read(id.0))?;
        if object.kind() != kind {
            return Err(GitError::Malformed {
                id,
                reason: format!("it is a {}, not a {kind}", object.kind()),
            });
        }
        Ok(object.data().to_vec())
    }

    /// Has these objects fetched at once where they are promised and not here;
    /// what cannot be had is missed by whoever reads it.
    pub(super) fn foresee(&self, ids: &[ObjectId]) {
        self.repository.fetch_promised(ids).ok();
    }

    /// Has the trees of a commit and of many before it fetched at once where
    /// they are promised and not here; see [`Objects::foresee`].
    pub(super) fn foresee_history(&self, commit: ObjectId, tree: ObjectId) {
        self.repository.fetch_promised_trees(commit, tree).ok();
    }

    /// Reads, and reads again when what is missing could be fetched.
    fn or_fetch<T>(
        &self,
        id: ObjectId,
        read: impl Fn() -> Result<T, git2::Error>,
    ) -> Result<T, GitError> {
        let error = match read() {
            Err(error) if error.code() == ErrorCode::NotFound => error,
            read => return read.map_err(|error| explain(id, &error)),
        };
        if self.repository.fetch_promised(&[id])? {
            return read().map_err(|error| explain(id, &error));
        }
        if self.repository.is_partial() {
            return Err(GitError::Promised(id));
        }
        Err(explain(id, &error))
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
