//! Calendars of holidays: iCalendar files (RFC 5545) → days, with findings.
//!
//! Every event that lasts whole days counts, once or as often as it recurs.
//! Events at an hour do not, and a finding says so. Whether an event is shown
//! as busy or free (`TRANSP`) is no matter: most public calendars call their
//! holidays free. The crates for this format give no lines to name in a
//! finding and set no bounds on what recurs, so the few hundred lines that it
//! takes are here.

mod event;
mod line;
mod moment;
mod reader;
mod recurrence;
mod rule;

pub use reader::parse_calendar;

/// The size that no calendar exceeds, in bytes: those of countries are a few
/// hundred thousand bytes long.
pub const MAX_CALENDAR_BYTES: usize = 1024 * 1024;

/// The years whose holidays are known.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2100;

/// How many days are looked at, in all events together, before the rest of the
/// calendar is given up.
const BUDGET: usize = 1_000_000;

/// How many findings a calendar has before the rest is summed up.
const FINDINGS: usize = 50;
