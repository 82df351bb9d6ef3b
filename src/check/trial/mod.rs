//! The rules, tried on their own examples and on cases by hand.

mod author;
mod example;
mod registry;

use example::{Example, broken};
