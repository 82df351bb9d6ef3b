//! `tidings ci`: the files that tell a forge to check updates and to publish
//! digests, each where its event looks for it.

mod files;
mod offer;
mod run;

pub(super) use files::require_pin;
pub(super) use run::{install, run};
