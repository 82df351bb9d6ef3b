use schemars::JsonSchema;
use serde::Serialize;

use super::{FindingView, ItemView};

/// One update in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ListingRow {
    /// The address of the update: `ada/2026-11-22`.
    pub address: String,
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The period.
    pub period: String,
    /// The period for people: `Sunday 2026-11-22`.
    pub label: String,
    /// `on-track`, `at-risk` or `off-track`.
    pub health: Option<String>,
    /// The items that met the filters, by section, in writing order.
    pub items: Vec<ListedItem>,
    /// The notes, where they met the filters.
    pub notes: Option<String>,
}

/// An item in a list, with its section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ListedItem {
    /// The key of the section.
    pub section: String,
    /// The item.
    pub item: ItemView,
}

/// Updates as a list, the latest period first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Listing {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The updates.
    pub updates: Vec<ListingRow>,
    /// Whether there were more than the limit.
    pub more: bool,
    /// What was wrong with files.
    pub findings: Vec<FindingView>,
}
