//! Posting, in every way that people write.

mod again;
mod backfill;
#[cfg(unix)]
mod cut_off;
#[cfg(unix)]
mod dialogue;
mod file;
#[cfg(unix)]
mod form;
mod from_commits;
mod hostile;
mod open;
mod options;
mod rules;
pub(crate) mod team;
