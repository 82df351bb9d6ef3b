//! What a team agreed on for its communication, and what reports make of it.

mod guide;
