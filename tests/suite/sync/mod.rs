//! What people see of sending and receiving: what is said, with which exit
//! status, and what the remote has afterwards.

mod clash;
mod interrupt;
mod race;
mod reading;
mod refusal;
mod rewrite;
mod sending;
mod setting;
pub(crate) mod team;
