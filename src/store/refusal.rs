use std::fs;
use std::path::PathBuf;

use super::outbox::ID;
use super::seen::Seen;
use super::{Log, StoreError};
use crate::git::{Commit, ObjectId};

impl Log {
    /// Returns what a remote said when it refused just what is unsent now:
    /// nobody has to be asked again whether it still does. `None` once
    /// something else is unsent.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn refusal(&self) -> Result<Option<String>, StoreError> {
        let Ok(text) = fs::read_to_string(self.refusal_file()) else {
            return Ok(None);
        };
        let Some((refused, message)) = text.split_once('\n') else {
            return Ok(None);
        };
        let same = self.name_of_unsent()?.is_some_and(|name| name == refused);
        Ok(same.then(|| message.to_owned()))
    }

    /// Notes that a remote refuses what is unsent, and what it said. It is a
    /// help only: where it cannot be written the remote is asked again.
    pub(super) fn note_refusal(&self, message: &str) -> Result<(), StoreError> {
        let Some(name) = self.name_of_unsent()? else {
            return Ok(());
        };
        let path = self.refusal_file();
        let new = path.with_extension(format!("new.{}", std::process::id()));
        let write = || {
            if let Some(directory) = path.parent() {
                fs::create_dir_all(directory)?;
            }
            fs::write(&new, format!("{name}\n{message}"))?;
            fs::rename(&new, &path)
        };
        if write().is_err() {
            fs::remove_file(&new).ok();
        }
        Ok(())
    }

    /// Forgets that anything was refused.
    pub(super) fn forget_refusal(&self) {
        fs::remove_file(self.refusal_file()).ok();
    }

    /// Names what is unsent, whatever it is put onto; `None` where nothing is.
    fn name_of_unsent(&self) -> Result<Option<String>, StoreError> {
        let Some(remote) = self.remote()? else {
            return Ok(None);
        };
        let Some(tip) = self.repository().branch_tip(self.branch())? else {
            return Ok(None);
        };
        let base = Seen::read(self, &remote)?.base;
        let commits = self.unsent(tip, base, usize::MAX)?.commits;
        if commits.is_empty() {
            return Ok(None);
        }
        let name = |commit: &Commit| match commit.trailer(ID) {
            Some(id) => id.to_owned(),
            None => commit.id.to_string(),
        };
        let names: Vec<String> = commits.iter().map(name).collect();
        Ok(Some(
            ObjectId::of_blob(names.join("\n").as_bytes()).to_string(),
        ))
    }

    fn refusal_file(&self) -> PathBuf {
        let directory = self.repository().common_dir().join("tidings");
        // Of two logs in one repository each has its own.
        let name = self.branch().replace('/', "%");
        directory.join("refused").join(name)
    }
}
