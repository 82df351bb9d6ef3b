use std::path::{Path, PathBuf};

use crate::kit::Sandbox;

/// The ways to a remote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    /// `file://`, a directory of this machine.
    File,
    /// `git://`, by git's own daemon.
    Daemon,
    /// `http://`, by `git http-backend` behind a small server.
    Http,
    /// `ssh://`, by a program in the place of ssh that runs the command here.
    Ssh,
}

impl Transport {
    const ALL: [Self; 4] = [Self::File, Self::Daemon, Self::Http, Self::Ssh];

    /// Returns the ways that this machine has the parts for, and says on
    /// standard error which it has not.
    pub(crate) fn supported(sandbox: &Sandbox) -> Vec<Self> {
        let able = |transport: &Self| {
            let Some(program) = transport.program() else {
                return cfg!(unix) || *transport == Self::File;
            };
            let able = cfg!(unix) && program_of_git(sandbox, program).is_file();
            if !able {
                eprintln!("skipped: there is no {program} for {transport:?}");
            }
            able
        };
        Self::ALL.into_iter().filter(able).collect()
    }

    /// Names the program of git that serves it, where it is one of its own.
    const fn program(self) -> Option<&'static str> {
        match self {
            Self::Daemon => Some("git-daemon"),
            Self::Http => Some("git-http-backend"),
            Self::File | Self::Ssh => None,
        }
    }
}

/// Returns where a program of git is: run by itself it can be ended by its
/// own process id, which the `git` in front of it would hide.
pub(super) fn program_of_git(sandbox: &Sandbox, name: &str) -> PathBuf {
    let folder = sandbox.git(sandbox.path("work"), &["--exec-path"]);
    Path::new(&folder).join(name)
}
