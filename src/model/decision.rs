use super::{Item, ReplyEntry, ReplyState, Section, Update};

/// A reply that decides something, with what it decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The reply.
    pub entry: ReplyEntry,
    /// The update that it is about, or in which its item first appeared, if
    /// that is there.
    pub update: Option<Update>,
}

impl Decision {
    /// Takes a reply that decides something; any other is none.
    #[must_use]
    pub fn of(entry: ReplyEntry, update: Option<Update>) -> Option<Self> {
        (entry.reply.state == Some(ReplyState::Decided)).then_some(Self { entry, update })
    }

    /// Returns the item that was decided on, with its section, where it is one
    /// and is there.
    #[must_use]
    pub fn item(&self) -> Option<(Section, &Item)> {
        let (to, update) = (&self.entry.reply.to, self.update.as_ref()?);
        let items = update.items().filter(|(_, item)| {
            item.id == to.id && item.id.is_some() && item.first_period(update.period) == to.period
        });
        items.min_by_key(|(section, _)| !section.has_ids())
    }
}
