//! How the log is begun, written and taken back, on every kind of repository:
//! `init`, `join`, the commit side of `post`, `undo` and `resolve`.

mod asked;
mod checkout;
mod closing;
mod commit;
mod durable;
mod errors;
mod join;
mod place;
mod race;
mod start;
mod team;
mod undo;
