use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use super::Sandbox;

/// The parts of a git directory that belong to whoever works in the
/// repository: what is staged, what is checked out, what is under way.
const OWN: [&str; 9] = [
    "HEAD",
    "index",
    "logs/HEAD",
    "ORIG_HEAD",
    "MERGE_HEAD",
    "CHERRY_PICK_HEAD",
    "REBASE_HEAD",
    "rebase-merge",
    "rebase-apply",
];

/// What a work tree, its index and its HEAD hold at one moment, byte for
/// byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(BTreeMap<String, String>);

impl Fingerprint {
    /// Reads the fingerprint of a repository, bare or not, or of one of its
    /// linked work trees.
    pub(crate) fn read(sandbox: &Sandbox, repository: &Path) -> Self {
        let git = |args: &[&str]| {
            let run = sandbox.program("git", args).cwd(repository).run();
            run.stdout().trim_end().to_owned()
        };
        let mut parts = BTreeMap::new();
        // Reftable repositories keep HEAD where no file shows it.
        parts.insert("HEAD's ref".to_owned(), git(&["symbolic-ref", "HEAD"]));
        parts.insert(
            "HEAD's commit".to_owned(),
            git(&["rev-parse", "--quiet", "--verify", "HEAD"]),
        );
        let directory = PathBuf::from(git(&["rev-parse", "--absolute-git-dir"]));
        for name in OWN {
            add(&directory.join(name), &format!("git:{name}"), &mut parts);
        }
        if git(&["rev-parse", "--is-bare-repository"]) == "false" {
            for (path, name) in children(repository) {
                if name != ".git" {
                    add(&path, &name, &mut parts);
                }
            }
        }
        Self(parts)
    }

    /// Checks that nothing has changed since `self` was read.
    #[track_caller]
    pub(crate) fn assert_untouched(&self, sandbox: &Sandbox, repository: &Path) {
        let changes = self.changes(&Self::read(sandbox, repository));
        assert!(
            changes.is_empty(),
            "{}: touched: {}",
            repository.display(),
            changes.join(", ")
        );
    }

    /// Returns the names of the parts that differ.
    pub(crate) fn changes(&self, later: &Self) -> Vec<String> {
        let names: std::collections::BTreeSet<_> = self.0.keys().chain(later.0.keys()).collect();
        names
            .into_iter()
            .filter(|name| self.0.get(*name) != later.0.get(*name))
            .cloned()
            .collect()
    }
}

/// Adds a file, a link or a folder with all it holds; what is not there adds
/// nothing.
fn add(path: &Path, name: &str, parts: &mut BTreeMap<String, String>) {
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return;
    };
    let value = if metadata.is_dir() {
        for (child, own) in children(path) {
            add(&child, &format!("{name}/{own}"), parts);
        }
        "folder".to_owned()
    } else if metadata.is_symlink() {
        let target = fs::read_link(path).expect("a link can be read");
        format!("link to {}", target.display())
    } else {
        let content = fs::read(path).expect("a file of the sandbox can be read");
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        let mode = mode(&metadata);
        format!("{mode} {} bytes, {:x}", content.len(), hasher.finish())
    };
    parts.insert(name.to_owned(), value);
}

/// Returns what git would see of a file's permissions.
fn mode(metadata: &fs::Metadata) -> &'static str {
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o100 != 0 {
        return "executable";
    }
    if metadata.permissions().readonly() {
        "read-only"
    } else {
        "file"
    }
}

/// Returns the entries of a folder with their names.
fn children(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(folder).expect("a folder of the sandbox can be read");
    entries
        .map(|entry| {
            let entry = entry.expect("a folder of the sandbox can be read");
            (
                entry.path(),
                entry.file_name().to_string_lossy().into_owned(),
            )
        })
        .collect()
}
