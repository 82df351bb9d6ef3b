//! What was typed and is not in the log yet.

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::git::Repository;
use crate::model::{Handle, Period};

/// The place of a draft, in the repository's own git directory.
pub(super) struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Names the place of a member's draft for a period.
    pub(super) fn of(repository: &Repository, author: &Handle, period: Period) -> Self {
        let directory = repository.common_dir().join("tidings").join("drafts");
        Self {
            path: directory.join(format!("{author}-{period}.md")),
        }
    }

    /// Returns the path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the draft, if there is one.
    pub(super) fn read(&self) -> Option<String> {
        let text = std::fs::read_to_string(&self.path).ok()?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// Writes the draft and sees that it is on disk. A draft that is there
    /// already and says something else is kept beside it, with a `~` at the
    /// end of its name.
    pub(super) fn write(&self, text: &str) -> anyhow::Result<()> {
        let context = || format!("cannot keep the draft at {}", self.path.display());
        let directory = self.path.parent().expect("a draft is in a directory");
        std::fs::create_dir_all(directory).with_context(context)?;
        if self.read().is_some_and(|old| old != text) {
            let mut backup = self.path.clone().into_os_string();
            backup.push("~");
            std::fs::rename(&self.path, &backup).with_context(context)?;
        }
        let write = || -> std::io::Result<()> {
            let mut file = std::fs::File::create(&self.path)?;
            std::io::Write::write_all(&mut file, text.as_bytes())?;
            file.sync_all()
        };
        write().with_context(context)
    }

    /// Removes the draft: what it said is in the log.
    pub(super) fn remove(&self) {
        // A draft that stays does no harm; it is offered the next time.
        std::fs::remove_file(&self.path).ok();
    }
}
