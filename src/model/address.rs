use std::fmt;
use std::str::FromStr;

use super::{Handle, ItemId, Period, ReplyAddress, ReplyId};

/// The full address of an item: who wrote it, the period of its first
/// appearance, and its id. Written `ada/2026-11-22/b7k2`; it never changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemAddress {
    /// The author of the update the item stands in.
    pub author: Handle,
    /// The period of the item's first appearance.
    pub period: Period,
    /// The item's id.
    pub id: ItemId,
}

impl fmt::Display for ItemAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.author, self.period, self.id)
    }
}

/// What a reply answers: an update, or one of its items.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// The author of what is answered.
    pub author: Handle,
    /// The period of the update, or of the item's first appearance.
    pub period: Period,
    /// The item; `None` for the update as a whole.
    pub id: Option<ItemId>,
}

impl Target {
    /// Returns the address of the item; `None` for an update as a whole.
    #[must_use]
    pub fn item(&self) -> Option<ItemAddress> {
        Some(ItemAddress {
            author: self.author.clone(),
            period: self.period,
            id: self.id.clone()?,
        })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.author, self.period)?;
        self.id.as_ref().map_or(Ok(()), |id| write!(f, "/{id}"))
    }
}

impl From<ItemAddress> for Target {
    fn from(address: ItemAddress) -> Self {
        Self {
            author: address.author,
            period: address.period,
            id: Some(address.id),
        }
    }
}

impl FromStr for Target {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        match text.parse()? {
            Address {
                author: Some(author),
                period: Some(period),
                id,
                reply: None,
            } => Ok(Self { author, period, id }),
            _ => Err(AddressError(text.to_owned())),
        }
    }
}

/// An address as a person types it: full or any shorter form of it.
///
/// `ada/2026-11-22/b7k2`, `ada/b7k2`, `2026-11-22/b7k2`, `b7k2`,
/// `ada/2026-11-22`, `ada`. A single word may be a handle or an id; whoever
/// looks it up tries both. A reply goes by its name, or the beginning of it,
/// behind a `+`: `ada/2026-11-22/+4f1c2a9b01de`, `ada/+4f1c`, `+4f1c`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The author, where given; a single word stands here.
    pub author: Option<Handle>,
    /// The period, where given.
    pub period: Option<Period>,
    /// The item's id, where given; a single word that could be one stands
    /// here too.
    pub id: Option<ItemId>,
    /// The name of a reply, or the beginning of one, where given.
    pub reply: Option<ReplyId>,
}

/// The text is no address in any of its forms.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no address; write ada/2026-11-22/b7k2, ada/2026-11-22, an item's id, or +4f1c for a reply"
)]
pub struct AddressError(pub String);

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let fail = || AddressError(text.to_owned());
        let parts: Vec<&str> = text.trim_matches('/').split('/').collect();
        let mut address = Self {
            author: None,
            period: None,
            id: None,
            reply: None,
        };
        let name = parts
            .last()
            .and_then(|part| part.strip_prefix(ReplyAddress::MARK));
        if let Some(name) = name {
            address.reply = Some(name.parse().map_err(|_| fail())?);
        }
        if let [word] = parts[..] {
            if address.reply.is_some() {
                return Ok(address);
            }
            if let Ok(period) = word.parse() {
                address.period = Some(period);
                return Ok(address);
            }
            address.author = word.parse().ok();
            address.id = word.parse().ok();
            return (address.author.is_some() || address.id.is_some())
                .then_some(address)
                .ok_or_else(fail);
        }
        let mut rest = &parts[..parts.len() - usize::from(address.reply.is_some())];
        if rest[0].parse::<Period>().is_err() {
            address.author = Some(rest[0].parse().map_err(|_| fail())?);
            rest = &rest[1..];
        }
        if let Some(Ok(period)) = rest.first().map(|part| part.parse()) {
            address.period = Some(period);
            rest = &rest[1..];
        }
        if let Some(part) = rest.first() {
            address.id = Some(part.parse().map_err(|_| fail())?);
            rest = &rest[1..];
        }
        let one = address.id.is_none() || address.reply.is_none();
        (rest.is_empty() && one).then_some(address).ok_or_else(fail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PeriodKind;

    #[test]
    fn reads_every_shorter_form() {
        let read = |text: &str| -> Option<[Option<String>; 4]> {
            let a: Address = text.parse().ok()?;
            Some([
                a.author.map(|x| x.to_string()),
                a.period.map(|x| x.to_string()),
                a.id.map(|x| x.to_string()),
                a.reply.map(|x| x.to_string()),
            ])
        };
        let some = |text: &str| Some(text.to_owned());
        for (text, want) in [
            (
                "ada/2026-11-22/b7k2",
                [some("ada"), some("2026-11-22"), some("b7k2"), None],
            ),
            ("ada/2026-W47", [some("ada"), some("2026-W47"), None, None]),
            ("ada/b7k2", [some("ada"), None, some("b7k2"), None]),
            (
                "2026-11-22/b7k2",
                [None, some("2026-11-22"), some("b7k2"), None],
            ),
            ("b7k2", [some("b7k2"), None, some("b7k2"), None]),
            ("ada.l", [some("ada.l"), None, None, None]),
            ("2026-11-22", [None, some("2026-11-22"), None, None]),
            (
                "ada/2026-11-22/+4f1c2a9b01de",
                [some("ada"), some("2026-11-22"), None, some("4f1c2a9b01de")],
            ),
            ("ada/+4f1c", [some("ada"), None, None, some("4f1c")]),
            (
                "2026-W47/+4f1c",
                [None, some("2026-W47"), None, some("4f1c")],
            ),
            ("+4f1c", [None, None, None, some("4f1c")]),
        ] {
            assert_eq!(read(text), Some(want), "{text}");
        }
        for bad in [
            "",
            "/",
            "Ada",
            "ada/x/y/z",
            "ada/2026-11-22/b7k2/x",
            "ada/2026-99-99",
            "a b",
            "+",
            "+4F1C",
            "++4f1c",
            "ada/+4f1c/x",
            "ada/b7k2/+4f1c",
            "ada/2026-11-22/b7k2/+4f1c",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert!("ada/b7k2".parse::<Target>().is_err());
        let full = "ada/2026-11-22/b7k2";
        assert_eq!(
            full.parse::<Target>().map(|t| t.to_string()).as_deref(),
            Ok(full)
        );
    }

    proptest::proptest! {
        #[test]
        fn a_full_address_is_read_back(
            handle in "[a-z0-9][a-z0-9_-]{0,8}",
            number in 1_i32..3_652_059,
            week: bool,
            id in proptest::option::of("[a-z0-9]{1,16}"),
        ) {
            let day = chrono::NaiveDate::from_num_days_from_ce_opt(number).expect("a day");
            let kind = if week { PeriodKind::Week } else { PeriodKind::Day };
            // Device names are no handles; a date in front is a period.
            if let Ok(author) = handle.parse::<Handle>()
                && handle.parse::<Period>().is_err()
            {
                let target = Target {
                    author,
                    period: Period::of(kind, day),
                    id: id.and_then(|id| id.parse().ok()),
                };
                assert_eq!(target.to_string().parse(), Ok(target));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[a-z0-9W/. +-]{0,24}") {
            if let Ok(address) = text.parse::<Address>() {
                let parts = [
                    address.author.is_some(),
                    address.period.is_some(),
                    address.id.is_some(),
                    address.reply.is_some(),
                ];
                assert!(parts.contains(&true));
            }
        }
    }
}
