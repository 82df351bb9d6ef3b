//! What a change brings → findings.
//!
//! This room holds the rules on what may come into the log, one file a rule
//! or a family of them, and the list of every rule there is, those that the
//! readers in [`format`](crate::format) report too. It is pure: it judges
//! values that were read out of git objects, and believes the team file of
//! the base, never what the change itself says of the team.

mod file_kind;
mod inspection;
mod rule;
mod severity;

pub use inspection::{check, check_update};
pub use rule::Rule;

/// Every rule, by name.
pub const RULES: &[&Rule] = &[
    &file_kind::EXECUTABLE,
    &file_kind::SUBMODULE,
    &file_kind::LINK,
];
