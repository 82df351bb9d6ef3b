use std::convert::Infallible;
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::family::{Family, separate};
use super::{Contact, GitError, Program, Ran};

/// How long to wait at a time before looking at the clock and at whether the
/// contact was stopped.
const LOOK: Duration = Duration::from_millis(20);

/// How long to wait for the end of standard output, once git has ended. It is
/// there already; on a busy machine whoever gathers it may not have had a turn.
const OUTPUT: Duration = Duration::from_secs(10);

/// How long to wait for the end of standard error after that. A connection
/// that ssh shares and keeps open holds it open.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// How many bytes of a stream are kept; of more, the last ones.
const KEPT: usize = 256 << 10;

/// Why a conversation was broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Its time was over.
    Late,
    /// It was told to stop.
    Stopped,
}

/// A run of the `git` program that spoke to a remote.
#[derive(Debug)]
pub(super) struct Conversation {
    /// What it left behind, as far as it came.
    pub(super) ran: Ran,
    /// Why it was broken off, if it was.
    pub(super) cut: Option<Cut>,
}

impl Conversation {
    /// Returns what git said, line by line, without its advice: on standard
    /// error, or else on standard output; what happened where it said nothing.
    pub(super) fn message(&self) -> String {
        let mut said = without_noise(&self.ran.stderr);
        if said.is_empty() && !self.succeeded() {
            said = without_noise(&self.ran.stdout);
        }
        match (self.cut, self.ran.status) {
            (Some(Cut::Late), _) if said.is_empty() => "it did not answer in time".to_owned(),
            (Some(Cut::Late), _) => format!("it did not answer in time; git said:\n{said}"),
            (Some(Cut::Stopped), _) | (None, None) if said.is_empty() => "interrupted".to_owned(),
            (None, Some(status)) if said.is_empty() => {
                format!("git ended with status {status} and said nothing")
            }
            _ => said,
        }
    }

    /// Returns whether it was broken off because its time was over.
    pub(super) fn timed_out(&self) -> bool {
        self.cut == Some(Cut::Late)
    }

    /// Returns whether git ended by itself and was content.
    pub(super) fn succeeded(&self) -> bool {
        self.cut.is_none() && self.ran.status == Some(0)
    }
}

/// Returns what was written to a stream without the lines that say nothing.
fn without_noise(stream: &[u8]) -> String {
    let said = String::from_utf8_lossy(stream);
    let lines = said.lines().map(str::trim_end);
    let lines: Vec<&str> = lines.filter(|line| !is_noise(line)).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Returns whether a line only says in general what the others say in
/// particular.
fn is_noise(line: &str) -> bool {
    line.starts_with("hint: ")
        || line.starts_with("error: failed to push some refs to ")
        || line.trim_start_matches("remote:").trim().is_empty()
}

impl Program {
    /// Runs `git ARGS`, which speaks to a remote, with `input` on standard
    /// input.
    ///
    /// At the deadline or when the contact is stopped, git is ended with what
    /// it started; first by asking, so that it can take away its locks. A run
    /// that is unattended and can be stopped is a process group of its own; an
    /// attended one stays in the foreground, where it can ask, and one that
    /// cannot be stopped stays there to be interrupted with us. On Windows git
    /// alone is ended.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`].
    pub(super) fn converse<A: AsRef<OsStr>>(
        &self,
        directory: &Path,
        args: &[A],
        input: &[u8],
        contact: &Contact,
    ) -> Result<Conversation, GitError> {
        let spawn = |source| self.not_started(source);
        let mut command = self.command(directory, args);
        let stdin = if input.is_empty() {
            Stdio::null()
        } else {
            Stdio::piped()
        };
        command
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let apart = !contact.attended && contact.stop.is_some();
        if apart {
            separate(&mut command);
        }
        let mut child = command.spawn().map_err(spawn)?;
        if let Some(mut stdin) = child.stdin.take() {
            let input = input.to_vec();
            // A program that ends without reading its input is judged by its
            // exit status.
            std::thread::spawn(move || stdin.write_all(&input).ok());
        }
        let stdout = Gathered::start(child.stdout.take());
        let stderr = Gathered::start(child.stderr.take());
        let (status, cut) = wait(&mut child, apart, &stdout, contact).map_err(spawn)?;
        let output = if cut.is_some() { LAST_WORDS } else { OUTPUT };
        Ok(Conversation {
            ran: Ran {
                status: status.code(),
                stdout: stdout.take(output),
                stderr: stderr.take(LAST_WORDS),
            },
            cut,
        })
    }
}

/// Waits until a child has ended, and ends it when the contact is over; `apart`
/// is whether it is a process group of its own.
fn wait(
    child: &mut Child,
    apart: bool,
    stdout: &Gathered,
    contact: &Contact,
) -> std::io::Result<(ExitStatus, Option<Cut>)> {
    let mut pause = Duration::from_millis(1);
    let (mut asked, mut looked) = (Duration::ZERO, Instant::now());
    loop {
        if contact.asks() {
            asked += looked.elapsed();
        }
        looked = Instant::now();
        if let Some(status) = child.try_wait()? {
            return Ok((status, None));
        }
        let cut = if contact.is_stopped() {
            Some(Cut::Stopped)
        } else if contact.is_late_after(asked) {
            Some(Cut::Late)
        } else {
            None
        };
        if cut.is_some() {
            let status = Family::of(child, apart).end(child)?;
            return Ok((status, cut));
        }
        let left = contact.left().filter(|left| !left.is_zero());
        let look = left.map_or(LOOK, |left| left.min(LOOK));
        // A stream that is closed means that the child is about to end.
        if stdout.is_whole_within(look) {
            std::thread::sleep(pause);
            pause = (pause * 2).min(LOOK);
        }
    }
}

/// What a child wrote to one of its streams, gathered by a thread.
struct Gathered {
    bytes: Arc<Mutex<Vec<u8>>>,
    /// Is hung up on at the end of the stream.
    end: Receiver<Infallible>,
}

impl Gathered {
    /// Starts to gather.
    fn start(stream: Option<impl Read + Send + 'static>) -> Self {
        let (ended, end) = channel();
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let gathered = Arc::clone(&bytes);
        if let Some(mut stream) = stream {
            std::thread::spawn(move || {
                let mut piece = [0; 8 << 10];
                while let Ok(read @ 1..) = stream.read(&mut piece) {
                    let mut bytes = gathered.lock().unwrap_or_else(PoisonError::into_inner);
                    bytes.extend_from_slice(&piece[..read]);
                    if bytes.len() > 2 * KEPT {
                        let surplus = bytes.len() - KEPT;
                        bytes.drain(..surplus);
                    }
                }
                drop(ended);
            });
        }
        Self { bytes, end }
    }

    /// Waits for the end of the stream; returns whether it came in time.
    fn is_whole_within(&self, time: Duration) -> bool {
        self.end.recv_timeout(time) == Err(RecvTimeoutError::Disconnected)
    }

    /// Returns what was gathered, at the end of the stream or after a time.
    fn take(self, patience: Duration) -> Vec<u8> {
        self.is_whole_within(patience);
        let mut bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut bytes)
    }
}

#[cfg(all(test, unix))]
mod tests;
