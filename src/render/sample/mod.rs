//! Reports of a small fictional team, made by hand for the tests of this
//! room. Each can be made to say the same hostile words everywhere.

mod digest;
mod number;
mod other;
mod protocol;
mod response;
mod scale;
mod talk;
mod team;

pub(super) use digest::Sample;
