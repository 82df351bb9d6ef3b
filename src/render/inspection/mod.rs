//! What `tidings check` found → GitHub, GitLab, a job summary.
//!
//! All of it holds words of strangers, and is printed where a build machine
//! reads its log for commands. So no line begins with anything of theirs, and
//! nothing of theirs is printed as it stands: characters that are not seen are
//! spelt out as `U+202E`, and the marks of commands are broken up.

mod github;
mod gitlab;
mod summary;
#[cfg(test)]
mod tests;

pub use github::annotations;
pub use gitlab::code_quality;
pub use summary::summary;
pub(super) use summary::verdict;
