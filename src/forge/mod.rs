//! The services that host repositories: which one a remote is on, what the
//! addresses of its web pages are, and what its program can be asked to do.
//!
//! Nothing here knows what an update is. The environment and the settings are
//! handed over as values; only `gh` and `glab` are run, and they are never let
//! ask a person for anything. No user name, password or token of a remote's
//! address leaves this room.

mod child;
mod ci;
mod client;
mod client_error;
mod discussion;
mod escape;
#[expect(
    clippy::module_inception,
    reason = "a file is named after the type it holds"
)]
mod forge;
mod host;
mod hosts;
mod place;
mod remote;
mod request;

pub use ci::CiRun;
pub use client::Client;
pub use client_error::ClientError;
pub use discussion::Discussion;
pub use forge::Forge;
pub use hosts::Hosts;
pub use place::Place;
pub use request::{NewRequest, Request};
