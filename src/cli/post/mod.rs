//! `tidings post`: from what somebody wrote, in whichever way, to a commit.

mod commits;
mod confirm;
mod draft;
mod edit;
mod left;
mod quick;
mod run;
mod said;
mod task;
mod unanswered;
mod written;

pub(super) use left::mention as mention_left;
pub(super) use run::run;
