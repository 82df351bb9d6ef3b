//! Streams, colour, pager, editor and prompts: all that touches the terminal.
//!
//! The room is told what it has to know. It reads no environment, no settings
//! and no clock, decides nothing about updates, and never asks unless it is
//! called: whether prompts are wanted at all is for the command line to say.
//! Text that it is given is clean already; text that a person types or pastes
//! is freed of control characters before it is shown or returned.

mod color_choice;
mod editor;
mod interrupt;
mod item_text;
mod key;
mod key_choice;
#[cfg(any(unix, test))]
mod key_decoder;
mod keyboard;
mod line;
mod pager;
mod progress;
mod prompt_error;
mod prompter;
mod quick_post;
mod secret;
mod shell;
mod streams;
mod tick_list;

#[cfg(all(test, unix))]
mod dialogue;

pub use color_choice::ColorChoice;
pub use editor::{EditorError, edit};
pub use interrupt::Hold;
pub use pager::page;
pub use progress::{Progress, Pulse};
pub use prompt_error::PromptError;
pub use prompter::Prompter;
pub use quick_post::{QuickAnswer, QuickField, QuickPost};
pub use secret::asks_in_secret;
pub use streams::{StreamOptions, Streams};
