use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::flush::flush_paths;
use super::sharing::Sharing;
use super::{Durability, GitError, ObjectId, Repository, Tree};

impl Repository {
    /// Makes commits ready to be named by a ref, with everything that each has
    /// and its parents have not: shared as the repository is, and on disk
    /// with the directories that name them.
    ///
    /// Objects in packs are on disk already: git flushes packs by default.
    ///
    /// # Errors
    ///
    /// [`GitError::File`] when an object cannot be flushed, and what libgit2
    /// says of one that cannot be read.
    pub fn settle_commits(
        &self,
        commits: &[ObjectId],
        durability: Durability,
    ) -> Result<(), GitError> {
        let sharing = Sharing::read(self);
        if !durability.objects && sharing == Sharing::Umask {
            return Ok(());
        }
        let files = self.loose_files_of(&self.new_objects(commits)?)?;
        // The directories of the objects, and the one that names those.
        let directories: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
        let mut paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        paths.extend(&directories);
        for path in &paths {
            sharing.apply(path);
        }
        if durability.objects {
            let above = directories
                .iter()
                .filter_map(|directory| directory.parent());
            paths.extend(above.collect::<BTreeSet<_>>());
            flush_paths(&paths)?;
        }
        Ok(())
    }

    /// Collects what each of these commits has and its parents have not.
    fn new_objects(&self, commits: &[ObjectId]) -> Result<BTreeSet<ObjectId>, GitError> {
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
        Ok(new)
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

    /// Finds the files of these objects, as far as they are not in packs.
    fn loose_files_of(&self, ids: &BTreeSet<ObjectId>) -> Result<Vec<PathBuf>, GitError> {
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
        Ok(files)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::kit::{Kind, Sandbox, commit, put, remove};

    #[test]
    fn settles_every_object_that_is_new() {
        for kind in Kind::ALL {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            let make = |parent, edits: &[_], seconds| {
                commit(&repository, parent, edits, seconds).expect("a commit")
            };
            let root = make(
                None,
                &[put("a/b/c", "1"), put("a/d", "2"), put("e", "3")],
                1,
            );
            let edits = [put("a/b/f", "4"), remove("e"), put("e/g", "5")];
            let next = make(Some(root), &edits, 2);
            for (commits, range) in [
                (&[root][..], vec![root.to_string()]),
                (&[next], vec![next.to_string(), format!("^{root}")]),
                (&[root, next], vec![next.to_string()]),
            ] {
                let mut args = vec!["rev-list", "--objects", "--no-object-names"];
                args.extend(range.iter().map(String::as_str));
                let listed = sandbox.git("r", &args);
                let want = listed
                    .lines()
                    .map(ObjectId::parse)
                    .collect::<Result<_, _>>();
                let new = repository.new_objects(commits).expect("objects");
                assert_eq!(new, want.expect("ids"), "{kind:?} {range:?}");
                assert_eq!(
                    loose_files(&repository.common_dir().join("objects"), &new).len(),
                    new.len()
                );
            }
            repository
                .settle_commits(&[root, next], Durability::FULL)
                .expect("flushed");
            sandbox.git("r", &["update-ref", "refs/heads/log", &next.to_string()]);
            sandbox.git("r", &["repack", "-adq"]);
            repository
                .settle_commits(&[root, next], Durability::FULL)
                .expect("flushed, though packed");
        }
    }
}
