use std::collections::BTreeSet;

use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::update_path;
use crate::git::ObjectId;
use crate::model::{Desk, Finding, Handle, ItemAddress, Period, Section, Update};

/// In how many earlier updates the last plan is looked for.
const PLAN_SEARCH: usize = 30;

impl Log {
    /// Lays out what a member needs to write their update for a period, as
    /// the log's newest commit has it; returns also the object that holds the
    /// update now.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unusable`] when the stored update cannot be read, or
    /// what git says.
    pub fn desk(
        &self,
        author: &Handle,
        period: Period,
    ) -> Result<(Desk, Option<ObjectId>), StoreError> {
        let (desk, stored, _) = lay_desk(&self.tree()?, author, period)?;
        Ok((desk, stored))
    }
}

/// Reads an author's updates for earlier periods, the latest first, as far as
/// the last one with a plan; also says which could not be read though it is
/// later than all of them, so that nobody knows what it left open.
fn said_before(
    tree: &LogTree<'_>,
    author: &Handle,
    period: Period,
    periods: &[Period],
) -> Result<(Vec<Update>, Vec<Finding>), StoreError> {
    let (mut earlier, mut unread) = (Vec::new(), Vec::new());
    for read in tree.updates_before(author, Some(period), periods) {
        let read = read?;
        match read.value {
            Some(update) => earlier.push(update),
            None if earlier.is_empty() => unread.extend(read.findings),
            None => {}
        }
        let planned = earlier.last().is_some_and(|update| !update.next.is_empty());
        if planned || earlier.len() == PLAN_SEARCH {
            break;
        }
    }
    Ok((earlier, unread))
}

/// Lays out a desk, and says what holds the update now and which earlier
/// update could not be read.
pub(super) fn lay_desk(
    tree: &LogTree<'_>,
    author: &Handle,
    period: Period,
) -> Result<(Desk, Option<ObjectId>, Vec<Finding>), StoreError> {
    let path = update_path(author, period);
    let stored = tree.entry(&path)?.map(|(_, id)| id);
    let existing = match tree.update(author, period)? {
        None => None,
        Some(read) => Some(read.value.ok_or(StoreError::Unusable {
            path: read.path,
            findings: read.findings,
        })?),
    };
    let periods = tree.periods()?;
    let (mut earlier, mut unread) = said_before(tree, author, period, &periods)?;
    if earlier.is_empty() && unread.is_empty() {
        // Whoever changed their handle goes on where they were.
        for former in tree.former_handles(author)? {
            if earlier.is_empty() {
                (earlier, unread) = said_before(tree, &former, period, &periods)?;
            }
        }
    }
    let mut following = None;
    for &later in periods.iter().take_while(|&&later| later > period) {
        if tree.entry(&update_path(author, later))?.is_some() {
            following = Some(later);
            break;
        }
    }
    let open: BTreeSet<ItemAddress> = existing
        .iter()
        .chain(earlier.first())
        .flat_map(open_items)
        .chain(earlier.iter().flat_map(planned_items))
        .collect();
    let closed = tree.closed(&open)?;
    let replies = tree.replies(author, period)?;
    let answered = replies.into_iter().filter_map(|read| read.value?.to.id);
    let desk = Desk::lay(
        author,
        period,
        existing,
        &earlier,
        following,
        closed,
        answered.collect(),
    );
    let desk = match following {
        // What is opened again belongs into the latest update.
        Some(_) => desk,
        None => {
            let items = tree.ever_reopened(author, period.first_day())?;
            let reopened = tree.reopened(author, &items, period)?;
            let former = tree.reopened_under_former(author, period)?;
            desk.reopening(&reopened).reopening(&former)
        }
    };
    Ok((desk, stored, unread))
}

/// Returns the addresses of what an update plans.
fn planned_items(update: &Update) -> impl Iterator<Item = ItemAddress> {
    let items = update.next.iter();
    items.filter_map(|item| update.address_of(item))
}

/// Returns the addresses of the items of an update that stay open.
pub(super) fn open_items(update: &Update) -> BTreeSet<ItemAddress> {
    let open = update
        .items()
        .filter(|(section, _)| Section::stays_open(*section));
    open.filter_map(|(_, item)| update.address_of(item))
        .collect()
}
