use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::file::update_of_path;
use super::handles::Handles;
use super::history::moment;
use super::snapshot::Parts;
use super::thread_memory::ThreadMemory;
use super::thread_past::ThreadPast;
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::{MAX_BYTES, parse_update, reply_directory, update_path};
use crate::git::{Change, FileRevision, ObjectId, Repository, Walk, Walked};
use crate::model::{
    Appearance, CommitId, Handle, ItemAddress, ItemId, Period, Reopened, ReplyEntry, ReplyState,
    Section, Standing, Team, Update, Window,
};

/// A blocker or question whose first appearance is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sought {
    pub(super) address: ItemAddress,
    /// The files in which it may have appeared first: those of its first
    /// period under any handle of its author, then the one that carries it
    /// now, for an item that says it is older than it is.
    files: Vec<String>,
    /// Whether the update of its first period holds it as the tree has it.
    is_there: bool,
}

/// What is looked for, by where it is found.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// What first appeared within the window, whose walk tells of it.
    inside: Vec<Sought>,
    /// What is older and still open.
    older: Vec<Sought>,
}

impl Search {
    /// Looks for all of it in the past of the threads: for a walk that does
    /// not cover the window.
    pub(super) fn apart_from_window(mut self) -> Self {
        self.older.append(&mut self.inside);
        self
    }

    /// Walks the past of the threads of what is older than the window.
    pub(super) fn walk(&self, tree: &LogTree<'_>) -> Result<Walk, StoreError> {
        self.past().walk(tree, None, false, &|| None)
    }

    /// Does the same with what an earlier walk remembered of the log.
    pub(super) fn walk_known(&self, log: &Log, tree: &LogTree<'_>) -> Result<Walk, StoreError> {
        let memory = ThreadMemory::of(log);
        self.past().walk(tree, Some(&memory), false, &|| None)
    }

    /// Does the same, and remembers what no longer changes; what the walk
    /// `beside` this one has compared, of the whole log, is not compared again.
    pub(super) fn walk_and_keep<'w>(
        &self,
        log: &Log,
        tree: &LogTree<'_>,
        beside: &dyn Fn() -> Option<&'w Walked>,
    ) -> Result<Walk, StoreError> {
        let memory = ThreadMemory::of(log);
        self.past().walk(tree, Some(&memory), true, beside)
    }

    fn past(&self) -> ThreadPast {
        let first_days = self.older.iter().map(|one| one.address.period.first_day());
        ThreadPast {
            oldest: first_days.min(),
            files: self
                .older
                .iter()
                .flat_map(|one| one.files.clone())
                .collect(),
            folders: self.older.iter().flat_map(Sought::folders).collect(),
        }
    }

    /// Looks for items that replies have opened again.
    pub(super) fn of_reopened(reopened: &[Reopened], team: &Team) -> Self {
        let handles = Handles::of(team);
        let sought = reopened.iter().map(|Reopened { address, update }| {
            let all = handles.all(&address.author);
            let mut files: Vec<String> = all
                .map(|handle| update_path(handle, address.period))
                .collect();
            if update.period != address.period {
                files.push(update_path(&update.author, update.period));
            }
            Sought {
                address: address.clone(),
                files,
                is_there: update.period == address.period,
            }
        });
        Self {
            inside: Vec::new(),
            older: sought.collect(),
        }
    }

    /// Tells when each item came into the log, out of what the walk of the
    /// window and the one for older items found.
    pub(super) fn tell(
        &self,
        repository: &Repository,
        window: &Walk,
        older: &Walk,
    ) -> BTreeMap<ItemAddress, Appearance> {
        let mut told = BTreeMap::new();
        for (sought, walk) in [(&self.inside, window), (&self.older, older)] {
            let wanted: BTreeSet<&[u8]> = sought.iter().flat_map(Sought::paths).collect();
            let mut found: HashMap<&[u8], Vec<&FileRevision>> = HashMap::new();
            for revision in &walk.revisions {
                if wanted.contains(revision.path.as_slice()) {
                    found.entry(&revision.path).or_default().push(revision);
                }
            }
            let mut blobs = Blobs::of(repository);
            for one in sought {
                let mut stays = one.paths().map(|path| {
                    let revisions = found.get(path).map_or(&[][..], Vec::as_slice);
                    match revisions {
                        // What was never changed is what the tree has.
                        [only] if one.is_there && only.change == Change::Added => Some(*only),
                        _ => came_to_stay(revisions, |revision| blobs.hold(revision, &one.address)),
                    }
                });
                if let Some(revision) = stays.find_map(|found| found) {
                    let appearance = Appearance {
                        commit: CommitId(revision.commit.id.to_string()),
                        at: moment(&revision.commit.committer).to_utc(),
                    };
                    told.insert(one.address.clone(), appearance);
                }
            }
        }
        told
    }
}

impl Sought {
    fn paths(&self) -> impl Iterator<Item = &[u8]> {
        self.files.iter().map(String::as_bytes)
    }

    /// Returns the folders of the replies to it.
    fn folders(&self) -> BTreeSet<String> {
        let period = self.address.period;
        let directories = self.files.iter().filter_map(|file| {
            let (author, of) = update_of_path(file)?;
            (of == period).then(|| reply_directory(&author, period))
        });
        directories.collect()
    }
}

impl Parts {
    /// Says of which blockers and questions it is sought when they came into
    /// the log: of all that first appeared in the window, and of older ones
    /// that may be open.
    pub(super) fn search(
        &self,
        window: Window,
        before: &[Standing],
        replies: &[ReplyEntry],
    ) -> Search {
        let handles = Handles::of(&self.team);
        let updates = || {
            let own = self.updates.iter().map(|(_, update)| update);
            own.chain(before.iter().map(|standing| &standing.update))
        };
        let mut latest: BTreeMap<&Handle, Period> = BTreeMap::new();
        for update in updates() {
            let last = latest.entry(handles.current(&update.author));
            let last = last.or_insert(update.period);
            *last = update.period.max(*last);
        }
        let closed = closed(&handles, replies);
        let mut items: BTreeMap<ItemAddress, (&Update, bool)> = BTreeMap::new();
        for update in updates() {
            for (_, item) in update.items().filter(|(s, _)| Section::stays_open(*s)) {
                let Some(address) = update.address_of(item) else {
                    continue;
                };
                let is_last = latest.get(handles.current(&update.author)) == Some(&update.period);
                let key = (
                    handles.current(&address.author),
                    address.period,
                    &address.id,
                );
                let is_inside = window.covers(address.period);
                if is_inside || is_last && !closed.contains(&key) {
                    let is_first = address.period == update.period;
                    let (holder, is_there) = items.entry(address).or_insert((update, false));
                    *is_there |= is_first;
                    if holder.period < update.period {
                        *holder = update;
                    }
                }
            }
        }
        let mut search = Search::default();
        for (address, (holder, is_there)) in items {
            let of = handles.all(&address.author);
            let mut files: Vec<String> = of
                .map(|handle| update_path(handle, address.period))
                .collect();
            if holder.period != address.period {
                files.push(update_path(&holder.author, holder.period));
            }
            let side = if window.covers(address.period) {
                &mut search.inside
            } else {
                &mut search.older
            };
            side.push(Sought {
                address,
                files,
                is_there,
            });
        }
        search
    }
}

/// Returns what replies have closed and none has opened again, whatever their
/// order, which only a walk tells.
fn closed<'a>(
    handles: &Handles<'a>,
    replies: &'a [ReplyEntry],
) -> BTreeSet<(&'a Handle, Period, &'a ItemId)> {
    let of = |wanted: fn(ReplyState) -> bool| {
        let replies = replies
            .iter()
            .filter(move |entry| entry.reply.state.is_some_and(wanted));
        replies.filter_map(|entry| {
            let to = &entry.reply.to;
            Some((handles.current(&to.author), to.period, to.id.as_ref()?))
        })
    };
    let mut closed: BTreeSet<_> = of(ReplyState::closes).collect();
    for opened in of(|state| state == ReplyState::Reopened) {
        closed.remove(&opened);
    }
    closed
}

/// Returns the revision, of those of one file, with which it came to hold what
/// it holds since, or held until it was left out; the revisions are given with
/// the latest first.
///
/// What was withdrawn and came back counts from when it came back. `None` where
/// it was never held, or where the history that tells is not here.
fn came_to_stay<'r>(
    revisions: &[&'r FileRevision],
    mut holds: impl FnMut(&FileRevision) -> bool,
) -> Option<&'r FileRevision> {
    let mut came = None;
    for &revision in revisions {
        let is_held = holds(revision);
        if is_held {
            came = Some(revision);
        } else if came.is_some() {
            return came;
        }
        if is_held && revision.change == Change::Added {
            return came;
        }
    }
    // What was there before the earliest revision is not known.
    came.filter(|revision| revision.change == Change::Added)
}

/// The files of revisions, each read once.
struct Blobs<'r> {
    repository: &'r Repository,
    items: HashMap<ObjectId, BTreeSet<(Period, String)>>,
}

impl<'r> Blobs<'r> {
    fn of(repository: &'r Repository) -> Self {
        Self {
            repository,
            items: HashMap::new(),
        }
    }

    /// Returns whether a file holds the item at an address since a revision.
    fn hold(&mut self, revision: &FileRevision, address: &ItemAddress) -> bool {
        let Some((_, blob)) = revision.entry else {
            return false;
        };
        let repository = self.repository;
        let items = self.items.entry(blob).or_insert_with(|| {
            let bytes = repository.blob_up_to(blob, MAX_BYTES).ok().flatten();
            let path = String::from_utf8_lossy(&revision.path);
            let update = bytes.and_then(|bytes| parse_update(&path, &bytes).value);
            update.iter().flat_map(items_of).collect()
        });
        items.contains(&(address.period, address.id.to_string()))
    }
}

fn items_of(update: &Update) -> impl Iterator<Item = (Period, String)> {
    update.items().filter_map(|(_, item)| {
        let id = item.id.as_ref()?;
        Some((item.first_period(update.period), id.to_string()))
    })
}

#[cfg(test)]
mod tests;
