//! What a change brings → findings.
//!
//! This room holds the rules on what may come into the log, one file a rule
//! or a family of them, and the list of every rule there is, those that the
//! readers in [`format`](crate::format) report too. It is pure: it judges
//! values that were read out of git objects, and believes the team file of
//! the base, never what the change itself says of the team.

mod author;
mod bound;
mod circle;
mod excerpt;
mod file;
mod file_kind;
mod hidden;
mod inspection;
mod layout;
mod machinery;
mod mend;
mod name;
mod people;
mod period;
mod reader;
mod reference;
mod registry;
mod roster;
mod rule;
mod secret;
mod section;
mod severity;
mod size;
mod team_change;
mod thread;
#[cfg(test)]
mod trial;

use file::File;

pub use excerpt::{excerpt, excerpt_of};
pub use inspection::{check, check_update};
pub use mend::{Mended, mend};
pub use reference::reference;
pub use registry::{FAMILIES, RULES};
pub use rule::Rule;
