//! Reports: values built from what the log holds, the team and an instant.
//!
//! A report is a function of commit, window, zone, instant, version and
//! options, and of nothing else: the same arguments give the same value on
//! every machine. The types here are what `--format json` prints and what a
//! template receives, field by field; they are versioned by
//! [`FORMAT_VERSION`] and have a schema. This room refuses to read clocks,
//! git and terminals, and to lay anything out.

mod digest;
mod listing;
mod status;
mod thread;
mod view;

pub use digest::{
    Attention, Block, Digest, GoneView, Group, GroupLine, Grouping, KudosView, LateView,
    MemberView, NoteView, PlanView, State, WindowView,
};
pub use listing::{ListedItem, Listing, ListingRow};
pub use status::Status;
pub use thread::{ReplyView, Thread};
pub use view::{
    AnswerView, FindingView, HistoryView, ItemView, OpenItemView, RevisionView, Timing, UpdateView,
};

/// The version of the reports' format; a field is never removed or given
/// another meaning within one version.
pub const FORMAT_VERSION: u32 = 1;
