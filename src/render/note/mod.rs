//! Free Markdown that somebody else wrote, made fit for a page of ours.
//!
//! Notes are parsed and written again. On the way raw HTML becomes text,
//! headings lose their rank, images become links, links that are neither
//! `http`, `https` nor `mailto` become text, and controls become visible. So
//! nothing in a note can change the document around it. A note that is nested
//! absurdly deep is printed as the plain text it is.

mod events;
mod html;
mod markdown;

#[cfg(test)]
mod tests;

pub(super) use html::{REL, html};
pub(super) use markdown::{code_span, markdown};
