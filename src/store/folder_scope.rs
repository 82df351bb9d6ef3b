use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::format::{LogPath, parse_path};
use crate::git::{GitError, Scope, TreeLookup};

/// What a walk for the history of a few folders looks at.
///
/// A line of history ends where its tree holds none of the folders and it was
/// committed more than a week before the earliest of their periods began: what
/// was said then can have been said for them in advance only.
pub(super) struct FolderScope {
    /// Folders that are compared whole.
    whole: BTreeSet<String>,
    /// Folders above those.
    above: BTreeSet<String>,
    /// The instant, in seconds, before which a line may end.
    reach: i64,
}

impl FolderScope {
    /// Makes the scope of folders below `updates/` or `replies/`.
    pub(super) fn new(folders: impl IntoIterator<Item = String>) -> Self {
        let whole: BTreeSet<String> = folders.into_iter().collect();
        let above = whole.iter().flat_map(|folder| {
            let ends = folder.match_indices('/').map(|(end, _)| end);
            ends.chain([0]).map(|end| folder[..end].to_owned())
        });
        let begins = whole.iter().map(|folder| begins(folder));
        let week = TimeDelta::weeks(1).num_seconds();
        Self {
            reach: begins.min().map_or(i64::MAX, |begins| begins - week),
            above: above.collect(),
            whole,
        }
    }
}

/// Returns the instant, in seconds, at which the period of a folder begins
/// anywhere on earth; the beginning of time where it names none.
fn begins(folder: &str) -> i64 {
    let period = match parse_path(&format!("{folder}/a.yaml")) {
        LogPath::Update { period, .. } | LogPath::Reply { period, .. } => period,
        _ => return i64::MIN / 2,
    };
    let day = period.first_day().and_time(chrono::NaiveTime::MIN);
    (day.and_utc() - TimeDelta::days(1)).timestamp()
}

impl Scope for FolderScope {
    fn wants(&self, directory: &[u8], name: &[u8], _committed: i64) -> bool {
        let Ok(directory) = std::str::from_utf8(directory) else {
            return false;
        };
        if self.whole.contains(directory) {
            return true;
        }
        let Ok(name) = std::str::from_utf8(name) else {
            return false;
        };
        let mut path = directory.to_owned();
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(name);
        self.above.contains(&path) || self.whole.contains(&path)
    }

    fn ends(&self, committed: i64, tree: &mut dyn TreeLookup) -> Result<bool, GitError> {
        if committed >= self.reach {
            return Ok(false);
        }
        for folder in &self.whole {
            if tree
                .directory(folder.as_bytes())?
                .entries()
                .next()
                .is_some()
            {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
