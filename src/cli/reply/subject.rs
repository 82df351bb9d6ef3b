//! What is answered.

use crate::cli::failure::Failure;
use crate::format::{parse_reply, reply_file};
use crate::model::{
    Handle, Item, Reply, ReplyAddress, ReplyId, ReplyState, Section, Target, Team, Update,
};
use crate::store::{Found, LogTree};

/// What is answered: an update, an item or a reply.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Subject {
    /// Where it was found.
    found: Found,
    /// The update that is, or holds, what the thread is about, if it is there.
    update: Option<Update>,
    /// The reply that is answered, where it is one.
    pub(super) reply: Option<Reply>,
}

impl Subject {
    /// Reads what was found.
    pub(in crate::cli) fn read(tree: &LogTree<'_>, found: Found) -> anyhow::Result<Self> {
        let (author, holder) = found.update();
        let update = tree.update(author, holder)?;
        let reply = match &found {
            Found::Reply { address, .. } => {
                let text = tree.text(&reply_file(address))?.unwrap_or_default();
                parse_reply(&reply_file(address), text.as_bytes()).value
            }
            Found::Update { .. } | Found::Item { .. } => None,
        };
        Ok(Self {
            update: update.and_then(|read| read.value),
            reply,
            found,
        })
    }

    /// Returns its full address.
    pub(super) fn address(&self) -> String {
        self.found.address()
    }

    /// Returns what the thread is about.
    pub(super) fn to(&self) -> Target {
        match &self.found {
            Found::Update { author, period } => Target {
                author: author.clone(),
                period: *period,
                id: None,
            },
            Found::Item { address, .. } => address.clone().into(),
            Found::Reply { to, .. } => to.clone(),
        }
    }

    /// Returns the reply that is answered, where it is one.
    pub(super) fn re(&self) -> Option<ReplyId> {
        match &self.found {
            Found::Reply { address, .. } => Some(address.id.clone()),
            Found::Update { .. } | Found::Item { .. } => None,
        }
    }

    /// Returns the item that the thread is about, with its section, if the log
    /// holds it still.
    fn item(&self) -> Option<(Section, &Item)> {
        let address = self.to().item()?;
        let update = self.update.as_ref()?;
        let items = update.items().filter(|(_, item)| {
            item.id.as_ref() == Some(&address.id)
                && item.first_period(update.period) == address.period
        });
        // A file may list as done what it carries as open.
        items.min_by_key(|(section, _)| !section.has_ids())
    }

    /// Returns the address of the reply that was found, where it is one that
    /// `me` may change: by nobody but its author.
    pub(super) fn own_reply(&self, team: &Team, me: &Handle) -> Result<&ReplyAddress, Failure> {
        let (Found::Reply { address, .. }, Some(reply)) = (&self.found, &self.reply) else {
            return Err(Failure::usage(format!("{} is no reply", self.address())).hint(
                "name one of your replies, such as +4f1c; an update is changed by 'tidings post'",
            ));
        };
        let author = &reply.author;
        let member = team.member(me);
        if author == me || member.is_some_and(|member| member.answers_to(author)) {
            return Ok(address);
        }
        Err(Failure::new(format!(
            "{address} is a reply of {author}, who alone may change it"
        ))
        .hint(format!("answer it: tidings reply {address}")))
    }

    /// Refuses a state that makes no sense here.
    pub(super) fn check(&self, state: ReplyState) -> Result<(), Failure> {
        let (word, closes) = match state {
            ReplyState::Acknowledged | ReplyState::Decided => return Ok(()),
            ReplyState::Resolved => ("resolve", true),
            ReplyState::Reopened => ("reopen", false),
        };
        let address = self.to();
        let Some(item) = address.item() else {
            return Err(Failure::usage(format!(
                "{address} is an update, not an item; there is nothing to {word}"
            ))
            .hint(format!("see its items with 'tidings show {address}'")));
        };
        // Whatever was left out since can be opened again.
        if self.item().is_some_and(|(section, _)| section.has_ids()) {
            return Ok(());
        }
        let more = if closes { ", or is closed already" } else { "" };
        Err(Failure::new(format!(
            "{item} is neither a blocker, a question nor a plan{more}"
        ))
        .hint(format!("look at it with 'tidings show {item}'")))
    }

    /// Says what it is, for people: `a question of ada`.
    pub(super) fn describe(&self) -> String {
        let author = &self.to().author;
        if let Some(reply) = &self.reply {
            return format!("a reply of {}", reply.author);
        }
        match self.item() {
            Some((section, _)) => {
                let kind = match section {
                    Section::Done => "something done",
                    Section::Next => "a plan",
                    Section::Blockers => "a blocker",
                    Section::Questions => "a question",
                    Section::Kudos => "kudos",
                };
                format!("{kind} of {author}")
            }
            None => format!("an update of {author}"),
        }
    }

    /// Returns what it says.
    pub(super) fn text(&self) -> String {
        if let Some(reply) = &self.reply {
            return reply.text.clone().unwrap_or_default();
        }
        if let Some((_, item)) = self.item() {
            return item.text.clone();
        }
        let Some(update) = &self.update else {
            return String::new();
        };
        let items = update.items().map(|(_, item)| format!("- {}", item.text));
        let lines: Vec<String> = items.chain(update.notes.clone()).collect();
        lines.join("\n")
    }
}
