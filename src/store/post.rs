use super::change::{Change, Saved, Signer};
use super::desk::{lay_desk, open_items};
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::{MAX_BYTES, edit_update, format_update, update_path};
use crate::git::{ObjectId, TreeEdit};
use crate::model::{Desk, Finding, Handle, Item, Period, Section, Update};

/// An update that is to be posted.
pub struct NewPost<'a> {
    /// Whose update it is.
    pub author: &'a Handle,
    /// What it covers.
    pub period: Period,
    /// Who posts it, where that is not its author.
    pub posted_by: Option<&'a str>,
    /// The object that held the update when the person began to edit it; the
    /// post fails when it is another by now. `None` where what is stored does
    /// not matter, because the post is reckoned from it.
    pub based_on: Option<Option<ObjectId>>,
}

/// What a post did.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The path of the file.
    pub path: String,
    /// The update as it is stored now.
    pub update: Update,
    /// The text of the file.
    pub text: String,
    /// Whether there was an update for the period before.
    pub existed: bool,
    /// Its blockers and questions that are open now: no reply has resolved
    /// them, and the author's latest update holds them.
    pub open: Vec<(Section, Item)>,
    /// Those that were said for the first time, but are not open, because the
    /// author's latest update does not hold them.
    pub aside: Vec<(Section, Item)>,
    /// The period of the author's latest update, where that is another one.
    pub latest: Option<Period>,
    /// What is wrong with earlier updates that could not be read, so that what
    /// they left open was not carried.
    pub unread: Vec<Finding>,
    /// The commit; `None` when the post changed nothing, or was only tried.
    pub saved: Option<Saved>,
}

impl Log {
    /// Posts an update: `compose` makes it out of the member's desk, and is
    /// asked again when the log has moved meanwhile.
    ///
    /// With `dry_run` the file is made and nothing is saved.
    ///
    /// # Errors
    ///
    /// What `compose` says, [`StoreError::Changed`], [`StoreError::Edit`],
    /// [`StoreError::TooLarge`], or what git says. Nothing has changed then.
    pub fn post<E: From<StoreError>>(
        &self,
        post: &NewPost<'_>,
        signer: &Signer,
        dry_run: bool,
        mut compose: impl FnMut(&Desk) -> Result<Update, E>,
    ) -> Result<Posted, E> {
        let mut failed = None;
        let result = self.change(signer, |tree| {
            let (desk, stored, unread) = lay_desk(tree, post.author, post.period)?;
            let path = update_path(post.author, post.period);
            if post.based_on.is_some_and(|base| base != stored) {
                return Err(StoreError::Changed { path });
            }
            let update = match compose(&desk) {
                Ok(update) => update,
                Err(error) => {
                    failed = Some(error);
                    return Ok((None, None));
                }
            };
            let text = self.file_text(&path, stored, &desk, &update)?;
            let change = change_of(post, &path, &desk, &update, &text);
            let unchanged = desk.existing.as_ref() == Some(&update);
            let (open, aside) = standing(tree, &desk, &update)?;
            let posted = Posted {
                path,
                update,
                text,
                existed: desk.existing.is_some(),
                open,
                aside,
                latest: desk.following,
                unread,
                saved: None,
            };
            let change = (!dry_run && !unchanged).then_some(change);
            Ok((Some(posted), change))
        });
        let (posted, saved) = result?;
        match posted {
            Some(posted) => Ok(Posted { saved, ..posted }),
            None => Err(failed.expect("a post without an update has failed")),
        }
    }

    /// Returns the text of the file: what is stored, changed as little as can
    /// be, or a new one.
    fn file_text(
        &self,
        path: &str,
        stored: Option<ObjectId>,
        desk: &Desk,
        update: &Update,
    ) -> Result<String, StoreError> {
        let text = match (stored, &desk.existing) {
            (Some(id), Some(existing)) if existing == update => {
                String::from_utf8_lossy(&self.repository().blob(id)?).into_owned()
            }
            (Some(id), Some(_)) => {
                let old = self.repository().blob(id)?;
                edit_update(path, &old, update).map_err(|error| StoreError::Edit {
                    path: path.to_owned(),
                    reason: format!("{error}; {}", error.remedy()),
                })?
            }
            _ => format_update(update),
        };
        if text.len() > MAX_BYTES {
            return Err(StoreError::TooLarge {
                size: text.len(),
                limit: MAX_BYTES,
            });
        }
        Ok(text)
    }
}

fn change_of(post: &NewPost<'_>, path: &str, desk: &Desk, update: &Update, text: &str) -> Change {
    let again = if desk.existing.is_some() {
        " (edited)"
    } else {
        ""
    };
    let (author, period) = (&update.author, update.period);
    let kind = period.kind().adjective();
    let mut message = format!(
        "{author}: {kind} update for {period}{again}\n\n\
         Tidings-Author: {author}\nTidings-Period: {period}\n"
    );
    if let Some(by) = post.posted_by {
        message.push_str(&format!("Tidings-Posted-By: {by}\n"));
    }
    Change {
        edits: vec![TreeEdit {
            path: path.to_owned(),
            content: Some(text.as_bytes().to_vec()),
        }],
        message,
    }
}

/// Items with the sections they stand in.
type Listed = Vec<(Section, Item)>;

/// Returns the blockers and questions of an update that are open in the log
/// as it will be, and the new ones that are not because a later update of the
/// author does not hold them.
fn standing(
    tree: &LogTree<'_>,
    desk: &Desk,
    update: &Update,
) -> Result<(Listed, Listed), StoreError> {
    let later = match desk.following {
        Some(period) => tree.update(&update.author, period)?,
        None => None,
    };
    let Some(later) = later else {
        return Ok((owned(desk.open(update)), Vec::new()));
    };
    let held = later.value.as_ref().map(open_items).unwrap_or_default();
    let holds = |item: &Item| {
        let address = update.address_of(item);
        address.is_some_and(|address| held.contains(&address))
    };
    let is_new = |item: &Item| {
        let known = desk.existing.iter().flat_map(Update::items);
        item.first_period(update.period) == update.period
            && !known
                .filter_map(|(_, known)| known.id.as_ref())
                .any(|id| item.id.as_ref() == Some(id))
    };
    let open = desk.open(update).filter(|(_, item)| holds(item));
    let aside = desk.open(update);
    let aside = aside.filter(|(_, item)| !holds(item) && is_new(item));
    Ok((owned(open), owned(aside)))
}

fn owned<'i>(items: impl Iterator<Item = (Section, &'i Item)>) -> Listed {
    items
        .map(|(section, item)| (section, item.clone()))
        .collect()
}
