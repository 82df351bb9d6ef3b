//! The team file through the commands on it: `team`, `away`, `back`, and who
//! one is.

mod edit;
mod identity;
mod import;
mod leave;
pub(crate) mod log;
mod roster;
