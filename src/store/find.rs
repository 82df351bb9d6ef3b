use std::collections::BTreeMap;

use super::file::{Read, read_updates_that, update_of_path};
use super::find_reply::find_replies;
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::model::{
    Address, Handle, ItemAddress, ItemId, Member, Period, ReplyAddress, Target, Team, Update,
};

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// An update.
    Update {
        /// Its author.
        author: Handle,
        /// What it covers.
        period: Period,
    },
    /// An item.
    Item {
        /// Its full address.
        address: ItemAddress,
        /// The period of the latest update that holds it.
        holder: Period,
    },
    /// A reply.
    Reply {
        /// Its full address.
        address: ReplyAddress,
        /// What its thread is about.
        to: Target,
        /// The period of the update to look at: the latest one that holds the
        /// item, or where none does, the one in whose folder the reply is.
        holder: Period,
    },
}

impl Found {
    /// Returns the author and period of the update to look at.
    #[must_use]
    pub fn update(&self) -> (&Handle, Period) {
        match self {
            Self::Update { author, period } => (author, *period),
            Self::Item { address, holder } => (&address.author, *holder),
            Self::Reply {
                address, holder, ..
            } => (&address.author, *holder),
        }
    }

    /// Returns the full address.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Update { author, period } => format!("{author}/{period}"),
            Self::Item { address, .. } => address.to_string(),
            Self::Reply { address, .. } => address.to_string(),
        }
    }
}

impl Log {
    /// Finds what an address leads to at `tree`.
    ///
    /// A single word that is a member's handle leads to their latest update,
    /// and otherwise to the items with that id. Items without an author are
    /// looked for in the last eight weeks that have updates, and in all of
    /// the log when there are none; so are replies without a period. More than
    /// one result means that the address is not unique.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unusable`] for the one update or reply that is named when
    /// its file cannot be read, or what git says of a tree on the way.
    pub fn find(
        &self,
        tree: &LogTree<'_>,
        team: &Team,
        address: &Address,
    ) -> Result<Vec<Found>, StoreError> {
        if let Some(name) = &address.reply {
            return find_replies(tree, team, address, name);
        }
        let periods = tree.periods()?;
        if let (Some(author), None) = (&address.author, address.period)
            && (address.id.is_none() || is_word(address) && team.member(author).is_some())
        {
            for &period in &periods {
                if let Some(read) = update_by(tree, team, author, period)? {
                    return readable(read).map(|update| vec![found_update(&update)]);
                }
            }
            return Ok(Vec::new());
        }
        let author = address.author.as_ref().filter(|_| !is_word(address));
        if let (Some(author), Some(period), None) = (author, address.period, &address.id) {
            let Some(read) = update_by(tree, team, author, period)? else {
                return Ok(Vec::new());
            };
            return readable(read).map(|update| vec![found_update(&update)]);
        }
        if address.id.is_none() {
            return find_period(tree, address);
        }
        let (new, old) = periods.split_at(recent(&periods));
        let author = author.map(|author| Author::of(team, author));
        let found = find_items(tree, author.as_ref(), address, new)?;
        if found.is_empty() {
            return find_items(tree, author.as_ref(), address, old);
        }
        Ok(found)
    }
}

/// How many periods are read together, by threads that share the work.
const PERIODS_AT_ONCE: usize = 40;

/// Returns whether the address is one word, which stands for both a handle
/// and an id.
fn is_word(address: &Address) -> bool {
    address.period.is_none()
        && address.author.as_ref().map(Handle::as_str) == address.id.as_ref().map(ItemId::as_str)
}

/// Returns how many of the periods, given with the latest first, are of the
/// last eight weeks.
pub(super) fn recent(periods: &[Period]) -> usize {
    periods.first().map_or(0, |latest| {
        let start = latest.last_day() - chrono::TimeDelta::weeks(8);
        let recent = periods
            .iter()
            .take_while(|period| period.last_day() >= start);
        recent.count()
    })
}

/// Whose updates are looked through: of a member under any handle that they
/// ever had.
pub(super) struct Author<'a> {
    named: &'a Handle,
    member: Option<&'a Member>,
}

impl<'a> Author<'a> {
    pub(super) fn of(team: &'a Team, named: &'a Handle) -> Self {
        let member = team.member(named);
        Self { named, member }
    }

    pub(super) fn is(&self, handle: &Handle) -> bool {
        handle == self.named || self.member.is_some_and(|member| member.answers_to(handle))
    }
}

/// Reads the update of whoever goes, or once went, by a handle; the one by
/// that very handle first.
fn update_by(
    tree: &LogTree<'_>,
    team: &Team,
    author: &Handle,
    period: Period,
) -> Result<Option<Read<Update>>, StoreError> {
    match (tree.update(author, period)?, team.member(author)) {
        (None, Some(member)) => tree.update_of(member, period),
        (found, _) => Ok(found),
    }
}

/// Takes the value out of a file; one that cannot be read is an error that
/// says why.
pub(super) fn readable<T>(read: Read<T>) -> Result<T, StoreError> {
    read.value.ok_or(StoreError::Unusable {
        path: read.path,
        findings: read.findings,
    })
}

fn found_update(update: &Update) -> Found {
    Found::Update {
        author: update.author.clone(),
        period: update.period,
    }
}

/// Finds every update of a period that is named without an author.
fn find_period(tree: &LogTree<'_>, address: &Address) -> Result<Vec<Found>, StoreError> {
    let Some(period) = address.period else {
        return Ok(Vec::new());
    };
    let files = tree.files_of(period)?.into_iter();
    let updates = files.filter_map(|file| update_of_path(&file.path));
    Ok(updates
        .map(|(author, period)| Found::Update { author, period })
        .collect())
}

/// Finds the items that the address names in the updates of `periods`, each
/// with the first of these periods that holds it.
pub(super) fn find_items(
    tree: &LogTree<'_>,
    author: Option<&Author<'_>>,
    address: &Address,
    periods: &[Period],
) -> Result<Vec<Found>, StoreError> {
    let mut found: BTreeMap<ItemAddress, Period> = BTreeMap::new();
    let Some(id) = &address.id else {
        return Ok(Vec::new());
    };
    // What does not hold the id need not be understood, unless it could hold
    // it in disguise.
    let mentions = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.contains(id.as_str()) || text.contains('\\')
    };
    // No update that ends before an item's first period begins holds it.
    let may_hold = |period: &&Period| {
        let first = address.period;
        first.is_none_or(|first| first.first_day() <= period.last_day())
    };
    for some in periods.chunks(PERIODS_AT_ONCE) {
        let mut files = Vec::new();
        for &period in some.iter().filter(may_hold) {
            files.extend(tree.files_of(period)?.into_iter().filter(|file| {
                let of = update_of_path(&file.path).map(|(of, _)| of);
                of.is_some_and(|of| author.is_none_or(|author| author.is(&of)))
            }));
        }
        let updates = read_updates_that(tree.repository(), &files, &mentions)?;
        for update in updates.into_iter().filter_map(|read| read.value) {
            let period = update.period;
            for (_, item) in update.items().filter(|(_, item)| item.id == address.id) {
                let wanted = address
                    .period
                    .is_none_or(|p| p == item.first_period(period));
                if let Some(full) = update.address_of(item).filter(|_| wanted) {
                    found.entry(full).or_insert(period);
                }
            }
        }
    }
    let found = found.into_iter();
    Ok(found
        .map(|(address, holder)| Found::Item { address, holder })
        .collect())
}
