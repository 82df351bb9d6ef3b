use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::history::{damage, histories, moment};
use super::scope::WindowScope;
use super::tree::{LogTree, Read, read_file, update_of_path};
use super::{Log, StoreError};
use crate::format::parse_update;
use crate::git::{Mode, ObjectId, Repository, Walk, walk};
use crate::model::{
    ChangeKind, CommitId, Entry, Finding, Gone, GoneReason, Handle, History, LateArrival, Period,
    ReplyEntry, Section, Severity, Snapshot, Standing, Team, Update, Window, Zone,
};

/// How far before a window an absent member's last update is looked for.
pub(super) const LOOK_BACK: TimeDelta = TimeDelta::days(92);

/// From how many files on it is worth while to read them by two threads.
const MANY_FILES: usize = 128;

impl Log {
    /// Reads what a report on `window` needs from the log at `tree`.
    ///
    /// The days of the window are reckoned in `zone`. Where a thread is to be
    /// shown, `threads` names the updates whose replies are read with their
    /// history: the one that is shown, and those in which its items first
    /// appeared.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotALog`], or what git says of the log's own trees;
    /// trouble with single files and commits becomes findings.
    pub fn snapshot(
        &self,
        tree: &LogTree<'_>,
        window: Window,
        zone: Zone,
        threads: &[(Handle, Period)],
    ) -> Result<Snapshot, StoreError> {
        let team = tree.team(self.branch())?;
        let mut scope = WindowScope::new(window, zone);
        for (author, period) in threads {
            scope = scope.with_replies(author, *period);
        }
        let walker = self.repository().reopen()?;
        let (tip, scope) = (tree.commit().id, &scope);
        // The files are read while history is walked.
        std::thread::scope(|scoped| {
            let walked = scoped.spawn(move || walk(&walker, tip, None, scope));
            let mut parts = Parts::new(team, self.read_window(tree, window)?);
            let before = parts.standings(tree, window)?;
            let replies = parts.replies(tree, &before, threads)?;
            let walked = walked.join().expect("a walk does not panic")?;
            Ok(parts.assemble(tree, window, zone, &walked, before, replies))
        })
    }

    /// Reads every file of the window, in the order of periods and names; by
    /// two threads where there are many.
    fn read_window(
        &self,
        tree: &LogTree<'_>,
        window: Window,
    ) -> Result<Vec<Read<Update>>, StoreError> {
        let mut files = Vec::new();
        for period in window.periods() {
            files.extend(tree.authors(period)?);
        }
        if files.len() < MANY_FILES {
            return read_files(self.repository(), files);
        }
        let rest = files.split_off(files.len() / 2);
        let reader = self.repository().reopen()?;
        let (first, rest) = std::thread::scope(|threads| {
            let rest = threads.spawn(move || read_files(&reader, rest));
            let first = read_files(self.repository(), files);
            (first, rest.join().expect("reading does not panic"))
        });
        let mut read = first?;
        read.extend(rest?);
        Ok(read)
    }
}

fn read_files(
    repository: &Repository,
    files: Vec<(String, Mode, ObjectId)>,
) -> Result<Vec<Read<Update>>, StoreError> {
    let read = files.into_iter().map(|(path, mode, id)| {
        if update_of_path(&path).is_none() {
            return Ok(stray(path));
        }
        read_file(repository, &path, mode, id, parse_update)
    });
    read.collect()
}

/// Makes the finding for a file in a period's directory that is no update.
fn stray(path: String) -> Read<Update> {
    Read {
        value: None,
        findings: vec![Finding {
            severity: Severity::Warning,
            rule: "stray-file",
            path: path.clone(),
            place: None,
            message: "this file is named after no handle, so it is no update".to_owned(),
            remedy: "rename it to HANDLE.yaml, or remove it".to_owned(),
        }],
        path,
    }
}

/// The parts of a snapshot as they come together.
pub(super) struct Parts {
    pub(super) team: Team,
    pub(super) updates: Vec<(String, Update)>,
    pub(super) present: BTreeSet<String>,
    pub(super) findings: Vec<Finding>,
}

impl Parts {
    /// Sorts out what was read.
    pub(super) fn new(team: Read<Team>, files: Vec<Read<Update>>) -> Self {
        let mut parts = Self {
            team: team.value.unwrap_or_default(),
            updates: Vec::new(),
            present: BTreeSet::new(),
            findings: team.findings,
        };
        for file in files {
            parts.findings.extend(file.findings);
            parts.present.insert(file.path.clone());
            if let Some(update) = file.value {
                parts.updates.push((file.path, update));
            }
        }
        parts
    }

    /// Finds, for every author that matters, the latest update before the
    /// window. One that cannot be read has a finding, and an earlier one
    /// stands in for it.
    fn standings(
        &mut self,
        tree: &LogTree<'_>,
        window: Window,
    ) -> Result<Vec<Standing>, StoreError> {
        let authors = self.updates.iter().map(|(_, update)| &update.author);
        let members = self.team.members.iter();
        let members = members
            .filter(|member| member.is_active(window.since, window.until))
            .map(|member| &member.handle);
        let mut wanted: BTreeSet<Handle> = authors.chain(members).cloned().collect();
        let mut found: BTreeMap<Handle, Standing> = BTreeMap::new();
        let earliest = window.since - LOOK_BACK;
        for period in tree.periods()? {
            if wanted.is_empty() || period.last_day() < earliest {
                break;
            }
            if period.last_day() >= window.since {
                continue;
            }
            for (path, mode, id) in tree.authors(period)? {
                let Some((author, _)) = update_of_path(&path) else {
                    continue;
                };
                if !wanted.contains(&author) {
                    continue;
                }
                let read = read_file(tree.repository(), &path, mode, id, parse_update)?;
                match read.value {
                    Some(update) => {
                        wanted.remove(&author);
                        found.insert(author, Standing { path, update });
                    }
                    None => self.findings.extend(read.findings),
                }
            }
        }
        Ok(found.into_values().collect())
    }

    /// Reads the replies to whatever is open in the updates, or to `threads`.
    pub(super) fn replies(
        &mut self,
        tree: &LogTree<'_>,
        before: &[Standing],
        threads: &[(Handle, Period)],
    ) -> Result<Vec<ReplyEntry>, StoreError> {
        let mut asked: BTreeSet<(Handle, Period)> = BTreeSet::new();
        asked.extend(threads.iter().cloned());
        let all = self.updates.iter().map(|(_, update)| update);
        for update in all.chain(before.iter().map(|standing| &standing.update)) {
            for (section, item) in update.items() {
                if section.stays_open() || section == Section::Done && item.since.is_some() {
                    asked.insert((update.author.clone(), item.first_period(update.period)));
                }
            }
        }
        let mut replies = Vec::new();
        for (author, period) in asked {
            for read in tree.replies(&author, period)? {
                self.findings.extend(read.findings);
                replies.extend(read.value.map(|reply| ReplyEntry {
                    path: read.path,
                    reply,
                    history: History::default(),
                }));
            }
        }
        Ok(replies)
    }

    /// Puts the snapshot together.
    pub(super) fn assemble(
        self,
        tree: &LogTree<'_>,
        window: Window,
        zone: Zone,
        walked: &Walk,
        before: Vec<Standing>,
        mut replies: Vec<ReplyEntry>,
    ) -> Snapshot {
        let mut findings = self.findings;
        for finding in tree.damage().into_iter().chain(damage(&walked.damaged)) {
            // Reading and walking may have met the same object.
            if !findings.iter().any(|known| known.path == finding.path) {
                findings.push(finding);
            }
        }
        let mut histories = histories(walked);
        for reply in &mut replies {
            reply.history = histories.remove(&reply.path).unwrap_or_default();
        }
        let order = reply_order(walked);
        replies.sort_by(|a, b| {
            let key = |reply: &ReplyEntry| (order.get(&reply.path).copied(), reply.path.clone());
            key(a).cmp(&key(b))
        });
        let entries = self.updates.into_iter().map(|(path, update)| Entry {
            history: histories.remove(&path).unwrap_or_default(),
            path,
            update,
        });
        let entries: Vec<Entry> = entries.collect();
        let (gone, late) = absent(histories, &self.present, window, zone);
        let commit = tree.commit();
        Snapshot {
            commit: CommitId(commit.id.to_string()),
            committed: moment(&commit.committer),
            window,
            team: self.team,
            entries,
            before,
            gone,
            late,
            replies,
            findings,
            incomplete: walked.shallow,
        }
    }
}

/// Returns the place of each reply in the order of history, the first first.
fn reply_order(walked: &Walk) -> BTreeMap<String, usize> {
    let paths = walked.revisions.iter().rev().enumerate();
    let mut order = BTreeMap::new();
    for (index, revision) in paths {
        let path = String::from_utf8_lossy(&revision.path).into_owned();
        order.entry(path).or_insert(index);
    }
    order
}

/// Tells, of the histories whose file was not read, what is gone from the
/// window and what arrived during it for earlier periods.
fn absent(
    histories: BTreeMap<String, History>,
    present: &BTreeSet<String>,
    window: Window,
    zone: Zone,
) -> (Vec<Gone>, Vec<LateArrival>) {
    let (mut gone, mut late) = (Vec::new(), Vec::new());
    let during = zone.start_of(window.since)..zone.end_of(window.until);
    for (path, history) in histories {
        let Some((author, period)) = update_of_path(&path) else {
            continue;
        };
        let Some(last) = history.last() else {
            continue;
        };
        if window.covers(period) && !present.contains(&path) {
            let reason = match last.kind {
                ChangeKind::Removed => GoneReason::Withdrawn,
                ChangeKind::Added | ChangeKind::Changed => GoneReason::Lost,
            };
            gone.push(Gone {
                author,
                period,
                reason,
                history,
            });
        } else if period.last_day() < window.since && last.kind != ChangeKind::Removed {
            let added = history.revisions.iter().rev().find(|revision| {
                revision.kind == ChangeKind::Added && during.contains(&revision.arrived.to_utc())
            });
            late.extend(added.map(|revision| LateArrival {
                author,
                period,
                arrived: revision.arrived,
            }));
        }
    }
    (gone, late)
}
