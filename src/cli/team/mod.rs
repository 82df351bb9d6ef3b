//! `tidings team`: who is in the team, one file per command on it.

mod add;
mod edit;
mod entry;
mod file;
mod import;
mod list;
mod remove;
mod rhythm;
mod task;

pub(super) use list::run;
pub(super) use task::Task;
