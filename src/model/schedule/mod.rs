//! What is due from a member and when, by their own clock, week and leave.
//!
//! An [`Agenda`] is made of a team and one of its members, and answers every
//! question about that person's time: which day it is for them, whether they
//! are at work, what is due from them, and how they stand. It knows no clock;
//! the instant is always given.

mod agenda;
mod common_hours;
mod day_kind;
mod duty;
mod expectation;
mod member_state;
mod promised;
mod rhythm;
mod search;
mod wait;
mod work;

#[cfg(test)]
mod tests;

pub use agenda::Agenda;
pub use common_hours::common_hours;
pub use day_kind::DayKind;
pub use duty::{Duty, NotExpected};
pub use member_state::MemberState;

use chrono::TimeDelta;

/// How far the next or last moment of work is looked for: a year of leave and
/// some more.
const HORIZON: TimeDelta = TimeDelta::days(400);
