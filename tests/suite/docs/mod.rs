//! The pages about the program, held to what it does.
//!
//! [`Page`] reads Markdown, [`Desk`] runs what a page tells people to type,
//! [`Kept`] compares files that the program writes with those in the
//! repository. Every page with a shell block is run by one of the tests here,
//! and one test fails on a page that nobody runs.

#[cfg(unix)]
mod aid;
#[cfg(unix)]
mod commands;
#[cfg(unix)]
mod desk;
mod format;
#[cfg(unix)]
mod guide;
mod kept;
mod links;
#[cfg(unix)]
mod own_log;
mod page;
mod reference;
mod reliability;
mod rules;
mod schema;
mod templates;

#[cfg(unix)]
use desk::{Desk, Person};
use kept::Kept;
#[cfg(unix)]
use page::Block;
use page::Page;
