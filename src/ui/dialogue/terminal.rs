use std::env;
use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::{PtyStream, UnixProcess};
use expectrl::{Eof, Expect, Session};

/// An item's line that waits, with nothing on it yet.
pub(super) const FRESH: &str = "\r  - \x1b[K\r\x1b[4C";

pub(super) const CTRL_C: &str = "\x03";
pub(super) const CTRL_D: &str = "\x04";
pub(super) const ENTER: &str = "\r";

/// One program in a terminal of 60 columns and 24 rows.
pub(super) struct Terminal {
    session: Session<UnixProcess, PtyStream>,
}

impl Terminal {
    pub(super) fn run(program: &str) -> Self {
        Self::run_with(program, &[])
    }

    pub(super) fn run_with(program: &str, variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new("sh");
        let script = "stty sane cols 60 rows 24; stty -g; \
            \"$0\" --ignored --exact --nocapture --test-threads=1 \"$1\"; \
            echo; stty -g; echo over";
        command
            .args(["-c", script])
            .arg(env::current_exe().expect("the test binary"))
            .arg(format!("ui::dialogue::program::{program}"))
            .env_clear()
            .env("TERM", "xterm")
            .env("PATH", env::var_os("PATH").unwrap_or_default())
            .envs(variables.iter().copied());
        let mut session = Session::spawn(command).expect("a terminal");
        session.set_expect_timeout(Some(Duration::from_secs(20)));
        Self { session }
    }

    /// Waits until the text is on the screen and returns what came with it.
    pub(super) fn wait(&mut self, text: &str) -> String {
        match self.session.expect(text) {
            Ok(found) => String::from_utf8_lossy(found.as_bytes()).into_owned(),
            Err(error) => {
                let mut rest = vec![0; 4096];
                let count = self.session.try_read(&mut rest).unwrap_or(0);
                let rest = String::from_utf8_lossy(&rest[..count]).into_owned();
                panic!("{error} while waiting for {text:?}; on the screen: {rest:?}");
            }
        }
    }

    pub(super) fn send(&mut self, keys: &str) {
        self.session.send(keys).expect("the terminal takes keys");
    }

    /// Types an item into a waiting line.
    pub(super) fn item(&mut self, text: &str) {
        self.wait(FRESH);
        self.send(&format!("{text}{ENTER}"));
    }

    /// Waits for the end, and makes sure that the terminal is as it was.
    pub(super) fn finish(mut self, first: &str) -> String {
        let rest = self.wait("over\r\n");
        let modes = |text: &str| {
            text.lines()
                .map(str::trim)
                .find(|line| line.matches(':').count() > 20)
                .map(str::to_owned)
        };
        let before = modes(first).expect("the modes at first");
        let after = modes(&rest).expect("the modes at last");
        assert_eq!(before, after, "the terminal is left as it was");
        rest
    }

    /// Waits until the program has closed the terminal and returns all that it
    /// said.
    pub(super) fn read_all(mut self) -> String {
        let screen = self.session.expect(Eof).expect("the end");
        String::from_utf8_lossy(screen.as_bytes()).replace("\r\n", "\n")
    }
}
