//! What the tests stand on: a sealed place to work in, real repositories,
//! the program run there, and proof that it left alone what is not its own.
//!
//! Nothing here looks at the home directory, the configuration, the clock or
//! the repository of whoever runs the tests.

mod ansi;
mod fingerprint;
mod invocation;
mod kind;
mod output;
mod push_count;
mod sandbox;
mod server;
mod shared_log;
mod signing;
mod strace;
pub(crate) mod svg;
#[cfg(unix)]
mod terminal;
mod tests;
mod workflow_command;

pub(crate) use fingerprint::Fingerprint;
pub(crate) use invocation::Invocation;
pub(crate) use kind::Kind;
pub(crate) use output::Output;
pub(crate) use push_count::PushCount;
pub(crate) use sandbox::{NOW, Sandbox};
pub(crate) use server::{FileServer, Relay, Server, Silence, Transport};
pub(crate) use shared_log::{BRANCH, SharedLog};
pub(crate) use signing::Signing;
pub(crate) use strace::Strace;
#[cfg(unix)]
pub(crate) use terminal::Terminal;
pub(crate) use workflow_command::WorkflowCommand;
