use chrono::{DateTime, Utc};

use super::{Conversation, Turn};
use crate::model::{Agenda, Handle, Team};

/// By when an answer may be expected of whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Everybody whose answer is waited for, by the handle they go by today,
    /// each with the moment by which it was promised; `None` where nothing
    /// was promised or the moment never comes.
    pub people: Vec<(Handle, Option<DateTime<Utc>>)>,
}

impl Due {
    /// Returns the earliest of the promised moments: the answer of one is
    /// enough.
    #[must_use]
    pub fn earliest(&self) -> Option<DateTime<Utc>> {
        self.people.iter().filter_map(|(_, due)| *due).min()
    }

    /// Returns by when the answer of one of them was promised.
    #[must_use]
    pub fn of(&self, handle: &Handle) -> Option<DateTime<Utc>> {
        let mut people = self.people.iter();
        people.find(|(person, _)| person == handle)?.1
    }
}

impl Conversation<'_> {
    /// Returns by when the answer that is waited for was promised, by each of
    /// those whose turn it is.
    ///
    /// Those who were asked have promised what the team agreed on for blockers
    /// or questions, and who asked what it agreed on for updates, each in
    /// their own working time and from the moment at which the turn came to
    /// them. Nobody is in it when the item is closed, and no promise runs
    /// once it was acknowledged.
    #[must_use]
    pub fn answer_due(&self, team: &Team) -> Due {
        let Some(wait) = self.waits() else {
            return Due::default();
        };
        let (people, purpose) = match wait.turn {
            Turn::Asked => (self.asked.as_slice(), self.purpose()),
            Turn::Author => (std::slice::from_ref(&self.address.author), "update"),
        };
        let promise = team.protocol.promise(purpose);
        let runs = wait
            .since
            .zip(promise)
            .filter(|_| wait.acknowledged.is_empty());
        let due = |handle: &Handle| {
            let (since, promise) = runs?;
            Agenda::new(team, team.member(handle)?).promised(since, promise)
        };
        Due {
            people: people.iter().map(|one| (one.clone(), due(one))).collect(),
        }
    }
}
