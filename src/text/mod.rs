//! What every sink needs: sanitising, width, plurals, wrapping.
//!
//! Whatever somebody else wrote goes through exactly one sanitiser on its way
//! out, the one of its sink: [`terminal`] or [`terminal_lines`], [`html`],
//! [`markdown`], [`url`]. All of them begin with the same step: a character
//! that could hide, move or recolour its neighbours is replaced by a visible
//! picture or number, such as `␛` or `<U+202E>`, so nothing is lost and
//! nothing is done. This room refuses to know reports, colours and streams.

mod address;
mod character;
mod escape;
mod markdown;
mod plural;
mod sanitise;
mod shell_word;
mod unlinked;
mod url;
mod visible;
mod width;
mod wrap;

pub use address::without_passwords;
pub use character::is_hidden;
pub use escape::without_escapes;
pub use markdown::{markdown, markdown_fragment};
pub use plural::{count, plural};
pub use sanitise::{html, plain, terminal, terminal_lines};
pub use shell_word::shell_word;
pub use unlinked::unlinked;
pub use url::url;
pub use width::{pad, truncate, width};
pub use wrap::{wrap, wrap_after};
