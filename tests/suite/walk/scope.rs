use tidings::git::{GitError, Scope, TreeLookup};

use super::history::{DAY, DAYS, START, date};
use super::random::Random;

/// All updates of all time.
pub(crate) struct All;

impl Scope for All {
    fn wants(&self, directory: &[u8], name: &[u8], _: i64) -> bool {
        !directory.is_empty() || name == b"updates"
    }

    fn ends(&self, _: i64, _: &mut dyn TreeLookup) -> Result<bool, GitError> {
        Ok(false)
    }
}

/// The updates of some days; a line ends where the tree holds none at or after
/// the first and the commit is older than that by more than a week.
#[derive(Debug)]
pub(crate) struct Days {
    first: usize,
    last: usize,
}

impl Days {
    pub(crate) const fn new(first: usize, last: usize) -> Self {
        Self { first, last }
    }

    pub(crate) fn random(random: &mut Random) -> Self {
        let first = random.below(DAYS);
        let last = (first + random.below(10)).min(DAYS - 1);
        Self { first, last }
    }

    /// Returns the first and the last day.
    pub(crate) const fn ends(&self) -> (usize, usize) {
        (self.first, self.last)
    }

    /// Returns the time before which a commit is old, in seconds.
    pub(crate) fn oldest(&self) -> i64 {
        START + (self.first as i64 - 7) * DAY
    }

    /// Returns whether the path is one of an update of the first day or later.
    pub(crate) fn not_before(&self, path: &str) -> bool {
        path.starts_with("updates/") && path >= Self::directory(self.first).as_str()
    }

    /// Returns whether the path is one of an update of these days.
    pub(crate) fn covers(&self, path: &str) -> bool {
        (self.first..=self.last).any(|day| {
            let rest = path.strip_prefix(&Self::directory(day));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    fn directory(day: usize) -> String {
        let (year, month, day) = date(day);
        format!("updates/{year}/{month:02}/{day:02}")
    }
}

impl Scope for Days {
    fn wants(&self, directory: &[u8], name: &[u8], _: i64) -> bool {
        let path = [directory, name].join(&b'/');
        let path = String::from_utf8(path).expect("paths here are text");
        let path = path.trim_start_matches('/');
        let on_the_way =
            |day| format!("{}/", Self::directory(day)).starts_with(&format!("{path}/"));
        self.covers(path) || (self.first..=self.last).any(on_the_way)
    }

    fn ends(&self, committed: i64, tree: &mut dyn TreeLookup) -> Result<bool, GitError> {
        if committed >= self.oldest() {
            return Ok(false);
        }
        for day in self.first..DAYS {
            let (year, month, number) = date(day);
            let month = tree.directory(format!("updates/{year}/{month:02}").as_bytes())?;
            if month.get(format!("{number:02}").as_bytes()).is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
