use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{GitError, ObjectId, Repository, Tree};

/// How many files are flushed at the same time. File systems join flushes that
/// wait for the same journal: seven objects take 8 ms together on ext4, and
/// 30 ms one after the other.
const AT_ONCE: usize = 16;

impl Repository {
    /// Flushes commits to disk, with everything that each has and its parents
    /// have not, and the directories that name them.
    ///
    /// Objects in packs are on disk already: git flushes packs by default.
    pub(super) fn flush_commits(&self, commits: &[ObjectId]) -> Result<(), GitError> {
        let mut new = BTreeSet::new();
        for &id in commits {
            let commit = self.commit(id)?;
            new.insert(id);
            let mut before = Vec::new();
            for &parent in &commit.parents {
                before.push(self.commit(parent)?.tree);
            }
            self.collect_new(commit.tree, &before, &mut new)?;
        }
        self.flush_objects(&new)
    }

    /// Adds a tree and what is below it, as far as none of the other trees has
    /// it at the same place.
    fn collect_new(
        &self,
        id: ObjectId,
        before: &[ObjectId],
        new: &mut BTreeSet<ObjectId>,
    ) -> Result<(), GitError> {
        if before.contains(&id) || !new.insert(id) {
            return Ok(());
        }
        let tree = self.tree(id)?;
        let before: Vec<Tree> = before
            .iter()
            .map(|&id| self.tree(id))
            .collect::<Result<_, _>>()?;
        for entry in tree.entries().filter(|entry| !entry.mode.is_submodule()) {
            let there = before.iter().filter_map(|tree| tree.get(entry.name));
            let (same, other): (Vec<_>, Vec<_>) = there.partition(|old| old.id == entry.id);
            if !same.is_empty() {
                continue;
            }
            if entry.mode.is_tree() {
                let other = other.iter().filter(|old| old.mode.is_tree());
                let other: Vec<ObjectId> = other.map(|old| old.id).collect();
                self.collect_new(entry.id, &other, new)?;
            } else {
                new.insert(entry.id);
            }
        }
        Ok(())
    }

    /// Flushes the loose files of these objects and the directories above.
    fn flush_objects(&self, ids: &BTreeSet<ObjectId>) -> Result<(), GitError> {
        let usual = self.common_dir().join("objects");
        let mut files = loose_files(&usual, ids);
        if files.len() < ids.len() {
            // Some are packed, or `GIT_OBJECT_DIRECTORY` names another place.
            let ran = self.git(&["rev-parse", "--git-path", "objects"], b"")?;
            let place = self.run_dir().join(ran.text());
            if place != usual {
                files.extend(loose_files(&place, ids));
            }
        }
        // The directories of the objects, and the one that names those.
        let directories: BTreeSet<&Path> = files
            .iter()
            .flat_map(|file| file.ancestors().skip(1).take(2))
            .collect();
        let mut paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        paths.extend(directories);
        flush_paths(&paths)
    }
}

/// Returns the loose files in an object directory that hold these objects.
fn loose_files(objects: &Path, ids: &BTreeSet<ObjectId>) -> Vec<PathBuf> {
    ids.iter()
        .map(|id| {
            let name = id.to_string();
            objects.join(&name[..2]).join(&name[2..])
        })
        .filter(|file| file.exists())
        .collect()
}

/// Flushes files and directories to disk, many at the same time.
pub(super) fn flush_paths(paths: &[&Path]) -> Result<(), GitError> {
    let share = paths.len().div_ceil(AT_ONCE).max(1);
    let flush_share = |share: &[&Path]| share.iter().try_for_each(|path| flush(path));
    std::thread::scope(|scope| {
        let threads: Vec<_> = paths
            .chunks(share)
            .map(|share| scope.spawn(move || flush_share(share)))
            .collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().expect("flushing a file does not panic"))
    })
}

/// Flushes a file or directory; one that is gone was moved into a pack.
fn flush(path: &Path) -> Result<(), GitError> {
    match flush_to_disk(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(source) => Err(GitError::File {
            action: "flush to disk",
            path: path.to_owned(),
            source,
        }),
    }
}

#[cfg(unix)]
fn flush_to_disk(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        // A file system that cannot flush directories has no need to.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::InvalidInput | ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        flushed => flushed,
    }
}

/// Only a file that is open for writing can be flushed here, objects are
/// read-only, and directories need no flushing.
#[cfg(not(unix))]
fn flush_to_disk(path: &Path) -> io::Result<()> {
    let kept = path.metadata()?;
    if kept.is_dir() {
        return Ok(());
    }
    let mut writable = kept.permissions();
    writable.set_readonly(false);
    std::fs::set_permissions(path, writable)?;
    let flushed = File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all());
    std::fs::set_permissions(path, kept.permissions())?;
    flushed
}
