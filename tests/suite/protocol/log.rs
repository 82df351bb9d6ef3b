//! A log that people on three continents write to.

use std::path::PathBuf;

use crate::kit::{Invocation, Kind, Sandbox};

/// The team: a guide, and four people by their own clocks.
pub(super) const TEAM: &str = "\
tidings: 1
name: Team Quill
time_zone: Europe/Paris
protocol:
  purposes:
    - { key: question, respond: 1 day }
    - { key: blocker, respond: 4 hours }
  escalate: { overdue: 1 day, exchanges: 3, people: 3 }
members:
  - { handle: ada, name: Ada Example, emails: [ada@example.org], time_zone: Europe/Paris, teams: [platform] }
  - { handle: grace, name: Grace Sample, emails: [grace@example.org], time_zone: America/New_York, teams: [platform] }
  - { handle: linus, name: Linus Specimen, emails: [linus@example.org], time_zone: Asia/Tokyo, teams: [platform] }
  - { handle: mary, name: Mary Model, emails: [mary@example.org], time_zone: Europe/Paris, teams: [mobile] }
";

/// The log and its repository.
pub(super) struct Log {
    pub(super) sandbox: Sandbox,
    repository: PathBuf,
}

impl Log {
    /// Starts the log on Monday 2 November with a team file.
    pub(super) fn with(team: &str) -> Self {
        let sandbox = Sandbox::new();
        let repository = sandbox.repo(Kind::Plain);
        let log = Self {
            sandbox,
            repository,
        };
        let start = ["init", "--no-input", "--handle", "ada"];
        log.by("ada", "2026-11-02T09:00:00Z", &start).run().ok();
        log.agree("2026-11-02T10:00:00Z", team);
        log
    }

    /// Writes the team file, in an editor that knows what it wants.
    pub(super) fn agree(&self, at: &str, team: &str) {
        let file = self.sandbox.write("work/team.yaml", team);
        let editor = format!("cp '{}'", file.display());
        let run = self.by("ada", at, &["team", "edit"]);
        run.env("GIT_EDITOR", editor).run().ok();
    }

    /// Prepares a run by a member at a moment.
    pub(super) fn by(&self, who: &str, at: &str, args: &[&str]) -> Invocation {
        let run = self.sandbox.tidings(args).cwd(&self.repository).now(at);
        run.author(who, &format!("{who}@example.org"))
            .env("GIT_COMMITTER_NAME", who)
            .env("GIT_COMMITTER_EMAIL", format!("{who}@example.org"))
    }

    /// Runs a command of a member that must do.
    pub(super) fn run(&self, who: &str, at: &str, args: &[&str]) -> String {
        self.by(who, at, args).run().ok().stdout().to_owned()
    }

    /// Posts an item and returns its address; `what` is the option.
    pub(super) fn ask(&self, who: &str, at: &str, what: &str, text: &str) -> String {
        self.run(who, at, &["post", "--no-input", "--no-push", what, text]);
        let day = &at[..10];
        let shown = self.run(
            who,
            at,
            &["show", &format!("{who}/{day}"), "--format", "json"],
        );
        let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
        let update = &shown["update"];
        let section = if what == "-b" {
            "blockers"
        } else {
            "questions"
        };
        let items = update[section].as_array().expect("a list");
        let item = items.last().expect("it was just posted");
        item["address"].as_str().expect("it has an id").to_owned()
    }
}
