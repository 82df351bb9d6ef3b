//! Real repositories of every kind for the tests of this room, each in a
//! directory of its own that the user's settings do not reach.

use std::path::PathBuf;

use tempfile::TempDir;

use super::{
    Durability, GitError, NewCommit, ObjectId, Program, Repository, Settings, Stamp, TreeEdit,
};

/// A directory with a home of its own and the `git` program sealed into it.
pub(super) struct Sandbox {
    directory: TempDir,
    pub(super) program: Program,
}

/// A state that somebody's repository can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Bare,
    Linked,
    Unborn,
    Sha256,
    Reftable,
    Detached,
    Dirty,
    MidRebase,
    PackedRefs,
}

impl Kind {
    pub(super) const ALL: [Self; 10] = [
        Self::Plain,
        Self::Bare,
        Self::Linked,
        Self::Unborn,
        Self::Sha256,
        Self::Reftable,
        Self::Detached,
        Self::Dirty,
        Self::MidRebase,
        Self::PackedRefs,
    ];
}

impl Sandbox {
    pub(super) fn new() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let config = directory.path().join(".gitconfig");
        let text = "[user]\n\tname = Ada Example\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n";
        std::fs::write(&config, text).expect("a configuration");
        let program = Program::new()
            .with_env("HOME", directory.path())
            .with_env("XDG_CONFIG_HOME", directory.path().join("xdg"))
            .with_env("GIT_CONFIG_GLOBAL", config)
            .with_env("GIT_CONFIG_NOSYSTEM", "1")
            .with_env("GIT_AUTHOR_DATE", "@1795000000 +0100")
            .with_env("GIT_COMMITTER_DATE", "@1795000000 +0100");
        Self { directory, program }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(super) fn config(&self, text: &str) {
        let path = self.path(".gitconfig");
        let old = std::fs::read_to_string(&path).expect("the configuration");
        std::fs::write(path, old + text).expect("the configuration");
    }

    /// Runs git in a directory below and returns what it prints.
    pub(super) fn git(&self, directory: &str, args: &[&str]) -> String {
        self.git_with(directory, args, "")
    }

    pub(super) fn git_with(&self, directory: &str, args: &[&str], input: &str) -> String {
        self.program
            .expect(&self.path(directory), args, input.as_bytes())
            .expect("git succeeds")
            .text()
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, text).expect("a file");
    }

    pub(super) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).expect("a file")
    }

    pub(super) fn open(&self, name: &str) -> Repository {
        Repository::open(&self.path(name), self.program.clone()).expect("a repository")
    }

    pub(super) fn settings(&self, directory: &str) -> Settings {
        Settings::read(&self.path(directory), &self.program).expect("settings")
    }

    /// Makes a repository `r` of this kind, whose HEAD is not on the branch
    /// `log`; returns it as it was opened.
    pub(super) fn make(&self, kind: Kind) -> Repository {
        let options: &[&str] = match kind {
            Kind::Bare => &["--bare"],
            Kind::Sha256 => &["--object-format=sha256"],
            Kind::Reftable => &["--ref-format=reftable"],
            _ => &[],
        };
        let mut args = vec!["init", "--quiet"];
        args.extend(options);
        args.push("r");
        self.git(".", &args);
        if kind == Kind::Unborn {
            return self.open("r");
        }
        if kind == Kind::Bare {
            let tree = self.git_with("r", &["hash-object", "-w", "-t", "tree", "--stdin"], "");
            let commit = self.git("r", &["commit-tree", "-m", "first", &tree]);
            self.git("r", &["update-ref", "refs/heads/main", &commit]);
            return self.open("r");
        }
        self.commit_file("r", "a.txt", "one\n");
        self.commit_file("r", "b.txt", "two\n");
        match kind {
            Kind::Linked => {
                self.git("r", &["worktree", "add", "--quiet", "-b", "side", "../l"]);
                return self.open("l");
            }
            Kind::Detached => drop(self.git("r", &["checkout", "--quiet", "--detach"])),
            Kind::Dirty => {
                self.write("r/a.txt", "changed\n");
                self.write("r/new.txt", "untracked\n");
                self.write("r/staged.txt", "staged\n");
                self.git("r", &["add", "staged.txt"]);
            }
            Kind::MidRebase => {
                self.git("r", &["checkout", "--quiet", "-b", "topic", "HEAD~1"]);
                self.commit_file("r", "b.txt", "other\n");
                let args = ["rebase", "main"];
                let ran = self.program.run(&self.path("r"), &args, b"").expect("git");
                assert_ne!(ran.status, Some(0), "the rebase stops");
            }
            Kind::PackedRefs => drop(self.git("r", &["pack-refs", "--all"])),
            _ => {}
        }
        self.open("r")
    }

    /// Makes a bare repository `s` whose objects are named as those of `r`
    /// are, and the remote `origin` of `r` that leads there.
    pub(super) fn serve(&self) {
        let format = self.git("r", &["rev-parse", "--show-object-format"]);
        let format = format!("--object-format={format}");
        self.git(".", &["init", "--quiet", "--bare", &format, "s"]);
        self.git("r", &["remote", "add", "origin", &self.url("s")]);
    }

    /// Returns the address of a repository below.
    pub(super) fn url(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    /// Writes a file that can be run.
    #[cfg(unix)]
    pub(super) fn write_script(&self, path: &str, text: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;

        self.write(path, &format!("#!/bin/sh\n{text}"));
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(self.path(path), mode).expect("a script");
        self.path(path)
    }

    pub(super) fn commit_file(&self, directory: &str, name: &str, text: &str) {
        self.write(&format!("{directory}/{name}"), text);
        self.git(directory, &["add", name]);
        self.git(directory, &["commit", "--quiet", "-m", name]);
    }

    /// Returns every file of a repository that a post must not touch: work
    /// trees, indexes and HEADs.
    pub(super) fn untouched(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut directories = vec![self.path("r"), self.path("l")];
        while let Some(directory) = directories.pop() {
            let Ok(entries) = std::fs::read_dir(&directory) else {
                continue;
            };
            for path in entries.flatten().map(|entry| entry.path()) {
                let name = path.file_name().unwrap_or_default();
                let moves = ["objects", "refs", "logs", "reftable", "tidings"];
                if path.is_dir() && !moves.iter().any(|moved| name == *moved) {
                    directories.push(path);
                } else if path.is_file() {
                    let bytes = std::fs::read(&path).expect("a file");
                    files.push((path, bytes));
                }
            }
        }
        files.sort();
        files
    }
}

pub(super) fn stamp(seconds: i64) -> Stamp {
    Stamp {
        name: "Grace".to_owned(),
        email: "grace@example.org".to_owned(),
        seconds,
        offset_minutes: -210,
    }
}

pub(super) fn put(path: &str, content: &str) -> TreeEdit {
    TreeEdit {
        path: path.to_owned(),
        content: Some(content.as_bytes().to_vec()),
    }
}

pub(super) fn remove(path: &str) -> TreeEdit {
    TreeEdit {
        path: path.to_owned(),
        content: None,
    }
}

/// Writes a commit that edits its parent's tree.
pub(super) fn commit(
    repository: &Repository,
    parent: Option<ObjectId>,
    edits: &[TreeEdit],
    seconds: i64,
) -> Result<ObjectId, GitError> {
    let base = parent.map(|id| repository.commit(id)).transpose()?;
    let tree = repository.write_tree_edits(base.map(|base| base.tree), edits)?;
    repository.write_commit(&NewCommit {
        tree,
        parents: parent.into_iter().collect(),
        author: stamp(seconds),
        committer: stamp(seconds + 1),
        message: format!("commit {seconds}\n\nTidings-Id: {seconds}"),
        sign: false,
        durability: Durability::NONE,
    })
}
