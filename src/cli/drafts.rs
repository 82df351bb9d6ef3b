//! What was typed and is not in the log yet.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::words::Topic;
use crate::git::{ObjectId, Repository};
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

    /// Names the place of a member's draft of a reply to what is at an
    /// address.
    pub(super) fn of_reply(repository: &Repository, author: &Handle, address: &str) -> Self {
        let directory = repository.common_dir().join("tidings").join("drafts");
        let stem = Topic::Reply(address.to_owned()).stem(author);
        Self {
            path: directory.join(format!("{stem}.md")),
        }
    }

    /// Names the place of a draft of the team file, made of what it is now:
    /// one that was made of an older file is another.
    pub(super) fn of_team(repository: &Repository, base: &str) -> Self {
        let directory = repository.common_dir().join("tidings").join("drafts");
        let id = ObjectId::of_blob(base.as_bytes()).to_string();
        Self {
            path: directory.join(format!("team-{id:.12}.yaml")),
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

    /// Moves the draft aside, where it is never offered again, and returns the
    /// place: its name with a `~` and a number at the end.
    pub(super) fn set_aside(&self) -> anyhow::Result<PathBuf> {
        let name = |number: u32| {
            let mut name = self.path.clone().into_os_string();
            name.push(format!("~{number}"));
            PathBuf::from(name)
        };
        let aside = (1..)
            .map(name)
            .find(|path| !path.exists())
            .expect("there are more numbers than drafts");
        std::fs::rename(&self.path, &aside)
            .with_context(|| format!("cannot move {} aside", self.path.display()))?;
        Ok(aside)
    }

    /// Writes the draft anew. One that is there already and says something
    /// else is set aside; returns where it is then.
    pub(super) fn begin(&self, text: &str) -> anyhow::Result<Option<PathBuf>> {
        let other = self.read().is_some_and(|old| old != text);
        let aside = if other { Some(self.set_aside()?) } else { None };
        self.write(text)?;
        Ok(aside)
    }

    /// Writes the draft in the place of what it was, and sees that it is on
    /// disk.
    pub(super) fn write(&self, text: &str) -> anyhow::Result<()> {
        let write = || -> std::io::Result<()> {
            let directory = self.path.parent().expect("a draft is in a directory");
            std::fs::create_dir_all(directory)?;
            let new = self.path.with_extension("new");
            let mut file = std::fs::File::create(&new)?;
            std::io::Write::write_all(&mut file, text.as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&new, &self.path)
        };
        write().with_context(|| format!("cannot keep the draft at {}", self.path.display()))
    }

    /// Removes the draft: what it said is in the log.
    pub(super) fn remove(&self) {
        // A draft that stays does no harm; it is offered the next time.
        std::fs::remove_file(&self.path).ok();
    }
}
