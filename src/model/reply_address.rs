use std::fmt;
use std::str::FromStr;

use super::{Address, AddressError, Handle, Period, ReplyId};

/// The full address of a reply: whose update its thread is about, the first
/// period of that, and the name of the reply. Written
/// `ada/2026-11-22/+4f1c2a9b01de`; it never changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplyAddress {
    /// The author of what the thread is about.
    pub author: Handle,
    /// The period of the update, or of the item's first appearance.
    pub period: Period,
    /// The name of the reply.
    pub id: ReplyId,
}

impl ReplyAddress {
    /// The mark that stands before the name of a reply.
    pub const MARK: char = '+';
}

impl fmt::Display for ReplyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (author, period, id) = (&self.author, self.period, &self.id);
        write!(f, "{author}/{period}/{}{id}", Self::MARK)
    }
}

impl FromStr for ReplyAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        match text.parse()? {
            Address {
                author: Some(author),
                period: Some(period),
                id: None,
                reply: Some(id),
            } => Ok(Self { author, period, id }),
            _ => Err(AddressError(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_address_is_read_back_and_no_shorter_one_is_taken() {
        let full = "ada/2026-11-22/+4f1c2a9b01de";
        let address: ReplyAddress = full.parse().expect(full);
        assert_eq!(address.to_string(), full);
        for bad in [
            "+4f1c",
            "ada/+4f1c",
            "ada/2026-11-22",
            "ada/2026-11-22/4f1c",
        ] {
            assert!(bad.parse::<ReplyAddress>().is_err(), "{bad}");
        }
    }
}
