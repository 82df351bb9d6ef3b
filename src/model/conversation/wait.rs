use chrono::{DateTime, Utc};

use crate::model::Handle;

/// Whose answer a conversation waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Those who were asked.
    Asked,
    /// Whoever asked: somebody has answered, and the item is still open.
    Author,
}

/// What an open conversation waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Whose turn it is.
    pub turn: Turn,
    /// Since when, by the arrival of what passed the turn; never before the
    /// item itself came into the log. `None` where that part of history is
    /// not here.
    pub since: Option<DateTime<Utc>>,
    /// Who of those whose turn it is has acknowledged it since, by the handle
    /// they go by today: no promise runs any longer.
    pub acknowledged: Vec<Handle>,
}
