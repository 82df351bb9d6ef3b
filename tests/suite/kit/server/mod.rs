//! Remotes to talk to: real ones, on loopback, started by a test and gone
//! with it; and bad ones, which cut, stall or never answer.

mod daemon;
mod files;
mod http;
mod part;
mod relay;
mod request;
#[allow(clippy::module_inception)]
mod server;
mod silence;
mod transport;

pub(crate) use files::FileServer;
use part::Part;
pub(crate) use relay::Relay;
pub(crate) use server::Server;
pub(crate) use silence::Silence;
pub(crate) use transport::Transport;
