use chrono::NaiveDate;

use super::file::{read_file, update_of_path};
use super::history::{damage, histories, moment};
use super::mailmap::lead_on;
use super::scope::WholeScope;
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::parse_update;
use crate::git::{PathChange, changed_paths, walk};
use crate::model::{
    CommitId, Entry, Finding, History, LateArrival, Period, PeriodKind, Snapshot, Update,
};

impl Log {
    /// Tells in a snapshot of `tree`, in place of what arrived late during its
    /// window, what arrived since `base` for weeks before the window whose
    /// digests were published: updates that `base` has not, and what those say
    /// that it has in another version.
    ///
    /// # Errors
    ///
    /// What git says of the log's own trees; trouble with single files becomes
    /// findings.
    pub fn tell_arrivals(
        &self,
        snapshot: &mut Snapshot,
        tree: &LogTree<'_>,
        base: &LogTree<'_>,
    ) -> Result<(), StoreError> {
        let changes = changed_paths(
            self.repository(),
            Some(base.commit().tree),
            tree.commit().tree,
            &|directory, name| !directory.is_empty() || name == b"updates",
        )?;
        let hidden = Some(base.commit().id);
        let walked = walk(self.repository(), tree.commit().id, hidden, &WholeScope)?;
        let mut histories = histories(&walked);
        lead_on(&tree.mailmap(), &snapshot.team, histories.values_mut());
        snapshot.late.clear();
        snapshot.late_since = Some(CommitId(base.commit().id.to_string()));
        snapshot.incomplete |= walked.shallow;
        let since = snapshot.window.since;
        for change in &changes.changes {
            let path = String::from_utf8_lossy(&change.path).into_owned();
            if !is_told(tree, &path, since)? {
                continue;
            }
            let history = histories.remove(&path).unwrap_or_default();
            let (arrival, findings) = arrival(tree, base, &path, change, history)?;
            snapshot.late.extend(arrival);
            add(&mut snapshot.findings, findings);
        }
        add(&mut snapshot.findings, damage(&changes.damaged));
        Ok(())
    }
}

/// Returns whether a path is of an update for a week before `since` whose
/// digest was published.
fn is_told(tree: &LogTree<'_>, path: &str, since: NaiveDate) -> Result<bool, StoreError> {
    let Some((_, period)) = update_of_path(path) else {
        return Ok(false);
    };
    let week = Period::of(PeriodKind::Week, period.first_day());
    Ok(period.last_day() < since && tree.has_digest(week)?)
}

/// Makes the arrival of a file that was added or changed; `None` where it says
/// nothing new. What cannot be read has findings.
fn arrival(
    tree: &LogTree<'_>,
    base: &LogTree<'_>,
    path: &str,
    change: &PathChange,
    history: History,
) -> Result<(Option<LateArrival>, Vec<Finding>), StoreError> {
    let Some((mode, id)) = change.entry else {
        return Ok((None, Vec::new()));
    };
    let read = read_file(tree.repository(), path, mode, id, parse_update);
    let Some(update) = read.value else {
        return Ok((None, read.findings));
    };
    let earlier = base.entry(path)?;
    let changed = earlier.is_some();
    let earlier: Option<Update> = earlier
        .and_then(|(mode, id)| read_file(tree.repository(), path, mode, id, parse_update).value);
    let update = match &earlier {
        Some(earlier) => update.since(earlier),
        None => update,
    };
    if update.is_untouched() {
        return Ok((None, read.findings));
    }
    let committed = || moment(&tree.commit().committer);
    let arrival = LateArrival {
        author: update.author.clone(),
        period: update.period,
        arrived: history.last().map_or_else(committed, |last| last.arrived),
        said: Some(Entry {
            path: path.to_owned(),
            update,
            history,
        }),
        changed,
    };
    Ok((Some(arrival), read.findings))
}

/// Adds findings on what has none yet.
fn add(findings: &mut Vec<Finding>, more: Vec<Finding>) {
    for finding in more {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
}
