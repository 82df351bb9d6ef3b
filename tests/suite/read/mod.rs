//! Reading a log: every command that reads, on what teams and accidents
//! leave behind.

mod calendar;
mod damage;
mod demo;
mod desk;
mod digest;
mod history;
mod hostile;
mod listing;
mod output;
mod range;
mod shallow;
mod show;
mod status;
mod template;

use desk::{Desk, Step};
