use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Period, Window, Zone};

/// The days that a report covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WindowView {
    /// The first day (`2026-11-16`).
    pub since: String,
    /// The last day (`2026-11-22`).
    pub until: String,
    /// The window for people: `week 2026-W47 (16 to 22 November)`.
    pub label: String,
    /// The IANA zone that the report is reckoned in.
    pub time_zone: String,
}

impl WindowView {
    /// Builds the view of a window that is reckoned in `zone`.
    pub(super) fn build(window: Window, zone: Zone) -> Self {
        let Window { since, until } = window;
        Self {
            since: since.to_string(),
            until: until.to_string(),
            label: window
                .period()
                .map_or_else(|| format!("{since} to {until}"), Period::describe),
            time_zone: zone.to_string(),
        }
    }
}
