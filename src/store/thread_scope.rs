use std::collections::HashSet;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::scope::reaches;
use crate::git::{GitError, Scope, TreeLookup};

/// What a walk for the past of some threads looks at: the files in which their
/// items first appeared, and the folders of the replies to them.
pub(super) struct ThreadScope {
    /// Directories that are compared whole.
    whole: HashSet<Vec<u8>>,
    /// Files, and the directories above files and whole directories.
    single: HashSet<Vec<u8>>,
    /// Whether the directories in those are whole, too.
    deep: bool,
    /// The first day of the oldest item.
    oldest: NaiveDate,
}

impl ThreadScope {
    /// Makes the scope of threads whose items are not older than `oldest`.
    pub(super) fn new<'p>(
        files: impl IntoIterator<Item = &'p str>,
        folders: impl IntoIterator<Item = &'p str>,
        oldest: NaiveDate,
    ) -> Self {
        let mut scope = Self {
            whole: HashSet::new(),
            single: HashSet::new(),
            deep: false,
            oldest,
        };
        for file in files {
            scope.single.insert(file.as_bytes().to_vec());
            scope.lead_to(file);
        }
        for folder in folders {
            scope.whole.insert(folder.as_bytes().to_vec());
            scope.single.insert(folder.as_bytes().to_vec());
            scope.lead_to(folder);
        }
        scope
    }

    /// Makes the scope of these files, of whatever age.
    pub(super) fn files<'p>(files: impl IntoIterator<Item = &'p str>) -> Self {
        Self::new(files, [], NaiveDate::MIN)
    }

    /// Makes the scope of the files in these folders, of whatever age.
    pub(super) fn folders<'p>(folders: impl IntoIterator<Item = &'p str>) -> Self {
        Self::new([], folders, NaiveDate::MIN)
    }

    /// Makes the scope of all that lies below these folders, of whatever age.
    pub(super) fn below<'p>(folders: impl IntoIterator<Item = &'p str>) -> Self {
        Self {
            deep: true,
            ..Self::folders(folders)
        }
    }

    /// Returns whether an entry of a directory is looked at.
    pub(super) fn leads_to(&self, directory: &[u8], name: &[u8]) -> bool {
        if self.whole.contains(directory) {
            return true;
        }
        let above = directory.iter().rposition(|&byte| byte == b'/');
        if self.deep && above.is_some_and(|at| self.whole.contains(&directory[..at])) {
            return true;
        }
        if directory.is_empty() {
            return self.single.contains(name);
        }
        self.single.contains(&[directory, b"/", name].concat())
    }

    fn lead_to(&mut self, path: &str) {
        for (index, _) in path.match_indices('/') {
            self.single.insert(path.as_bytes()[..index].to_vec());
        }
    }
}

impl Scope for ThreadScope {
    fn wants(&self, directory: &[u8], name: &[u8], _committed: i64) -> bool {
        self.leads_to(directory, name)
    }

    /// Ends a line as the walk for a window would that begins with the oldest
    /// item, in the zone where its day begins first.
    fn ends(&self, committed: i64, tree: &mut dyn TreeLookup) -> Result<bool, GitError> {
        let begins = self.oldest.and_time(NaiveTime::MIN).and_utc() - TimeDelta::days(1);
        if committed >= (begins - TimeDelta::weeks(1)).timestamp() {
            return Ok(false);
        }
        Ok(!reaches(tree, self.oldest)?)
    }
}
