//! A log whose team file somebody wrote by hand.

use std::path::PathBuf;

use crate::kit::{Invocation, Kind, Output, Sandbox};

/// The team file: comments, odd style, and an entry in braces.
const TEAM: &str = "\
tidings: 1
name: Team Quill
time_zone: Europe/Paris   # most of us
work: { hours: '09:00-17:00' }

members:
    # the lead
    - handle: ada
      name: \"Ada Example\"   # that is her
      emails: [ada@example.org]
      time_zone: Europe/Paris
      teams: [platform]
      roles: [lead]
    - { handle: grace, name: Grace Sample, emails: [grace@example.org], time_zone: America/Lima, cadence: weekly } # west
    - handle: linus
      name: Linus Specimen
      time_zone: Asia/Tokyo
      left: 2026-11-20
";

const PATH: &str = ".tidings/team.yaml";

/// A log, on Monday 2026-11-23 at ten in Paris, with Ada at the keyboard.
pub(crate) struct Log {
    pub(crate) sandbox: Sandbox,
    pub(crate) repository: PathBuf,
}

impl Log {
    /// Starts it.
    pub(crate) fn new() -> Self {
        Self::with(TEAM)
    }

    /// Starts it with another team file.
    pub(crate) fn with(team: &str) -> Self {
        let sandbox = Sandbox::new();
        let repository = sandbox.repo(Kind::Plain);
        let log = Self {
            sandbox,
            repository,
        };
        log.run(&["init", "--no-input", "--handle", "ada"]).ok();
        log.put(PATH, team);
        log
    }

    /// Commits a file to the log by git alone.
    pub(crate) fn put(&self, path: &str, text: &str) {
        let git = |args: &[&str]| self.sandbox.git(&self.repository, args);
        let file = self.sandbox.write("work/file", text);
        let file = file.to_str().expect("the sandbox has a plain path");
        let blob = git(&["hash-object", "-w", file]);
        let index = self.sandbox.path("work").join("index");
        let with_index = |args: &[&str]| {
            let run = self.sandbox.program("git", args).cwd(&self.repository);
            let output = run.env("GIT_INDEX_FILE", &index).run().ok();
            output.stdout().trim().to_owned()
        };
        with_index(&["read-tree", "tidings"]);
        let entry = format!("100644,{blob},{path}");
        with_index(&["update-index", "--add", "--cacheinfo", &entry]);
        let tree = with_index(&["write-tree"]);
        let commit = git(&["commit-tree", &tree, "-p", "tidings", "-m", "By hand"]);
        git(&["update-ref", "refs/heads/tidings", &commit]);
    }

    pub(crate) fn tidings(&self, args: &[&str]) -> Invocation {
        self.sandbox.tidings(args).cwd(&self.repository)
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.tidings(args).run()
    }

    /// Returns the team file as it is now.
    pub(crate) fn team(&self) -> String {
        let show = self
            .sandbox
            .program("git", &["show", "tidings:.tidings/team.yaml"]);
        show.cwd(&self.repository).run().ok().stdout().to_owned()
    }

    /// Checks that a part of the team file became another, and nothing else.
    #[track_caller]
    pub(crate) fn assert_changed(&self, before: &str, from: &str, to: &str) {
        assert!(before.contains(from), "{from} is not in\n{before}");
        assert_eq!(self.team(), before.replacen(from, to, 1));
    }

    /// Returns the message of the newest commit.
    pub(crate) fn message(&self) -> String {
        self.sandbox
            .git(&self.repository, &["log", "-1", "--format=%B", "tidings"])
    }
}
