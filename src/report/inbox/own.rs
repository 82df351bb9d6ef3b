use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Handle, Period, ReplyId, Snapshot, Target};
use crate::report::people::People;

/// What the reader has said themselves.
pub(super) struct Own<'a> {
    /// Where among the new replies their last one to each thing is.
    last: BTreeMap<Target, usize>,
    /// Their replies, by the folder in which each lies and its name.
    replies: BTreeSet<(Handle, Period, &'a ReplyId)>,
}

impl<'a> Own<'a> {
    /// Picks out of a snapshot what `me` has said.
    pub(super) fn of(people: &People<'a>, snapshot: &'a Snapshot, me: &Handle) -> Self {
        let is_mine = |author: &Handle| people.current(author) == me;
        let said = snapshot.said.iter().enumerate();
        let said = said.filter(|(_, entry)| is_mine(&entry.reply.author));
        let all = snapshot.said.iter().chain(&snapshot.replies);
        let mine = all.filter(|entry| is_mine(&entry.reply.author));
        Self {
            last: said
                .map(|(place, entry)| (people.target(&entry.reply.to), place))
                .collect(),
            replies: mine
                .map(|entry| {
                    let to = people.target(&entry.reply.to);
                    (to.author, to.period, &entry.id)
                })
                .collect(),
        }
    }

    /// Returns whether the reader has lately said something to a thing.
    pub(super) fn speaks_to(&self, target: &Target) -> bool {
        self.last.contains_key(target)
    }

    /// Returns whether they did so after the new reply at a place.
    pub(super) fn answers(&self, target: &Target, place: usize) -> bool {
        self.last.get(target).is_some_and(|&last| last > place)
    }

    /// Returns whether the reply of that name, in the folder of what is
    /// replied to, is theirs.
    pub(super) fn wrote(&self, to: &Target, id: &'a ReplyId) -> bool {
        self.replies.contains(&(to.author.clone(), to.period, id))
    }
}
