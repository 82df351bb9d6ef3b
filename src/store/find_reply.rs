use super::StoreError;
use super::file::reply_of_path;
use super::find::{Author, Found, find_items, readable, recent};
use super::tree::{LogTree, directories};
use crate::format::{parse_reply, reply_directory};
use crate::model::{Address, Handle, Period, ReplyAddress, ReplyId, Team};

/// How much of a reply's name must be given, unless it is all of it.
const SHORTEST: usize = 4;

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
            let periods = tree.periods_below("replies", chrono::NaiveDate::MIN)?;
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
        id == name || name.len() >= SHORTEST && id.starts_with(name)
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
    let ReplyAddress { author, period, id } = &address;
    let path = format!("{}/{id}.yaml", reply_directory(author, *period));
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
            let holder = items.into_iter().find_map(|found| match found {
                Found::Item { holder, .. } => Some(holder),
                Found::Update { .. } | Found::Reply { .. } => None,
            });
            holder
        }
    };
    Ok(Found::Reply {
        holder: holder.unwrap_or(*period),
        to,
        address,
    })
}

impl LogTree<'_> {
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
