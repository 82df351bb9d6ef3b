use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::StoreError;
use super::file::{reply_of_path, update_of_path};
use super::thread_memory::{Remembered, ThreadMemory};
use super::thread_scope::ThreadScope;
use super::tree::LogTree;
use crate::git::{Commit, FileRevision, Repository, Walk, WalkAbove, Walked, walk_above};

/// Behind how many commits what no longer changes is remembered: so many are
/// compared each time.
const RECENT: usize = if cfg!(test) { 4 } else { 1024 };

/// What is looked for in history: the files in which items first appeared, and
/// the folders of the replies to them.
pub(super) struct ThreadPast {
    /// The first day of the oldest item; `None` where there is none.
    pub(super) oldest: Option<NaiveDate>,
    pub(super) files: BTreeSet<String>,
    pub(super) folders: BTreeSet<String>,
}

impl ThreadPast {
    /// Walks history for it, the latest revision first.
    ///
    /// What lies behind a commit through which every line of history goes does
    /// not change while history grows, and may be remembered from an earlier
    /// walk; then only what is newer is compared. What was found is the same
    /// in either case. What the walk `beside` this one has compared, which
    /// looks at the whole log, is not compared again.
    pub(super) fn walk<'w>(
        &self,
        tree: &LogTree<'_>,
        memory: Option<&ThreadMemory>,
        keeps: bool,
        beside: &dyn Fn() -> Option<&'w Walked>,
    ) -> Result<Walk, StoreError> {
        let Some(oldest) = self.oldest else {
            return Ok(Walk::default());
        };
        let scope = ThreadScope::new(
            self.files.iter().map(String::as_str),
            self.folders.iter().map(String::as_str),
            oldest,
        );
        let (repository, tip) = (tree.repository(), tree.commit().id);
        let mut found = None;
        if let Some(remembered) = &memory.and_then(ThreadMemory::read)
            && self.is_covered(repository, remembered)?
        {
            let past = self.recall(repository, remembered);
            let above = walk_above(
                repository,
                tip,
                Some(remembered.commit),
                &scope,
                RECENT,
                beside,
            )?;
            found = above.zip(past);
        }
        let is_new = found.is_none();
        let (above, past) = match found {
            Some(found) => found,
            None => {
                let all = walk_above(repository, tip, None, &scope, RECENT, beside)?;
                (all.unwrap_or_default(), Vec::new())
            }
        };
        let WalkAbove {
            mut walk,
            commits,
            waist,
            newer,
        } = above;
        walk.revisions.extend(past);
        let grown = is_new || commits > 2 * RECENT;
        let waist = waist.filter(|_| keeps && grown && !walk.shallow);
        if let Some((waist, memory)) = waist.zip(memory) {
            let settled = walk.revisions.iter();
            let settled = settled.filter(|revision| !newer.contains(&revision.commit.id));
            memory.write(&Remembered {
                commit: waist,
                covered: self.files.union(&self.folders).cloned().collect(),
                revisions: settled.filter(|one| is_of_log(one)).cloned().collect(),
            });
        }
        Ok(walk)
    }

    /// Returns whether all that is looked for and was there at the commit up to
    /// which something is remembered is among it.
    fn is_covered(
        &self,
        repository: &Repository,
        remembered: &Remembered,
    ) -> Result<bool, StoreError> {
        let Ok(commit) = repository.commit(remembered.commit) else {
            return Ok(false);
        };
        for path in self.files.iter().chain(&self.folders) {
            if !remembered.covered.contains(path) && repository.entry(commit.tree, path)?.is_some()
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns what is remembered of what is looked for; `None` where a commit
    /// of it is not what it was.
    fn recall(
        &self,
        repository: &Repository,
        remembered: &Remembered,
    ) -> Option<Vec<FileRevision>> {
        let wanted = |path: &[u8]| {
            let path = std::str::from_utf8(path).unwrap_or_default();
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            self.files.contains(path) || self.folders.contains(folder)
        };
        let mine = remembered.revisions.iter().filter(|one| wanted(&one.path));
        let read = |revision: &FileRevision| {
            let commit = |known: &Commit| repository.commit(known.id).ok().map(Arc::new);
            let merge = match &revision.merge {
                Some(merge) => Some(commit(merge)?),
                None => None,
            };
            Some(FileRevision {
                commit: commit(&revision.commit)?,
                merge,
                ..revision.clone()
            })
        };
        mine.map(read).collect()
    }
}

/// Returns whether a revision is of an update or a reply: whatever else lies in
/// the folders is asked for by nobody.
fn is_of_log(revision: &FileRevision) -> bool {
    let path = std::str::from_utf8(&revision.path);
    path.is_ok_and(|path| update_of_path(path).is_some() || reply_of_path(path).is_some())
}
