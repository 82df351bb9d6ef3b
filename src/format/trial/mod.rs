//! The room tried as a whole: round trips, edits and hostile input.

mod calendar;
mod corpus;
mod edit;
mod form;
mod other_reader;
mod protocol;
mod sample;
mod section;
mod team;
mod team_edit;
mod team_keys;
mod update;
