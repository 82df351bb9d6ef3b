use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::StoreError;
use super::appearance::Search;
use super::desk::open_items;
use super::handles::Handles;
use super::snapshot::{LOOK_BACK, Parts};
use super::told::Told;
use super::tree::LogTree;
use crate::format::{reply_file, update_path};
use crate::model::{
    Handle, ItemAddress, Period, Reopened, ReplyAddress, ReplyEntry, ReplyState, Standing, Target,
    ThreadState, Update, Window,
};

impl LogTree<'_> {
    /// Returns the items of an author that replies have opened again, and that
    /// no update of theirs has carried since.
    ///
    /// An item that the author's latest update up to `last` carries is open
    /// without that. One that a later update than the reply speaks of was seen
    /// by its author, who may have left it out since; and one that none speaks
    /// of stays open, also where the author posted meanwhile and did not know.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn reopened(
        &self,
        author: &Handle,
        items: &BTreeSet<ItemAddress>,
        last: Period,
    ) -> Result<Vec<Reopened>, StoreError> {
        self.reopened_of(author, items, last, true)
    }

    /// Does the same for a handle of an author; `is_today` says whether it is
    /// the one under which their latest update stands.
    fn reopened_of(
        &self,
        author: &Handle,
        items: &BTreeSet<ItemAddress>,
        last: Period,
        is_today: bool,
    ) -> Result<Vec<Reopened>, StoreError> {
        let mut opened: BTreeMap<ItemAddress, ReplyAddress> = BTreeMap::new();
        for (item, state) in self.thread_states(items)? {
            if let ThreadState::Reopened(id) = state {
                let (author, period) = (item.author.clone(), item.period);
                opened.insert(item, ReplyAddress { author, period, id });
            }
        }
        let found = self.last_said(author, opened.keys(), last, is_today)?;
        let spoken: BTreeSet<&str> = found.values().map(|said| said.spoken.as_str()).collect();
        let spoken: Vec<&str> = spoken.into_iter().collect();
        let Some(walked) = self.walk_threads(found.keys(), &spoken)? else {
            return Ok(Vec::new());
        };
        // The latest revision of an update, and the earliest of a reply.
        let mut latest: BTreeMap<&[u8], usize> = BTreeMap::new();
        let mut earliest: BTreeMap<&[u8], usize> = BTreeMap::new();
        for (age, revision) in walked.revisions.iter().enumerate() {
            latest.entry(&revision.path).or_insert(age);
            earliest.insert(&revision.path, age);
        }
        let stands = |item: &ItemAddress, said: &Said| {
            let reply = reply_file(&opened[item]);
            let opened = earliest.get(reply.as_bytes());
            match (opened, latest.get(said.spoken.as_bytes())) {
                (Some(opened), Some(spoken)) => opened < spoken,
                _ => true,
            }
        };
        let standing = found.into_iter().filter(|(item, said)| stands(item, said));
        let reopened = standing.filter_map(|(address, said)| {
            Some(Reopened {
                address,
                update: said.holder?,
            })
        });
        Ok(reopened.collect())
    }

    /// Returns what replies have opened again of what an author asked under
    /// former handles, and has not spoken of under the one of today.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn reopened_under_former(
        &self,
        author: &Handle,
        last: Period,
    ) -> Result<Vec<Reopened>, StoreError> {
        let mut all = Vec::new();
        for former in self.former_handles(author)? {
            let items = self.ever_reopened(&former, last.first_day())?;
            all.extend(self.reopened_of(&former, &items, last, false)?);
        }
        let today = |one: &Reopened| ItemAddress {
            author: author.clone(),
            ..one.address.clone()
        };
        let items: Vec<ItemAddress> = all.iter().map(today).collect();
        let spoken = self.last_said(author, &items, last, true)?;
        let carried = self.carried(author, &items, last)?;
        all.retain(|one| {
            let item = today(one);
            !spoken.contains_key(&item) && !carried.contains(&item)
        });
        Ok(all)
    }

    /// Returns which of some items the author's latest update up to `last`
    /// carries as open.
    fn carried(
        &self,
        author: &Handle,
        items: &[ItemAddress],
        last: Period,
    ) -> Result<BTreeSet<ItemAddress>, StoreError> {
        let Some(oldest) = items.iter().map(|item| item.period.first_day()).min() else {
            return Ok(BTreeSet::new());
        };
        let periods = self.periods_since(oldest)?;
        for read in self.updates_before(author, None, &periods) {
            if let Some(update) = read?.value.filter(|update| update.period <= last) {
                return Ok(open_items(&update));
            }
        }
        Ok(BTreeSet::new())
    }

    /// Finds where an author spoke of items last, and where they carried them
    /// last as open; those that the latest update carries are left out.
    fn last_said<'i>(
        &self,
        author: &Handle,
        items: impl IntoIterator<Item = &'i ItemAddress>,
        last: Period,
        is_today: bool,
    ) -> Result<BTreeMap<ItemAddress, Said>, StoreError> {
        let mut found: BTreeMap<ItemAddress, Said> = BTreeMap::new();
        let mut sought: BTreeSet<&ItemAddress> = items.into_iter().collect();
        let Some(oldest) = sought.iter().map(|item| item.period.first_day()).min() else {
            return Ok(found);
        };
        let periods = self.periods_since(oldest)?;
        let mut is_latest = is_today;
        for read in self.updates_before(author, None, &periods) {
            let Some(update) = read?.value.filter(|update| update.period <= last) else {
                continue;
            };
            let open = open_items(&update);
            sought.retain(|&item| {
                let carries = open.contains(item);
                if is_latest && carries {
                    return false;
                }
                let speaks = update
                    .items()
                    .any(|(_, said)| update.address_of(said).as_ref() == Some(item));
                if speaks {
                    let said = found.entry(item.clone()).or_insert_with(|| Said {
                        spoken: update_path(author, update.period),
                        holder: None,
                    });
                    said.holder = carries.then(|| update.clone());
                }
                !carries
            });
            is_latest = false;
            if sought.is_empty() {
                break;
            }
        }
        Ok(found)
    }

    /// Lists the items of an author that replies have opened in the last three
    /// months before `day`, whatever was done to them otherwise.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn ever_reopened(
        &self,
        author: &Handle,
        day: NaiveDate,
    ) -> Result<BTreeSet<ItemAddress>, StoreError> {
        let mut items = BTreeSet::new();
        for period in self.periods_below("replies", day - LOOK_BACK)? {
            if self.answered(period)?.contains(author.as_str()) {
                for read in self.replies(author, period)? {
                    let reply = read.value.map(|reply| (reply.state, reply.to));
                    items.extend(reply.and_then(|(state, to)| opened(state, &to)));
                }
            }
        }
        Ok(items)
    }
}

/// What an author said of an item.
struct Said {
    /// The path of the latest update that speaks of it.
    spoken: String,
    /// The latest update that carries it as open.
    holder: Option<Update>,
}

pub(super) fn opened(state: Option<ReplyState>, to: &Target) -> Option<ItemAddress> {
    to.item().filter(|_| state == Some(ReplyState::Reopened))
}

impl Parts {
    /// Finds what replies have opened again and no update has carried since:
    /// of what the replies that were read speak of, and of whoever said nothing
    /// in the window, of the last three months.
    pub(super) fn reopened(
        &self,
        tree: &LogTree<'_>,
        window: Window,
        before: &[Standing],
        replies: [&[ReplyEntry]; 2],
    ) -> Result<Vec<Reopened>, StoreError> {
        let handles = Handles::of(&self.team);
        let mut latest: BTreeMap<&Handle, Period> = BTreeMap::new();
        for (_, update) in &self.updates {
            let last = latest.entry(handles.current(&update.author));
            let last = last.or_insert(update.period);
            *last = update.period.max(*last);
        }
        let mut items: BTreeSet<ItemAddress> = BTreeSet::new();
        for entry in replies.into_iter().flatten() {
            items.extend(opened(entry.reply.state, &entry.reply.to));
        }
        let mut silent: BTreeSet<&Handle> = BTreeSet::new();
        for Standing { update, .. } in before {
            let author = handles.current(&update.author);
            if !latest.contains_key(author) {
                silent.extend(handles.all(author));
                latest.insert(author, update.period);
            }
        }
        if !silent.is_empty() {
            let mut all = tree.all_ever_reopened(window.since)?;
            all.retain(|item| silent.contains(&item.author));
            items.extend(all);
        }
        let mut by_author: BTreeMap<Handle, BTreeSet<ItemAddress>> = BTreeMap::new();
        for item in items {
            by_author
                .entry(item.author.clone())
                .or_default()
                .insert(item);
        }
        let mut reopened = Vec::new();
        for (author, items) in by_author {
            if let Some(&last) = latest.get(handles.current(&author)) {
                reopened.extend(tree.reopened(&author, &items, last)?);
            }
        }
        Ok(reopened)
    }

    /// Adds to what is told of a window the threads of what replies have opened
    /// again, whole and with their history.
    pub(super) fn tell_reopened(
        &mut self,
        tree: &LogTree<'_>,
        reopened: &[Reopened],
        told: &mut Told,
        replies: &mut Vec<ReplyEntry>,
    ) -> Result<(), StoreError> {
        if reopened.is_empty() {
            return Ok(());
        }
        let search = Search::of_reopened(reopened, &self.team);
        let older = search.walk(tree)?;
        told.add(older, &search, tree.repository());
        let known: BTreeSet<String> = replies.iter().map(|entry| entry.path.clone()).collect();
        let folders = reopened.iter().map(|one| &one.address);
        let folders: BTreeSet<(&Handle, Period)> = folders
            .map(|address| (&address.author, address.period))
            .collect();
        for (author, period) in folders {
            let thread = self.thread(tree, author, period)?.into_iter();
            replies.extend(thread.filter(|entry| !known.contains(&entry.path)));
        }
        Ok(())
    }
}
