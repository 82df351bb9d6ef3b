//! The command line: arguments, settings, one file per command, the error
//! report and the exit status.
//!
//! Here the other rooms meet: a command asks the store for values, hands them
//! to a report, and prints what the renderer makes of it. Now, the local zone,
//! the environment and the current directory are read in
//! [`environment`](self) alone and passed on. Nobody imports this room.

mod address;
mod args;
mod author;
mod away;
mod back;
mod catchup;
mod check;
mod ci;
mod completions;
mod demo;
mod digest;
mod drafts;
mod environment;
mod failure;
mod fault;
mod inbox;
mod init;
mod input;
mod job;
mod join;
mod listing;
mod mailmap;
mod man;
mod memory;
mod missing;
mod objection;
mod output;
mod period;
mod person;
mod place;
mod post;
mod prompt;
mod propose;
mod protocol;
mod publish;
mod reading;
mod readme;
mod rebuild;
mod reference;
mod reply;
mod run;
mod schema;
mod selection;
mod session;
mod show;
mod stats;
mod status;
mod sync;
mod team;
mod undo;
mod words;

pub use reference::reference;
pub use run::run;
