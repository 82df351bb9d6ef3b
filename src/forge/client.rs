use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde_json::Value;

use super::{ClientError, Forge, Place, child};

/// What keeps the programs from asking, from paging, from colouring, and from
/// looking for newer versions of themselves.
const QUIET: [(&str, &str); 9] = [
    ("GH_PROMPT_DISABLED", "1"),
    ("GH_NO_UPDATE_NOTIFIER", "1"),
    ("GH_PAGER", "cat"),
    ("NO_PROMPT", "1"),
    ("GLAB_CHECK_UPDATE", "false"),
    ("GLAB_PAGER", "cat"),
    ("PAGER", "cat"),
    ("NO_COLOR", "1"),
    ("GIT_TERMINAL_PROMPT", "0"),
];

/// What would have them show what they exchange with the host, or believe in a
/// terminal.
const LOUD: [&str; 5] = [
    "GH_DEBUG",
    "DEBUG",
    "GLAB_DEBUG_HTTP",
    "GH_FORCE_TTY",
    "CLICOLOR_FORCE",
];

/// The program of a service, to be asked of one host: `gh` or `glab`.
///
/// It asks nobody for anything, reads only what it is handed, and is given a
/// time. Whoever has signed in with it is who acts.
#[derive(Clone, Debug)]
pub struct Client {
    forge: Forge,
    host: String,
    directory: PathBuf,
    time: Duration,
    stop: Option<Arc<AtomicBool>>,
}

impl Client {
    /// Makes the client for a repository's host; `None` where no program is
    /// known to speak to it. It runs in `directory`, which is to hold no
    /// programs, and each run may take as long as `time`.
    #[must_use]
    pub fn new(place: &Place, directory: PathBuf, time: Duration) -> Option<Self> {
        Some(Self {
            forge: place.forge()?,
            host: place.host().to_owned(),
            directory,
            time,
            stop: None,
        })
    }

    /// Ends a run early once `stop` is true.
    #[must_use]
    pub fn until(mut self, stop: Arc<AtomicBool>) -> Self {
        self.stop = Some(stop);
        self
    }

    /// Returns the service.
    #[must_use]
    pub const fn forge(&self) -> Forge {
        self.forge
    }

    /// Asks the host's programming interface: `method` is `GET` and its kin,
    /// `path` comes after the host, and `body` is sent as JSON.
    ///
    /// # Errors
    ///
    /// As [`Client::run`]; [`ClientError::Garbled`] when the answer is no
    /// JSON.
    pub fn api(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, ClientError> {
        let mut args = vec!["api", "--hostname", &self.host, "--method", method];
        let mut input = Vec::new();
        if let Some(body) = body {
            args.extend(["--header", "Content-Type: application/json", "--input", "-"]);
            input = body.to_string().into_bytes();
        }
        args.push(path);
        let said = self.run(&args, &input)?;
        if said.iter().all(u8::is_ascii_whitespace) {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&said).map_err(|_| ClientError::Garbled(self.forge))
    }

    /// Runs the program with `input` on its standard input, and returns what
    /// it wrote to standard output, some megabytes at most.
    ///
    /// # Errors
    ///
    /// [`ClientError`], whose messages are what the program said.
    pub fn run<A: AsRef<OsStr>>(&self, args: &[A], input: &[u8]) -> Result<Vec<u8>, ClientError> {
        let forge = self.forge;
        let mut command = Command::new(forge.program());
        command.args(args).current_dir(&self.directory).envs(QUIET);
        for name in LOUD {
            command.env_remove(name);
        }
        let ran = child::run(&mut command, input, self.time, self.stop.as_deref())
            .map_err(|source| ClientError::Missing { forge, source })?;
        let Some(status) = ran.status else {
            return Err(ClientError::Late(forge));
        };
        if status.success() {
            return if ran.is_cut {
                Err(ClientError::Garbled(forge))
            } else {
                Ok(ran.stdout)
            };
        }
        let message = String::from_utf8_lossy(&ran.stderr).trim().to_owned();
        Err(if is_signed_out(forge, status.code(), &message) {
            ClientError::SignedOut {
                forge,
                host: self.host.clone(),
            }
        } else {
            ClientError::Failed { forge, message }
        })
    }
}

/// Returns whether a program failed because nobody has signed in with it.
fn is_signed_out(forge: Forge, status: Option<i32>, message: &str) -> bool {
    /// What `gh` ends with when it needs somebody to sign in.
    const GH: i32 = 4;
    let said = |words: &[&str]| words.iter().any(|words| message.contains(words));
    match forge {
        Forge::GitHub => {
            status == Some(GH) || said(&["gh auth login", "Bad credentials", "HTTP 401"])
        }
        Forge::GitLab => said(&[
            "glab auth login",
            "401 Unauthorized",
            "none of the git remotes",
        ]),
    }
}
