//! Keeping the log in step with its remote: `tidings sync`, the sending that
//! follows a change, the receiving that precedes a look, and all that is said
//! of either.

mod clash;
mod deepen;
mod editor;
mod outcome;
mod parcel;
mod policy;
mod receive;
mod rewrite;
mod run;
mod send;
mod unsent;

pub(super) use outcome::{quote, say, say_not_sent};
pub(super) use parcel::Parcel;
pub(super) use policy::{Policy, UNATTENDED, time_to_send};
pub(super) use run::run;
pub(super) use send::{no_doubt, transmit};
pub(super) use unsent::mention_refusal;
