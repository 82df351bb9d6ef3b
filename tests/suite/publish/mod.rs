//! The digest job, as a build machine runs it: in a checkout of one commit, by
//! an identity of its own, beside people who post meanwhile.

mod ci;
#[cfg(unix)]
mod comment;
mod finish;
mod late;
mod office;
mod places;
mod race;
mod readme;
mod shallow;

use office::Office;
