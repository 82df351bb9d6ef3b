//! Updates that others look at before they are in the log: each on a branch
//! of its own, with a pull or merge request where the remote's host has them.

mod open;
mod request;
mod send;
mod text;
mod turn;

pub(super) use open::Begun;
pub(super) use send::{finish, remind, sync, tidy};
pub(super) use turn::turn;
