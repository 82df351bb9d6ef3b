use std::collections::BTreeMap;

use super::{Item, ItemAddress, ItemId, Period, Section, Update};

/// What became of a planned item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It was listed as done, and not planned again after that.
    Done,
    /// It was planned before, and the last update plans it again.
    StillOpen,
    /// The last update does not mention it; it may have been reworded, so
    /// nobody is accused.
    NotMentioned,
    /// The last update plans it for the first time.
    Pending,
}

impl Fate {
    /// Returns the spelling used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::StillOpen => "still-open",
            Self::NotMentioned => "not-mentioned",
            Self::Pending => "pending",
        }
    }
}

/// A planned item and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The item, as it was last planned.
    pub item: Item,
    /// Its address, if it has an id.
    pub address: Option<ItemAddress>,
    /// The period in which it was first planned.
    pub since: Period,
    /// What became of it.
    pub fate: Fate,
}

/// Joins plans and outcomes of one author by id, never by text.
///
/// `updates` are that author's, in the order of periods. Every item planned
/// in any of them is listed once, in the order of first appearance, as it was
/// last planned; what was said of it last decides its fate. Items without an
/// id cannot be joined, and stand for themselves.
#[must_use]
pub fn outcomes(updates: &[&Update]) -> Vec<Outcome> {
    let mut done: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    let mut planned: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for (index, update) in updates.iter().enumerate() {
        done.extend(keys(update, Section::Done).map(|key| (key, index)));
        planned.extend(keys(update, Section::Next).map(|key| (key, index)));
    }
    let mut all: Vec<Outcome> = Vec::new();
    let mut places: BTreeMap<Key<'_>, Place> = BTreeMap::new();
    for (index, update) in updates.iter().enumerate() {
        for item in &update.next {
            let outcome = |fate: Fate| Outcome {
                item: item.clone(),
                address: update.address_of(item),
                since: item.first_period(update.period),
                fate,
            };
            let last = index + 1 == updates.len();
            let Some(key) = key(update, item) else {
                let fate = if last {
                    Fate::Pending
                } else {
                    Fate::NotMentioned
                };
                all.push(outcome(fate));
                continue;
            };
            let fate = if done.get(&key) >= planned.get(&key) {
                Fate::Done
            } else if !last {
                Fate::NotMentioned
            } else if places.get(&key).is_some_and(|p| p.update < index) || key.0 < update.period {
                Fate::StillOpen
            } else {
                Fate::Pending
            };
            if let Some(place) = places.get(&key) {
                all[place.outcome] = outcome(fate);
            } else {
                let place = Place {
                    outcome: all.len(),
                    update: index,
                };
                places.insert(key, place);
                all.push(outcome(fate));
            }
        }
    }
    all
}

/// Where a planned item first appeared.
struct Place {
    /// Its position among the outcomes.
    outcome: usize,
    /// The position of the update that first plans it.
    update: usize,
}

/// What an item is known by among those of one author.
type Key<'a> = (Period, &'a ItemId);

fn key<'a>(update: &Update, item: &'a Item) -> Option<Key<'a>> {
    let id = item.id.as_ref()?;
    Some((item.first_period(update.period), id))
}

fn keys(update: &Update, section: Section) -> impl Iterator<Item = Key<'_>> {
    let items = update.section(section).iter();
    items.filter_map(|item| key(update, item))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(period: &str, done: &[&str], next: &[&str]) -> Update {
        let first: Period = "2026-11-16".parse().expect("a period");
        let item = |id: &&str| Item {
            id: id.parse().ok(),
            since: Some(first),
            ..Item::new(*id)
        };
        let mut update = Update::new(
            "ada".parse().expect("a handle"),
            period.parse().expect("a period"),
        );
        update.done = done.iter().map(item).collect();
        update.next = next.iter().map(item).collect();
        update
    }

    /// Returns the fate of the item `a` over updates on successive days.
    fn fate(updates: &[(&[&str], &[&str])]) -> Option<Fate> {
        let updates: Vec<Update> = updates
            .iter()
            .zip(16..)
            .map(|((done, next), day)| update(&format!("2026-11-{day}"), done, next))
            .collect();
        let refs: Vec<&Update> = updates.iter().collect();
        let all = outcomes(&refs);
        assert!(all.len() <= 1, "one item has one fate");
        all.first().map(|outcome| outcome.fate)
    }

    #[test]
    fn what_was_said_last_decides() {
        let (none, a): (&[&str], &[&str]) = (&[], &["a"]);
        for (updates, want) in [
            (vec![(none, a)], Fate::Pending),
            (vec![(none, a), (none, none)], Fate::NotMentioned),
            (vec![(none, a), (none, a)], Fate::StillOpen),
            (vec![(none, a), (a, none)], Fate::Done),
            (vec![(none, a), (a, none), (none, none)], Fate::Done),
            (vec![(none, a), (a, none), (none, a)], Fate::StillOpen),
            (vec![(none, a), (none, none), (none, a)], Fate::StillOpen),
            (vec![(none, a), (a, a)], Fate::Done),
            (vec![(a, a)], Fate::Done),
            (vec![(none, &["a", "a"])], Fate::Pending),
        ] {
            assert_eq!(fate(&updates), Some(want), "{updates:?}");
        }
        assert_eq!(fate(&[(a, none)]), None);
        // It says itself that it was planned earlier.
        assert_eq!(fate(&[(none, none), (none, a)]), Some(Fate::StillOpen));
    }

    #[test]
    fn items_without_an_id_are_never_joined_by_text() {
        let mut one = update("2026-11-16", &[], &[]);
        one.next = vec![Item::new("Same")];
        let mut two = update("2026-11-17", &[], &[]);
        two.done = vec![Item::new("Same")];
        two.next = vec![Item::new("Same")];
        let fates: Vec<Fate> = outcomes(&[&one, &two]).iter().map(|o| o.fate).collect();
        assert_eq!(fates, [Fate::NotMentioned, Fate::Pending]);
    }

    #[test]
    fn joins_by_id() {
        let updates = [
            update("2026-11-16", &[], &["a", "b", "c"]),
            update("2026-11-17", &["a"], &["b"]),
            update("2026-11-18", &[], &["b", "d"]),
        ];
        let refs: Vec<&Update> = updates.iter().collect();
        let fates: Vec<(String, Fate)> = outcomes(&refs)
            .into_iter()
            .map(|o| (o.item.text, o.fate))
            .collect();
        let want = [
            ("a", Fate::Done),
            ("b", Fate::StillOpen),
            ("c", Fate::NotMentioned),
            ("d", Fate::StillOpen),
        ];
        assert_eq!(fates, want.map(|(text, fate)| (text.to_owned(), fate)));
        assert_eq!(outcomes(&refs[..1])[0].fate, Fate::Pending);
    }
}
