use std::fs;
use std::path::{Path, PathBuf};

use super::Sandbox;

/// The kinds of git repository that the program must work in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Two commits on `main`, all clean.
    Plain,
    /// A bare clone of a plain one.
    Bare,
    /// A linked work tree of a plain one, on the branch `side`.
    Worktree,
    /// No commit yet.
    Empty,
    /// A plain one whose object ids are SHA-256.
    Sha256,
    /// A plain one whose refs are kept in reftables.
    Reftable,
    /// A plain one with a detached HEAD.
    Detached,
    /// A plain one with changes staged, not staged and not known to git.
    Dirty,
    /// A plain one in the middle of a rebase that met a conflict.
    MidRebase,
    /// A plain one in the middle of a merge that met a conflict.
    MidMerge,
    /// A submodule of a plain one.
    Submodule,
    /// A clone that borrows its objects from a plain one.
    Alternates,
}

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Self; 12] = [
        Self::Plain,
        Self::Bare,
        Self::Worktree,
        Self::Empty,
        Self::Sha256,
        Self::Reftable,
        Self::Detached,
        Self::Dirty,
        Self::MidRebase,
        Self::MidMerge,
        Self::Submodule,
        Self::Alternates,
    ];

    /// Returns every kind that the git of this machine can make, and says on
    /// standard error which it cannot.
    pub(crate) fn supported(sandbox: &Sandbox) -> Vec<Self> {
        let version = sandbox.git(sandbox.path("work"), &["version"]);
        let able = |kind: &Self| {
            let able = *kind != Self::Reftable || git_version(&version) >= (2, 45);
            if !able {
                eprintln!("skipped: {version} has no reftables, which came with 2.45");
            }
            able
        };
        Self::ALL.into_iter().filter(able).collect()
    }

    /// Returns a word that file names can hold.
    pub(crate) fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// Makes the repository in an empty folder and returns where one stands
    /// in it.
    pub(crate) fn make(self, sandbox: &Sandbox, place: &Path) -> PathBuf {
        let git = |args: &[&str]| sandbox.git(place, args);
        let write = |name: &str, text: &str| {
            fs::write(place.join(name), text).expect("the sandbox is writable");
        };
        match self {
            Self::Empty => drop(git(&["init"])),
            Self::Plain => plain(sandbox, place, &[]),
            Self::Sha256 => plain(sandbox, place, &["--object-format=sha256"]),
            Self::Reftable => plain(sandbox, place, &["--ref-format=reftable"]),
            Self::Bare => {
                let source = sandbox.repo(Self::Plain);
                let source = source.to_str().expect("the sandbox's paths are UTF-8");
                git(&["clone", "--bare", source, "."]);
                git(&["remote", "remove", "origin"]);
            }
            Self::Worktree => {
                let main = sandbox.repo(Self::Plain);
                let path = place.to_str().expect("the sandbox's paths are UTF-8");
                sandbox.git(main, &["worktree", "add", "-b", "side", path]);
            }
            Self::Detached => {
                plain(sandbox, place, &[]);
                git(&["checkout", "--detach", "HEAD~1"]);
            }
            Self::Dirty => {
                plain(sandbox, place, &[]);
                write("staged.txt", "staged\n");
                git(&["add", "staged.txt"]);
                write("story.txt", "changed and not staged\n");
                write("stray.txt", "not known to git\n");
            }
            Self::MidRebase => conflict(sandbox, place, "rebase"),
            Self::MidMerge => conflict(sandbox, place, "merge"),
            Self::Submodule => {
                plain(sandbox, place, &[]);
                let source = sandbox.repo(Self::Plain);
                let source = source.to_str().expect("the sandbox's paths are UTF-8");
                let allow = "protocol.file.allow=always";
                git(&["-c", allow, "submodule", "add", "--quiet", source, "part"]);
                git(&["commit", "--message", "Take in a part"]);
                let part = place.join("part");
                sandbox.git(&part, &["remote", "remove", "origin"]);
                return part;
            }
            Self::Alternates => {
                let source = sandbox.repo(Self::Plain);
                let source = source.to_str().expect("the sandbox's paths are UTF-8");
                git(&["clone", "--quiet", "--shared", source, "."]);
                git(&["remote", "remove", "origin"]);
            }
        }
        place.to_owned()
    }
}

/// Makes a plain repository in which a rebase or a merge has met a conflict.
fn conflict(sandbox: &Sandbox, place: &Path, command: &str) {
    plain(sandbox, place, &[]);
    sandbox.git(place, &["checkout", "-b", "side", "HEAD~1"]);
    fs::write(place.join("story.txt"), "told another way\n").expect("the sandbox is writable");
    let args = ["commit", "--all", "--message", "Tell it another way"];
    sandbox.git(place, &args);
    let run = sandbox.program("git", &[command, "main"]).cwd(place);
    run.run().code(1);
}

/// Makes a repository with two commits on `main`.
fn plain(sandbox: &Sandbox, place: &Path, options: &[&str]) {
    sandbox.git(place, &[&["init"], options].concat());
    for (text, message) in [("once\n", "Begin"), ("once upon\n", "Go on")] {
        fs::write(place.join("story.txt"), text).expect("the sandbox is writable");
        sandbox.git(place, &["add", "story.txt"]);
        sandbox.git(place, &["commit", "--message", message]);
    }
}

/// Reads major and minor out of `git version 2.47.3` and its kin.
pub(crate) fn git_version(text: &str) -> (u32, u32) {
    let numbers = text.split_whitespace().nth(2).unwrap_or_default();
    let mut numbers = numbers.split('.').map_while(|part| part.parse().ok());
    (
        numbers.next().unwrap_or_default(),
        numbers.next().unwrap_or_default(),
    )
}
