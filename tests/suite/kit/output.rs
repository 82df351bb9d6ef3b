use std::fmt;

use serde_json::Value;

/// What a program that has ended left behind.
///
/// A check that fails prints all of it.
pub(crate) struct Output {
    what: String,
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Output {
    /// Makes one; both streams must be UTF-8, which is itself a check.
    pub(crate) fn new(what: String, status: Option<i32>, stdout: Vec<u8>, stderr: Vec<u8>) -> Self {
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes).unwrap_or_else(|error| panic!("{what}: not UTF-8: {error}"))
        };
        let (stdout, stderr) = (text(stdout), text(stderr));
        Self {
            what,
            status,
            stdout,
            stderr,
        }
    }

    /// Checks that it ended well.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.code(0)
    }

    /// Checks the exit status.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert!(
            self.status == Some(code),
            "expected exit status {code}\n{self}"
        );
        self
    }

    /// Checks that standard output holds a text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(
            self.stdout.contains(text),
            "expected {text:?} on standard output\n{self}"
        );
        self
    }

    /// Checks that standard error holds a text.
    #[track_caller]
    pub(crate) fn notes(self, text: &str) -> Self {
        assert!(
            self.stderr.contains(text),
            "expected {text:?} on standard error\n{self}"
        );
        self
    }

    /// Returns the exit status; `None` when it was killed.
    pub(crate) fn status(&self) -> Option<i32> {
        self.status
    }

    /// Returns standard output.
    pub(crate) fn stdout(&self) -> &str {
        &self.stdout
    }

    /// Returns standard error.
    pub(crate) fn stderr(&self) -> &str {
        &self.stderr
    }

    /// Returns standard output, read as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("expected JSON on standard output: {error}\n{self}"))
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => writeln!(f, "{}: exit status {status}", self.what)?,
            None => writeln!(f, "{}: killed, or stuck for too long", self.what)?,
        }
        writeln!(f, "--- standard output\n{}", self.stdout)?;
        writeln!(f, "--- standard error\n{}", self.stderr)
    }
}
