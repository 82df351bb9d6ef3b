use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use super::file::{Read, read_updates, reply_of_path, update_of_path};
use super::handles::Handles;
use super::history::{damage, histories, moment, reply_order};
use super::mailmap::lead_on;
use super::scope::WindowScope;
use super::thread_scope::ThreadScope;
use super::told::Told;
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::{check_answers, reply_directory};
use crate::git::walk;
use crate::model::{
    ChangeKind, CommitId, Entry as UpdateEntry, Finding, Gone, GoneReason, Handle, History,
    LateArrival, Period, ReplyEntry, Section, Severity, Snapshot, Standing, Team, Update, Window,
    Zone,
};

/// How far before a window an absent member's last update is looked for.
pub(super) const LOOK_BACK: TimeDelta = TimeDelta::days(92);

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
        let scope = WindowScope::new(window, zone);
        let walker = self.repository().reopen()?;
        let (tip, scope) = (tree.commit().id, &scope);
        // The files are read while history is walked.
        std::thread::scope(|scoped| {
            let walked = scoped.spawn(move || walk(&walker, tip, None, scope));
            let mut parts = Parts::new(team, self.read_window(tree, window)?);
            let before = parts.standings(tree, window)?;
            let replies = parts.replies(tree, &before, threads)?;
            let search = parts.search(window, &before, &replies);
            let older = search.walk_known(self, tree)?;
            let walked = walked.join().expect("a walk does not panic")?;
            let told = Told::join(walked, older, &search, self.repository());
            parts.assemble(tree, (window, zone), told, before, replies)
        })
    }

    /// Reads every file of the window, in the order of periods and names, and
    /// then what else is there.
    fn read_window(
        &self,
        tree: &LogTree<'_>,
        window: Window,
    ) -> Result<Vec<Read<Update>>, StoreError> {
        let (mut files, mut strays) = (Vec::new(), Vec::new());
        for period in window.periods() {
            for file in tree.files_of(period)? {
                if update_of_path(&file.path).is_some() {
                    files.push(file);
                } else {
                    strays.push(stray(file.path));
                }
            }
        }
        let mut read = read_updates(self.repository(), &files)?;
        read.extend(strays);
        Ok(read)
    }
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
    /// The paths of what could not be read.
    unread: Vec<String>,
    pub(super) findings: Vec<Finding>,
}

impl Parts {
    /// Sorts out what was read.
    pub(super) fn new(team: Read<Team>, files: Vec<Read<Update>>) -> Self {
        let mut parts = Self {
            team: team.value.unwrap_or_default(),
            updates: Vec::new(),
            present: BTreeSet::new(),
            unread: Vec::new(),
            findings: team.findings,
        };
        for file in files {
            parts.findings.extend(file.findings);
            parts.present.insert(file.path.clone());
            match file.value {
                Some(update) => {
                    let misfits = check_answers(&file.path, &update, &parts.team.sections);
                    parts.findings.extend(misfits);
                    parts.updates.push((file.path, update));
                }
                None => parts.unread.push(file.path),
            }
        }
        parts
    }

    /// Finds, for every author that matters, the latest update before the
    /// window; who changed their handle is still the same author. One that
    /// cannot be read has a finding, and an earlier one stands in for it.
    fn standings(
        &mut self,
        tree: &LogTree<'_>,
        window: Window,
    ) -> Result<Vec<Standing>, StoreError> {
        let handles = Handles::of(&self.team);
        let members = self.team.members.iter();
        let active = members.filter(|member| member.is_active(window.since, window.until));
        let mut wanted: BTreeSet<Handle> = active.map(|member| member.handle.clone()).collect();
        wanted.extend(
            self.updates
                .iter()
                .filter_map(|(path, _)| handles.of_path(path)),
        );
        let earliest = window.since - LOOK_BACK;
        let mut periods = tree.periods_since(earliest)?;
        periods.retain(|period| period.last_day() < window.since);
        let mut found: BTreeMap<Handle, Standing> = BTreeMap::new();
        let mut unread: BTreeSet<String> = BTreeSet::new();
        // Hardly ever is there anybody whose latest update cannot be read, and
        // who is looked for once more.
        while !wanted.is_empty() {
            let (mut files, mut sought) = (Vec::new(), std::mem::take(&mut wanted));
            for &period in &periods {
                if sought.is_empty() {
                    break;
                }
                let chosen = tree.files_of(period)?.into_iter().filter(|file| {
                    !unread.contains(&file.path)
                        && handles
                            .of_path(&file.path)
                            .is_some_and(|author| sought.remove(&author))
                });
                files.extend(chosen);
            }
            for read in read_updates(tree.repository(), &files)? {
                let Some(author) = handles.of_path(&read.path) else {
                    continue;
                };
                if let Some(update) = read.value {
                    let path = read.path;
                    found.insert(author, Standing { path, update });
                } else {
                    self.findings.extend(read.findings);
                    unread.insert(read.path);
                    wanted.insert(author);
                }
            }
        }
        Ok(found.into_values().collect())
    }

    /// Reads the replies to whatever is open or planned in the updates, or to
    /// `threads`.
    pub(super) fn replies(
        &mut self,
        tree: &LogTree<'_>,
        before: &[Standing],
        threads: &[(Handle, Period)],
    ) -> Result<Vec<ReplyEntry>, StoreError> {
        let handles = Handles::of(&self.team);
        let mut asked: BTreeSet<(Handle, Period)> = BTreeSet::new();
        asked.extend(threads.iter().cloned());
        let all = self.updates.iter().map(|(_, update)| update);
        for update in all.chain(before.iter().map(|standing| &standing.update)) {
            for (section, item) in update.items() {
                if section.has_ids() || section == Section::Done && item.since.is_some() {
                    let first = item.first_period(update.period);
                    let all = handles.all(&update.author);
                    asked.extend(all.map(|handle| (handle.clone(), first)));
                }
            }
        }
        let folders: BTreeSet<String> = asked
            .iter()
            .map(|(author, period)| reply_directory(author, *period))
            .collect();
        let folders = folders.iter().map(String::as_str);
        self.read_listed(tree, &ThreadScope::folders(folders))
    }

    /// Reads the replies to what `author` first wrote in `period`.
    pub(super) fn thread(
        &mut self,
        tree: &LogTree<'_>,
        author: &Handle,
        period: Period,
    ) -> Result<Vec<ReplyEntry>, StoreError> {
        let mut replies = Vec::new();
        for read in tree.replies(author, period)? {
            self.findings.extend(read.findings);
            let reply = read.value.zip(reply_of_path(&read.path));
            replies.extend(reply.map(|(reply, id)| ReplyEntry {
                path: read.path,
                id,
                reply,
                history: History::default(),
            }));
        }
        Ok(replies)
    }

    /// Puts the snapshot together.
    pub(super) fn assemble(
        mut self,
        tree: &LogTree<'_>,
        (window, zone): (Window, Zone),
        mut told: Told,
        before: Vec<Standing>,
        mut replies: Vec<ReplyEntry>,
    ) -> Result<Snapshot, StoreError> {
        let during = told.is_window.then_some((window, zone));
        let mut said = self.said(tree, told.own(), during, &replies)?;
        let reopened = self.reopened(tree, window, &before, [&replies, &said])?;
        self.tell_reopened(tree, &reopened, &mut told, &mut replies)?;
        let walked = &told.walked;
        let mut findings = self.findings;
        for finding in tree.damage().into_iter().chain(damage(&walked.damaged)) {
            // Reading and walking may have met the same object.
            if !findings.iter().any(|known| known.path == finding.path) {
                findings.push(finding);
            }
        }
        let mut histories = histories(walked);
        lead_on(&tree.mailmap(), &self.team, histories.values_mut());
        let order = reply_order(walked);
        for all in [&mut replies, &mut said] {
            for reply in all.iter_mut() {
                reply.history = histories.get(&reply.path).cloned().unwrap_or_default();
            }
            all.sort_by(|a, b| {
                let place = |reply: &ReplyEntry| order.get(&reply.path).copied();
                (place(a), &a.path).cmp(&(place(b), &b.path))
            });
        }
        let entries = self.updates.into_iter().map(|(path, update)| UpdateEntry {
            history: histories.remove(&path).unwrap_or_default(),
            path,
            update,
        });
        let entries: Vec<UpdateEntry> = entries.collect();
        let unread = self.unread.iter();
        let besides = unread.filter_map(|path| update_of_path(path)).collect();
        let (gone, late) = absent(histories, &self.present, window, zone);
        let commit = tree.commit();
        Ok(Snapshot {
            commit: CommitId(commit.id.to_string()),
            committed: moment(&commit.committer),
            window,
            team: self.team,
            entries,
            before,
            besides,
            gone,
            late,
            late_since: None,
            replies,
            reopened,
            appearances: told.appearances,
            said,
            findings,
            incomplete: told.walked.shallow,
        })
    }
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
                said: None,
                changed: false,
            }));
        }
    }
    (gone, late)
}
