use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Handle, Health, Item, ItemId, Period, Section};

/// The answer to one of the team's own sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Free text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A number on a scale; it is shown to nobody but its author.
    Mark(u8),
    /// Yes or no.
    YesNo(bool),
}

/// Writes the answer as its author would: items below each other, `yes` or
/// `no`.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.pad(text),
            Self::List(texts) => f.pad(&texts.join("\n")),
            Self::Mark(mark) => mark.fmt(f),
            Self::YesNo(yes) => f.pad(if *yes { "yes" } else { "no" }),
        }
    }
}

/// One member's update for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// Whose update it is.
    pub author: Handle,
    /// What it covers.
    pub period: Period,
    /// The zone the author was in, as an IANA name; it is kept as written,
    /// so that an unknown one is a finding and not a loss.
    pub time_zone: Option<String>,
    /// How the author judges the state of their work.
    pub health: Option<Health>,
    /// What was finished.
    pub done: Vec<Item>,
    /// What is planned.
    pub next: Vec<Item>,
    /// What stands in the way.
    pub blockers: Vec<Item>,
    /// What somebody is asked.
    pub questions: Vec<Item>,
    /// Thanks to others.
    pub kudos: Vec<Item>,
    /// Free Markdown.
    pub notes: Option<String>,
    /// Answers to the team's own sections, by key.
    pub answers: BTreeMap<String, Answer>,
}

impl Update {
    /// Makes an update that says nothing yet.
    #[must_use]
    pub fn new(author: Handle, period: Period) -> Self {
        Self {
            author,
            period,
            time_zone: None,
            health: None,
            done: Vec::new(),
            next: Vec::new(),
            blockers: Vec::new(),
            questions: Vec::new(),
            kudos: Vec::new(),
            notes: None,
            answers: BTreeMap::new(),
        }
    }

    /// Returns what the update says that an earlier version of it does not.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut news = self.clone();
        for section in Section::ALL {
            let known = earlier.section(section);
            let items = news.section_mut(section);
            items.retain(|item| !known.contains(item));
        }
        if self.notes == earlier.notes {
            news.notes = None;
        }
        if self.health == earlier.health {
            news.health = None;
        }
        let known = &earlier.answers;
        news.answers
            .retain(|key, answer| known.get(key) != Some(answer));
        news
    }

    /// Returns the items of a section.
    #[must_use]
    pub fn section(&self, section: Section) -> &Vec<Item> {
        match section {
            Section::Done => &self.done,
            Section::Next => &self.next,
            Section::Blockers => &self.blockers,
            Section::Questions => &self.questions,
            Section::Kudos => &self.kudos,
        }
    }

    /// Returns the items of a section, to be changed.
    pub fn section_mut(&mut self, section: Section) -> &mut Vec<Item> {
        match section {
            Section::Done => &mut self.done,
            Section::Next => &mut self.next,
            Section::Blockers => &mut self.blockers,
            Section::Questions => &mut self.questions,
            Section::Kudos => &mut self.kudos,
        }
    }

    /// Returns every item with its section, in writing order.
    pub fn items(&self) -> impl Iterator<Item = (Section, &Item)> {
        Section::ALL.into_iter().flat_map(|section| {
            self.section(section)
                .iter()
                .map(move |item| (section, item))
        })
    }

    /// Returns whether nobody has said anything in it: no items, no notes, no
    /// health, no answers. Author, period and zone do not count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items().next().is_none()
            && self.notes.is_none()
            && self.health.is_none()
            && self.answers.is_empty()
    }

    /// Returns whether something stands in the section with this key, one
    /// that every update has or one of the team's own.
    #[must_use]
    pub fn answers_to(&self, key: &str) -> bool {
        match key {
            "notes" => self.notes.is_some(),
            "health" => self.health.is_some(),
            _ => Section::ALL
                .into_iter()
                .find(|section| section.key() == key)
                .map_or_else(
                    || self.answers.contains_key(key),
                    |section| !self.section(section).is_empty(),
                ),
        }
    }

    /// Returns whether nobody has said anything in it for its own period: no
    /// items but plans, blockers and questions that are carried from before,
    /// no notes, no health, no answers. A form that was saved untouched is
    /// such an update, and counts as none.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        let mut items = self.items();
        let carried = |(section, item): (Section, &Item)| {
            section.has_ids() && item.first_period(self.period) < self.period
        };
        items.all(carried)
            && self.notes.is_none()
            && self.health.is_none()
            && self.answers.is_empty()
    }

    /// Gives an id to every item that should have one and has none. Ids that
    /// are there stay; the new ones are unique within the update.
    pub fn assign_ids(&mut self) {
        self.assign_ids_besides(&BTreeSet::new());
    }

    /// Gives ids as [`Self::assign_ids`] does, and none of those in `used`.
    pub fn assign_ids_besides(&mut self, used: &BTreeSet<ItemId>) {
        let mut taken = used.clone();
        taken.extend(self.items().filter_map(|(_, item)| item.id.clone()));
        let (author, period) = (self.author.clone(), self.period);
        for section in Section::ALL.into_iter().filter(|s| s.has_ids()) {
            for item in self.section_mut(section) {
                if item.id.is_some() {
                    continue;
                }
                let id = (0..)
                    .map(|n| ItemId::derive(&author, period, section, &item.text, n))
                    .find(|id| !taken.contains(id))
                    .expect("an update of 64 KiB has fewer items than there are ids");
                taken.insert(id.clone());
                item.id = Some(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update() -> Update {
        Update::new(
            "ada".parse().expect("a handle"),
            "2026-11-22".parse().expect("a period"),
        )
    }

    #[test]
    fn ids_are_stable_unique_and_only_for_what_stays() {
        let mut one = update();
        one.done.push(Item::new("Shipped"));
        one.next = vec![Item::new("Same"), Item::new("Same")];
        one.blockers.push(Item::new("Same"));
        let mut two = one.clone();
        one.assign_ids();
        two.assign_ids();
        assert_eq!(one, two);
        assert_eq!(one.done[0].id, None);
        let ids: BTreeSet<_> = one
            .items()
            .filter_map(|(_, item)| item.id.clone())
            .collect();
        assert_eq!(ids.len(), 3);
        let before = one.clone();
        one.assign_ids();
        assert_eq!(one, before);
    }

    #[test]
    fn what_is_only_carried_says_nothing() {
        let carried = |text: &str| Item {
            since: "2026-11-20".parse().ok(),
            ..Item::new(text)
        };
        let mut form = update();
        assert!(form.is_untouched());
        form.next = vec![carried("plan")];
        form.blockers = vec![carried("stuck")];
        form.questions = vec![carried("why?")];
        assert!(form.is_untouched() && !form.is_empty());
        type Touch = fn(&mut Update, Item);
        let touches: [Touch; 8] = [
            |update, carried| update.done.push(carried),
            |update, carried| update.kudos.push(carried),
            |update, _| update.next.push(Item::new("new")),
            |update, _| update.blockers.push(Item::new("new")),
            |update, carried| {
                let since = Some(update.period);
                update.questions.push(Item { since, ..carried });
            },
            |update, _| update.notes = Some("Said".to_owned()),
            |update, _| update.health = Some(Health::OnTrack),
            |update, _| {
                let answer = Answer::Text("Said".to_owned());
                update.answers.insert("learned".to_owned(), answer);
            },
        ];
        for (number, touch) in touches.into_iter().enumerate() {
            let mut form = form.clone();
            touch(&mut form, carried("old"));
            assert!(!form.is_untouched(), "{number}");
        }
    }

    #[test]
    fn author_period_and_zone_say_nothing() {
        let mut update = update();
        update.time_zone = Some("Europe/Paris".to_owned());
        assert!(update.is_empty());
        update.health = Some(Health::OnTrack);
        assert!(!update.is_empty());
    }
}
