use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};

use git2::ErrorCode;

use super::objects::Objects;
use super::promise::Promisors;
use super::{Commit, GitError, Mode, ObjectId, Program, Settings, Tree, libgit2};

/// What reading a blob gave: nothing where it has more bytes than were asked
/// for.
pub type BlobRead = Result<Option<Vec<u8>>, GitError>;

/// A git repository that is open for reading objects.
pub struct Repository {
    pub(super) inner: git2::Repository,
    pub(super) program: Program,
    /// What git is set to here, once it was asked.
    pub(super) settings: OnceCell<Settings>,
    /// Who promised the objects that a partial clone lacks, once it was asked.
    pub(super) promisors: OnceCell<RefCell<Promisors>>,
    /// How it was opened, to open it again.
    opened: Opened,
    /// Whether its history was cut off when it was opened.
    was_shallow: bool,
}

/// Where a repository was looked for.
#[derive(Clone, Debug)]
enum Opened {
    /// Here and above.
    From(PathBuf),
    /// At exactly this path.
    At(PathBuf),
}

impl Repository {
    /// Opens the repository at `start` or the nearest one above it, with the
    /// variables that git reads; but for `GIT_DIR`, which is a path to
    /// [`Repository::open`].
    ///
    /// # Errors
    ///
    /// [`GitError::NoRepository`] when there is none, and what libgit2 says
    /// when there is one that it cannot open.
    pub fn discover(start: &Path, program: Program) -> Result<Self, GitError> {
        Self::open_as(Opened::From(start.to_owned()), program)
    }

    /// Opens the repository at exactly `path`: a work tree, a bare repository
    /// or a `.git` directory.
    ///
    /// # Errors
    ///
    /// As [`Repository::discover`].
    pub fn open(path: &Path, program: Program) -> Result<Self, GitError> {
        Self::open_as(Opened::At(path.to_owned()), program)
    }

    /// Finds the repository at `start` or the nearest one above it, whatever
    /// repository the environment names; `None` when there is none.
    ///
    /// # Errors
    ///
    /// What libgit2 says when it cannot look.
    pub fn around(start: &Path) -> Result<Option<PathBuf>, GitError> {
        let none: [&Path; 0] = [];
        match git2::Repository::discover_path(start, none) {
            Ok(path) => Ok(Some(path)),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns whether it was opened by its path, and not as the one that git
    /// would use here.
    pub(super) const fn was_named(&self) -> bool {
        matches!(self.opened, Opened::At(_))
    }

    /// Opens the same repository once more, for another thread.
    ///
    /// # Errors
    ///
    /// As [`Repository::discover`].
    pub fn reopen(&self) -> Result<Self, GitError> {
        Self::open_as(self.opened.clone(), self.program.clone())
    }

    /// Lets history be followed by libgit2.
    ///
    /// It learns once where a shallow clone ends, so that such a one, which
    /// may have been deepened meanwhile, is opened anew.
    pub(super) fn follow<T>(
        &self,
        follow: impl FnOnce(&git2::Repository) -> Result<T, GitError>,
    ) -> Result<T, GitError> {
        if self.was_shallow || self.is_shallow() {
            return follow(&self.reopen()?.inner);
        }
        follow(&self.inner)
    }

    fn open_as(opened: Opened, program: Program) -> Result<Self, GitError> {
        libgit2::set_options();
        let none: [&Path; 0] = [];
        let (path, result) = match &opened {
            Opened::From(path) => {
                let flags = git2::RepositoryOpenFlags::FROM_ENV;
                (path, git2::Repository::open_ext(path, flags, none))
            }
            Opened::At(path) => (path, git2::Repository::open(path)),
        };
        match result {
            Ok(inner) => Ok(Self {
                was_shallow: inner.is_shallow(),
                inner,
                program,
                settings: OnceCell::new(),
                promisors: OnceCell::new(),
                opened,
            }),
            Err(error) if error.code() == ErrorCode::NotFound => {
                Err(GitError::NoRepository(path.clone()))
            }
            Err(error) if error.code() == ErrorCode::Owner => {
                // The path that git wants to hear of may be above this one.
                let named = error.message().split('\'').nth(1);
                Err(GitError::Foreign(named.map_or(path.clone(), PathBuf::from)))
            }
            Err(error) => Err(error.into()),
        }
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
        Objects::of(self)?.commit(id)
    }

    /// Reads a commit, as far as it can be read: where its author or committer
    /// is missing, those are empty.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`], or [`GitError::Malformed`] when it names no tree.
    pub fn commit_at_least(&self, id: ObjectId) -> Result<Commit, GitError> {
        Objects::of(self)?.commit_at_least(id)
    }

    /// Reads a tree.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`].
    pub fn tree(&self, id: ObjectId) -> Result<Tree, GitError> {
        Objects::of(self)?.tree(id)
    }

    /// Reads the bytes of a blob.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`].
    pub fn blob(&self, id: ObjectId) -> Result<Vec<u8>, GitError> {
        Objects::of(self)?.blob(id)
    }

    /// Reads the bytes of a blob, unless it has more than `limit`.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`].
    pub fn blob_up_to(&self, id: ObjectId, limit: usize) -> Result<Option<Vec<u8>>, GitError> {
        Objects::of(self)?.blob_up_to(id, limit)
    }

    /// Reads the bytes of many blobs, each as [`Repository::blob_up_to`] does.
    ///
    /// The packs are opened for this call alone, so that other threads that
    /// read do not wait for it, and no memory stays with them afterwards; of
    /// calls at the same time each has a `number` of its own.
    ///
    /// # Errors
    ///
    /// What libgit2 says when the repository cannot be read at all.
    pub fn blobs_up_to(
        &self,
        ids: &[ObjectId],
        limit: usize,
        number: usize,
    ) -> Result<Vec<BlobRead>, GitError> {
        /// Behind the numbers of the threads of a walk.
        const FIRST: usize = 16;
        self.fetch_promised(ids)?;
        let objects = Objects::apart(self, FIRST + number)?;
        Ok(ids
            .iter()
            .map(|&id| objects.blob_up_to(id, limit))
            .collect())
    }

    /// Looks up a path below a tree, one directory after the other.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`] for a tree on the way.
    pub fn entry(&self, tree: ObjectId, path: &str) -> Result<Option<(Mode, ObjectId)>, GitError> {
        let objects = Objects::of(self)?;
        let mut found = (Mode::TREE, tree);
        for name in path.split('/').filter(|name| !name.is_empty()) {
            if !found.0.is_tree() {
                return Ok(None);
            }
            let tree = objects.tree(found.1)?;
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
}
