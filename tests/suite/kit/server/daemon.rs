use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::transport::program_of_git;
use crate::kit::Sandbox;

/// How long the daemon may take until it answers.
const PATIENCE: Duration = Duration::from_secs(10);

/// git's own daemon, to which whoever asks may push.
pub(super) struct Daemon {
    child: Child,
    port: u16,
}

impl Daemon {
    /// Starts one for every repository in a folder.
    pub(super) fn start(sandbox: &Sandbox, folder: &Path) -> Self {
        loop {
            // Somebody else may take the port before the daemon does.
            if let Some(daemon) = Self::try_start(sandbox, folder, free_port()) {
                return daemon;
            }
        }
    }

    fn try_start(sandbox: &Sandbox, folder: &Path, port: u16) -> Option<Self> {
        let mut base = std::ffi::OsString::from("--base-path=");
        base.push(folder);
        let child = sandbox
            .program(
                program_of_git(sandbox, "git-daemon"),
                &[
                    "--reuseaddr",
                    "--export-all",
                    "--enable=receive-pack",
                    "--listen=127.0.0.1",
                    "--max-connections=0",
                ],
            )
            .arg(format!("--port={port}"))
            .arg(base)
            .arg(folder)
            .command()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("git's daemon starts");
        let mut daemon = Self { child, port };
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if daemon.child.try_wait().expect("a child").is_some() {
                return None;
            }
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Some(daemon);
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("git's daemon does not answer");
    }

    /// Returns where it listens.
    pub(super) const fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has free ports");
    listener.local_addr().expect("it is bound").port()
}
