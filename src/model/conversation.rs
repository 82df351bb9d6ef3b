//! What the thread of a blocker or question has come to.

mod appearance;
mod asked;
mod due;
#[cfg(test)]
mod tests;
mod wait;

pub use appearance::Appearance;
pub use due::Due;
pub use wait::{Turn, Wait};

use chrono::{DateTime, Utc};

use super::{
    Handle, Item, ItemAddress, ReplyEntry, ReplyState, Section, Team, ThreadState, Update,
};

/// A blocker or question with everything that was said to it.
///
/// The order of what was said is that of history, never of clocks; moments
/// are those at which things came into the log, and none is taken to be
/// earlier than the item itself.
#[derive(Clone, Debug)]
pub struct Conversation<'a> {
    /// Where the item is: its author goes by the handle of today.
    pub address: ItemAddress,
    /// `Blockers` or `Questions`.
    pub section: Section,
    /// The item as its author wrote it last.
    pub item: &'a Item,
    /// Who is asked, by the handles of today: see [`Team::asked_by`].
    pub asked: Vec<Handle>,
    /// Whether the author's latest update carries the item, or it was reopened
    /// and they have not posted since.
    pub carried: bool,
    /// When the item came into the log, where that is known.
    pub appeared: Option<Appearance>,
    /// What was said to it, in the order of history.
    pub replies: Vec<&'a ReplyEntry>,
    /// Who said it, by the handles of today, in the same order.
    voices: Vec<Handle>,
}

impl<'a> Conversation<'a> {
    /// Puts the thread of an item of `update` together; `None` for one without
    /// an id, to which nobody can reply.
    ///
    /// Of `replies`, in the order of history, those to this item count.
    #[must_use]
    pub fn build(
        team: &Team,
        update: &Update,
        (section, item): (Section, &'a Item),
        carried: bool,
        appeared: Option<Appearance>,
        replies: impl IntoIterator<Item = &'a ReplyEntry>,
    ) -> Option<Self> {
        let address = ItemAddress {
            author: team.current(&update.author).clone(),
            ..update.address_of(item)?
        };
        let to_it = |entry: &&ReplyEntry| {
            let to = &entry.reply.to;
            to.id.as_ref() == Some(&address.id)
                && to.period == address.period
                && *team.current(&to.author) == address.author
        };
        let replies: Vec<&ReplyEntry> = replies.into_iter().filter(to_it).collect();
        let voices = replies
            .iter()
            .map(|entry| team.current(&entry.reply.author));
        Some(Self {
            section,
            item,
            asked: team.asked_by(&address.author, item, address.period.first_day()),
            carried,
            appeared,
            voices: voices.cloned().collect(),
            replies,
            address,
        })
    }

    /// Returns the key of the purpose that the item serves: `blocker` or
    /// `question`.
    #[must_use]
    pub const fn purpose(&self) -> &'static str {
        match self.section {
            Section::Blockers => "blocker",
            _ => "question",
        }
    }

    /// Returns whether the item is still to be dealt with: it is carried, and
    /// the last reply that closed or opened it did not close it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.carried && self.closed().is_none()
    }

    /// Returns the reply that closed the item, where it has not been opened
    /// again since; of several the first.
    #[must_use]
    pub fn closed(&self) -> Option<&'a ReplyEntry> {
        let replies = self.replies.iter().copied();
        let state = replies.fold(ThreadState::Untouched, |state, entry| {
            state.after(entry.reply.state, entry)
        });
        state.closed().copied()
    }

    /// Returns the reply that holds the decision, where the conversation was
    /// decided and has not been opened again since; of several the last.
    #[must_use]
    pub fn decided(&self) -> Option<&'a ReplyEntry> {
        let latest_first = self.replies.iter().rev().copied();
        let mut since =
            latest_first.take_while(|entry| entry.reply.state != Some(ReplyState::Reopened));
        since.find(|entry| entry.reply.state == Some(ReplyState::Decided))
    }

    /// Returns the first reply of somebody who was asked; to acknowledge is
    /// to answer.
    #[must_use]
    pub fn first_answer(&self) -> Option<&'a ReplyEntry> {
        let mut said = self.said();
        said.find(|(voice, _)| self.asked.contains(voice))
            .map(|(_, entry)| entry)
    }

    /// Returns who has acknowledged the item, by the handles of today.
    #[must_use]
    pub fn acknowledged_by(&self) -> Vec<&Handle> {
        let mut by: Vec<&Handle> = Vec::new();
        for (voice, entry) in self.said() {
            if entry.reply.state == Some(ReplyState::Acknowledged) && !by.contains(&voice) {
                by.push(voice);
            }
        }
        by
    }

    /// Returns when a reply came into the log, and never a moment before the
    /// item did; `None` where its history is not here.
    #[must_use]
    pub fn moment(&self, entry: &ReplyEntry) -> Option<DateTime<Utc>> {
        let arrived = entry.history.first()?.arrived.to_utc();
        let appeared = self.appeared.as_ref().map(|appearance| appearance.at);
        Some(appeared.map_or(arrived, |appeared| arrived.max(appeared)))
    }

    /// Returns the moments of the item and of the first answer to it; the
    /// second is never before the first.
    #[must_use]
    pub fn response(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let appeared = self.appeared.as_ref()?.at;
        Some((appeared, self.moment(self.first_answer()?)?))
    }

    /// Returns what an open conversation waits for; `None` when it is closed.
    #[must_use]
    pub fn waits(&self) -> Option<Wait> {
        self.is_open().then(|| self.turns().0)
    }

    /// Returns how often the turn has passed between those who ask and those
    /// who are asked.
    #[must_use]
    pub fn exchanges(&self) -> u32 {
        self.turns().1
    }

    /// Follows the turn through the thread; returns where it is, and how often
    /// it has passed.
    ///
    /// Whoever's turn it is passes it on by saying something. To acknowledge
    /// is to have heard: the turn stays, and the other side may ask again,
    /// from which the wait is reckoned anew. What others say passes nothing,
    /// except where nobody was asked.
    fn turns(&self) -> (Wait, u32) {
        let mut wait = Wait {
            turn: Turn::Asked,
            since: self.appeared.as_ref().map(|appearance| appearance.at),
            acknowledged: Vec::new(),
        };
        let (mut passed, mut state) = (0, ThreadState::Untouched);
        for (voice, entry) in self.said() {
            let side = if *voice == self.address.author {
                Some(Turn::Author)
            } else if self.asked.is_empty() || self.asked.contains(voice) {
                Some(Turn::Asked)
            } else {
                None
            };
            let was_closed = state.closed().is_some();
            state = state.after(entry.reply.state, ());
            let reopens = was_closed && state.closed().is_none();
            let turn = match side {
                Some(Turn::Asked) => Turn::Author,
                Some(Turn::Author) => Turn::Asked,
                None if reopens => Turn::Asked,
                None => continue,
            };
            if entry.reply.state == Some(ReplyState::Acknowledged) {
                if side == Some(wait.turn) && !wait.acknowledged.contains(voice) {
                    wait.acknowledged.push(voice.clone());
                }
                continue;
            }
            let again = turn == wait.turn && (reopens || !wait.acknowledged.is_empty());
            if turn != wait.turn || again {
                passed += u32::from(turn != wait.turn);
                wait = Wait {
                    turn,
                    since: self.moment(entry),
                    acknowledged: Vec::new(),
                };
            }
        }
        (wait, passed)
    }

    /// Returns who said what, in the order of history.
    fn said(&self) -> impl Iterator<Item = (&Handle, &'a ReplyEntry)> {
        self.voices.iter().zip(self.replies.iter().copied())
    }
}
