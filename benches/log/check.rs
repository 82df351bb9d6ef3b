use std::fs::File;
use std::path::Path;
use std::process::Command;

use crate::log::{BRANCH, Log};
use crate::process::{git, printed, tidings};
use crate::timer::Pair;

/// The last updates of a log, each of which is a commit of its own, as what a
/// branch brings.
pub(crate) struct Changes<'a> {
    log: &'a Log,
    base: String,
    head: String,
    updates: usize,
}

impl<'a> Changes<'a> {
    /// Takes so many of the last updates.
    pub(crate) fn of(log: &'a Log, updates: usize) -> Result<Self, String> {
        let commit = |revision: &str| {
            let mut command = git(&log.path);
            command.args(["rev-parse", revision]);
            printed(command).map(|id| id.trim().to_owned())
        };
        Ok(Self {
            log,
            base: commit(&format!("{BRANCH}~{updates}"))?,
            head: commit(BRANCH)?,
            updates,
        })
    }

    /// Compares checking them with listing them.
    pub(crate) fn against_diff(&self, rounds: usize) -> Result<Pair, String> {
        self.prove()?;
        Pair::time(rounds, &|_| vec![self.check("text")], &|_| {
            let mut command = git(&self.log.path);
            command.args(["diff", "--raw", &self.base, &self.head]);
            vec![command]
        })
    }

    /// Compares checking them with reading their blobs; the list of those is a
    /// file in `directory`.
    pub(crate) fn against_cat_file(&self, rounds: usize, directory: &Path) -> Result<Pair, String> {
        self.prove()?;
        let mut diff = git(&self.log.path);
        diff.args(["diff", "--raw", "--no-abbrev", &self.base, &self.head]);
        let list = printed(diff)?;
        let blobs = list.lines().filter_map(|line| line.split(' ').nth(3));
        let blobs: String = blobs.map(|id| format!("{id}\n")).collect();
        let path = directory.join("blobs");
        std::fs::write(&path, blobs).map_err(|error| error.to_string())?;
        Pair::time(rounds, &|_| vec![self.check("text")], &|_| {
            let mut command = git(&self.log.path);
            command.args(["cat-file", "--batch"]);
            command.stdin(File::open(&path).expect("it was just written"));
            vec![command]
        })
    }

    /// Compares checking them with all that git needs to tell the same:
    /// listing what each commit touched, and reading what is there now.
    pub(crate) fn against_log(&self, rounds: usize) -> Result<Pair, String> {
        self.prove()?;
        Pair::time(rounds, &|_| vec![self.check("text")], &|_| {
            let mut command = git(&self.log.path);
            let range = format!("{}..{}", self.base, self.head);
            command.args(["log", "--raw", "-p", &range]);
            vec![command]
        })
    }

    /// Makes sure that every update is looked at, and that all is well.
    fn prove(&self) -> Result<(), String> {
        let report = printed(self.check("json"))?;
        let files = format!("\"files\": {},", self.updates);
        if report.contains(&files) && report.contains("\"errors\": 0,") {
            return Ok(());
        }
        Err(format!("the check does not find {}", self.updates))
    }

    fn check(&self, format: &str) -> Command {
        let args = ["check", "--format", format, "--base", &self.base];
        tidings(
            &self.log.path,
            &[&args[..], &["--head", &self.head]].concat(),
        )
    }
}
