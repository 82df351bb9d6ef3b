//! What waits for whoever asks, what is new to them, and going through it.

mod run;
mod since;
mod walk;

pub(super) use run::run;
pub(super) use since::Reader;
