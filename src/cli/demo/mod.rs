//! `tidings demo`: a sample team's log, built by the code that everybody's
//! posts go through.

mod run;
mod stage;
mod story;

pub(super) use run::run;
