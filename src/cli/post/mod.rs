//! `tidings post`: from what somebody wrote, in whichever way, to a commit.

mod commits;
mod confirm;
mod draft;
mod edit;
mod input;
mod quick;
mod run;
mod said;
pub(super) mod sent;
mod task;
mod written;

pub(super) use run::run;
