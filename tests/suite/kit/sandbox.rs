use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Invocation, Kind};

/// The moment at which the program believes to run: a Monday morning, the
/// day after the last day of ISO week 2026-W47.
pub(crate) const NOW: &str = "2026-11-23T09:00:00Z";

/// The moment of every commit that [`Sandbox::git`] makes.
const COMMITTED: &str = "2026-11-02T09:00:00Z";

/// What a process needs of the machine it runs on. Anything else that is set
/// outside is kept out.
const PASSED_ON: [&str; 7] = [
    "PATH",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "COMSPEC",
    "PATHEXT",
    "TEMP",
    "TMP",
];

/// A temporary directory that is home, configuration and world to whatever is
/// run in it; it goes when it is dropped.
pub(crate) struct Sandbox {
    root: TempDir,
}

impl Sandbox {
    /// Makes an empty sandbox in which git knows who Ada Example is.
    pub(crate) fn new() -> Self {
        let root = TempDir::with_prefix("tidings-").expect("a temporary directory can be made");
        let sandbox = Self { root };
        for folder in ["home", "config", "data", "cache", "state", "work"] {
            fs::create_dir(sandbox.path(folder)).expect("the sandbox is writable and new");
        }
        sandbox.write(
            "gitconfig",
            "[user]\n\tname = Ada Example\n\temail = ada@example.org\n\
             [init]\n\tdefaultBranch = main\n\
             [core]\n\tautocrlf = false\n\
             [commit]\n\tgpgSign = false\n\
             [advice]\n\tdetachedHead = false\n",
        );
        sandbox
    }

    /// Makes a sandbox in which git does not know who anybody is and refuses
    /// to guess.
    pub(crate) fn anonymous() -> Self {
        let sandbox = Self::new();
        sandbox.write(
            "gitconfig",
            "[user]\n\tuseConfigOnly = true\n[init]\n\tdefaultBranch = main\n",
        );
        sandbox
    }

    /// Returns the path of something in the sandbox, free of symbolic links.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root().join(relative)
    }

    fn root(&self) -> PathBuf {
        let root = self
            .root
            .path()
            .canonicalize()
            .expect("the sandbox lasts as long as this value");
        // Windows spells canonical paths in a way that git does not take.
        root.to_str()
            .and_then(|text| text.strip_prefix(r"\\?\"))
            .map_or(root.clone(), PathBuf::from)
    }

    /// Writes a file of the sandbox, making the folders on its way.
    pub(crate) fn write(&self, relative: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(relative);
        let folder = path.parent().expect("a path in the sandbox has a parent");
        fs::create_dir_all(folder).expect("the sandbox is writable");
        if path.is_symlink() {
            // It may lead out of the sandbox, to a program of this machine.
            fs::remove_file(&path).expect("the sandbox is writable");
        }
        fs::write(&path, content).expect("the sandbox is writable");
        path
    }

    /// Prepares a run of any program.
    pub(crate) fn program(&self, program: impl Into<OsString>, args: &[&str]) -> Invocation {
        let path = |name: &str| self.path(name).into_os_string();
        let mut run = Invocation::new(program, args).cwd(self.path("work"));
        for name in PASSED_ON {
            if let Some(value) = std::env::var_os(name) {
                run = run.env(name, value);
            }
        }
        run.env("HOME", path("home"))
            .env("USERPROFILE", path("home"))
            .env("XDG_CONFIG_HOME", path("config"))
            .env("XDG_DATA_HOME", path("data"))
            .env("XDG_CACHE_HOME", path("cache"))
            .env("XDG_STATE_HOME", path("state"))
            .env("GIT_CONFIG_GLOBAL", path("gitconfig"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", self.root())
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("TZ", "UTC")
            .env("LC_ALL", "C.UTF-8")
            .env("NO_COLOR", "1")
            .env("TIDINGS_NOW", NOW)
    }

    /// Returns whether a program of this name can be found.
    pub(crate) fn finds(&self, program: &str) -> bool {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders = std::env::split_paths(&path);
        let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        folders.any(|folder| folder.join(&name).is_file())
    }

    /// Prepares a run of the program under test.
    pub(crate) fn tidings(&self, args: &[&str]) -> Invocation {
        self.program(env!("CARGO_BIN_EXE_tidings"), args)
    }

    /// Runs git in a directory and returns what it printed, without the last
    /// line end.
    ///
    /// # Panics
    ///
    /// When git fails.
    pub(crate) fn git(&self, directory: impl AsRef<Path>, args: &[&str]) -> String {
        let output = self
            .program("git", args)
            .cwd(directory)
            .env("GIT_AUTHOR_DATE", COMMITTED)
            .env("GIT_COMMITTER_DATE", COMMITTED)
            .env("GIT_EDITOR", "false")
            .run()
            .ok();
        output.stdout().trim_end_matches('\n').to_owned()
    }

    /// Makes a repository of a kind and returns where one stands in it. Each
    /// call makes another one.
    pub(crate) fn repo(&self, kind: Kind) -> PathBuf {
        let name = (0..)
            .map(|n| format!("work/{}-{n}", kind.name()))
            .find(|name| !self.path(name).exists())
            .expect("there are more numbers than repositories");
        let place = self.path(&name);
        fs::create_dir(&place).expect("the sandbox is writable");
        kind.make(self, &place)
    }
}
