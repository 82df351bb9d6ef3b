use std::collections::{BTreeMap, BTreeSet};

use super::file::{File, Read, read_file, update_of_path};
use super::handles::Handles;
use super::history::{damage, moment};
use super::scope::WholeScope;
use super::snapshot::{LOOK_BACK, Parts};
use super::told::Told;
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::{parse_update, update_path};
use crate::git::{PathChange, changed_paths, walk};
use crate::model::{
    Gone, GoneReason, Handle, History, Period, Snapshot, Standing, Update, Window, Zone,
};

impl Log {
    /// Reads what the tree of `to` has that the tree of `from` had not, with
    /// the history that is in `to` and not in `from`.
    ///
    /// The window spans the periods of all updates that differ; where none
    /// does, it is the day on which `to` was committed, in `zone`. What an
    /// author said besides and the range does not touch stands in `before`,
    /// so that open items are those that are open at `to`, and nobody counts
    /// as silent who posted for the window earlier; `besides` has all that
    /// `to` holds for it. Updates that `from` has
    /// and `to` has not are gone; none arrives late, since the range says by
    /// itself what is new.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotALog`], or what git says of the log's own trees.
    pub fn range_snapshot(
        &self,
        from: &LogTree<'_>,
        to: &LogTree<'_>,
        zone: Zone,
    ) -> Result<Snapshot, StoreError> {
        let team = to.team(self.branch())?;
        let changes = changed_paths(
            self.repository(),
            Some(from.commit().tree),
            to.commit().tree,
            &|directory, name| !directory.is_empty() || name == b"updates",
        )?;
        let changed = changed_updates(&changes.changes);
        let mut files: Vec<(Period, Read<Update>)> = Vec::new();
        for (path, period, change) in &changed {
            if let Some((mode, id)) = change.entry {
                let file = read_file(self.repository(), path, mode, id, parse_update);
                files.push((*period, file));
            }
        }
        files.sort_by(|a, b| (a.0, &a.1.path).cmp(&(b.0, &b.1.path)));
        let files = files.into_iter().map(|(_, file)| file).collect();
        let committed = moment(&to.commit().committer).to_utc();
        let window = span(changed.iter().map(|(_, period, _)| *period))
            .unwrap_or_else(|| Period::Day(zone.day_at(committed)).into());
        let hidden = Some(from.commit().id);
        let walked = walk(self.repository(), to.commit().id, hidden, &WholeScope)?;
        let mut parts = Parts::new(team, files);
        parts.findings.extend(damage(&changes.damaged));
        let before = parts.untouched(to, window)?;
        let replies = parts.replies(to, &before, &[])?;
        // What is of these days may have come before the range.
        let search = parts.search(window, &before, &replies);
        let search = search.apart_from_window();
        let older = search.walk(to)?;
        let told = Told::join(walked, older, &search, self.repository()).of_range();
        let mut snapshot = parts.assemble(to, (window, zone), told, before, replies)?;
        snapshot.late.clear();
        for period in window.periods() {
            for file in to.files_of(period)? {
                snapshot.besides.extend(update_of_path(&file.path));
            }
        }
        // Of the files that `to` has, those that did not change are no part
        // of the range, whatever happened to them in between.
        let is_there = |gone: &Gone| -> Result<bool, StoreError> {
            let path = update_path(&gone.author, gone.period);
            Ok(to.entry(&path)?.is_some())
        };
        let mut gone = Vec::new();
        for one in std::mem::take(&mut snapshot.gone) {
            if !is_there(&one)? {
                gone.push(one);
            }
        }
        // A merge that keeps one side only loses a file without a commit of
        // its own in the range.
        for (_, period, change) in changed.iter().filter(|(_, _, c)| c.entry.is_none()) {
            let path = String::from_utf8_lossy(&change.path);
            let known = |gone: &Gone| update_path(&gone.author, gone.period) == path;
            if let Some((author, _)) = update_of_path(&path)
                && !gone.iter().any(known)
            {
                gone.push(Gone {
                    author,
                    period: *period,
                    reason: GoneReason::Lost,
                    history: History::default(),
                });
            }
        }
        snapshot.gone = gone;
        Ok(snapshot)
    }
}

impl Parts {
    /// Finds what the authors of the range and the members said besides it,
    /// under any handle that they ever had:
    /// the latest update after theirs in the range and the latest before, or
    /// the latest of all where they have none in it.
    pub(super) fn untouched(
        &mut self,
        tree: &LogTree<'_>,
        window: Window,
    ) -> Result<Vec<Standing>, StoreError> {
        let handles = Handles::of(&self.team);
        let members = self.team.members.iter();
        let members = members.filter(|member| member.is_active(window.since, window.until));
        let mut wanted: BTreeSet<Handle> = members.map(|member| member.handle.clone()).collect();
        let mut said: BTreeMap<Handle, Vec<Period>> = BTreeMap::new();
        for (_, update) in &self.updates {
            let author = handles.current(&update.author).clone();
            let periods = said.entry(author).or_default();
            periods.push(update.period);
        }
        wanted.extend(said.keys().cloned());
        let mut found: Vec<Standing> = Vec::new();
        let mut after: BTreeSet<Handle> = BTreeSet::new();
        let earliest = window.since - LOOK_BACK;
        for period in tree.periods_since(earliest)? {
            if wanted.is_empty() {
                break;
            }
            for File { path, mode, id } in tree.files_of(period)? {
                let Some(author) = handles.of_path(&path) else {
                    continue;
                };
                if !wanted.contains(&author) || self.present.contains(&path) {
                    continue;
                }
                let own = said.get(&author);
                let is_after = own.is_some_and(|own| own.iter().all(|said| *said < period));
                let is_before = own.is_none_or(|own| own.iter().all(|said| period < *said));
                if !(is_before || is_after && !after.contains(&author)) {
                    continue;
                }
                let read = read_file(tree.repository(), &path, mode, id, parse_update);
                match read.value {
                    Some(update) => {
                        found.push(Standing { path, update });
                        if is_before {
                            wanted.remove(&author);
                        } else {
                            after.insert(author);
                        }
                    }
                    None => self.findings.extend(read.findings),
                }
            }
        }
        Ok(found)
    }
}

/// Returns the changes that are of updates, with path and period.
pub(super) fn changed_updates(changes: &[PathChange]) -> Vec<(String, Period, &PathChange)> {
    changes
        .iter()
        .filter_map(|change| {
            let path = String::from_utf8_lossy(&change.path).into_owned();
            let (_, period) = update_of_path(&path)?;
            Some((path, period, change))
        })
        .collect()
}

/// Returns the days from the first period's first to the last period's last.
fn span(periods: impl Iterator<Item = Period> + Clone) -> Option<Window> {
    Some(Window {
        since: periods.clone().map(Period::first_day).min()?,
        until: periods.map(Period::last_day).max()?,
    })
}
