use std::collections::HashSet;

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::proposal::PROPOSALS;
use crate::format::period_directory;
use crate::git::{Commit, GitError, Scope, TreeLookup};
use crate::model::{Period, Window, Zone};

/// The directory of all replies.
const REPLIES: &[u8] = b"replies";

/// What a walk for a window looks at.
///
/// Within the window's own directories every commit counts, and so it does for
/// replies to what may stand in the window's updates: to anything that first
/// appeared before its end. Of the commits made during the window all updates
/// count, so that what arrived late for earlier periods is seen.
pub(super) struct WindowScope {
    /// Directories that are compared whole.
    whole: HashSet<Vec<u8>>,
    /// Directories above those.
    above: HashSet<Vec<u8>>,
    /// When the window begins and ends, in seconds.
    begins: i64,
    ends: i64,
    window: Window,
}

impl WindowScope {
    /// Makes the scope of a window whose days are reckoned in `zone`.
    pub(super) fn new(window: Window, zone: Zone) -> Self {
        let mut scope = Self {
            whole: HashSet::new(),
            above: HashSet::from([Vec::new()]),
            begins: zone.start_of(window.since).timestamp(),
            ends: zone.end_of(window.until).timestamp(),
            window,
        };
        for period in window.periods() {
            scope.include(&period_directory(period));
        }
        scope
    }

    /// Returns the instant, in seconds, before which a line of history may
    /// end.
    pub(super) fn reach(&self) -> i64 {
        self.begins - TimeDelta::weeks(1).num_seconds()
    }

    /// Returns whether a place below `replies/` may hold replies to what first
    /// appeared before the end of the window.
    fn wants_reply(&self, directory: &[u8], name: &[u8]) -> bool {
        let until = self.window.until;
        let starts = |text: String| {
            let period = text.parse::<Period>();
            period.is_ok_and(|period| period.first_day() <= until)
        };
        let path = [directory, b"/", name].concat();
        let path = String::from_utf8_lossy(&path);
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match parts[..] {
            // The first ISO week of a year may begin in the one before.
            [year] => year
                .parse::<i32>()
                .is_ok_and(|year| year <= until.year() + 1),
            [year, week] if week.starts_with('W') => starts(format!("{year}-{week}")),
            [year, month] => starts(format!("{year}-{month}-01")),
            [year, month, day] if !month.starts_with('W') => {
                starts(format!("{year}-{month}-{day}"))
            }
            _ => true,
        }
    }

    fn include(&mut self, directory: &str) {
        self.whole.insert(directory.as_bytes().to_vec());
        for (index, _) in directory.match_indices('/') {
            self.above.insert(directory.as_bytes()[..index].to_vec());
        }
    }
}

/// Returns whether the names below `updates/` say that there is a period which
/// ends on `since` or later.
pub(super) fn reaches(tree: &mut dyn TreeLookup, since: NaiveDate) -> Result<bool, GitError> {
    let reaches = |text: &str| -> bool {
        let period = text.parse::<Period>();
        period.is_ok_and(|period| period.last_day() >= since)
    };
    for year in names(tree, "updates")? {
        // Days end with their year; the last ISO week may end in the next.
        let ends_before = |number: i32| number + 1 < since.year();
        if year.parse().is_ok_and(ends_before) {
            continue;
        }
        for part in names(tree, &format!("updates/{year}"))? {
            if part.starts_with('W') {
                if reaches(&format!("{year}-{part}")) {
                    return Ok(true);
                }
                continue;
            }
            let days = names(tree, &format!("updates/{year}/{part}"))?;
            if days
                .iter()
                .any(|day| reaches(&format!("{year}-{part}-{day}")))
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn names(tree: &mut dyn TreeLookup, directory: &str) -> Result<Vec<String>, GitError> {
    let tree = tree.directory(directory.as_bytes())?;
    let names = tree
        .entries()
        .filter(|entry| entry.mode.is_tree())
        .map(|entry| String::from_utf8_lossy(entry.name).into_owned());
    Ok(names.collect())
}

impl Scope for WindowScope {
    fn wants(&self, directory: &[u8], name: &[u8], committed: i64) -> bool {
        if self.whole.contains(directory) {
            return true;
        }
        if directory.is_empty() && name == REPLIES {
            return true;
        }
        if directory.starts_with(REPLIES) {
            return self.wants_reply(directory, name);
        }
        let during = (self.begins..self.ends).contains(&committed);
        if during
            && (directory.starts_with(b"updates") || directory.is_empty() && name == b"updates")
        {
            return true;
        }
        let mut path = directory.to_vec();
        if !path.is_empty() {
            path.push(b'/');
        }
        path.extend_from_slice(name);
        self.above.contains(&path) || self.whole.contains(&path)
    }

    fn expects(&self, committed: i64) -> bool {
        (self.begins..self.ends).contains(&committed)
    }

    fn puts_forward(&self, merge: &Commit) -> bool {
        puts_forward(merge.subject())
    }

    fn ends(&self, committed: i64, tree: &mut dyn TreeLookup) -> Result<bool, GitError> {
        if committed >= self.reach() {
            return Ok(false);
        }
        Ok(!reaches(tree, self.window.since)?)
    }
}

/// Looks at all updates and replies of all of history.
pub(super) struct WholeScope;

impl Scope for WholeScope {
    fn wants(&self, directory: &[u8], name: &[u8], _committed: i64) -> bool {
        !directory.is_empty() || name == b"updates" || name == REPLIES
    }

    fn puts_forward(&self, merge: &Commit) -> bool {
        puts_forward(merge.subject())
    }

    fn ends(&self, _committed: i64, _tree: &mut dyn TreeLookup) -> Result<bool, GitError> {
        Ok(false)
    }
}
/// Returns whether a merge with this subject puts forward what it brings. What
/// this program merges, and `git pull` for want of a name for it, only catches
/// up with others.
fn puts_forward(subject: &str) -> bool {
    let (what, into) = subject.split_once(" into ").unwrap_or((subject, ""));
    let pulled = what.starts_with("Merge remote-tracking branch '")
        || what.starts_with("Merge branch '") && what.contains("' of ");
    let catches_up = pulled && !what.contains(PROPOSALS) || into.contains(PROPOSALS);
    !catches_up && !subject.starts_with("tidings: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_catches_up_puts_nothing_forward() {
        for (subject, want) in [
            (
                "Merge pull request #7 from quill/tidings-proposals/ada/2026-11-23",
                true,
            ),
            (
                "Merge branch 'tidings-proposals/ada/2026-11-23' into 'main'",
                true,
            ),
            ("Merge branch 'tidings-proposals/ada/2026-11-23'", true),
            (
                "Merge branch 'tidings-proposals/ada/2026-11-23' of example.org:log",
                true,
            ),
            (
                "Merge remote-tracking branch 'origin/tidings-proposals/ada/2026-W47'",
                true,
            ),
            ("ada: daily update for 2026-11-23 (#7)", true),
            ("Merge branch 'main' of example.org:log", false),
            ("Merge remote-tracking branch 'origin/main'", false),
            (
                "Merge branch 'main' into tidings-proposals/ada/2026-11-23",
                false,
            ),
            (
                "Merge branch 'main' into 'tidings-proposals/ada/2026-11-23'",
                false,
            ),
            ("tidings: join the log", false),
        ] {
            assert_eq!(puts_forward(subject), want, "{subject}");
        }
    }
}
