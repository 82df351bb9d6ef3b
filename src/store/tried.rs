use std::fs;
use std::path::PathBuf;

use super::{Log, StoreError};
use crate::git::ObjectId;

/// A mark that a push was begun; it stays when no answer came, or when this
/// process ends before one does, so that nobody takes for unseen what others
/// may have.
pub(super) struct Tried {
    path: PathBuf,
}

impl Tried {
    /// Takes the mark away, because the remote has answered.
    pub(super) fn answered(self) {
        fs::remove_file(self.path).ok();
    }
}

impl Log {
    /// Marks that a push of a commit begins.
    ///
    /// Where it cannot be written nothing else here can either.
    pub(super) fn mark_tried(&self, commit: ObjectId) -> Tried {
        let directory = self.tried_directory();
        let path = directory.join(commit.to_string());
        if fs::write(&path, "").is_err() {
            fs::create_dir_all(&directory).ok();
            fs::write(&path, "").ok();
        }
        Tried { path }
    }

    /// Returns whether a commit may have reached a remote by a push that was
    /// never answered.
    pub(super) fn was_tried(&self, commit: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        for pushed in self.tried() {
            // One that is no longer here cannot be compared with anything.
            if repository.commit(pushed).is_err() || repository.contains(commit, pushed)? {
                return Ok(true);
            }
            let id = repository.commit(commit)?;
            let Some(id) = id.trailer(super::outbox::ID) else {
                continue;
            };
            if self.ids_since(pushed, commit)?.contains(id) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes away every mark: the remote has been asked where it is.
    pub(super) fn clear_tried(&self) {
        for pushed in self.tried() {
            fs::remove_file(self.tried_directory().join(pushed.to_string())).ok();
        }
    }

    fn tried(&self) -> Vec<ObjectId> {
        let entries = fs::read_dir(self.tried_directory());
        let names = entries.into_iter().flatten().flatten();
        names
            .filter_map(|entry| ObjectId::parse(entry.file_name().to_str()?).ok())
            .collect()
    }

    fn tried_directory(&self) -> PathBuf {
        self.repository().common_dir().join("tidings").join("tried")
    }
}
