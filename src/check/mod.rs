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
mod name;
mod people;
mod period;
mod rule;
mod secret;
mod section;
mod severity;
mod size;
mod team_change;
mod thread;

use file::File;

pub use excerpt::{excerpt, excerpt_of};
pub use inspection::{check, check_update};
pub use rule::Rule;

/// Every rule, by kin.
pub const RULES: &[&Rule] = &[
    &author::WRONG_AUTHOR,
    &author::UNKNOWN_AUTHOR,
    &author::EDITED,
    &author::REMOVED,
    &author::CUT_OFF,
    &team_change::NO_BASE,
    &team_change::TEAM_REMOVED,
    &team_change::CLAIMED,
    &team_change::IDENTITY,
    &team_change::ENTRY,
    &team_change::CLOSED,
    &team_change::LOOSENED,
    &team_change::UNKNOWN_RULE,
    &period::FUTURE,
    &period::PAST,
    &period::PUBLISHED,
    &section::UNANSWERED,
    &section::UNKNOWN_SECTION,
    &section::UNTOUCHED,
    &people::UNKNOWN_MEMBER,
    &thread::NO_TARGET,
    &thread::NO_REPLY,
    &secret::SECRET,
    &hidden::CONTROL,
    &hidden::BIDIRECTIONAL,
    &hidden::INVISIBLE,
    &layout::MISPLACED,
    &layout::STRAY,
    &file_kind::LINK,
    &file_kind::EXECUTABLE,
    &file_kind::SUBMODULE,
    &name::COLLISION,
    &name::UNPORTABLE,
    &size::TOO_BIG,
    &machinery::CI,
    &machinery::TEMPLATE,
    &machinery::MAILMAP,
    &machinery::DIGEST,
    &machinery::MIXED,
    &bound::MORE,
];
