use std::path::Path;

use super::Repository;

/// Who besides its owner may read and write a repository, by
/// `core.sharedRepository`; libgit2 minds it only when it makes a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sharing {
    /// As the umask has it.
    Umask,
    /// These permissions are added.
    Adding(u32),
    /// Exactly these permissions.
    Exactly(u32),
}

impl Sharing {
    /// Reads the setting from the repository's configuration.
    pub(super) fn read(repository: &Repository) -> Self {
        let config = repository.inner.config();
        let value = config.and_then(|config| config.get_string("core.sharedRepository"));
        value.map_or(Self::Umask, |value| Self::parse(&value))
    }

    /// Reads the words and numbers of `git help config`; what is none of them
    /// is left for git to refuse.
    fn parse(value: &str) -> Self {
        match value.to_ascii_lowercase().as_str() {
            "group" | "true" | "yes" | "on" | "1" => Self::Adding(0o660),
            "all" | "world" | "everybody" | "2" => Self::Adding(0o664),
            octal => match u32::from_str_radix(octal, 8) {
                Ok(mode) if mode & 0o600 == 0o600 => Self::Exactly(mode & 0o666),
                _ => Self::Umask,
            },
        }
    }

    /// Returns the permissions of a file or directory that had `mode`.
    fn mode(self, mode: u32, directory: bool) -> u32 {
        let (kept, mut tweak) = match self {
            Self::Umask => return mode,
            Self::Adding(tweak) => (mode, tweak),
            Self::Exactly(tweak) => (mode & !0o777, tweak),
        };
        if mode & 0o200 == 0 {
            tweak &= !0o222;
        }
        let mut new = kept | tweak;
        if directory {
            // Whoever may read it may enter it, and what is made in it belongs
            // to the group.
            new |= (new & 0o444) >> 2;
            new |= if new & 0o060 != 0 { 0o2000 } else { 0 };
        }
        new
    }

    /// Gives a new file or directory its permissions. Somebody else's is
    /// passed over: that one has set them.
    #[cfg(unix)]
    pub(super) fn apply(self, path: &Path) {
        use std::os::unix::fs::PermissionsExt;

        let Ok(meta) = path.metadata() else {
            return;
        };
        let old = meta.permissions().mode() & 0o7777;
        let new = self.mode(old, meta.is_dir());
        if new != old {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(new)).ok();
        }
    }

    /// Does nothing: permissions are inherited here.
    #[cfg(not(unix))]
    pub(super) fn apply(self, _path: &Path) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_git_reads() {
        for (value, want) in [
            ("umask", Sharing::Umask),
            ("false", Sharing::Umask),
            ("0", Sharing::Umask),
            ("group", Sharing::Adding(0o660)),
            ("True", Sharing::Adding(0o660)),
            ("2", Sharing::Adding(0o664)),
            ("0640", Sharing::Exactly(0o640)),
            ("0060", Sharing::Umask),
        ] {
            assert_eq!(Sharing::parse(value), want, "{value}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn shares_objects_as_git_does() {
        use std::collections::BTreeSet;
        use std::os::unix::fs::PermissionsExt;

        use crate::git::kit::{Kind, Sandbox, commit, put};

        for shared in ["umask", "group", "world", "0640", "0600"] {
            // Git writes the same commit into a repository of its own.
            let modes = |by_git: bool| {
                let sandbox = Sandbox::new();
                sandbox.make(Kind::Plain);
                sandbox.git("r", &["config", "core.sharedRepository", shared]);
                let repository = sandbox.open("r");
                let objects = sandbox.path("r/.git/objects");
                std::fs::remove_dir_all(&objects).expect("removed");
                std::fs::create_dir(&objects).expect("a directory");
                if by_git {
                    let blob = ["hash-object", "-w", "--stdin"];
                    let blob = sandbox.git_with("r", &blob, "x");
                    let entry = format!("100644 blob {blob}\ta\n");
                    let tree = sandbox.git_with("r", &["mktree"], &entry);
                    sandbox.git("r", &["commit-tree", "-m", "x", &tree]);
                } else {
                    commit(&repository, None, &[put("a", "x")], 1).expect("a commit");
                }
                let mut modes = BTreeSet::new();
                for directory in objects.read_dir().expect("objects").flatten() {
                    let mode = |path: &Path| {
                        let meta = path.metadata().expect("a file");
                        meta.permissions().mode()
                    };
                    modes.insert(mode(&directory.path()));
                    let files = directory.path().read_dir().expect("objects");
                    modes.extend(files.flatten().map(|file| mode(&file.path())));
                }
                modes
            };
            assert_eq!(modes(false), modes(true), "{shared}");
        }
    }
}
