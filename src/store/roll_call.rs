use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::file::{read_updates, update_of_path};
use super::handles::Handles;
use super::proposal::PROPOSALS;
use super::snapshot::LOOK_BACK;
use super::{Log, LogTree, StoreError};
use crate::model::{Handle, Period, RollCall, Team};

impl LogTree<'_> {
    /// Returns which of the `wanted` updates were posted. Only the trees of
    /// their periods are read, and no history.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn roll_call(&self, wanted: &BTreeSet<(Handle, Period)>) -> Result<RollCall, StoreError> {
        let periods: BTreeSet<Period> = wanted.iter().map(|(_, period)| *period).collect();
        let mut files = Vec::new();
        for period in periods {
            files.extend(self.files_of(period)?);
        }
        let is_wanted = |path: &str| update_of_path(path).is_some_and(|own| wanted.contains(&own));
        files.retain(|file| is_wanted(&file.path));
        let mut roll = RollCall::default();
        for read in read_updates(self.repository(), &files)? {
            if read.value.is_none_or(|update| !update.is_untouched()) {
                roll.posted.extend(update_of_path(&read.path));
            }
            roll.findings.extend(read.findings);
        }
        roll.findings.extend(self.damage());
        Ok(roll)
    }

    /// Returns the latest period before `today` for which there is an update
    /// of each of `wanted`, under any handle they ever had; three months are
    /// looked through.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn last_posted(
        &self,
        team: &Team,
        mut wanted: BTreeSet<Handle>,
        today: NaiveDate,
    ) -> Result<BTreeMap<Handle, Period>, StoreError> {
        let mut found = BTreeMap::new();
        if wanted.is_empty() {
            return Ok(found);
        }
        let handles = Handles::of(team);
        let mut periods = self.periods_since(today - LOOK_BACK)?;
        periods.retain(|period| period.first_day() <= today);
        for period in periods {
            for file in self.files_of(period)? {
                let Some(author) = handles.of_path(&file.path) else {
                    continue;
                };
                if wanted.remove(&author) {
                    found.insert(author, period);
                }
            }
            if wanted.is_empty() {
                break;
            }
        }
        Ok(found)
    }
}

impl Log {
    /// Returns the updates that wait in proposals, as far as this clone knows
    /// of their branches, local ones and those of remotes.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn proposals(&self) -> Result<BTreeSet<(Handle, Period)>, StoreError> {
        let names = self.repository().branch_names_below(PROPOSALS)?;
        let proposal = |name: String| {
            let (handle, period) = name.split_once('/')?;
            Some((handle.parse().ok()?, period.parse().ok()?))
        };
        Ok(names.into_iter().filter_map(proposal).collect())
    }
}
