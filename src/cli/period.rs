use chrono::{DateTime, NaiveDate, Utc};

use super::failure::Failure;
use crate::model::{Agenda, Duty, Member, Period, Window, parse_period};
use crate::store::{Log, LogTree};

/// Reads a PERIOD of the command line, reckoned from `today`.
pub(super) fn read(text: &str, today: NaiveDate) -> Result<Period, Failure> {
    parse_period(text, today).map_err(Failure::usage)
}

/// Returns what a member is to write now: the oldest update that is expected
/// of them, is still waited for, and is not posted. What cannot be read may
/// have been.
pub(super) fn pending(
    tree: &LogTree<'_>,
    agenda: &Agenda<'_>,
    member: &Member,
    now: DateTime<Utc>,
) -> Option<Duty> {
    agenda.pending(now, &|period| {
        tree.is_posted(member, period).unwrap_or(true)
    })
}

/// Returns what [`pending`] returns, but for what waits in a proposal.
pub(super) fn unproposed(
    log: &Log,
    agenda: &Agenda<'_>,
    member: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Duty>> {
    let (tree, proposed) = (log.tree()?, log.proposals()?);
    let is_proposed = |period| proposed.contains(&(member.handle.clone(), period));
    Ok(agenda.pending(now, &|period| {
        is_proposed(period) || tree.is_posted(member, period).unwrap_or(true)
    }))
}

/// Reads a span of days: the first day of `since` to the last day of `until`.
pub(super) fn span(since: &str, until: Option<&str>, today: NaiveDate) -> Result<Window, Failure> {
    let window = Window {
        since: read(since, today)?.first_day(),
        until: match until {
            Some(until) => read(until, today)?.last_day(),
            None => today,
        },
    };
    if window.since > window.until {
        return Err(Failure::usage(format!(
            "the span ends before it begins: {} is after {}",
            window.since, window.until
        )));
    }
    Ok(window)
}
