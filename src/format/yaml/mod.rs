//! YAML as this log uses it: a tree with places, values out of it, scalars
//! into it, and patches that leave the rest of a file alone.
//!
//! This room alone names the YAML crate. It refuses what the format refuses
//! (anchors, aliases, tags, second documents, deep nesting, big files) and
//! knows no keys: those belong to the files that are read with it.

#[cfg(test)]
mod agreement;
mod clock;
mod document;
mod encoding;
mod flow;
mod node;
mod patch;
mod quick;
mod reader;
mod scalar;
mod stored;
mod word;

pub(super) use clock::{format_grace, format_hour, parse_weekday};
pub use clock::{parse_day_and_hour, parse_grace, parse_hour, parse_hours};
pub(super) use document::Document;
pub use encoding::MAX_BYTES;
pub(super) use encoding::{BYTE_ORDER_MARK, decode};
pub(super) use node::{Node, Pair, Value};
pub(super) use patch::{Patch, Tangle};
pub(super) use reader::{Field, Reader};
pub(super) use scalar::{format_flow, format_inline, push_spaces, push_value};
pub(super) use stored::parse_stored;
pub(super) use word::parse_date;
