//! The tests that run the program from outside, in one binary.
//!
//! [`kit`] makes real git repositories in a sealed place and runs the program
//! in them; every other module tests one thing.

#[cfg(unix)]
mod actions;
mod architecture;
mod check;
mod docs;
mod fault;
mod form;
mod honest;
#[cfg(unix)]
mod hostile_pr;
mod inbox;
mod keep;
mod kit;
mod month;
mod outbox;
mod picture;
mod post;
mod propose;
mod protocol;
mod publish;
mod read;
mod reckon;
#[cfg(unix)]
mod release;
mod reply;
mod resolve;
mod soak;
mod state;
mod store;
mod sync;
mod team;
mod tree;
mod walk;
mod year;
