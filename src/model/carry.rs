use std::collections::BTreeSet;

use super::{Item, ItemAddress, Section, Update};

/// Writes what `previous` left open into `update`, which is for a later
/// period: blockers and questions with their id and first period, unless
/// `closed` names them or `update` already says something of them.
///
/// Carried items come before the new ones, so that the oldest stands first.
pub fn carry(previous: &Update, update: &mut Update, closed: &BTreeSet<ItemAddress>) {
    let said: BTreeSet<ItemAddress> = addresses(update).collect();
    for section in Section::ALL.into_iter().filter(|s| s.stays_open()) {
        let open: Vec<Item> = previous
            .section(section)
            .iter()
            .filter(|item| {
                address(previous, item).is_none_or(|a| !closed.contains(&a) && !said.contains(&a))
            })
            .map(|item| Item {
                since: Some(item.first_period(previous.period)),
                ..item.clone()
            })
            .collect();
        update.section_mut(section).splice(0..0, open);
    }
}

/// Returns the address of an item of `update`, if it has an id.
fn address(update: &Update, item: &Item) -> Option<ItemAddress> {
    item.id.clone().map(|id| ItemAddress {
        author: update.author.clone(),
        period: item.first_period(update.period),
        id,
    })
}

/// Returns the addresses of all items that have one.
fn addresses(update: &Update) -> impl Iterator<Item = ItemAddress> {
    update.items().filter_map(|(_, item)| address(update, item))
}

impl Update {
    /// Returns the address of one of this update's items, if it has an id.
    #[must_use]
    pub fn address_of(&self, item: &Item) -> Option<ItemAddress> {
        address(self, item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(period: &str) -> Update {
        Update::new(
            "ada".parse().expect("a handle"),
            period.parse().expect("a period"),
        )
    }

    fn item(id: &str, text: &str) -> Item {
        Item {
            id: id.parse().ok(),
            ..Item::new(text)
        }
    }

    #[test]
    fn carries_what_is_open_and_nothing_else() {
        let mut previous = update("2026-11-20");
        previous.blockers = vec![
            item("aaaa", "stays"),
            item("bbbb", "resolved"),
            item("cccc", "ticked"),
        ];
        previous.questions = vec![item("dddd", "asked")];
        previous.next = vec![item("eeee", "planned")];
        let mut next = update("2026-11-23");
        next.blockers = vec![Item::new("new")];
        next.done = vec![Item {
            since: Some(previous.period),
            ..item("cccc", "ticked")
        }];
        let closed = BTreeSet::from([ItemAddress {
            author: previous.author.clone(),
            period: previous.period,
            id: "bbbb".parse().expect("an id"),
        }]);
        carry(&previous, &mut next, &closed);
        let texts = |s: Section| {
            next.section(s)
                .iter()
                .map(|i| i.text.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(Section::Blockers), ["stays", "new"]);
        assert_eq!(texts(Section::Questions), ["asked"]);
        assert!(texts(Section::Next).is_empty());
        assert_eq!(next.blockers[0].since, Some(previous.period));
    }

    #[test]
    fn keeps_the_first_period_over_many_posts() {
        let mut first = update("2026-11-18");
        first.blockers = vec![item("aaaa", "stays")];
        let mut second = update("2026-11-19");
        carry(&first, &mut second, &BTreeSet::new());
        let mut third = update("2026-11-20");
        carry(&second, &mut third, &BTreeSet::new());
        assert_eq!(third.blockers[0].since, Some(first.period));
        carry(&second, &mut third, &BTreeSet::new());
        assert_eq!(third.blockers.len(), 1);
    }
}
