//! The log as the rest of the program sees it.
//!
//! This room joins `git/` and `format/`: it finds the log, reads a window of
//! it with its history, and changes it, one commit at a time. Everything that
//! leaves it is made of the words of `model/`. It refuses to print, to ask,
//! and to read clocks or the environment: identities and instants are given.

mod answers;
mod appearance;
mod authors;
mod calendar;
mod candidate;
mod catch_up;
mod change;
mod change_set;
mod ci;
mod commits;
mod conflict;
mod decisions;
mod deepen;
mod desk;
mod edition;
mod enrol;
mod error;
mod file;
mod file_change;
mod find;
mod find_reply;
mod footing;
mod handles;
mod history;
#[cfg(test)]
mod kit;
mod last_contact;
mod late;
mod local_proposals;
mod locate;
mod log;
mod mailmap;
mod memory;
mod mend;
mod news;
mod outbox;
mod pause;
mod post;
mod proposal;
mod propose_unsent;
mod protocol_change;
mod publish;
mod range;
mod read_mark;
mod rebase;
mod receipt;
mod receive;
mod refusal;
mod reopened;
mod reopened_memory;
mod reply;
mod rewrite;
mod roll_call;
mod said;
mod scope;
mod seen;
mod send;
mod sending;
mod settle;
mod snapshot;
mod staged;
mod start;
mod surroundings;
mod team;
#[cfg(test)]
mod tests;
mod thread_memory;
mod thread_past;
mod thread_scope;
mod told;
mod tree;
mod tried;
mod undo;

pub use authors::{RecentAuthor, recent_authors};
pub use candidate::{Candidate, Reached};
pub use catch_up::CaughtUp;
pub use change::{Saved, Signer};
pub use ci::Offer;
pub use commits::{OwnCommit, own_commits};
pub use conflict::{Decision, Waiting};
pub use decisions::Decisions;
pub use deepen::Deepened;
pub use edition::LastDigest;
pub use enrol::Enrolled;
pub use error::StoreError;
pub use find::Found;
pub use last_contact::LastContact;
pub use locate::{Choice, DEFAULT_BRANCH, Located, expand, locate};
pub use log::Log;
pub use outbox::Outbox;
pub use post::{NewPost, Posted};
pub use proposal::{Earlier, Proposal};
pub use publish::{NewDigests, Published};
pub use receipt::{News, Receipt};
pub use reply::{NewReply, Replied};
pub use rewrite::{Rewrite, Taken};
pub use sending::{Delivery, NotSent, Sending};
pub use start::{NewLog, Started};
pub use team::TeamNote;
pub use tree::LogTree;
pub use undo::{Post, Undone};
