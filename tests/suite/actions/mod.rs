//! The actions of this repository, run as a runner of GitHub would run them.
//!
//! [`Action`] reads an `action.yml`, [`Runner`] lays out the folders, files
//! and variables of a job and runs the steps for real: the same scripts, the
//! same shell, a checkout of depth 1 from a server on loopback. What is not
//! GitHub's to answer is answered by stand-ins on the `PATH`.

mod action;
mod check;
mod digest;
mod pull;
mod runner;
mod setup;
mod token;
mod toolbox;

use action::Action;
use runner::Runner;
pub(crate) use toolbox::Toolbox;
