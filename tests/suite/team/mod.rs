//! The team file through the commands on it: `team`, `away`, `back`, and who
//! one is.

mod edit;
mod identity;
mod import;
mod leave;
mod log;
mod roster;
