use std::collections::BTreeSet;

use super::say::say;
use super::{
    Address, CustomSection, Handle, Item, ItemAddress, ItemId, Period, Reopened, Section, Update,
    carry,
};

/// What lies on a member's desk when they write an update: what they have
/// said for the period already, what is still open, and the last plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The update for the period as it is stored, if there is one.
    pub existing: Option<Update>,
    /// The update that a post starts from: the stored one, or a new one that
    /// carries what earlier updates left open.
    pub start: Update,
    /// The update that a replacing post starts from: a new one that carries
    /// what earlier updates left open.
    pub fresh: Update,
    /// What was planned last and has neither been taken up since nor dropped,
    /// with `since` set; to be ticked.
    pub plan: Vec<Item>,
    /// The latest period before this one that the member has posted for.
    pub previous: Option<Period>,
    /// The latest period after this one that the member has posted for.
    pub following: Option<Period>,
    /// The items of the stored and of earlier updates that replies have
    /// resolved.
    pub closed: BTreeSet<ItemAddress>,
    /// The ids by which replies know items that first appeared in this
    /// period. No new item gets one of them: it would be closed by what was
    /// said of another.
    pub answered: BTreeSet<ItemId>,
}

/// No item that could be ticked has this address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing that is planned or open goes by '{0}'")]
pub struct NothingToTick(pub String);

impl Desk {
    /// Lays out the desk of `author` for `period`.
    ///
    /// `earlier` are the author's updates for earlier periods, the latest
    /// first; those up to the last one with a plan matter. `closed` names the
    /// items that replies have resolved, and `answered` those of this period
    /// that replies speak of.
    #[must_use]
    pub fn lay(
        author: &Handle,
        period: Period,
        existing: Option<Update>,
        earlier: &[Update],
        following: Option<Period>,
        closed: BTreeSet<ItemAddress>,
        answered: BTreeSet<ItemId>,
    ) -> Self {
        let fresh = fresh(author, period, earlier, &closed);
        let start = existing.clone().unwrap_or_else(|| fresh.clone());
        let mut plan = last_plan(earlier, &start);
        plan.retain(|item| {
            let address = start.address_of(item);
            address.is_none_or(|address| !closed.contains(&address))
        });
        Self {
            existing,
            start,
            fresh,
            plan,
            previous: earlier.first().map(|update| update.period),
            following,
            closed,
            answered,
        }
    }

    /// Returns the desk as it is once `begun` was said too, by this post and
    /// not by an earlier one.
    #[must_use]
    pub fn begun_with(mut self, begun: &Update) -> Self {
        self.start = self.said(self.start.clone(), begun);
        self.fresh = self.said(self.fresh.clone(), begun);
        let taken_up: BTreeSet<ItemAddress> = [&self.start.done, &self.start.next]
            .into_iter()
            .flatten()
            .filter_map(|item| self.start.address_of(item))
            .collect();
        self.plan.retain(|item| {
            let address = self.start.address_of(item);
            address.is_none_or(|address| !taken_up.contains(&address))
        });
        self
    }

    /// Returns the desk without what `said` answers anew in one word: a text
    /// is added to, but there is one choice.
    #[must_use]
    pub fn making_way(mut self, said: &Update, sections: &[CustomSection]) -> Self {
        let words = sections.iter().filter(|section| section.kind.is_word());
        for key in words.map(|section| &section.key) {
            if said.answers.contains_key(key) {
                self.start.answers.remove(key);
            }
        }
        self
    }

    /// Returns the desk with what replies have opened again in the updates
    /// that a post starts from.
    #[must_use]
    pub fn reopening(mut self, reopened: &[Reopened]) -> Self {
        for (section, item) in reopened.iter().filter_map(Reopened::carried) {
            for update in [&mut self.start, &mut self.fresh] {
                let address = update.address_of(&item);
                let is_there = update
                    .items()
                    .any(|(_, known)| update.address_of(known) == address);
                if !is_there {
                    update.section_mut(section).push(item.clone());
                }
            }
        }
        self
    }

    /// Returns the blockers and questions of an update that no reply has
    /// resolved.
    pub fn open<'u>(&self, update: &'u Update) -> impl Iterator<Item = (Section, &'u Item)> {
        let items = update.items();
        items.filter(|(section, item)| {
            let address = update.address_of(item);
            let closed = address.is_some_and(|address| self.closed.contains(&address));
            section.stays_open() && !closed
        })
    }

    /// Gives an id to every item that should have one and has none.
    pub fn assign_ids(&self, update: &mut Update) {
        update.assign_ids_besides(&self.answered);
    }

    /// Returns the starting update with what is `said` added to it, and the
    /// items that `did` names ticked.
    ///
    /// # Errors
    ///
    /// [`NothingToTick`] when `did` names no planned or open item.
    pub fn add(&self, said: &Update, did: &[Address]) -> Result<Update, NothingToTick> {
        self.join(self.start.clone(), said, did)
    }

    /// Returns a new update that carries what is open, with what is `said`
    /// added to it and the items that `did` names ticked; what was stored for
    /// the period is left out.
    ///
    /// # Errors
    ///
    /// [`NothingToTick`] when `did` names no planned or open item.
    pub fn replace(&self, said: &Update, did: &[Address]) -> Result<Update, NothingToTick> {
        self.join(self.fresh.clone(), said, did)
    }

    fn join(
        &self,
        mut update: Update,
        said: &Update,
        did: &[Address],
    ) -> Result<Update, NothingToTick> {
        self.tick(&mut update, did)?;
        Ok(self.said(update, said))
    }

    /// Returns `update` with what is `said` added to it.
    fn said(&self, mut update: Update, said: &Update) -> Update {
        say(&mut update, said, &self.closed);
        self.assign_ids(&mut update);
        update
    }

    /// Moves the items that `did` names from the plan, and from what is
    /// planned or open in `update`, to `done`.
    fn tick(&self, update: &mut Update, did: &[Address]) -> Result<(), NothingToTick> {
        for address in did {
            let planned = self
                .plan
                .iter()
                .find(|item| names(address, update, item))
                .cloned();
            let item = planned.or_else(|| take(update, address));
            let item = item.ok_or_else(|| NothingToTick(describe(address)))?;
            if !update
                .done
                .iter()
                .any(|done| done.id == item.id && done.since == item.since)
            {
                update.done.push(item);
            }
        }
        Ok(())
    }
}

/// Makes the update that a first post for the period starts from.
fn fresh(
    author: &Handle,
    period: Period,
    earlier: &[Update],
    closed: &BTreeSet<ItemAddress>,
) -> Update {
    let mut update = Update::new(author.clone(), period);
    if let Some(previous) = earlier.first() {
        carry(previous, &mut update, closed);
    }
    update
}

/// Returns the latest plan in `earlier`, less what later updates and `start`
/// list as done or plan again.
fn last_plan(earlier: &[Update], start: &Update) -> Vec<Item> {
    let Some(index) = earlier.iter().position(|update| !update.next.is_empty()) else {
        return Vec::new();
    };
    let planned = &earlier[index];
    let taken_up: BTreeSet<ItemAddress> = earlier[..index]
        .iter()
        .chain([start])
        .flat_map(|update| {
            let items = update.done.iter().chain(&update.next);
            items.filter_map(|item| update.address_of(item))
        })
        .collect();
    planned
        .next
        .iter()
        .filter(|item| {
            planned
                .address_of(item)
                .is_none_or(|a| !taken_up.contains(&a))
        })
        .map(|item| Item {
            since: Some(item.first_period(planned.period)),
            ..item.clone()
        })
        .collect()
}

/// Takes the planned or open item that `address` names out of `update`.
fn take(update: &mut Update, address: &Address) -> Option<Item> {
    for section in [Section::Next, Section::Blockers, Section::Questions] {
        let items = update.section(section);
        if let Some(index) = items.iter().position(|item| names(address, update, item)) {
            return Some(update.section_mut(section).remove(index));
        }
    }
    None
}

/// Returns whether `address` names `item` of `update`, as far as it says.
fn names(address: &Address, update: &Update, item: &Item) -> bool {
    let word = address.period.is_none()
        && address.id.as_ref().map(ItemId::as_str) == address.author.as_ref().map(Handle::as_str);
    address.id.is_some()
        && item.id == address.id
        && (word
            || address
                .author
                .as_ref()
                .is_none_or(|author| *author == update.author))
        && address
            .period
            .is_none_or(|period| item.first_period(update.period) == period)
}

fn describe(address: &Address) -> String {
    let word = address.id.as_ref().map(|id| id.as_str().to_owned());
    word.or_else(|| address.author.as_ref().map(ToString::to_string))
        .unwrap_or_default()
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

    fn planned(period: &str, texts: &[&str]) -> Update {
        let mut update = update(period);
        update.next = texts.iter().map(|text| Item::new(*text)).collect();
        update.assign_ids();
        update
    }

    fn lay(existing: Option<Update>, earlier: &[Update]) -> Desk {
        let ada = "ada".parse().expect("a handle");
        let period = "2026-11-23".parse().expect("a period");
        let (closed, answered) = (BTreeSet::new(), BTreeSet::new());
        Desk::lay(&ada, period, existing, earlier, None, closed, answered)
    }

    fn id_of(item: &Item) -> Address {
        item.id
            .as_ref()
            .expect("an id")
            .as_str()
            .parse()
            .expect("an address")
    }

    #[test]
    fn a_plan_outlives_updates_that_plan_nothing() {
        let friday = planned("2026-11-20", &["one", "two"]);
        let mut sunday = update("2026-11-22");
        sunday.done.push(Item {
            since: Some(friday.period),
            ..friday.next[0].clone()
        });
        let desk = lay(None, &[sunday, friday.clone()]);
        let texts: Vec<&str> = desk.plan.iter().map(|item| item.text.as_str()).collect();
        assert_eq!(texts, ["two"]);
        assert_eq!(desk.plan[0].since, Some(friday.period));
    }

    #[test]
    fn ticks_move_to_done_with_id_and_first_period() {
        let friday = planned("2026-11-20", &["one"]);
        let desk = lay(None, std::slice::from_ref(&friday));
        let did = [id_of(&friday.next[0])];
        let said = update("2026-11-23");
        let posted = desk.add(&said, &did).expect("ticked");
        assert_eq!(posted.done[0].id, friday.next[0].id);
        assert_eq!(posted.done[0].since, Some(friday.period));
        let unknown: Address = "zzzz".parse().expect("an address");
        assert!(desk.add(&said, &[unknown]).is_err());
    }

    #[test]
    fn what_is_planned_or_open_in_the_update_itself_can_be_ticked() {
        let mut today = planned("2026-11-23", &["one"]);
        today.blockers.push(Item::new("stuck"));
        today.assign_ids();
        let did = [id_of(&today.next[0]), id_of(&today.blockers[0])];
        let desk = lay(Some(today), &[]);
        let posted = desk.add(&update("2026-11-23"), &did).expect("ticked");
        assert_eq!(posted.done.len(), 2);
        assert!(posted.next.is_empty() && posted.blockers.is_empty());
    }

    #[test]
    fn posting_again_adds() {
        let mut today = update("2026-11-23");
        today.notes = Some("first\n".to_owned());
        today.done.push(Item::new("one"));
        let desk = lay(Some(today), &[]);
        let mut said = update("2026-11-23");
        said.notes = Some("second".to_owned());
        said.done.push(Item::new("two"));
        let posted = desk.add(&said, &[]).expect("added");
        assert_eq!(posted.done.len(), 2);
        assert_eq!(posted.notes.as_deref(), Some("first\n\nsecond"));
    }
}
