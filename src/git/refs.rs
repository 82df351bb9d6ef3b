use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::flush::flush_paths;
use super::{Durability, GitError, ObjectId, Repository};

/// What came of moving a ref.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It is where it was to be.
    Done,
    /// It was not where it was thought to be, or somebody is moving it just
    /// now; nothing was changed.
    Raced,
}

/// A move of one ref, among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefMove<'n> {
    /// Its full name.
    pub name: &'n str,
    /// Where it is to be; `None` deletes it.
    pub new: Option<ObjectId>,
    /// Where it must be now; `None` when there must be none.
    pub old: Option<ObjectId>,
}

impl RefMove<'_> {
    /// Writes it for `git update-ref --stdin -z`.
    fn command(&self) -> String {
        let name = self.name;
        match (self.new, self.old) {
            (Some(new), Some(old)) => format!("update {name}\0{new}\0{old}\0"),
            (Some(new), None) => format!("create {name}\0{new}\0"),
            (None, Some(old)) => format!("delete {name}\0{old}\0"),
            (None, None) => format!("verify {name}\0\0"),
        }
    }
}

/// A lock this young is held by a process that runs, as far as one can tell.
pub(super) const FRESH_SECONDS: u64 = 2;

impl Repository {
    /// Moves a ref from one object to another, and nothing happens when it is
    /// not at `old`; `None` for `old` makes it and for `new` deletes it.
    ///
    /// `name` is the full name (`refs/heads/tidings`), `message` goes into the
    /// ref's log where `core.logAllRefUpdates` has git keep one. Done by the
    /// `git` program, which knows every way that refs are kept, and runs the
    /// `reference-transaction` hook. With [`Durability::refs`] the ref is on
    /// disk when this returns.
    ///
    /// # Errors
    ///
    /// [`GitError::Locked`] when a lock file has been left behind;
    /// [`GitError::Program`] with what git or the hook said;
    /// [`GitError::File`] when the ref cannot be flushed.
    pub fn move_ref(
        &self,
        name: &str,
        new: Option<ObjectId>,
        old: Option<ObjectId>,
        message: &str,
        durability: Durability,
    ) -> Result<Moved, GitError> {
        self.move_refs(&[RefMove { name, new, old }], message, durability)
    }

    /// Moves several refs, or none of them when one is not where it was
    /// thought to be; as [`Repository::move_ref`] does with one.
    ///
    /// # Errors
    ///
    /// As [`Repository::move_ref`].
    pub fn move_refs(
        &self,
        moves: &[RefMove<'_>],
        message: &str,
        durability: Durability,
    ) -> Result<Moved, GitError> {
        let commands: String = moves.iter().map(RefMove::command).collect();
        let setting = durability.ref_setting();
        let args = ["-c", setting, "update-ref", "-m", message, "--stdin", "-z"];
        let error = match self.git(&args, commands.as_bytes()) {
            Ok(_) if durability.refs => {
                self.flush_refs(moves)?;
                return Ok(Moved::Done);
            }
            Ok(_) => return Ok(Moved::Done),
            Err(error) => error,
        };
        let GitError::Program { message, .. } = &error else {
            return Err(error);
        };
        if let Some(path) = named_lock(message).or_else(|| self.table_lock(message)) {
            return match age_seconds(&path) {
                Some(age_seconds) if age_seconds >= FRESH_SECONDS => {
                    Err(GitError::Locked { path, age_seconds })
                }
                _ => Ok(Moved::Raced),
            };
        }
        for RefMove { name, old, .. } in moves {
            if self.read_ref(name)? != *old {
                return Ok(Moved::Raced);
            }
        }
        Err(error)
    }

    /// Reads what a ref names, by the `git` program, which knows every way
    /// that refs are kept; `None` when there is no such ref.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`].
    pub fn read_ref(&self, name: &str) -> Result<Option<ObjectId>, GitError> {
        let args = ["show-ref", "--verify", "--hash", name];
        let ran = self.bound().run(&self.run_dir(), &args, b"")?;
        Ok(match ran.status {
            Some(0) => ObjectId::parse(&ran.text()).ok(),
            _ => None,
        })
    }

    /// Lists where a ref has been, as far as git keeps a log of it, the latest
    /// first and at most `limit`.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`].
    pub fn ref_log(&self, name: &str, limit: usize) -> Result<Vec<ObjectId>, GitError> {
        let most = format!("--max-count={limit}");
        let args = ["log", "--walk-reflogs", "--format=%H", &most, name, "--"];
        let ran = self.bound().run(&self.run_dir(), &args, b"")?;
        let text = ran.text();
        let ids = text.lines().filter_map(|line| ObjectId::parse(line).ok());
        Ok(ids.collect())
    }

    /// Finds the lock file of the reftables when git says that it could not
    /// make it; git does not name it.
    fn table_lock(&self, message: &str) -> Option<PathBuf> {
        let said = ["cannot lock references", "data concurrently modified"];
        said.iter()
            .any(|said| message.contains(said))
            .then(|| self.common_dir().join("reftable/tables.list.lock"))
    }

    /// Flushes the directories that name refs: git flushes the files alone.
    fn flush_refs(&self, moves: &[RefMove<'_>]) -> Result<(), GitError> {
        let top = self.common_dir();
        let parts = moves
            .iter()
            .flat_map(|RefMove { name, .. }| Path::new(name).ancestors().skip(1));
        let mut directories: BTreeSet<PathBuf> = parts.map(|part| top.join(part)).collect();
        directories.insert(top.join("reftable"));
        directories.retain(|directory| directory.is_dir());
        let paths: Vec<&Path> = directories.iter().map(PathBuf::as_path).collect();
        flush_paths(&paths)
    }
}

/// Finds the lock file that git says it could not make.
pub(super) fn named_lock(message: &str) -> Option<PathBuf> {
    let (_, rest) = message.split_once("Unable to create '")?;
    let (path, _) = rest.split_once("': File exists")?;
    Some(PathBuf::from(path))
}

/// Returns how long ago a file was changed, in whole seconds; `None` when it
/// is gone.
pub(super) fn age_seconds(path: &Path) -> Option<u64> {
    let changed = path.metadata().ok()?.modified().ok()?;
    // A file from the future is one whose age is not known: call it new.
    Some(changed.elapsed().map_or(0, |age| age.as_secs()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::git::kit::{Kind, Sandbox, commit, put};

    const LOG: &str = "refs/heads/log";

    #[test]
    fn moves_from_where_it_was_seen_in_every_kind_of_repository() {
        for kind in Kind::ALL {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            let before = sandbox.untouched();
            let one = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
            let two = commit(&repository, Some(one), &[put("a", "2")], 2).expect("a commit");
            let move_ref = |new, old| {
                repository
                    .move_ref(LOG, new, old, "post", Durability::FULL)
                    .expect("git works")
            };
            assert_eq!(move_ref(Some(one), Some(two)), Moved::Raced, "{kind:?}");
            assert_eq!(move_ref(Some(one), None), Moved::Done, "{kind:?}");
            assert_eq!(move_ref(Some(one), None), Moved::Raced, "{kind:?}");
            assert_eq!(move_ref(Some(two), Some(one)), Moved::Done, "{kind:?}");
            assert_eq!(move_ref(Some(two), Some(one)), Moved::Raced, "{kind:?}");
            assert_eq!(
                repository.read_ref(LOG).expect("git"),
                Some(two),
                "{kind:?}"
            );
            assert_eq!(sandbox.git("r", &["rev-parse", LOG]), two.to_string());
            let logged = sandbox.git("r", &["reflog", "show", "--format=%gs", LOG]);
            let want = if kind == Kind::Bare { "" } else { "post\npost" };
            assert_eq!(logged, want, "{kind:?}");
            assert_eq!(move_ref(None, Some(one)), Moved::Raced, "{kind:?}");
            assert_eq!(move_ref(None, Some(two)), Moved::Done, "{kind:?}");
            assert_eq!(move_ref(None, Some(two)), Moved::Raced, "{kind:?}");
            assert_eq!(repository.read_ref(LOG).expect("git"), None, "{kind:?}");
            let after = sandbox.untouched();
            // Deleting a ref rewrites the file of packed ones.
            let same = |files: &[(PathBuf, Vec<u8>)]| {
                let kept = |path: &Path| !path.ends_with("packed-refs");
                let files = files.iter().filter(|(path, _)| kept(path));
                files.cloned().collect::<Vec<_>>()
            };
            assert_eq!(same(&after), same(&before), "{kind:?}");
        }
    }

    #[test]
    fn stays_in_its_repository_whatever_the_environment_names() {
        let mut sandbox = Sandbox::new();
        sandbox.git(".", &["init", "--quiet", "other"]);
        let other = sandbox.path("other/.git");
        sandbox.program = sandbox
            .program
            .clone()
            .with_env("GIT_DIR", &other)
            .with_env("GIT_INDEX_FILE", other.join("index"));
        sandbox
            .program
            .clone()
            .unbound()
            .expect(&sandbox.path("."), &["init", "-q", "r"], b"")
            .expect("git");
        let repository = sandbox.open("r");
        let one = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
        let moved = repository.move_ref(LOG, Some(one), None, "post", Durability::FULL);
        assert_eq!(moved.expect("git works"), Moved::Done);
        assert!(sandbox.path("r/.git/refs/heads/log").exists());
        assert!(!sandbox.path("other/.git/refs/heads/log").exists());
    }

    #[test]
    fn names_a_lock_that_was_left_behind() {
        for (kind, lock) in [
            (Kind::Plain, "r/.git/refs/heads/log.lock"),
            (Kind::Reftable, "r/.git/reftable/tables.list.lock"),
        ] {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            let one = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
            sandbox.write(lock, "");
            let move_ref = || repository.move_ref(LOG, Some(one), None, "post", Durability::FULL);
            assert_eq!(move_ref().expect("a fresh lock"), Moved::Raced);
            let old = std::time::SystemTime::now() - Duration::from_secs(90);
            let mut file = std::fs::File::options();
            let file = file.write(true).open(sandbox.path(lock));
            file.and_then(|file| file.set_modified(old))
                .expect("a time");
            let error = move_ref().expect_err("a stale lock").to_string();
            assert!(error.contains(".lock' has been there for 9"), "{error}");
        }
    }

    #[test]
    fn passes_on_what_git_says() {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        let one = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
        let name = "refs/heads/main/log";
        let error = repository
            .move_ref(name, Some(one), None, "post", Durability::FULL)
            .expect_err("a branch is in the way");
        assert!(
            error.to_string().contains("'refs/heads/main' exists"),
            "{error}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn heeds_the_hook_on_refs() {
        use std::os::unix::fs::PermissionsExt;

        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        let one = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
        let hook = "r/.git/hooks/reference-transaction";
        sandbox.write(hook, "#!/bin/sh\necho not today >&2\nexit 1\n");
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(sandbox.path(hook), mode).expect("a hook");
        let error = repository
            .move_ref(LOG, Some(one), None, "post", Durability::FULL)
            .expect_err("the hook refuses");
        assert!(error.to_string().contains("not today"), "{error}");
        assert_eq!(repository.read_ref(LOG).expect("git"), None);
    }
}
