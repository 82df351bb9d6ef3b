//! What waits for whoever asks, what is new to them, and going through it.

mod mention;
mod run;
mod since;
mod walk;

pub(super) use mention::mention;
pub(super) use run::run;
pub(super) use since::Reader;
