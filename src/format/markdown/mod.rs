//! The Markdown that people write: headings are sections, bullets are items.
//!
//! This room holds the form that an editor opens, what `-f` takes, and the
//! single lines of the command line. It reads no YAML and refuses to guess:
//! what it does not understand is a finding at its line, never dropped.
//!
//! Text goes through three steps: an *outline* of sections without comments,
//! *blocks* within a list section, and items with their attributes.

mod annotation;
mod attributes;
mod block;
mod fence;
mod form;
mod form_reader;
mod form_writer;
mod heading;
mod line;
mod outline;
mod restore;

pub use annotation::annotate_form;
pub use form::Form;
pub(super) use form_reader::read_markdown;
pub use form_reader::{is_emptied_form, parse_form};
pub use form_writer::format_form;
pub use line::{attribute_error, parse_item};
