use schemars::JsonSchema;
use serde::Serialize;

use super::Thread;

/// What `tidings show` shows.
///
/// One address that names one update or one item gives an object. Several
/// addresses, or one that names all updates of a period, give an array of such
/// objects in the order they were asked for, also where there is only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Shown {
    /// What one address names.
    One(Box<Thread>),
    /// What several addresses name, or a period.
    Several(Vec<Thread>),
}
