//! The rules that the readers in [`format`](crate::format) and the store keep:
//! they report them by name, and what they are is said here.

pub(super) mod calendar;
pub(super) mod form;
pub(super) mod object;
pub(super) mod section;
pub(super) mod team;
pub(super) mod update;
pub(super) mod yaml;
