use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use crate::kit::Sandbox;

/// What scripts may count on: the programs of a plain runner.
const PLAIN: [&str; 29] = [
    "awk", "base64", "basename", "bash", "cat", "chmod", "cmp", "cp", "cut", "date", "dirname",
    "env", "git", "grep", "gzip", "head", "ls", "mkdir", "mktemp", "mv", "rm", "sed", "sh", "sort",
    "tar", "tr", "uname", "unzip", "wc",
];

/// A folder of programs that stands for the whole `PATH`: links to real ones,
/// and stand-ins. So a test knows what is there and what is not.
pub(crate) struct Toolbox<'a> {
    sandbox: &'a Sandbox,
    name: String,
}

impl<'a> Toolbox<'a> {
    /// Makes one with what every script may count on.
    pub(crate) fn new(sandbox: &'a Sandbox) -> Self {
        let name = (0..)
            .map(|n| format!("tools-{n}"))
            .find(|name| !sandbox.path(name).exists())
            .expect("there are more numbers than folders");
        fs::create_dir(sandbox.path(&name)).expect("the sandbox is writable");
        let toolbox = Self { sandbox, name };
        for program in PLAIN {
            toolbox.link(program);
        }
        toolbox
    }

    /// Adds a program of this machine; returns whether there is one.
    pub(crate) fn link(&self, program: &str) -> bool {
        let found = find(program);
        if let Some(real) = &found {
            symlink(real, self.path().join(program)).expect("the sandbox is writable");
        }
        found.is_some()
    }

    /// Adds a program under a name.
    pub(crate) fn link_to(&self, name: &str, real: &Path) {
        symlink(real, self.path().join(name)).expect("the sandbox is writable");
    }

    /// Adds a stand-in: a script for `sh`.
    pub(crate) fn script(&self, name: &str, text: &str) {
        // Writing through a link would change the real program.
        fs::remove_file(self.path().join(name)).ok();
        let path = format!("{}/{name}", self.name);
        let path = self.sandbox.write(&path, format!("#!/bin/sh\n{text}"));
        let runs = fs::Permissions::from_mode(0o755);
        fs::set_permissions(path, runs).expect("the sandbox is writable");
    }

    /// Takes a program out.
    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path().join(name)).expect("it is there");
    }

    /// Returns the folder.
    pub(crate) fn path(&self) -> PathBuf {
        self.sandbox.path(&self.name)
    }
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&path).map(|folder| folder.join(program));
    places.find(|place| place.is_file())
}
