use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use crate::kit::{Invocation, Kind, Sandbox};

/// A log that is made file by file, and read at any instant.
pub(super) struct Place {
    pub(super) sandbox: Sandbox,
    pub(super) repository: PathBuf,
    script: String,
    /// Whether the branch is there.
    begun: bool,
}

impl Place {
    /// Starts a log with this team file.
    pub(super) fn new(team: &str) -> Self {
        let sandbox = Sandbox::new();
        let repository = sandbox.repo(Kind::Plain);
        let mut place = Self {
            sandbox,
            repository,
            script: String::new(),
            begun: false,
        };
        place.add("ada", "2026-10-01T08:00:00Z", ".tidings/team.yaml", team);
        place
    }

    /// Adds a commit that writes one file; `who` writes it at `when`.
    pub(super) fn add(&mut self, who: &str, when: &str, path: &str, text: &str) {
        let seconds = when
            .parse::<chrono::DateTime<chrono::Utc>>()
            .expect("an instant")
            .timestamp();
        let goes_on = self.begun && self.script.is_empty();
        let from = if goes_on {
            "from refs/heads/tidings^0\n"
        } else {
            ""
        };
        let _ = write!(
            self.script,
            "commit refs/heads/tidings\n\
             committer {who} <{who}@example.org> {seconds} +0000\ndata 4\npost\n{from}\
             M 100644 inline {path}\ndata {}\n{text}\n",
            text.len()
        );
    }

    /// Adds an update with a body.
    pub(super) fn post(&mut self, who: &str, period: &str, when: &str, body: &str) {
        let path = format!("updates/{}/{who}.yaml", period.replace('-', "/"));
        let text = format!("tidings: 1\nauthor: {who}\nperiod: {period}\n{body}");
        self.add(who, when, &path, &text);
    }

    /// Makes the commits that were added.
    pub(super) fn commit(&mut self) {
        let import = ["fast-import", "--quiet", "--force"];
        let run = self.sandbox.program("git", &import).cwd(&self.repository);
        run.stdin(std::mem::take(&mut self.script)).run().ok();
        self.begun = true;
    }

    /// Prepares a run at an instant by somebody whom the log does not know.
    pub(super) fn prepare(&self, when: &str, args: &[&str]) -> Invocation {
        self.sandbox
            .tidings(args)
            .cwd(&self.repository)
            .author("Nobody", "nobody@example.org")
            .now(when)
    }

    /// Runs a reading command and returns what it prints.
    #[track_caller]
    pub(super) fn read(&self, when: &str, args: &[&str]) -> String {
        self.prepare(when, args).run().ok().stdout().to_owned()
    }

    /// Runs a reading command and returns its JSON.
    #[track_caller]
    pub(super) fn json(&self, when: &str, args: &[&str]) -> Value {
        let args = [args, &["--format", "json"]].concat();
        self.prepare(when, &args).run().ok().json()
    }
}
