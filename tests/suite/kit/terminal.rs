use std::thread;
use std::time::{Duration, Instant};

use expectrl::Expect;
use expectrl::process::Healthcheck;
use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;

use super::Invocation;

/// How long each step may take before it counts as hanging; on a busy machine
/// an editor and a commit that is flushed to the disk take many seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often the screen is looked at while waiting.
const PAUSE: Duration = Duration::from_millis(5);

/// Sets the size of the terminal before the program starts, so that it never
/// sees another. It waits for a line first: whoever makes the terminal gives
/// it a size of their own at about this time.
const SIZED: &str = r#"read -r _ && stty cols "$1" rows "$2" && shift 2 && exec "$@""#;

/// A program that runs in a terminal, and somebody who types at it.
pub(crate) struct Terminal {
    what: String,
    session: OsSession,
    screen: String,
    seen: usize,
    pending: Vec<u8>,
}

impl Invocation {
    /// Starts it in a terminal of so many columns and rows.
    ///
    /// # Panics
    ///
    /// When it cannot be started.
    pub(crate) fn terminal(self, columns: u16, rows: u16) -> Terminal {
        let what = self.describe();
        let inner = self.env("TERM", "xterm-256color").command();
        let mut outer = std::process::Command::new("sh");
        outer
            .args(["-c", SIZED, "sh"])
            .args([columns.to_string(), rows.to_string()])
            .arg(inner.get_program())
            .args(inner.get_args())
            .env_clear()
            .envs(inner.get_envs().filter_map(|(k, v)| Some((k, v?))));
        if let Some(directory) = inner.get_current_dir() {
            outer.current_dir(directory);
        }
        let mut session = OsSession::spawn(outer)
            .unwrap_or_else(|error| panic!("{what}: no terminal to run it in: {error}"));
        session.send("\n").expect("the shell waits for it");
        Terminal {
            what,
            session,
            screen: String::new(),
            seen: 0,
            pending: Vec::new(),
        }
    }
}

impl Terminal {
    /// Waits until a text appears after what was waited for before.
    ///
    /// # Panics
    ///
    /// When it does not appear in time; all that was shown is printed.
    #[track_caller]
    pub(crate) fn expect(&mut self, text: &str) -> &mut Self {
        let start = Instant::now();
        loop {
            let open = self.look();
            if let Some(found) = self.screen[self.seen..].find(text) {
                self.seen += found + text.len();
                return self;
            }
            assert!(
                open && start.elapsed() < PATIENCE,
                "{}: {text:?} never appeared\n--- screen\n{}",
                self.what,
                self.screen
            );
            thread::sleep(PAUSE);
        }
    }

    /// Types keys, all at once, as they are.
    pub(crate) fn send(&mut self, keys: &str) -> &mut Self {
        self.session
            .send(keys)
            .unwrap_or_else(|error| panic!("{}: cannot be typed at: {error}", self.what));
        self
    }

    /// Types a line and the key that ends it.
    pub(crate) fn send_line(&mut self, line: &str) -> &mut Self {
        self.send(&format!("{line}\r"))
    }

    /// Waits for the end and returns the exit status with all that was shown;
    /// a program ended by a signal gives 128 and the signal's number, as a
    /// shell does.
    ///
    /// # Panics
    ///
    /// When it does not end in time; all that was shown is printed.
    #[track_caller]
    pub(crate) fn end(mut self) -> (i32, String) {
        let start = Instant::now();
        loop {
            self.look();
            let status = self
                .session
                .get_status()
                .unwrap_or_else(|error| panic!("{}: has no status: {error}", self.what));
            let code = match status {
                WaitStatus::Exited(_, code) => Some(code),
                WaitStatus::Signaled(_, signal, _) => Some(128 + signal as i32),
                _ => None,
            };
            if let Some(code) = code {
                while self.look() && start.elapsed() < PATIENCE {
                    thread::sleep(PAUSE);
                }
                return (code, self.screen);
            }
            assert!(
                start.elapsed() < PATIENCE,
                "{}: does not end\n--- screen\n{}",
                self.what,
                self.screen
            );
            thread::sleep(PAUSE);
        }
    }

    /// Takes in what has been shown meanwhile; returns whether the terminal
    /// is still open.
    fn look(&mut self) -> bool {
        let mut buffer = [0; 4096];
        let open = loop {
            match self.session.try_read(&mut buffer) {
                Ok(0) => break false,
                Ok(count) => self.pending.extend_from_slice(&buffer[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => break true,
                // Linux answers so when the last program has left a terminal.
                Err(_) => break false,
            }
        };
        // A character that has come only in part waits for its rest.
        let whole = match std::str::from_utf8(&self.pending) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.pending.len(),
        };
        let rest = self.pending.split_off(whole);
        self.screen
            .push_str(&String::from_utf8_lossy(&self.pending));
        self.pending = rest;
        open
    }
}
