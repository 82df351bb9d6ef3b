//! Keeps a team's status updates in git.
//!
//! A person posts a structured daily or weekly update from the shell; it
//! becomes one YAML file and one commit on the branch that is the team's
//! *log*. Digests are built by walking that branch's history. The rooms of
//! the crate, and which may import which, are drawn in
//! `docs/architecture.md`; a test holds the code to that table.
//!
//! Data flows one way: bytes in git → typed entries → a report value → text.

pub mod check;
pub mod cli;
pub mod forge;
pub mod format;
pub mod git;
pub mod model;
pub mod render;
pub mod report;
pub mod store;
pub mod text;
pub mod ui;
