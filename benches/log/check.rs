use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;
use std::process::Command;

use crate::log::{BRANCH, Log};
use crate::process::{draft, git, printed, run, tidings};
use crate::timer::Pair;

/// The last updates of a log as what a branch brings.
pub(crate) struct Changes {
    log: Log,
    base: String,
    head: String,
    updates: usize,
}

impl Changes {
    /// Takes so many of the last updates, each of which is a commit of its own.
    pub(crate) fn of(log: &Log, updates: usize) -> Result<Self, String> {
        Ok(Self {
            log: log.clone(),
            base: commit(log, &format!("{BRANCH}~{updates}"))?,
            head: commit(log, BRANCH)?,
            updates,
        })
    }

    /// Takes so many of the last updates with one commit for each member: in
    /// a copy of the log whose branch is made anew from there.
    pub(crate) fn by_member(log: &Log, updates: usize) -> Result<Self, String> {
        let copy = Log {
            path: log.path.with_extension(format!("by-member-{updates}.git")),
            size: log.size,
        };
        if !copy.path.is_dir() {
            let draft = draft(&copy.path);
            let base = commit(log, &format!("{BRANCH}~{updates}"))?;
            let script = regrouped(&base, &Self::of(log, updates)?.list()?);
            run(git(&log.path)
                .args(["clone", "--quiet", "--bare", "--local"])
                .args([&log.path, &draft]));
            let input = draft.join("regrouped");
            std::fs::write(&input, script).map_err(|error| error.to_string())?;
            let input = File::open(&input).map_err(|error| error.to_string())?;
            let mut import = git(&draft);
            run(import
                .args(["fast-import", "--quiet", "--force"])
                .stdin(input));
            run(git(&draft).args(["repack", "-adq"]));
            std::fs::rename(&draft, &copy.path).map_err(|error| error.to_string())?;
        }
        Ok(Self {
            base: commit(log, &format!("{BRANCH}~{updates}"))?,
            head: commit(&copy, BRANCH)?,
            log: copy,
            updates,
        })
    }

    /// Returns what they change, as `git diff --raw` prints it.
    fn list(&self) -> Result<String, String> {
        let mut diff = git(&self.log.path);
        diff.args(["diff", "--raw", "--no-abbrev", &self.base, &self.head]);
        printed(diff)
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
        let list = self.list()?;
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

/// Returns the id of a commit.
fn commit(log: &Log, revision: &str) -> Result<String, String> {
    let mut command = git(&log.path);
    command.args(["rev-parse", revision]);
    printed(command).map(|id| id.trim().to_owned())
}

/// Returns what `git fast-import` makes commits of, one for each member, on
/// top of `base`, that change together what is in a list of `git diff --raw`.
fn regrouped(base: &str, list: &str) -> String {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for line in list.lines() {
        let words: Vec<&str> = line.split([' ', '\t']).collect();
        let [_, mode, _, blob, _, path] = words[..] else {
            continue;
        };
        let name = path.rsplit('/').next().unwrap_or(path);
        let handle = name.strip_suffix(".yaml").unwrap_or(name);
        let files = files.entry(handle).or_default();
        let _ = writeln!(files, "M {mode} {blob} {path}");
    }
    let mut script = format!("reset refs/heads/{BRANCH}\nfrom {base}\n\n");
    for (handle, files) in files {
        let person = format!("{handle} Example <{handle}@example.org> 1795204800 +0000");
        let _ = write!(
            script,
            "commit refs/heads/{BRANCH}\nauthor {person}\ncommitter {person}\ndata 0\n{files}\n"
        );
    }
    script
}
