//! The story that `tidings demo` tells: three weeks of a team that does not
//! exist.
//!
//! It is data alone. What it needs done is done by the code that everybody's
//! posts go through, so nothing here knows of files, ids or commits; items
//! are referred to by their text. Team Quill makes Inkpost, which prints
//! newsletters and sends them as letters. Anything like a real team is an
//! accident.

mod release;
mod scene;
mod team;
#[cfg(test)]
mod tests;
mod week_45;
mod week_46;
mod week_47;

pub(crate) use scene::{Act, LAST_WEEK, Post, READ_AT, Scene, scenes};
pub(crate) use team::{CastMember, DUE, LEARNED, READER, TEAM, TEAM_NAME, TEAM_ZONE};
