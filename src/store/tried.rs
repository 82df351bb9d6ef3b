use std::fs::{self, File, TryLockError};
use std::path::PathBuf;

use super::{Log, StoreError};
use crate::git::ObjectId;

/// A mark that a push was begun; it stays when no answer came, or when this
/// process ends before one does, so that nobody takes for unseen what others
/// may have.
pub(super) struct Tried {
    path: PathBuf,
    /// The file, locked as long as the push is under way.
    held: Option<File>,
}

/// A mark that a push was begun, by whomever.
pub(super) struct Mark {
    path: PathBuf,
    /// What was pushed.
    commit: ObjectId,
}

impl Tried {
    /// Takes the mark away, because the remote has answered.
    pub(super) fn answered(self) {
        drop(self.held);
        fs::remove_file(self.path).ok();
    }
}

impl Mark {
    /// Returns whether the push is under way still, as far as can be told.
    fn is_held(&self) -> bool {
        let file = File::open(&self.path).ok();
        file.is_some_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
    }
}

impl Log {
    /// Marks that a push of a commit begins.
    ///
    /// Where it cannot be written nothing else here can either.
    pub(super) fn mark_tried(&self, commit: ObjectId) -> Tried {
        let directory = self.tried_directory();
        // Another process may push the same.
        let path = directory.join(format!("{commit}.{}", std::process::id()));
        let make = || File::create(&path);
        let held = make().or_else(|_| fs::create_dir_all(&directory).and_then(|()| make()));
        let held = held.ok().filter(|file| file.try_lock().is_ok());
        Tried { path, held }
    }

    /// Returns whether a commit may have reached a remote by a push that was
    /// never answered.
    pub(super) fn was_tried(&self, commit: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        for Mark { commit: pushed, .. } in self.tried() {
            // One that is no longer here cannot be compared with anything.
            if repository.commit(pushed).is_err()
                || self.has(pushed, &repository.commit(commit)?)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Lists the marks of pushes that are over and were never answered.
    pub(super) fn unanswered(&self) -> Vec<Mark> {
        let mut marks = self.tried();
        marks.retain(|mark| !mark.is_held());
        marks
    }

    /// Takes marks away: the remote has been asked since where it is.
    pub(super) fn clear_tried(&self, marks: Vec<Mark>) {
        for mark in marks {
            fs::remove_file(mark.path).ok();
        }
    }

    fn tried(&self) -> Vec<Mark> {
        let entries = fs::read_dir(self.tried_directory());
        let entries = entries.into_iter().flatten().flatten();
        let marks = entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let commit = ObjectId::parse(name.split('.').next()?).ok()?;
            let path = entry.path();
            Some(Mark { path, commit })
        });
        marks.collect()
    }

    fn tried_directory(&self) -> PathBuf {
        self.repository().common_dir().join("tidings").join("tried")
    }
}
