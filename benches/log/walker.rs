use std::path::Path;
use std::process::Command;

use chrono::{Datelike, NaiveDate};
use tidings::git::{GitError, Program, Repository, Scope, TreeLookup, walk};

use crate::log::{BRANCH, Log, seconds};
use crate::process::sealed;

/// What makes this program walk a log and end: `--walk LOG [FIRST LAST]`.
pub(crate) const ARGUMENT: &str = "--walk";

/// Returns a command that walks a log, all of it or what concerns a span of
/// days.
pub(crate) fn command(log: &Log, days: Option<[NaiveDate; 2]>) -> Command {
    let mut command = sealed(std::env::current_exe().expect("this program has a path"));
    command.arg(ARGUMENT).arg(&log.path);
    if let Some(days) = days {
        command.args(days.map(|day| day.to_string()));
    }
    command
}

/// Walks as the arguments say, and prints how many revisions there are.
pub(crate) fn run(args: &[String]) {
    let repository = Repository::open(Path::new(&args[0]), Program::new()).expect("a log");
    let tip = repository
        .branch_tip(BRANCH)
        .expect("a readable branch")
        .expect("a branch");
    let day = |at: usize| args[at].parse::<NaiveDate>().expect("a day");
    let walk = if args.len() > 1 {
        let scope = Span {
            since: day(1),
            until: day(2),
        };
        walk(&repository, tip, None, &scope)
    } else {
        walk(&repository, tip, None, &Updates)
    };
    println!("{}", walk.expect("a walk").revisions.len());
}

/// All updates.
struct Updates;

impl Scope for Updates {
    fn wants(&self, directory: &[u8], name: &[u8], _: i64) -> bool {
        !directory.is_empty() || name == b"updates"
    }

    fn ends(&self, _: i64, _: &mut dyn TreeLookup) -> Result<bool, GitError> {
        Ok(false)
    }
}

/// The updates of some days.
struct Span {
    since: NaiveDate,
    until: NaiveDate,
}

impl Span {
    /// Returns whether days of this span are below a directory, given as the
    /// numbers of year, month and day as far as it goes.
    fn meets(&self, directory: &[u32]) -> bool {
        let parts = |day: NaiveDate| [day.year_ce().1, day.month(), day.day()];
        let len = directory.len().min(3);
        let (since, until) = (parts(self.since), parts(self.until));
        since[..len] <= directory[..len] && directory[..len] <= until[..len]
    }
}

impl Scope for Span {
    fn wants(&self, directory: &[u8], name: &[u8], _: i64) -> bool {
        let directory = std::str::from_utf8(directory).unwrap_or_default();
        let name = std::str::from_utf8(name).unwrap_or_default();
        let Some(below) = directory.strip_prefix("updates") else {
            return directory.is_empty() && name == "updates";
        };
        let parts = below
            .split('/')
            .chain([name])
            .filter(|part| !part.is_empty())
            .take(3);
        let numbers: Result<Vec<u32>, _> = parts.map(str::parse).collect();
        numbers.is_ok_and(|numbers| self.meets(&numbers))
    }

    fn ends(&self, committed: i64, tree: &mut dyn TreeLookup) -> Result<bool, GitError> {
        if committed >= seconds(self.since) - 7 * 86_400 {
            return Ok(false);
        }
        let since = self.since.format("%Y/%m/%d").to_string();
        for year in tree.directory(b"updates")?.entries() {
            let year = [b"updates/", year.name].concat();
            for month in tree.directory(&year)?.entries() {
                let month = [&year[..], month.name].join(&b'/');
                for day in tree.directory(&month)?.entries() {
                    if [&month[b"updates/".len()..], day.name]
                        .join(&b'/')
                        .as_slice()
                        >= since.as_bytes()
                    {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }
}
