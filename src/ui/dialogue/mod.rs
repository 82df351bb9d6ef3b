//! Dialogues held through a real pseudo-terminal.
//!
//! A test runs this very test binary again, in a terminal of its own and with
//! one of the ignored tests of `program` in it: those ask, the others type.

mod leaving;
mod program;
mod question;
mod quick_screen;
mod terminal;
