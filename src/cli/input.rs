//! What `-f` names.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::failure::Failure;
use super::session::Session;
use crate::format::{InputKind, detect_input};

/// Largest text that is read: well over what a file of the log may hold.
const LIMIT: u64 = 64 * 1024 * 1024;

/// What standard input is called in messages.
const STANDARD_INPUT: &str = "standard input";

/// What `-f` named, read before anything else can fail.
pub(super) struct Input {
    /// The name of the file, for messages; nothing where nothing was named.
    pub(super) name: Option<String>,
    /// The text.
    pub(super) text: String,
}

impl Input {
    /// Reads the file, or standard input for `-`.
    pub(super) fn read(session: &Session, file: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = file else {
            return Ok(Self {
                name: None,
                text: String::new(),
            });
        };
        let mut bytes = Vec::new();
        let name = if path == Path::new("-") {
            std::io::stdin().take(LIMIT).read_to_end(&mut bytes)?;
            STANDARD_INPUT.to_owned()
        } else {
            let full = session.directory().join(path);
            let file = std::fs::File::open(&full);
            file.and_then(|file| file.take(LIMIT).read_to_end(&mut bytes))
                .with_context(|| format!("cannot read {}", path.display()))?;
            path.display().to_string()
        };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self {
                name: Some(name),
                text,
            }),
            Err(error) => {
                let failure = Failure::new(format!("{name} is not UTF-8")).hint("save it as UTF-8");
                let kept = (name == STANDARD_INPUT).then(|| error.into_bytes());
                Err(keep(
                    session,
                    &kept.unwrap_or_default(),
                    "txt",
                    failure.into(),
                ))
            }
        }
    }

    /// Returns the file's own name, which tells YAML from Markdown; nothing
    /// for standard input.
    pub(super) fn file_name(&self) -> Option<&str> {
        let name = self.name.as_deref();
        name.filter(|name| *name != STANDARD_INPUT)
    }

    /// Keeps what came by standard input when it could not be posted and is
    /// nowhere else.
    pub(super) fn keep(&self, session: &Session, error: anyhow::Error) -> anyhow::Error {
        if self.name.as_deref() != Some(STANDARD_INPUT) || self.text.trim().is_empty() {
            return error;
        }
        let ending = match detect_input(None, &self.text) {
            InputKind::Markdown => "md",
            InputKind::Yaml => "yaml",
        };
        keep(session, self.text.as_bytes(), ending, error)
    }
}

/// Keeps a text in a new file among the temporary ones, and says where.
fn keep(session: &Session, text: &[u8], ending: &str, error: anyhow::Error) -> anyhow::Error {
    if text.is_empty() {
        return error;
    }
    match write_new(&session.environment.temporary, text, ending) {
        Ok(path) => session
            .streams
            .tell(&format!("what you wrote is kept in {}", path.display())),
        Err(lost) => session
            .streams
            .warn(&format!("what you wrote could not be kept: {lost}")),
    }
    error
}

/// Writes a file that nobody else can read and that was not there before:
/// the directory may be open to all users of the machine.
fn write_new(directory: &Path, text: &[u8], ending: &str) -> io::Result<PathBuf> {
    let process = std::process::id();
    for number in 1..=1000 {
        let path = directory.join(format!("tidings-draft-{process}-{number}.{ending}"));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(text)?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
