use super::{Item, ItemAddress, Period, Section, Update};

/// What became of a planned item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// A later update lists it as done.
    Done,
    /// A later update plans it again.
    StillOpen,
    /// Later updates do not mention it; it may have been reworded, so nobody
    /// is accused.
    NotMentioned,
    /// There is no later update.
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
/// in any of them is listed once, in the order of first appearance.
#[must_use]
pub fn outcomes(updates: &[&Update]) -> Vec<Outcome> {
    let mut all: Vec<Outcome> = Vec::new();
    for (index, update) in updates.iter().enumerate() {
        let later = &updates[index + 1..];
        for item in &update.next {
            let address = update.address_of(item);
            let fate = fate(address.as_ref(), later);
            let known = all
                .iter_mut()
                .find(|o| address.is_some() && o.address == address);
            if let Some(known) = known {
                known.item = item.clone();
                known.fate = fate;
            } else {
                all.push(Outcome {
                    item: item.clone(),
                    since: item.first_period(update.period),
                    address,
                    fate,
                });
            }
        }
    }
    all
}

fn fate(address: Option<&ItemAddress>, later: &[&Update]) -> Fate {
    if later.is_empty() {
        return Fate::Pending;
    }
    let Some(address) = address else {
        return Fate::NotMentioned;
    };
    let holds = |update: &Update, section: Section| {
        let mut items = update.section(section).iter();
        items.any(|item| update.address_of(item).as_ref() == Some(address))
    };
    if later.iter().any(|update| holds(update, Section::Done)) {
        Fate::Done
    } else if later
        .last()
        .is_some_and(|update| holds(update, Section::Next))
    {
        Fate::StillOpen
    } else {
        Fate::NotMentioned
    }
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
            ("b", Fate::Pending),
            ("c", Fate::NotMentioned),
            ("d", Fate::Pending),
        ];
        assert_eq!(fates, want.map(|(text, fate)| (text.to_owned(), fate)));
        assert_eq!(outcomes(&refs[..2])[1].fate, Fate::Pending);
    }
}
