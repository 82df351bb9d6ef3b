//! The rules, tried on their own examples and on cases by hand.

mod author;
mod content;
mod example;
mod registry;
mod secret;

pub(super) use example::Example;
use example::broken;
