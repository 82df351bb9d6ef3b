//! The words of the log as types, and the rules on them.
//!
//! This room holds members, periods, updates, items, replies, revisions and
//! findings, and every rule that needs nothing but these values: which days a
//! period covers, what is carried from one update into the next, what became
//! of a plan, what two versions of an update come to. It refuses to know git, files, clocks, terminals and the
//! environment: the instant, the zone and the bytes are always given.

mod absence;
mod address;
mod asking;
mod cadence;
mod carry;
mod change_set;
mod custom_section;
mod day_phrase;
mod desk;
mod entry;
mod finding;
mod handle;
mod health;
mod holidays;
mod item;
mod member;
mod merge;
mod nearest;
mod period;
mod phrase;
mod plan;
mod promise;
mod protocol;
mod questionnaire;
mod reply;
mod review;
mod revision;
mod robot;
mod roll_call;
mod say;
mod scale;
mod schedule;
mod section;
mod section_kind;
mod snapshot;
mod task;
mod team;
mod update;
mod weekdays;
mod when;
mod window;
mod work_time;
mod zone;
mod zone_error;

pub use absence::Absence;
pub use address::{Address, AddressError, ItemAddress, Target};
pub use asking::Asking;
pub use cadence::{Cadence, Daily, Weekly};
pub use carry::carry;
pub use change_set::{ChangeCommit, ChangeSet, FileChange, FileKind, FileState};
pub use custom_section::CustomSection;
pub use day_phrase::{parse_day, parse_days};
pub use desk::{Desk, NothingToTick};
pub use entry::{Entry, Gone, GoneReason, LateArrival};
pub use finding::{Finding, Place, Severity};
pub use handle::{Handle, HandleError};
pub use health::Health;
pub use holidays::Holidays;
pub use item::{Item, ItemId, ItemIdError};
pub use member::{Member, Move, noreply_accounts};
pub use merge::{Clash, ClashPart, Merged, Side, merge};
pub use nearest::nearest;
pub use period::{Period, PeriodError, PeriodKind, Week};
pub use phrase::parse_period;
pub use plan::{Fate, Outcome, outcomes};
pub use promise::{Promise, PromiseError};
pub use protocol::{Channel, Escalation, Protocol, Purpose};
pub use questionnaire::{Lack, Questionnaire};
pub use reply::{Reply, ReplyEntry, ReplyState};
pub use review::gather_done;
pub use revision::{ChangeKind, CommitId, History, Identity, Revision};
pub use robot::is_robot;
pub use roll_call::RollCall;
pub use scale::{Scale, ScaleError};
pub use schedule::{Agenda, DayKind, Duty, MemberState, NotExpected, common_hours};
pub use section::Section;
pub use section_kind::{Misfit, SectionKind};
pub use snapshot::{Snapshot, Standing};
pub use task::task_name;
pub use team::{DigestPlace, JoinRule, MissingNames, Team};
pub use update::{Answer, Update};
pub use weekdays::{Weekdays, weekday_key};
pub use when::{Occasion, When, weekday_name};
pub use window::Window;
pub use work_time::WorkTime;
pub use zone::Zone;
pub use zone_error::ZoneError;
