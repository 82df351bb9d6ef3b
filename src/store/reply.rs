use super::change::{Change, Saved, Signer};
use super::desk::open_items;
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::{MAX_BYTES, edit_reply, format_reply, parse_reply, reply_file, reply_path};
use crate::git::{ObjectId, TreeEdit};
use crate::model::{ItemAddress, Reply, ReplyAddress, ReplyId, ReplyState, Target, ThreadState};

/// How many digits the name of a new reply has.
const DIGITS: usize = 12;

/// A reply that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReply<'a> {
    /// What it says, and to what.
    pub reply: Reply,
    /// Who sends it, where that is not its author.
    pub posted_by: Option<&'a str>,
}

/// What a reply did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replied {
    /// Its address.
    pub address: ReplyAddress,
    /// The path of the file.
    pub path: String,
    /// The text of the file.
    pub text: String,
    /// Whether what it answers was in that state before.
    pub already: bool,
    /// The commit; `None` when it says nothing new, or was only tried.
    pub saved: Option<Saved>,
}

impl Log {
    /// Answers an update, an item or a reply, by a file that nobody else
    /// writes.
    ///
    /// Each reply that is saved is one of its own: said again, also within the
    /// same second, it is there twice. Only where the branch is moved by
    /// somebody else meanwhile is the same one tried again. One that has no
    /// text and brings no new state is not saved.
    ///
    /// `inspect` is shown the path and the text of the file before it is saved,
    /// and may refuse it. With `dry_run` the file is made and nothing is saved.
    ///
    /// # Errors
    ///
    /// What `inspect` says, [`StoreError::TooLarge`], or what git says.
    /// Nothing has changed then.
    pub fn reply<E: From<StoreError>>(
        &self,
        new: &NewReply<'_>,
        signer: &Signer,
        dry_run: bool,
        mut inspect: impl FnMut(&str, &str) -> Result<(), E>,
    ) -> Result<Replied, E> {
        let reply = &new.reply;
        let text = format_reply(reply);
        if text.len() > MAX_BYTES {
            let (size, limit) = (text.len(), MAX_BYTES);
            return Err(StoreError::TooLarge { size, limit }.into());
        }
        self.change_reply(signer, |tree| {
            let id = free_id(tree, &reply.to, &text, signer)?;
            let path = reply_path(&reply.to, &id);
            if let Err(error) = inspect(&path, &text) {
                return Ok(Err(error));
            }
            let already = is_already(tree, reply)?;
            let replied = Replied {
                address: ReplyAddress {
                    author: reply.to.author.clone(),
                    period: reply.to.period,
                    id,
                },
                path: path.clone(),
                text: text.clone(),
                already,
                saved: None,
            };
            let says_nothing = already && reply.text.is_none();
            let change = (!dry_run && !says_nothing).then(|| Change {
                edits: vec![TreeEdit {
                    path,
                    content: Some(text.as_bytes().to_vec()),
                }],
                message: message(new, verb(reply.state), ""),
            });
            Ok(Ok((replied, change)))
        })
    }

    /// Changes what a reply says, and what it does to its item; its history
    /// keeps what it said before.
    ///
    /// `edit` makes the new reply out of what is stored, and is asked again
    /// when the log has moved meanwhile; `inspect` and `dry_run` do what they do
    /// in [`Log::reply`].
    ///
    /// # Errors
    ///
    /// What `edit` and `inspect` say, [`StoreError::Unusable`] where the reply
    /// cannot be read, [`StoreError::Changed`] where it is gone,
    /// [`StoreError::Edit`], or what git says. Nothing has changed then.
    pub fn replace_reply<E: From<StoreError>>(
        &self,
        address: &ReplyAddress,
        signer: &Signer,
        dry_run: bool,
        mut edit: impl FnMut(&Reply) -> Result<Reply, E>,
        mut inspect: impl FnMut(&str, &str) -> Result<(), E>,
    ) -> Result<Replied, E> {
        self.change_reply(signer, |tree| {
            let (path, old) = self.stored_reply(tree, address)?;
            let before = parse_reply(&path, &old);
            let Some(before) = before.value else {
                let findings = before.findings;
                return Err(StoreError::Unusable { path, findings });
            };
            let reply = match edit(&before) {
                Ok(reply) => reply,
                Err(error) => return Ok(Err(error)),
            };
            let text = edit_reply(&path, &old, &reply).map_err(|error| StoreError::Edit {
                path: path.clone(),
                reason: format!("{error}; {}", error.remedy()),
            })?;
            if let Err(error) = inspect(&path, &text) {
                return Ok(Err(error));
            }
            let already = reply == before;
            let replied = Replied {
                address: address.clone(),
                path: path.clone(),
                text: text.clone(),
                already,
                saved: None,
            };
            let new = NewReply {
                reply,
                posted_by: None,
            };
            let change = (!dry_run && !already).then(|| Change {
                edits: vec![TreeEdit {
                    path,
                    content: Some(text.into_bytes()),
                }],
                message: message(&new, "replies to", " (edited)"),
            });
            Ok(Ok((replied, change)))
        })
    }

    /// Changes the log by a reply that `plan` makes, unless it says why not.
    fn change_reply<E: From<StoreError>>(
        &self,
        signer: &Signer,
        mut plan: impl FnMut(&LogTree<'_>) -> Result<Planned<E>, StoreError>,
    ) -> Result<Replied, E> {
        let (planned, saved) = self.change(signer, |tree| {
            Ok(match plan(tree)? {
                Ok((replied, change)) => (Ok(replied), change),
                Err(error) => (Err(error), None),
            })
        })?;
        Ok(Replied { saved, ..planned? })
    }

    /// Reads the file of a reply.
    fn stored_reply(
        &self,
        tree: &LogTree<'_>,
        address: &ReplyAddress,
    ) -> Result<(String, Vec<u8>), StoreError> {
        let path = reply_file(address);
        match tree.entry(&path)? {
            Some((mode, id)) if mode.is_file() => Ok((path, self.repository().blob(id)?)),
            _ => Err(StoreError::Changed { path }),
        }
    }
}

/// A reply and the change that saves it, or why it is not to be saved.
type Planned<E> = Result<(Replied, Option<Change>), E>;

fn message(new: &NewReply<'_>, verb: &str, again: &str) -> String {
    let Reply { author, to, re, .. } = &new.reply;
    let what = match re {
        Some(id) if verb == "replies to" => {
            let address = ReplyAddress {
                author: to.author.clone(),
                period: to.period,
                id: id.clone(),
            };
            address.to_string()
        }
        _ => to.to_string(),
    };
    let mut message = format!(
        "{author}: {verb} {what}{again}\n\nTidings-Author: {author}\nTidings-Reply-To: {to}\n"
    );
    if let Some(by) = new.posted_by {
        message.push_str(&format!("Tidings-Posted-By: {by}\n"));
    }
    message
}

const fn verb(state: Option<ReplyState>) -> &'static str {
    match state {
        None => "replies to",
        Some(ReplyState::Resolved) => "resolves",
        Some(ReplyState::Reopened) => "reopens",
        Some(ReplyState::Acknowledged) => "acknowledges",
        Some(ReplyState::Decided) => "decides",
    }
}

/// Names a reply by what it says, who says it and when; where that name is
/// taken, by the number of the attempt as well.
fn free_id(
    tree: &LogTree<'_>,
    to: &Target,
    content: &str,
    signer: &Signer,
) -> Result<ReplyId, StoreError> {
    let author = &signer.author;
    let mut source = format!("{content}\0{}\0{}", author.email, author.seconds);
    loop {
        let id: ReplyId = ObjectId::of_blob(source.as_bytes()).to_string()[..DIGITS]
            .parse()
            .expect("hexadecimal digits make a reply id");
        if tree.entry(&reply_path(to, &id))?.is_none() {
            return Ok(id);
        }
        source.push('\0');
    }
}

/// Returns whether what a reply does to its item has been done before.
fn is_already(tree: &LogTree<'_>, reply: &Reply) -> Result<bool, StoreError> {
    let (Some(state), to) = (reply.state, &reply.to) else {
        return Ok(false);
    };
    if state == ReplyState::Acknowledged {
        let replies = tree.replies(&to.author, to.period)?;
        let mut replies = replies.into_iter().filter_map(|read| read.value);
        return Ok(replies.any(|other| {
            other.state == Some(state) && other.author == reply.author && other.to == *to
        }));
    }
    let Some(item) = to.item() else {
        return Ok(false);
    };
    let states = tree.thread_states([&item])?;
    Ok(match (state, states.get(&item)) {
        (ReplyState::Resolved, Some(ThreadState::Closed(_))) => true,
        (ReplyState::Reopened, Some(ThreadState::Reopened(_))) => true,
        (ReplyState::Reopened, None | Some(ThreadState::Untouched)) => is_carried(tree, &item)?,
        _ => false,
    })
}

/// Returns whether the latest update of an item's author carries it as open.
fn is_carried(tree: &LogTree<'_>, item: &ItemAddress) -> Result<bool, StoreError> {
    let periods = tree.periods()?;
    let mut latest = tree.updates_before(&item.author, None, &periods);
    let latest = latest.next().transpose()?.and_then(|read| read.value);
    Ok(latest.is_some_and(|update| open_items(&update).contains(item)))
}
