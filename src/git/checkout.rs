use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use git2::ObjectType;

use super::refs::{age_seconds, named_lock};
use super::{GitError, ObjectId, Program, Ran, Repository, UnderWay};

/// How long to wait for another git process to leave the index alone.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long to wait before trying again.
const PAUSE: Duration = Duration::from_millis(40);

/// A work tree that a branch is checked out in.
///
/// When a branch moves, a work tree where it is checked out moves with it, in
/// this order: [`Checkout::advance`] writes the files and then the index, and
/// the caller moves the ref last. Whoever is stopped in between finds, after
/// the files, files that are not tracked or not staged, and after the index,
/// staged changes; the new commit is in no branch, and everything the branch
/// had is still in it. Where the ref does not move, [`Checkout::back_out`]
/// puts index and files back.
#[derive(Clone, Debug)]
pub struct Checkout {
    path: PathBuf,
    git_dir: PathBuf,
    under_way: Option<UnderWay>,
}

impl Repository {
    /// Finds the work trees, of this repository and those linked to it, that
    /// a branch is checked out in, or that have an operation of git under way
    /// that will move it. A work tree that is not there now is left out.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`], and what libgit2 says of a work tree that it
    /// cannot open.
    pub fn checkouts_of(&self, branch: &str) -> Result<Vec<Checkout>, GitError> {
        let mut git_dirs = vec![self.common_dir().to_owned()];
        // Where there is no such directory there are no linked work trees.
        if let Ok(linked) = fs::read_dir(self.common_dir().join("worktrees")) {
            git_dirs.extend(linked.flatten().map(|entry| entry.path()));
        }
        git_dirs[1..].sort();
        let mut found = Vec::new();
        for git_dir in git_dirs {
            let program = self.bound().with_env("GIT_DIR", &git_dir);
            let (head, reftable) = read_head(&git_dir, &program)?;
            let attached = head.is_some_and(|head| head == format!("refs/heads/{branch}"));
            let under_way = if attached {
                UnderWay::read_attached(&git_dir, branch, reftable, &program)?
            } else {
                UnderWay::read_detached(&git_dir, branch)
            };
            if !attached && under_way.is_none() {
                continue;
            }
            let opened = git2::Repository::open(&git_dir)?;
            if let Some(path) = opened.workdir().filter(|path| path.is_dir()) {
                found.push(Checkout {
                    // Without the separator that libgit2 ends it with.
                    path: path.components().as_path().to_owned(),
                    git_dir,
                    under_way,
                });
            }
        }
        Ok(found)
    }
}

impl Checkout {
    /// Returns the root of the work tree.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the operation that keeps the branch from being moved.
    #[must_use]
    pub const fn under_way(&self) -> Option<UnderWay> {
        self.under_way
    }

    /// Moves files and index from one commit to another that differs from it
    /// in these paths; `None` for `old` when the branch has no commit yet.
    ///
    /// Other files may be dirty and stay so. Filters, line ends, sparse
    /// checkouts and directories that become empty are treated as git treats
    /// them. Nothing is changed when it is refused.
    ///
    /// # Errors
    ///
    /// [`GitError::UnderWay`]; [`GitError::Dirty`] when file, index and the
    /// old commit do not agree; [`GitError::Locked`]; [`GitError::Program`]
    /// with what else git said.
    pub fn advance(
        &self,
        repository: &Repository,
        old: Option<ObjectId>,
        new: ObjectId,
        paths: &[&str],
    ) -> Result<(), GitError> {
        if let Some(operation) = self.under_way {
            return Err(GitError::UnderWay {
                checkout: self.path.clone(),
                what: operation.as_str(),
                abort: operation.abort(),
            });
        }
        let status = self.status(repository, paths)?;
        for (code, path) in entries(&String::from_utf8_lossy(&status.stdout)) {
            // Whoever was stopped before the ref moved has staged this already.
            let staged = matches!(code, [b'A' | b'M' | b'D', b' ']);
            if staged && self.is_staged(repository, new, path)? {
                continue;
            }
            return Err(GitError::Dirty {
                checkout: self.path.clone(),
                path: path.to_owned(),
                state: describe(code),
            });
        }
        self.read_tree(repository, old, Some(new))
    }

    /// Takes back what [`Checkout::advance`] did with the same commits.
    ///
    /// # Errors
    ///
    /// [`GitError::Locked`], or [`GitError::Program`] when a file has been
    /// changed meanwhile; it is then left as it is.
    pub fn back_out(
        &self,
        repository: &Repository,
        old: Option<ObjectId>,
        new: ObjectId,
    ) -> Result<(), GitError> {
        self.read_tree(repository, Some(new), old)
    }

    /// Lists how these paths differ between HEAD, index and files.
    fn status(&self, repository: &Repository, paths: &[&str]) -> Result<Ran, GitError> {
        let mut args = vec![
            "--literal-pathspecs",
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignored=matching",
            "--ignore-submodules=all",
            "--",
        ];
        args.extend(paths);
        self.program(repository).expect(&self.path, &args, b"")
    }

    /// Returns whether the index has at a path what a commit has there.
    fn is_staged(
        &self,
        repository: &Repository,
        commit: ObjectId,
        path: &str,
    ) -> Result<bool, GitError> {
        let commit = commit.to_string();
        let args = [
            "--literal-pathspecs",
            "diff-index",
            "--cached",
            "--quiet",
            &commit,
            "--",
            path,
        ];
        let program = self.program(repository);
        Ok(program.run(&self.path, &args, b"")?.status == Some(0))
    }

    fn read_tree(
        &self,
        repository: &Repository,
        from: Option<ObjectId>,
        to: Option<ObjectId>,
    ) -> Result<(), GitError> {
        let empty = ObjectId(repository.inner.odb()?.write(ObjectType::Tree, b"")?);
        let [from, to] = [from, to].map(|id| id.unwrap_or(empty).to_string());
        let args = [
            "read-tree",
            "-m",
            "-u",
            "--no-recurse-submodules",
            &from,
            &to,
        ];
        let program = self.program(repository);
        let start = Instant::now();
        loop {
            let error = match program.expect(&self.path, &args, b"") {
                Ok(_) => return Ok(()),
                Err(error) => error,
            };
            let lock = match &error {
                GitError::Program { message, .. } => named_lock(message),
                _ => None,
            };
            let Some(path) = lock else {
                return Err(error);
            };
            if start.elapsed() >= PATIENCE {
                let age_seconds = age_seconds(&path).unwrap_or(0);
                return Err(GitError::Locked { path, age_seconds });
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Returns the `git` program, bound to this work tree and its own index.
    fn program(&self, repository: &Repository) -> Program {
        repository
            .bound()
            .with_env("GIT_DIR", &self.git_dir)
            .with_env("GIT_WORK_TREE", &self.path)
            .with_env("GIT_INDEX_FILE", self.git_dir.join("index"))
    }
}

/// Reads the full name of the branch that HEAD names, and whether refs are
/// kept in reftables; `None` when HEAD is detached.
fn read_head(git_dir: &Path, program: &Program) -> Result<(Option<String>, bool), GitError> {
    let path = git_dir.join("HEAD");
    // Old repositories, and `core.preferSymlinkRefs`, have a link for a HEAD.
    if let Ok(target) = fs::read_link(&path) {
        return Ok((target.to_str().map(str::to_owned), false));
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    let name = text.strip_prefix("ref:").map(str::trim);
    if name != Some("refs/heads/.invalid") {
        return Ok((name.map(str::to_owned), false));
    }
    let ran = program.run(git_dir, &["symbolic-ref", "--quiet", "HEAD"], b"")?;
    Ok(((ran.status == Some(0)).then(|| ran.text()), true))
}

/// Splits what `git status -z` prints into codes and paths.
fn entries(status: &str) -> impl Iterator<Item = (&[u8], &str)> {
    status.split_terminator('\0').filter_map(|entry| {
        let (code, path) = entry.split_at_checked(3)?;
        Some((&code.as_bytes()[..2], path))
    })
}

/// Says what the two letters of `git status` mean: index, then work tree.
fn describe(code: &[u8]) -> &'static str {
    match code {
        [b'?' | b'!', ..] => "is not tracked",
        [b'U', _] | [_, b'U'] | b"AA" | b"DD" => "has a conflict",
        [b' ', b'D'] => "has been deleted",
        [b' ', _] => "has changes",
        _ => "has staged changes",
    }
}

#[cfg(test)]
mod tests;
