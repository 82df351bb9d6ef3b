use std::path::{Path, PathBuf};

use git2::{ErrorCode, ObjectType};

use super::{Commit, GitError, Mode, ObjectId, Program, Tree, libgit2};

/// A git repository that is open for reading objects.
pub struct Repository {
    pub(super) inner: git2::Repository,
    pub(super) program: Program,
}

impl Repository {
    /// Opens the repository at `start` or the nearest one above it, as git
    /// would: `GIT_DIR` and its kin count.
    ///
    /// # Errors
    ///
    /// [`GitError::NoRepository`] when there is none, and what libgit2 says
    /// when there is one that it cannot open.
    pub fn discover(start: &Path, program: Program) -> Result<Self, GitError> {
        libgit2::set_options();
        let flags = git2::RepositoryOpenFlags::FROM_ENV;
        let none: [&Path; 0] = [];
        match git2::Repository::open_ext(start, flags, none) {
            Ok(inner) => Ok(Self { inner, program }),
            Err(error) if error.code() == ErrorCode::NotFound => {
                Err(GitError::NoRepository(start.to_owned()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Opens the repository at exactly `path`: a work tree, a bare repository
    /// or a `.git` directory.
    ///
    /// # Errors
    ///
    /// As [`Repository::discover`].
    pub fn open(path: &Path, program: Program) -> Result<Self, GitError> {
        libgit2::set_options();
        match git2::Repository::open(path) {
            Ok(inner) => Ok(Self { inner, program }),
            Err(error) if error.code() == ErrorCode::NotFound => {
                Err(GitError::NoRepository(path.to_owned()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Opens the same repository once more, for another thread.
    ///
    /// # Errors
    ///
    /// What libgit2 says.
    pub fn reopen(&self) -> Result<Self, GitError> {
        Ok(Self {
            inner: git2::Repository::open(self.inner.path())?,
            program: self.program.clone(),
        })
    }

    /// Returns the directory that git keeps this work tree's own state in.
    #[must_use]
    pub fn git_dir(&self) -> &Path {
        self.inner.path()
    }

    /// Returns the directory that holds objects and refs; linked work trees
    /// share it.
    #[must_use]
    pub fn common_dir(&self) -> &Path {
        self.inner.commondir()
    }

    /// Returns the root of the work tree; `None` for a bare repository.
    #[must_use]
    pub fn work_dir(&self) -> Option<&Path> {
        self.inner.workdir()
    }

    /// Returns where to run the `git` program for this repository.
    #[must_use]
    pub fn run_dir(&self) -> PathBuf {
        self.work_dir().unwrap_or(self.git_dir()).to_owned()
    }

    /// Returns whether history is cut off: the clone is shallow.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.inner.is_shallow()
    }

    /// Reads a commit.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`].
    pub fn commit(&self, id: ObjectId) -> Result<Commit, GitError> {
        Commit::parse(id, &self.read(id, ObjectType::Commit)?)
    }

    /// Reads a tree.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`].
    pub fn tree(&self, id: ObjectId) -> Result<Tree, GitError> {
        Tree::parse(id, self.read(id, ObjectType::Tree)?)
    }

    /// Reads the bytes of a blob.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`].
    pub fn blob(&self, id: ObjectId) -> Result<Vec<u8>, GitError> {
        self.read(id, ObjectType::Blob)
    }

    /// Returns the length of a blob in bytes without reading it whole.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`].
    pub fn blob_len(&self, id: ObjectId) -> Result<usize, GitError> {
        let odb = self.inner.odb()?;
        let (len, _) = odb.read_header(id.0).map_err(|error| explain(id, error))?;
        Ok(len)
    }

    /// Looks up a path below a tree, one directory after the other.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`] for a tree on the way.
    pub fn entry(&self, tree: ObjectId, path: &str) -> Result<Option<(Mode, ObjectId)>, GitError> {
        let mut found = (Mode::TREE, tree);
        for name in path.split('/').filter(|name| !name.is_empty()) {
            if !found.0.is_tree() {
                return Ok(None);
            }
            let tree = self.tree(found.1)?;
            let Some(entry) = tree.get(name.as_bytes()) else {
                return Ok(None);
            };
            found = (entry.mode, entry.id);
        }
        Ok(Some(found))
    }

    /// Reads the directory at a path below a tree; one that is not there is
    /// empty.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`] for a tree on the way.
    pub fn directory(&self, tree: ObjectId, path: &str) -> Result<Tree, GitError> {
        match self.entry(tree, path)? {
            Some((mode, id)) if mode.is_tree() => self.tree(id),
            _ => Ok(Tree::default()),
        }
    }

    fn read(&self, id: ObjectId, kind: ObjectType) -> Result<Vec<u8>, GitError> {
        let odb = self.inner.odb()?;
        let object = odb.read(id.0).map_err(|error| explain(id, error))?;
        if object.kind() != kind {
            return Err(GitError::Malformed {
                id,
                reason: format!("it is a {}, not a {kind}", object.kind()),
            });
        }
        Ok(object.data().to_vec())
    }
}

/// Tells a missing object from one that cannot be read.
fn explain(id: ObjectId, error: git2::Error) -> GitError {
    match error.code() {
        ErrorCode::NotFound => GitError::Missing(id),
        _ => GitError::Malformed {
            id,
            reason: error.message().to_owned(),
        },
    }
}
