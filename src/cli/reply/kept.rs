//! What is said, until its commit exists.

use super::answer::Answer;
use crate::cli::drafts::Draft;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::words::{Topic, Words};
use crate::model::{Address, Handle, ReplyState};
use crate::store::{LogTree, StoreError};
use crate::text;

/// The text of an answer that is being saved, in a file of its own.
pub(super) struct Kept<'t> {
    text: &'t str,
    /// `None` where the disk had no room for it.
    words: Option<Words>,
}

impl<'t> Kept<'t> {
    /// Keeps a text.
    pub(super) fn keep(answer: &Answer<'_>, text: &'t str) -> Self {
        let topic = Topic::Reply(answer.subject.address());
        let repository = answer.log.repository();
        Self {
            text,
            words: Words::keep(repository, &answer.author.handle, &topic, text).ok(),
        }
    }

    /// Removes it: it is in the log.
    pub(super) fn remove(self) {
        if let Some(words) = self.words {
            words.remove();
        }
    }

    /// Makes the text the draft of this answer, and says with the error where
    /// it is and how to go on.
    pub(super) fn explain(
        self,
        session: &Session,
        answer: &Answer<'_>,
        error: anyhow::Error,
        overrule: &str,
    ) -> anyhow::Error {
        let draft = answer.draft();
        let is_kept = draft.read().is_some_and(|kept| kept == self.text);
        let kept = if is_kept {
            Ok(())
        } else {
            draft.begin(self.text).map(drop)
        };
        let path = match (kept, self.words) {
            (Ok(()), words) => {
                if let Some(words) = words {
                    words.remove();
                }
                draft.path().to_owned()
            }
            (Err(_), Some(words)) => words.path().to_owned(),
            (Err(lost), None) => {
                session
                    .streams
                    .tell(text::terminal_lines(self.text).trim_end());
                return error.context(format!(
                    "the reply was not saved, and what you wrote could not be kept either, so \
                     that it stands above: {lost:#}"
                ));
            }
        };
        let file = text::shell_word(&path.display().to_string()).into_owned();
        error.context(Failure::new("the reply was not saved").hint(format!(
            "what you wrote is kept; send it with '{}'{overrule}",
            answer.command(&format!("-f {file}"))
        )))
    }
}

impl Answer<'_> {
    /// Returns the place for a draft of this answer.
    pub(super) fn draft(&self) -> Draft {
        let address = self.subject.address();
        Draft::of_reply(self.log.repository(), &self.author.handle, &address)
    }

    /// Returns the command that gives this answer with more options, such as
    /// `--edit`.
    pub(super) fn command(&self, options: &str) -> String {
        let mut command = format!("tidings reply {}", self.subject.address());
        if let Some(state) = self.state {
            command.push_str(&format!(" {}", option(state)));
        }
        if self.replace {
            command.push_str(" --replace");
        }
        if self.author.posted_by.is_some() {
            command.push_str(&format!(" --as {}", self.author.handle));
        }
        format!("{command} {options}")
    }
}

/// Returns the option that asks for a state.
const fn option(state: ReplyState) -> &'static str {
    match state {
        ReplyState::Resolved => "--resolve",
        ReplyState::Reopened => "--reopen",
        ReplyState::Acknowledged => "--ack",
        ReplyState::Decided => "--decided",
    }
}

/// Says which replies of a member were cut off before they were saved, and how
/// to go on with them.
pub(super) fn mention(session: &Session, answer: &Answer<'_>) -> anyhow::Result<()> {
    let author = &answer.author.handle;
    let tree = answer.log.tree()?;
    for words in Words::left(answer.log.repository(), author) {
        let Topic::Reply(address) = &words.topic else {
            continue;
        };
        if is_in_log(&tree, author, address, &words.text)? {
            words.remove();
            continue;
        }
        let path = words.path().display().to_string();
        session.streams.note(&format!(
            "a reply to {address} was cut off before it was saved; send what is kept of it: \
             tidings reply {address} -f {}",
            text::shell_word(&path)
        ));
    }
    Ok(())
}

/// Returns whether a member has said so there already.
fn is_in_log(
    tree: &LogTree<'_>,
    author: &Handle,
    address: &str,
    words: &str,
) -> Result<bool, StoreError> {
    let Ok(Address {
        author: Some(of),
        period: Some(period),
        ..
    }) = address.parse()
    else {
        return Ok(false);
    };
    let replies = tree.replies(&of, period)?;
    let mut replies = replies.into_iter().filter_map(|read| read.value);
    Ok(replies.any(|reply| {
        let text = reply.text.as_deref().unwrap_or_default();
        reply.author == *author && text.trim() == words.trim()
    }))
}
