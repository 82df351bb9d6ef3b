use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::StoreError;
use super::file::reply_of_path;
use super::find::{Author, Found, find_items, readable, recent};
use super::tree::LogTree;
use crate::format::{parse_reply, reply_directory, reply_file};
use crate::model::{Address, Handle, Period, ReplyAddress, ReplyId, Team};

/// Finds the replies whose name is, or begins with, `name`, in the folders
/// that the address leaves open.
///
/// A whole name leads to that reply alone, also where others begin with it.
pub(super) fn find_replies(
    tree: &LogTree<'_>,
    team: &Team,
    address: &Address,
    name: &ReplyId,
) -> Result<Vec<Found>, StoreError> {
    let author = address.author.as_ref();
    let author = author.map(|author| Author::of(team, author));
    let mut found = match address.period {
        Some(period) => named(tree, author.as_ref(), name, &[period])?,
        None => {
            let periods = tree.periods_below("replies", NaiveDate::MIN)?;
            let (new, old) = periods.split_at(recent(&periods));
            let found = named(tree, author.as_ref(), name, new)?;
            if found.is_empty() {
                named(tree, author.as_ref(), name, old)?
            } else {
                found
            }
        }
    };
    if found.iter().any(|address| address.id == *name) {
        found.retain(|address| address.id == *name);
    }
    found
        .into_iter()
        .map(|address| thread_of(tree, team, address))
        .collect()
}

/// Lists the replies of that name in the folders of some periods.
fn named(
    tree: &LogTree<'_>,
    author: Option<&Author<'_>>,
    name: &ReplyId,
    periods: &[Period],
) -> Result<Vec<ReplyAddress>, StoreError> {
    let fits = |id: &ReplyId| {
        let (id, name) = (id.as_str(), name.as_str());
        id == name || name.len() >= LogTree::SHORTEST_NAME && id.starts_with(name)
    };
    let mut found = Vec::new();
    for &period in periods {
        for folder in tree.answered(period)? {
            let Ok(of) = folder.parse::<Handle>() else {
                continue;
            };
            if author.is_some_and(|author| !author.is(&of)) {
                continue;
            }
            let ids = tree.reply_ids(&of, period)?;
            found.extend(ids.into_iter().filter(&fits).map(|id| ReplyAddress {
                author: of.clone(),
                period,
                id,
            }));
        }
    }
    Ok(found)
}

/// Reads what the thread of a reply is about.
fn thread_of(tree: &LogTree<'_>, team: &Team, address: ReplyAddress) -> Result<Found, StoreError> {
    let ReplyAddress { author, period, .. } = &address;
    let path = reply_file(&address);
    let (mode, object) = tree.entry(&path)?.expect("the name was just listed");
    let to = readable(tree.read(&path, mode, object, parse_reply))?.to;
    let holder = match &to.id {
        None => None,
        Some(_) => {
            let whole = Address {
                author: Some(author.clone()),
                period: Some(*period),
                id: to.id.clone(),
                reply: None,
            };
            let by = Author::of(team, author);
            let items = find_items(tree, Some(&by), &whole, &tree.periods()?)?;
            items.into_iter().find_map(|found| match found {
                Found::Item { holder, .. } => Some(holder),
                Found::Update { .. } | Found::Reply { .. } => None,
            })
        }
    };
    Ok(Found::Reply {
        holder: holder.unwrap_or(*period),
        to,
        address,
    })
}

impl LogTree<'_> {
    /// How much of a reply's name must be given, unless it is all of it.
    pub const SHORTEST_NAME: usize = 4;

    /// Lists the ids of items and, behind a `+`, the names of replies of the
    /// last eight weeks, for whoever mistyped one.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn recent_names(&self) -> Result<Vec<String>, StoreError> {
        let mut names = BTreeSet::new();
        let periods = self.periods()?;
        for &period in &periods[..recent(&periods)] {
            for update in self.updates(period)?.into_iter().filter_map(|it| it.value) {
                let ids = update.items().filter_map(|(_, item)| item.id.as_ref());
                names.extend(ids.map(ToString::to_string));
            }
        }
        let periods = self.periods_below("replies", NaiveDate::MIN)?;
        for &period in &periods[..recent(&periods)] {
            for folder in self.answered(period)? {
                if let Ok(author) = folder.parse() {
                    let ids = self.reply_ids(&author, period)?;
                    let mark = ReplyAddress::MARK;
                    names.extend(ids.iter().map(|id| format!("{mark}{id}")));
                }
            }
        }
        Ok(names.into_iter().collect())
    }

    /// Lists the names of the replies to what `author` first wrote in
    /// `period`, in order.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn reply_ids(
        &self,
        author: &Handle,
        period: Period,
    ) -> Result<Vec<ReplyId>, StoreError> {
        let directory = reply_directory(author, period);
        let names = self.files(&directory)?;
        let ids = names
            .iter()
            .filter_map(|name| reply_of_path(&format!("{directory}/{name}")));
        Ok(ids.collect())
    }
}
