use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::{Handle, Period, Section};

/// Longest id, in bytes.
const MAX_LEN: usize = 16;

/// The letters of generated ids: no vowels, so no words, and none that are
/// mistaken for another.
const ALPHABET: &[u8; 27] = b"bcdfghjkmnpqrstvwxz23456789";

/// The name of an item, unique among the items that first appeared in the
/// same update: `[a-z0-9]{1,16}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(String);

/// The text is not `[a-z0-9]{1,16}`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an item id is made of 1 to 16 of a-z and 0-9")]
pub struct ItemIdError;

impl ItemId {
    /// Makes an id out of what the item is, so that the same item written on
    /// two machines gets the same id; `attempt` tells apart items that would
    /// otherwise collide.
    ///
    /// The id is four letters of the 64-bit FNV-1a hash of the parts.
    #[must_use]
    pub fn derive(
        author: &Handle,
        period: Period,
        section: Section,
        text: &str,
        attempt: u32,
    ) -> Self {
        let source = format!("{author}\0{period}\0{section}\0{text}\0{attempt}");
        let mut hash = source
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        let letters = ALPHABET.len() as u64;
        let mut id = String::with_capacity(4);
        for _ in 0..4 {
            let index = usize::try_from(hash % letters).expect("less than the alphabet");
            id.push(char::from(ALPHABET[index]));
            hash /= letters;
        }
        Self(id)
    }

    /// Returns the id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ItemId {
    type Err = ItemIdError;

    fn from_str(text: &str) -> Result<Self, ItemIdError> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        if (1..=MAX_LEN).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ItemIdError)
        }
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One entry of a list section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The name of the item; plans, blockers and questions have one.
    pub id: Option<ItemId>,
    /// The period in which the item first appeared, when that is not the
    /// period of the update it stands in.
    pub since: Option<Period>,
    /// What the item says; never empty in a valid update.
    pub text: String,
    /// The project it belongs to.
    pub project: Option<String>,
    /// The address of the task it belongs to.
    pub task: Option<String>,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
    /// Who is needed to clear a blocker.
    pub needs: Vec<Handle>,
    /// Whom a question asks, or whom kudos thank.
    pub to: Vec<Handle>,
}

impl Item {
    /// Makes an item that is only a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Returns the period in which the item first appeared, given the period
    /// of the update it stands in.
    #[must_use]
    pub fn first_period(&self, update: Period) -> Period {
        self.since.unwrap_or(update)
    }

    /// Returns the members the item concerns: `needs` and `to` together.
    pub fn people(&self) -> impl Iterator<Item = &Handle> {
        self.needs.iter().chain(&self.to)
    }
}
