use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{GitError, Promises, SettingFiles};

/// The `git` program, and the environment that it is run in.
///
/// It inherits this process's environment, so that all of a user's git setup
/// counts; messages are asked for in English, because some are looked at.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    /// Settings for every run, each as `-c` takes it.
    settings: Vec<String>,
    /// Variables that are set, and those without a value that are unset.
    extra: Vec<(OsString, Option<OsString>)>,
    promises: Promises,
    /// Where its settings come from, as far as that is known.
    setting_files: Option<SettingFiles>,
}

/// The variables that bind the program to one repository; git sets them for
/// the hooks of that repository.
const BINDING: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
];

/// What a run of the `git` program left behind.
#[derive(Debug)]
pub struct Ran {
    /// The exit status; `None` when a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: Vec<u8>,
}

impl Ran {
    /// Returns standard output as text, without its last line end.
    #[must_use]
    pub fn text(&self) -> String {
        let text = String::from_utf8_lossy(&self.stdout);
        text.strip_suffix('\n').unwrap_or(&text).to_owned()
    }
}

impl Program {
    /// Makes the program that `PATH` finds under the name `git`.
    #[must_use]
    pub fn new() -> Self {
        Self::at(PathBuf::from("git"))
    }

    /// Makes the program at a path.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self {
            path,
            settings: Vec::new(),
            extra: Vec::new(),
            promises: Promises::default(),
            setting_files: None,
        }
    }

    /// Sets an environment variable for every run.
    #[must_use]
    pub fn with_env(mut self, key: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        let key = key.into();
        let name = key.to_string_lossy();
        if name.starts_with("GIT_CONFIG") || name == "HOME" || name == "XDG_CONFIG_HOME" {
            self.setting_files = None;
        }
        self.extra.push((key, Some(value.into())));
        self
    }

    /// Returns an environment variable that was set for every run; what this
    /// process inherited is not looked at.
    pub(super) fn env(&self, key: &str) -> Option<String> {
        Some(self.env_path(key)?.to_str()?.to_owned())
    }

    /// Returns the path in such a variable.
    pub(super) fn env_path(&self, key: &str) -> Option<&Path> {
        let last = self.extra.iter().rev().find(|(name, _)| name == key)?;
        last.1.as_ref().map(Path::new)
    }

    /// Sets the files from which it takes its settings, so that they can be
    /// read without it; they must be all, with the repository's own.
    #[must_use]
    pub fn with_setting_files(mut self, files: SettingFiles) -> Self {
        self.setting_files = Some(files);
        self
    }

    pub(super) const fn setting_files(&self) -> Option<&SettingFiles> {
        self.setting_files.as_ref()
    }

    /// Sets whether what partial clones were promised may be fetched.
    #[must_use]
    pub fn with_promises(mut self, promises: Promises) -> Self {
        self.promises = promises;
        match promises {
            // Git would fetch by itself what it misses.
            Promises::Untouched => self.with_env("GIT_NO_LAZY_FETCH", "1"),
            Promises::Unattended | Promises::Attended => self,
        }
    }

    pub(super) const fn promises(&self) -> Promises {
        self.promises
    }

    /// Sets a setting of git for every run.
    #[must_use]
    pub(super) fn with_setting(mut self, key: &str, value: &str) -> Self {
        self.settings.push(format!("{key}={value}"));
        self.setting_files = None;
        self
    }

    /// Unsets an environment variable for every run.
    #[must_use]
    pub(super) fn without_env(mut self, key: impl Into<OsString>) -> Self {
        self.extra.push((key.into(), None));
        self
    }

    /// Forgets which repository the environment names.
    #[must_use]
    pub fn unbound(self) -> Self {
        BINDING.into_iter().fold(self, Self::without_env)
    }

    /// Runs `git ARGS` in `directory` with `input` on standard input.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`] when it cannot be started. An exit status other
    /// than 0 is not an error here; see [`Program::expect`].
    pub fn run<A: AsRef<OsStr>>(
        &self,
        directory: &Path,
        args: &[A],
        input: &[u8],
    ) -> Result<Ran, GitError> {
        let spawn = |source| self.not_started(source);
        let mut child = self
            .command(directory, args)
            .stdin(if input.is_empty() {
                Stdio::null()
            } else {
                Stdio::piped()
            })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(spawn)?;
        let stdin = child.stdin.take();
        let output = std::thread::scope(|scope| {
            if let Some(mut stdin) = stdin {
                // A program that ends without reading its input is judged by
                // its exit status.
                scope.spawn(move || stdin.write_all(input).ok());
            }
            child.wait_with_output()
        })
        .map_err(spawn)?;
        Ok(Ran {
            status: output.status.code(),
            stdout: output.stdout,
            stderr: output.stderr,
        })
    }

    /// Runs `git ARGS` and takes any exit status but 0 as an error.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`], or [`GitError::Program`] with what it wrote to
    /// standard error.
    pub fn expect<A: AsRef<OsStr>>(
        &self,
        directory: &Path,
        args: &[A],
        input: &[u8],
    ) -> Result<Ran, GitError> {
        Self::succeeded(args, self.run(directory, args, input)?)
    }

    /// Runs `git ARGS` with this process's own standard input and error, so
    /// that git can ask for a password and show its progress.
    ///
    /// # Errors
    ///
    /// As [`Program::expect`]; the error holds no message, because git has
    /// already shown it.
    pub fn attended<A: AsRef<OsStr>>(&self, directory: &Path, args: &[A]) -> Result<Ran, GitError> {
        let output = self
            .command(directory, args)
            .stdin(Stdio::inherit())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|source| self.not_started(source))?;
        let ran = Ran {
            status: output.status.code(),
            stdout: output.stdout,
            stderr: b"see above".to_vec(),
        };
        Self::succeeded(args, ran)
    }

    /// Makes the command; its streams are not set.
    pub(super) fn command<A: AsRef<OsStr>>(&self, directory: &Path, args: &[A]) -> Command {
        let mut command = Command::new(&self.path);
        for setting in &self.settings {
            command.args(["-c", setting]);
        }
        command
            .args(args)
            .current_dir(directory)
            .env("LC_ALL", "C.UTF-8")
            .env("LANGUAGE", "en");
        for (key, value) in &self.extra {
            match value {
                Some(value) => command.env(key, value),
                None => command.env_remove(key),
            };
        }
        command
    }

    pub(super) fn not_started(&self, source: std::io::Error) -> GitError {
        GitError::Spawn {
            program: self.path.display().to_string(),
            source,
        }
    }

    /// Takes any exit status but 0 as an error.
    fn succeeded<A: AsRef<OsStr>>(args: &[A], ran: Ran) -> Result<Ran, GitError> {
        if ran.status == Some(0) {
            return Ok(ran);
        }
        let words: Vec<_> = args
            .iter()
            .map(|arg| arg.as_ref().to_string_lossy())
            .collect();
        Err(GitError::Program {
            command: words.join(" "),
            message: String::from_utf8_lossy(&ran.stderr).trim_end().to_owned(),
        })
    }
}

impl Default for Program {
    fn default() -> Self {
        Self::new()
    }
}
