use chrono::{DateTime, TimeDelta, Utc};

use super::Agenda;
use super::work::Span;

/// The shortest stretch that is worth a conversation while there is a longer
/// one.
const TALK: TimeDelta = TimeDelta::minutes(30);

/// Returns the next stretch between two instants in which all of the members
/// are at work: the first of at least half an hour or, where there is none,
/// the first of any length.
///
/// `None` where they share no time, or where there is nobody.
#[must_use]
pub fn common_hours(
    agendas: &[Agenda<'_>],
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let (first, others) = agendas.split_first()?;
    let mut shared = first.work_between(from, until);
    for agenda in others {
        shared = intersect(&shared, &agenda.work_between(from, until));
    }
    let long = shared.iter().find(|(from, until)| *until - *from >= TALK);
    long.or_else(|| shared.first()).copied()
}

/// Returns what two rows of spans share; both are in order and without
/// overlaps, and so is the result.
fn intersect(a: &[Span], b: &[Span]) -> Vec<Span> {
    let (mut i, mut j) = (0, 0);
    let mut shared = Vec::new();
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let (from, until) = (x.0.max(y.0), x.1.min(y.1));
        if from < until {
            shared.push((from, until));
        }
        if x.1 <= y.1 {
            i += 1;
        } else {
            j += 1;
        }
    }
    shared
}
