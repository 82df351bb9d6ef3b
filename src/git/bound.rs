use std::ffi::OsStr;

use super::conversation::Conversation;
use super::{Contact, GitError, Program, Ran, Repository, Settings};

impl Repository {
    /// Returns the settings that hold in this repository; they are read once.
    ///
    /// # Errors
    ///
    /// As [`Settings::read`].
    pub fn settings(&self) -> Result<&Settings, GitError> {
        if let Some(known) = self.settings.get() {
            return Ok(known);
        }
        let read = Settings::read(&self.run_dir(), &self.bound())?;
        Ok(self.settings.get_or_init(|| read))
    }

    /// Sets a setting in this repository's own configuration; what was read
    /// of it before stays as it was.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`] when git cannot write it.
    pub fn set_local(&self, key: &str, value: &str) -> Result<(), GitError> {
        let args = ["config", "--local", "--replace-all", key, value];
        self.git(&args, b"").map(drop)
    }

    /// Takes the settings that were read in the directory from which this
    /// repository was discovered; they are the ones that hold here.
    #[must_use]
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings.into();
        self
    }

    /// Returns the `git` program, bound to this repository.
    ///
    /// A hook of another repository runs us with that one's `GIT_DIR` and its
    /// kin, which must not lead the program there. `GIT_COMMON_DIR` would also
    /// have it overlook that a repository is bare.
    pub(super) fn bound(&self) -> Program {
        let program = self.program.clone();
        let program = if self.was_named() {
            program.unbound()
        } else {
            program.without_env("GIT_COMMON_DIR")
        };
        // Without the separator at its end, which git would repeat.
        let git_dir = self.git_dir().components().as_path();
        let program = program.with_env("GIT_DIR", git_dir);
        match self.work_dir() {
            Some(work_dir) => program.with_env("GIT_WORK_TREE", work_dir),
            None => program.without_env("GIT_WORK_TREE"),
        }
    }

    /// Runs `git ARGS` on this repository; see [`Program::expect`].
    pub(super) fn git<A: AsRef<OsStr>>(&self, args: &[A], input: &[u8]) -> Result<Ran, GitError> {
        self.bound().expect(&self.run_dir(), args, input)
    }

    /// Runs `git ARGS`, which speaks to a remote, on this repository; see
    /// [`Program::converse`].
    pub(super) fn converse<A: AsRef<OsStr>>(
        &self,
        args: &[A],
        input: &[u8],
        contact: &Contact,
    ) -> Result<Conversation, GitError> {
        let directory = self.run_dir();
        let mut program = self.bound();
        if !contact.attended {
            program = program.unattended(&directory, self.settings()?, contact)?;
        }
        program.converse(&directory, args, input, contact)
    }
}
