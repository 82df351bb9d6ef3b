use std::collections::BTreeSet;

use super::{Item, ItemAddress, ItemId, Period, Section, Update};

/// Writes what `previous` left open into `update`, which is the same
/// author's for a later period: blockers and questions with their id and first
/// period, unless `closed` names them or `update` already says something of
/// them. Doing it again changes nothing.
///
/// Carried items come before the new ones, so that the oldest stands first.
/// One that has no id in `previous`, because it was written by hand, gets the
/// id that a post would have given it there.
pub fn carry(previous: &Update, update: &mut Update, closed: &BTreeSet<ItemAddress>) {
    let mut previous = previous.clone();
    previous.assign_ids();
    // Whoever changed their handle is still the same author.
    let mut settled: BTreeSet<(Period, ItemId)> = closed
        .iter()
        .filter(|address| [&previous.author, &update.author].contains(&&address.author))
        .map(|address| (address.period, address.id.clone()))
        .collect();
    settled.extend(update.items().filter_map(|(_, item)| {
        let id = item.id.clone()?;
        Some((item.first_period(update.period), id))
    }));
    for section in Section::ALL.into_iter().filter(|s| s.stays_open()) {
        let mut open = std::mem::take(previous.section_mut(section));
        open.retain_mut(|item| {
            let first = item.first_period(previous.period);
            item.since = Some(first);
            let id = item.id.clone().expect("ids were just assigned");
            settled.insert((first, id))
        });
        update.section_mut(section).splice(0..0, open);
    }
}

impl Update {
    /// Returns the address of one of this update's items, if it has an id.
    #[must_use]
    pub fn address_of(&self, item: &Item) -> Option<ItemAddress> {
        item.id.clone().map(|id| ItemAddress {
            author: self.author.clone(),
            period: item.first_period(self.period),
            id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Handle;

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
    fn what_was_written_by_hand_is_carried_once() {
        let mut first = update("2026-11-18");
        first.questions = vec![Item::new("Which one?"), item("aaaa", "Who?")];
        first.questions.push(item("aaaa", "Who?"));
        let mut second = update("2026-11-19");
        carry(&first, &mut second, &BTreeSet::new());
        let once = second.clone();
        assert_eq!(once.questions.len(), 2);
        assert!(once.questions.iter().all(|item| item.id.is_some()));
        carry(&first, &mut second, &BTreeSet::new());
        assert_eq!(second, once);
    }

    #[test]
    fn a_new_handle_carries_what_the_old_one_left_open() {
        let mut first = update("2026-11-18");
        first.blockers = vec![item("aaaa", "stays"), item("bbbb", "resolved")];
        let mut second = update("2026-11-19");
        second.author = "lovelace".parse().expect("a handle");
        let closed = |author: &Handle| {
            BTreeSet::from([ItemAddress {
                author: author.clone(),
                period: first.period,
                id: "bbbb".parse().expect("an id"),
            }])
        };
        let by_old_handle = closed(&first.author);
        carry(&first, &mut second, &by_old_handle);
        assert_eq!(second.blockers.len(), 1);
        // What somebody else closed under the same id is another item.
        let mut third = update("2026-11-20");
        carry(&first, &mut third, &closed(&second.author));
        assert_eq!(third.blockers.len(), 2);
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

    proptest::proptest! {
        #[test]
        fn nothing_open_is_lost_and_nothing_doubled(
            previous in proptest::collection::vec("[ab]?", 0..6),
            said in proptest::collection::vec("[abcd]", 0..4),
            close: bool,
        ) {
            let mut first = update("2026-11-18");
            first.blockers = previous.iter().map(|id| item(id, "open")).collect();
            let mut second = update("2026-11-19");
            let since = Some(first.period);
            let again = said.iter().map(|id| Item { since, ..item(id, "said") });
            second.done = again.collect();
            let closed = first.blockers.iter().take(usize::from(close));
            let closed: BTreeSet<ItemAddress> =
                closed.filter_map(|item| first.address_of(item)).collect();
            carry(&first, &mut second, &closed);
            let once = second.clone();
            carry(&first, &mut second, &closed);
            assert_eq!(second, once);
            let held: Vec<ItemAddress> =
                second.items().filter_map(|(_, item)| second.address_of(item)).collect();
            for item in &first.blockers {
                let Some(address) = first.address_of(item) else { continue };
                let times = second.blockers.iter().filter(|b| b.id == item.id).count();
                let settled = closed.contains(&address) || said.contains(&address.id.to_string());
                assert_eq!(times, usize::from(!settled));
                assert!(settled || held.contains(&address));
            }
            if first.blockers.iter().any(|item| item.id.is_none()) {
                assert!(second.blockers.iter().any(|item| item.text == "open"));
            }
        }
    }
}
