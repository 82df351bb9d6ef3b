use std::path::{Path, PathBuf};

use super::daemon::Daemon;
use super::{Part, Transport, http};
use crate::kit::{Invocation, Sandbox};

/// What stands in for ssh: it takes the options that git gives to OpenSSH, and
/// runs the command on this machine.
const SSH: &str = r#"#!/bin/sh
while :; do
  case "$1" in
    -o | -p | -i | -l) shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
shift
exec sh -c "$*"
"#;

/// A server that has one repository and takes pushes to it, until it is
/// dropped.
pub(crate) struct Server {
    url: String,
    ssh: Option<PathBuf>,
    running: Running,
}

/// What has to be ended.
enum Running {
    Nothing,
    Daemon(Daemon),
    Http(Part),
}

impl Server {
    /// Serves a repository.
    pub(crate) fn start(sandbox: &Sandbox, transport: Transport, repository: &Path) -> Self {
        let folder = repository.parent().expect("a repository is in a folder");
        let running = match transport {
            Transport::File | Transport::Ssh => Running::Nothing,
            Transport::Daemon => Running::Daemon(Daemon::start(sandbox, folder)),
            Transport::Http => Running::Http(http::start(sandbox, folder)),
        };
        let ssh = (transport == Transport::Ssh).then(|| script(sandbox));
        let mut server = Self {
            url: String::new(),
            ssh,
            running,
        };
        let path = repository.display();
        server.url = match transport {
            Transport::File => format!("file://{path}"),
            Transport::Ssh => format!("ssh://git@host.example{path}"),
            Transport::Daemon | Transport::Http => {
                let port = server.port().expect("it listens");
                server.url_at(port, repository).expect("it listens")
            }
        };
        server
    }

    /// Returns the address of the repository.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Returns where it listens, if it does.
    pub(crate) fn port(&self) -> Option<u16> {
        match &self.running {
            Running::Nothing => None,
            Running::Daemon(daemon) => Some(daemon.port()),
            Running::Http(part) => Some(part.port()),
        }
    }

    /// Returns the address of the repository through another port, where the
    /// server listens at one.
    pub(crate) fn url_at(&self, port: u16, repository: &Path) -> Option<String> {
        let name = repository.file_name()?.to_str()?;
        let scheme = match &self.running {
            Running::Nothing => return None,
            Running::Daemon(_) => "git",
            Running::Http(_) => "http",
        };
        Some(format!("{scheme}://127.0.0.1:{port}/{name}"))
    }

    /// Gives a program what it needs to reach the server.
    pub(crate) fn reached_by(&self, run: Invocation) -> Invocation {
        match &self.ssh {
            Some(script) => run.env("GIT_SSH_COMMAND", script),
            None => run,
        }
    }
}

/// Writes the program in the place of ssh, under the name by which git knows
/// which options it takes.
fn script(sandbox: &Sandbox) -> PathBuf {
    let path = sandbox.write("bin/ssh", SSH);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&path, executable).expect("the sandbox is writable");
    }
    path
}
