//! Reports: values built from what the log holds, the team and an instant.
//!
//! A report is a function of commit, window, zone, instant, version and
//! options, and of nothing else: the same arguments give the same value on
//! every machine. The types here are what `--format json` prints and what a
//! template receives, field by field; they are versioned by
//! [`FORMAT_VERSION`] and have a schema. This room refuses to read clocks,
//! git and terminals, and to lay anything out.

mod answer;
mod attendance;
mod attention;
mod author;
mod called;
mod catchup;
mod decision;
mod digest;
mod duty;
mod finding;
#[cfg(test)]
mod golden;
mod gone;
mod group;
mod grouping;
mod history;
mod inbox;
mod index;
mod inspection;
mod item;
mod kudos;
mod late;
mod line;
mod listing;
mod matter;
mod member;
mod mention;
mod missing;
mod moment;
mod open_item;
mod people;
mod plan;
#[cfg(test)]
mod properties;
mod protocol;
mod publication;
mod remark;
mod reply;
mod request;
mod responses;
#[cfg(test)]
mod sample;
mod scale;
mod selection;
mod shown;
mod state;
mod stats;
mod status;
mod talk;
mod tally;
mod team;
mod thread;
mod update;
mod wait;
mod waiting;
mod window;
mod working_time;

pub use answer::AnswerView;
pub use attention::Attention;
pub use catchup::{Catchup, OutcomeView, ProjectLine};
pub use decision::{DecisionRecord, DecisionView};
pub use digest::{Digest, DigestOptions};
pub use duty::{AttendanceView, DutyView};
pub use finding::FindingView;
pub use gone::GoneView;
pub use group::{Block, Group, GroupLine, NoteView};
pub use grouping::Grouping;
pub use history::{HistoryView, RevisionView, Timing};
pub use inbox::{Inbox, InboxOptions, NewsView, Since, SinceReason, SinceView};
pub use inspection::{ExcerptView, InspectedView, Inspection};
pub use item::ItemView;
pub use kudos::KudosView;
pub use late::LateView;
pub use listing::{ListedItem, Listing, ListingFilter, ListingRow};
pub use member::MemberView;
pub use missing::{Missing, MissingOptions, MissingRow};
pub use open_item::OpenItemView;
pub use plan::PlanView;
pub use protocol::{EscalationView, ProtocolView, PurposeView};
pub use publication::{NewEdition, Publication, PublicationOptions, PublicationRow};
pub use reply::ReplyView;
pub use responses::{PurposeResponses, ResponseNumbers, ResponseRow, Responses, ResponsesOptions};
pub use scale::{MarkCount, ScaleSummary, ScaleView};
pub use selection::{Selection, SelectionView, UnknownName};
pub use shown::Shown;
pub use state::State;
pub use stats::{BlockerNumbers, PlanNumbers, Stats, StatsGrouping, StatsOptions, StatsRow};
pub use status::{Status, StatusOptions, Unsent};
pub use talk::{LocalHours, TalkView};
pub use team::{NextDue, RosterView, TeamOptions, TeamView};
pub use thread::Thread;
pub use update::UpdateView;
pub use wait::WaitView;
pub use waiting::{SaidView, WaitingView};
pub use window::WindowView;

/// The version of the reports' format; a field is never removed or given
/// another meaning within one version.
pub const FORMAT_VERSION: u32 = 1;
