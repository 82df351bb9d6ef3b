use std::io::Read;
use std::path::Path;

use anyhow::Context;

use crate::cli::args::PostArgs;
use crate::cli::failure::Failure;
use crate::cli::session::Session;

/// Largest text that is read: well over what a file of the log may hold.
const LIMIT: u64 = 1024 * 1024;

/// What `-f` named, read before anything else can fail.
pub(super) struct Input {
    /// The name of the file, for messages; nothing where nothing was named.
    pub(super) name: Option<String>,
    /// The text.
    pub(super) text: String,
}

impl Input {
    /// Reads the file, or standard input for `-`.
    pub(super) fn read(session: &Session, args: &PostArgs) -> anyhow::Result<Self> {
        let Some(path) = &args.file else {
            return Ok(Self {
                name: None,
                text: String::new(),
            });
        };
        let mut bytes = Vec::new();
        let name = if path == Path::new("-") {
            std::io::stdin().take(LIMIT).read_to_end(&mut bytes)?;
            "standard input".to_owned()
        } else {
            let full = session.directory().join(path);
            let file = std::fs::File::open(&full);
            file.and_then(|file| file.take(LIMIT).read_to_end(&mut bytes))
                .with_context(|| format!("cannot read {}", path.display()))?;
            path.display().to_string()
        };
        let text = String::from_utf8(bytes)
            .map_err(|_| Failure::new(format!("{name} is not UTF-8")).hint("save it as UTF-8"))?;
        Ok(Self {
            name: Some(name),
            text,
        })
    }

    /// Returns the file's own name, which tells YAML from Markdown; nothing
    /// for standard input.
    pub(super) fn file_name(&self, args: &PostArgs) -> Option<String> {
        let path = args
            .file
            .as_deref()
            .filter(|path| *path != Path::new("-"))?;
        Some(path.display().to_string())
    }

    /// Keeps what came by standard input when there is no log to keep it in.
    pub(super) fn keep(&self, session: &Session, error: anyhow::Error) -> anyhow::Error {
        if self.name.as_deref() != Some("standard input") || self.text.trim().is_empty() {
            return error;
        }
        let name = format!("tidings-draft-{}.md", std::process::id());
        let path = session.environment.temporary.join(name);
        if std::fs::write(&path, &self.text).is_ok() {
            session
                .streams
                .note(&format!("what you wrote is kept in {}", path.display()));
        }
        error
    }
}
