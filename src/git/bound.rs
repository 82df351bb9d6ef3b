use std::ffi::OsStr;

use super::{GitError, Program, Ran, Repository, Settings};

impl Repository {
    /// Reads the settings that hold in this repository.
    ///
    /// # Errors
    ///
    /// As [`Settings::read`].
    pub fn settings(&self) -> Result<Settings, GitError> {
        Settings::read(&self.run_dir(), &self.bound())
    }

    /// Sets a setting in this repository's own configuration.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`] when git cannot write it.
    pub fn set_local(&self, key: &str, value: &str) -> Result<(), GitError> {
        let args = ["config", "--local", "--replace-all", key, value];
        self.git(&args, b"").map(drop)
    }

    /// Returns the `git` program, bound to this repository.
    ///
    /// A hook of another repository runs us with its `GIT_DIR` and
    /// `GIT_INDEX_FILE`; they must not lead the program there.
    pub(super) fn bound(&self) -> Program {
        let program = self
            .program
            .clone()
            .with_env("GIT_DIR", self.git_dir())
            .with_env("GIT_COMMON_DIR", self.common_dir());
        match self.work_dir() {
            Some(work_dir) => program.with_env("GIT_WORK_TREE", work_dir),
            None => program,
        }
    }

    /// Runs `git ARGS` on this repository; see [`Program::expect`].
    pub(super) fn git<A: AsRef<OsStr>>(&self, args: &[A], input: &[u8]) -> Result<Ran, GitError> {
        self.bound().expect(&self.run_dir(), args, input)
    }
}
