//! What a team agreed on for its communication, and what reports make of it.

mod answers;
mod guide;
mod log;
mod waiting;
