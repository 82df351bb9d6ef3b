//! The template engine: digests → Markdown, HTML and whatever a team likes.
//!
//! A template receives exactly the digest's JSON. Whatever it prints goes
//! through the sanitiser of its sink, and there is no way around it: the
//! engine has no `safe` filter and `autoescape` turns nothing off. Templates
//! reach no file, no environment and no network, and work and output are
//! bounded.

mod engine;
mod error;
mod filter;
mod sink;

#[cfg(test)]
mod tests;

pub use engine::Templates;
pub use error::TemplateError;
