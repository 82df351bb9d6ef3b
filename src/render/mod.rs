//! Reports, lists and findings → terminal, Markdown, HTML and JSON.
//!
//! Every function here is pure: a report and a screen or template in, text
//! out. Whatever somebody else wrote is sanitised on its way, by the one
//! sanitiser of its sink: the terminal's page does it, the template engine's
//! formatter does it, the JSON writer does it; no caller has to remember.
//! This room refuses to compute what a report should have said: it lays out
//! what is there. It reads no clock, no environment and no file.

mod format;
mod harmless;
mod inspection;
mod json;
mod note;
mod schema;
mod screen;
mod site;
mod template;
mod terminal;

#[cfg(test)]
mod golden;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod sample;

pub use format::Format;
pub use inspection::{annotations, code_quality, summary};
pub use json::{json, write_json};
pub use schema::report_schemas;
pub use screen::Screen;
pub use site::site_index;
pub use template::{TemplateError, Templates};
pub use terminal::{
    catchup, decisions, digest, finding, inbox, inspected, inspection, listing, missing, protocol,
    publication, responses, stats, status, team, thread, waiting, waiting_line,
};
