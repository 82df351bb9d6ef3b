use std::cmp::Ordering;

use super::index::Index;
use super::wait::Promised;
use super::{OpenItemView, WaitView};
use crate::model::{Conversation, Handle, Item, Section, Turn, Update};

/// An open blocker or question, with what is known of its thread.
///
/// What digest, status and inbox say of what is open they all take from here.
pub(super) struct Matter<'a> {
    pub(super) section: Section,
    pub(super) update: &'a Update,
    pub(super) item: &'a Item,
    /// `None` where it has no id to which one could reply.
    pub(super) conversation: Option<Conversation<'a>>,
    /// The earliest promise of an answer, where one runs.
    pub(super) promised: Option<Promised>,
    pub(super) view: OpenItemView,
    /// Whether its author has left the team by the day of the report.
    pub(super) author_left: bool,
    /// Who is asked, by the handles of today.
    asked: Vec<Handle>,
}

impl<'a> Matter<'a> {
    /// Gathers every blocker and question that is open, by author and in the
    /// order of their files.
    pub(super) fn all(index: &Index<'a>) -> Vec<Self> {
        let authors = index.authors.iter();
        let counting = authors.filter(|author| author.counts(&index.people, index.window));
        counting
            .flat_map(|author| index.open(author))
            .filter(|(section, _, _)| section.stays_open())
            .map(|(section, update, item)| Self::of(index, section, update, item))
            .collect()
    }

    /// Sorts those for which an answer was promised by the moment of the
    /// promise, then the oldest first.
    pub(super) fn sort(matters: &mut [Self]) {
        matters.sort_by(Self::by_promise_and_age);
    }

    fn of(index: &Index<'a>, section: Section, update: &'a Update, item: &'a Item) -> Self {
        let conversation = index.conversation(update, section, item, true);
        let promised = conversation
            .as_ref()
            .and_then(|conversation| Promised::of(index, conversation));
        let mut view = OpenItemView::build(index, update, section, item);
        view.waiting = conversation
            .as_ref()
            .and_then(|conversation| WaitView::build(index, conversation, promised.as_ref()));
        let asked = match &conversation {
            Some(conversation) => conversation.asked.clone(),
            None => {
                let first = item.first_period(update.period).first_day();
                let team = index.people.team();
                team.asked_by(&update.author, item, first)
            }
        };
        let author = index.people.member(update.author.as_str());
        let left = author.and_then(|author| author.left);
        Self {
            author_left: left.is_some_and(|day| day <= index.today),
            section,
            update,
            item,
            conversation,
            promised,
            view,
            asked,
        }
    }

    /// Returns who is asked, by the handles of today.
    pub(super) fn asked(&self) -> &[Handle] {
        &self.asked
    }

    /// Returns whether the answer of a member who is asked is waited for, and
    /// they have not acknowledged it.
    pub(super) fn waits_for(&self, me: &Handle) -> bool {
        let wait = self.conversation.as_ref().and_then(Conversation::waits);
        let is_turn =
            wait.is_none_or(|wait| wait.turn == Turn::Asked && !wait.acknowledged.contains(me));
        is_turn && !self.author_left && self.asked.contains(me)
    }

    fn by_promise_and_age(one: &Self, other: &Self) -> Ordering {
        let promise = |matter: &Self| {
            let at = matter.promised.as_ref().map(|promised| promised.at);
            (at.is_none(), at)
        };
        promise(one)
            .cmp(&promise(other))
            .then_with(|| OpenItemView::by_age(&one.view, &other.view))
    }
}
