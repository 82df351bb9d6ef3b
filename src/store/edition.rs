use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::file::{read_updates, update_of_path};
use super::publish::{BUILT_FROM, DIGEST};
use super::tree::directories;
use super::{Log, LogTree, StoreError};
use crate::format::{DIGEST_DIRECTORY, LogPath, digest_path, parse_path, size_limit};
use crate::git::ObjectId;
use crate::model::{Handle, Period, PeriodKind, Window};

/// A digest that the log holds, as the commit that published it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastDigest {
    /// The week.
    pub period: Period,
    /// The commit that published it.
    pub commit: ObjectId,
    /// When that commit was made.
    pub published: DateTime<Utc>,
    /// The commit that the digest was built from.
    pub built_from: ObjectId,
}

impl LogTree<'_> {
    /// Returns the weeks whose digests the log holds.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn published(&self) -> Result<BTreeSet<Period>, StoreError> {
        let mut weeks = BTreeSet::new();
        for (year, _) in directories(&self.directory(DIGEST_DIRECTORY)?) {
            let directory = format!("{DIGEST_DIRECTORY}/{year}");
            for name in self.files(&directory)? {
                if let LogPath::Digest(period @ Period::Week(_)) =
                    parse_path(&format!("{directory}/{name}"))
                {
                    weeks.insert(period);
                }
            }
        }
        Ok(weeks)
    }

    /// Returns the updates for a period and for its days. One that says
    /// nothing is none; one that cannot be read may say something.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn posted_within(&self, period: Period) -> Result<BTreeSet<(Handle, Period)>, StoreError> {
        let mut files = Vec::new();
        for period in Window::from(period).periods() {
            files.extend(self.files_of(period)?);
        }
        files.retain(|file| update_of_path(&file.path).is_some());
        let read = read_updates(self.repository(), &files)?;
        let says = read
            .iter()
            .filter(|read| read.value.as_ref().is_none_or(|it| !it.is_untouched()));
        Ok(says.filter_map(|read| update_of_path(&read.path)).collect())
    }

    /// Returns the week of the earliest updates.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn first_week(&self) -> Result<Option<Period>, StoreError> {
        let periods = self.periods()?;
        let days = periods.iter().map(|period| period.first_day());
        Ok(days.min().map(|day| Period::of(PeriodKind::Week, day)))
    }

    /// Returns the digest of a week that the log holds; `None` where there is
    /// none, or one that is no text or too large to be one.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn digest_text(&self, week: Period) -> Result<Option<String>, StoreError> {
        let path = digest_path(week);
        let Some((_, id)) = self.entry(&path)?.filter(|(mode, _)| mode.is_file()) else {
            return Ok(None);
        };
        let bytes = self.repository().blob_up_to(id, size_limit(&path))?;
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// Returns whether the log holds the digest of a week.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn has_digest(&self, week: Period) -> Result<bool, StoreError> {
        Ok(self.entry(&digest_path(week))?.is_some())
    }
}

impl Log {
    /// Returns whether the log's branch here has a commit.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn holds(&self, commit: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        let tip = repository.branch_tip(self.branch())?;
        Ok(match tip {
            Some(tip) => repository.contains(commit, tip)?,
            None => false,
        })
    }

    /// Finds how the newest digest before `week` came into the log at `tree`;
    /// `None` where there is none, where it was not published by this program,
    /// or where history is cut off before what it was built from.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn last_digest(
        &self,
        tree: &LogTree<'_>,
        week: Period,
    ) -> Result<Option<LastDigest>, StoreError> {
        let published = tree.published()?;
        let Some(&period) = published.range(..week).next_back() else {
            return Ok(None);
        };
        let name = period.to_string();
        let found = self.repository().find_commit(tree.commit().id, |commit| {
            let mut named = commit.trailer(DIGEST)?.split_whitespace();
            named.any(|known| known == name).then_some(commit)
        })?;
        Ok(found.and_then(|commit| {
            let built_from = ObjectId::parse(commit.trailer(BUILT_FROM)?).ok()?;
            self.repository().commit(built_from).ok()?;
            Some(LastDigest {
                period,
                commit: commit.id,
                published: DateTime::from_timestamp(commit.committer.seconds, 0)?,
                built_from,
            })
        }))
    }
}
