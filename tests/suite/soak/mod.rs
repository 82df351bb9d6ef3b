//! Many writers on one log, at one moment, for as long as it takes: what they
//! were told is held against what the log has afterwards.
//!
//! [`Load`] says how many write how much, and by which [`Hand`]; running it
//! gives an [`Outcome`] with a [`Record`] of each post.

mod hand;
mod load;
mod outcome;
mod random;
mod reckless;
mod record;
mod tests;

pub(crate) use hand::Hand;
pub(crate) use load::Load;
pub(crate) use outcome::Outcome;
pub(crate) use random::Random;
pub(crate) use record::{Record, Said};
