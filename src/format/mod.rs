//! Bytes of the log ↔ model, with findings.
//!
//! This room holds the grammar of paths, the YAML of stored files, the
//! Markdown that people write, edits that leave a person's file as they wrote
//! it, and the schemas of the files. Reading never fails and never panics:
//! what cannot be used is a [`Finding`](crate::model::Finding) with a place, a
//! rule and a remedy, and it costs the smallest part that it spoils. The room
//! refuses to touch the world: it knows neither git nor files nor clocks.

mod calendar;
mod ci_file;
mod digest_list;
mod edit;
mod edit_error;
mod input;
mod item;
mod mailmap;
mod markdown;
mod misfit;
mod parsed;
mod path;
mod reply;
mod reply_edit;
mod reply_form;
mod schema;
mod suggest;
mod team;
mod team_check;
mod team_claims;
mod team_edit;
mod team_member;
mod team_patch;
mod team_protocol;
mod team_rhythm;
mod team_schema;
mod team_section;
mod team_span;
mod team_writer;
mod update;
mod update_writer;
mod when;
mod yaml;

#[cfg(test)]
mod trial;

pub use calendar::{MAX_CALENDAR_BYTES, parse_calendar};
pub use ci_file::{CiFile, CiOptions, CiState};
pub use digest_list::{DigestListError, append_digest_list, format_digest_list, list_digests};
pub use edit::edit_update;
pub use edit_error::EditError;
pub use input::{InputKind, detect_input, parse_input};
pub use mailmap::{MAILMAP_PATH, Mailmap};
pub use markdown::{
    Form, annotate_form, attribute_error, format_form, is_emptied_form, parse_form, parse_item,
};
pub use misfit::{check_answers, explain_misfit};
pub use parsed::Parsed;
pub use path::{
    DIGEST_DIRECTORY, LogPath, README_PATH, TEAM_PATH, TEMPLATE_DIRECTORY, digest_path, parse_path,
    period_directory, reply_directory, reply_file, reply_path, size_limit, update_path,
};
pub use reply::{format_reply, parse_reply};
pub use reply_edit::edit_reply;
pub use reply_form::{format_reply_form, parse_reply_form};
pub use schema::file_schemas;
pub use team::{calendar_place, parse_team};
pub use team_edit::{add_member, edit_member, remove_member};
pub use team_protocol::format_protocol;
pub use team_writer::{format_members, format_team};
pub use update::parse_update;
pub use update_writer::format_update;
pub use yaml::{MAX_BYTES, parse_day_and_hour, parse_grace, parse_hour, parse_hours};
