//! The arguments of the command line, as clap reads them.

mod aid;
mod allow;
mod answering;
mod checking;
mod ci;
mod enrolment;
mod filter;
mod guide;
mod program;
mod publishing;
mod reading;
mod reply;
mod sending;
mod team;
mod writing;

pub(super) use aid::{CompletionsArgs, DemoArgs, ManArgs, SchemaArgs};
pub(super) use allow::AllowArgs;
pub(super) use answering::{CatchupArgs, InboxArgs};
pub(super) use checking::{CheckArgs, CheckFormat};
pub(super) use ci::{CiArgs, CiCommand, CiFilesArgs, CiInstallArgs, CiUpdateArgs, ForgeName};
pub(super) use enrolment::{CadenceName, DigestPlaceName, InitArgs, JoinArgs, PersonArgs};
pub(super) use filter::FilterArgs;
pub(super) use guide::{GuideFormat, ProtocolArgs};
pub(super) use program::{Arguments, Command, Global, When};
pub(super) use publishing::PublishArgs;
pub(super) use reading::{
    DigestArgs, DigestFormat, GroupingName, ListFormat, LogArgs, MissingArgs, ShowArgs, StatsArgs,
    StatsGroupingName, StatusArgs,
};
pub(super) use reply::{ReplyArgs, StateArgs};
pub(super) use sending::{KeepName, SendingArgs, SyncArgs, parse_limit, parse_span};
pub(super) use team::{
    AwayArgs, BackArgs, MemberArgs, RhythmArgs, RosterArgs, TeamAddArgs, TeamArgs, TeamCommand,
    TeamEditArgs, TeamImportArgs, TeamRemoveArgs,
};
pub(super) use writing::{PostArgs, ResolveArgs, UndoArgs};
