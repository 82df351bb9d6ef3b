//! What happens to the log: where it is found, what an undo leaves, how many
//! processes that takes.

mod process;
mod undo;
mod whereabouts;

use std::path::{Path, PathBuf};

use crate::kit::{Invocation, Kind, Sandbox};

/// A sandbox with a log that Ada started in a repository with code.
struct Team {
    sandbox: Sandbox,
    log: PathBuf,
}

impl Team {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let log = sandbox.repo(Kind::Plain);
        let team = Self { sandbox, log };
        let init = [
            "init",
            "--no-input",
            "--team",
            "Team Quill",
            "--handle",
            "ada",
            "--time-zone",
            "Europe/Paris",
        ];
        team.run(&init).run().ok();
        team
    }

    /// Prepares a run in the repository.
    fn run(&self, args: &[&str]) -> Invocation {
        self.sandbox.tidings(args).cwd(&self.log)
    }

    /// Enrols Grace and prepares a run of hers.
    fn grace(&self, args: &[&str]) -> Invocation {
        let grace = |args: &[&str]| {
            let run = self.run(args);
            run.author("Grace Example", "grace@example.org")
        };
        let join = ["join", "--no-input", "--handle", "grace", "--time-zone"];
        grace(&[&join[..], &["Europe/Lisbon"]].concat()).run().ok();
        grace(args)
    }

    fn git(&self, args: &[&str]) -> String {
        self.sandbox.git(&self.log, args)
    }

    fn tip(&self) -> String {
        self.git(&["rev-parse", "tidings"])
    }

    /// Clones the log's repository with some options.
    fn clone(&self, name: &str, options: &[&str]) -> PathBuf {
        let to = self.sandbox.path(&format!("work/{name}"));
        let words = [path(&self.log), path(&to)];
        let clone = [&["clone", "--quiet"], options, &words].concat();
        self.sandbox.git(self.sandbox.path("work"), &clone);
        to
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("the sandbox's paths are UTF-8")
}
