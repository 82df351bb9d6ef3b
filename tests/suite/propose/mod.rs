//! Updates that are proposed: `post --propose`, and what becomes of it.

mod forge;
mod host;
mod merge;
mod refusal;
mod standing;
