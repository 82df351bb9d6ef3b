use super::{Item, ItemAddress, Section, Update};

/// A blocker or question that a reply has opened again, and that no update of
/// its author has carried since: it is open, though the latest one does not
/// hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// Where it is.
    pub address: ItemAddress,
    /// The latest update that carries it.
    pub update: Update,
}

impl Reopened {
    /// Returns the item with its section.
    #[must_use]
    pub fn item(&self) -> Option<(Section, &Item)> {
        let mut items = self.update.items();
        items.find(|(section, item)| {
            let address = self.update.address_of(item);
            section.stays_open() && address.as_ref() == Some(&self.address)
        })
    }

    /// Returns the item as a later update carries it: with its first period.
    #[must_use]
    pub fn carried(&self) -> Option<(Section, Item)> {
        let (section, item) = self.item()?;
        let since = Some(self.address.period);
        Some((
            section,
            Item {
                since,
                ..item.clone()
            },
        ))
    }
}
