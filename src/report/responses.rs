mod selected;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::history::format_moment;
use super::index::Index;
use super::request::{Request, Tallied};
use super::stats::percent;
use super::working_time::working_time;
use super::{FORMAT_VERSION, FindingView, Selection, SelectionView, StatsGrouping, WindowView};
use crate::model::{Handle, ProtocolChange, Snapshot, Window, Zone};
use selected::Selected;

/// What the numbers of answers depend on besides what the log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponsesOptions {
    /// The zone that days are reckoned in.
    pub zone: Zone,
    /// The moment that it is reckoned at.
    pub instant: DateTime<Utc>,
    /// The days on which the items that are counted first appeared. The
    /// snapshot may go on after them: what has become of an item is what has
    /// become of it since.
    pub window: Window,
    /// What a row stands for.
    pub by: StatsGrouping,
    /// Of whom the answers are counted.
    pub selection: Selection,
    /// The reader, to whom alone their own numbers are told.
    pub me: Option<Handle>,
    /// The last change of the protocol within the window.
    pub change: Option<ProtocolChange>,
}

/// How blockers and questions were answered over a span, beside what was
/// promised.
///
/// A response takes from the moment at which an item came into the log to the
/// first reply of somebody who was asked, in the working time of whoever
/// answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Responses {
    /// The version of this format.
    pub tidings: u32,
    /// The name of the team.
    pub team: String,
    /// The commit that it was built from.
    pub commit: String,
    /// The moment it is reckoned at (RFC 3339, in the report's zone).
    pub instant: String,
    /// The days on which the items first appeared.
    pub window: WindowView,
    /// What it was filtered by; `null` where it is about everybody.
    pub filter: Option<SelectionView>,
    /// What a row stands for; of `member`, only the reader's own is there.
    pub by: StatsGrouping,
    /// The commit that last changed the protocol within the window.
    pub changed_by: Option<String>,
    /// When that came into the log (RFC 3339, in the report's zone).
    pub changed_at: Option<String>,
    /// The numbers for questions and for blockers.
    pub purposes: Vec<PurposeResponses>,
    /// Whether history before the window's start is missing because the
    /// clone is shallow.
    pub incomplete: bool,
    /// What was wrong with files and commits.
    pub findings: Vec<FindingView>,
}

/// How items of one purpose were answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PurposeResponses {
    /// `question` or `blocker`.
    pub key: String,
    /// The name for people.
    pub title: String,
    /// How soon an answer is promised: `1 day`; `null` where none is.
    pub promise: Option<String>,
    /// How soon it was before the protocol changed within the window.
    pub promise_before: Option<String>,
    /// The rows: the reader, or groups by name. Groups of which fewer than
    /// three people were asked are put together as `Others`.
    pub rows: Vec<ResponseRow>,
    /// Everybody together.
    pub total: ResponseRow,
    /// What appeared before the protocol changed within the window.
    pub before: Option<ResponseRow>,
    /// What appeared since.
    pub after: Option<ResponseRow>,
}

/// The numbers of the reader or of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResponseRow {
    /// The handle, or the name of the group; empty for several together.
    pub key: String,
    /// The name of the member or group.
    pub title: String,
    /// The numbers; `null` where fewer than three people were asked, unless it
    /// is the reader's own row.
    pub numbers: Option<ResponseNumbers>,
}

/// How those who were asked have answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResponseNumbers {
    /// How many people were asked.
    pub people: usize,
    /// How many items asked somebody.
    pub asked: usize,
    /// How many of them one of these people answered first.
    pub answered: usize,
    /// How many somebody else who was asked answered first.
    pub by_others: usize,
    /// How many were closed before anybody who was asked answered.
    pub unanswered: usize,
    /// How many still wait for the first answer.
    pub waiting: usize,
    /// How many of these are overdue.
    pub overdue: usize,
    /// How many were answered by the promised moment.
    pub in_time: usize,
    /// The same in per cent of those that were answered after a promise, and
    /// those that are overdue; `null` where there are none.
    pub in_time_percent: Option<u32>,
    /// The median of the response times, in minutes of work, by nearest rank:
    /// half of them are no longer. `null` where there are none.
    pub median_minutes: Option<i64>,
    /// The 90th percentile, by nearest rank: nine in ten are no longer.
    pub p90_minutes: Option<i64>,
    /// The median for people: `3h 20m`.
    pub median: Option<String>,
    /// The 90th percentile for people.
    pub p90: Option<String>,
}

impl Responses {
    /// Reckons how the blockers and questions that first appeared on some days
    /// were answered.
    #[must_use]
    pub fn build(snapshot: &Snapshot, options: &ResponsesOptions) -> Self {
        let ResponsesOptions {
            zone,
            instant,
            window,
            by,
            ref selection,
            ref me,
            ref change,
        } = *options;
        let index = Index::build(snapshot, instant, zone);
        let all = Request::all(&index, window, change.as_ref());
        let me = me.as_ref().map(|me| index.people.current(me));
        let of_purpose = |purpose: &'static str| {
            let requests = all.iter().filter(|request| request.purpose == purpose);
            let selected = Selected {
                requests: requests.collect(),
                selection,
                members: index.people.members().collect(),
            };
            selected.purpose(
                purpose,
                &snapshot.team.protocol,
                (by, me),
                (change.as_ref(), zone),
            )
        };
        Self {
            tidings: FORMAT_VERSION,
            team: snapshot.team.name.clone(),
            commit: snapshot.commit.to_string(),
            instant: format_moment(zone.local(instant)),
            window: WindowView::build(window, zone),
            filter: SelectionView::build(selection),
            by,
            changed_by: change.as_ref().map(|change| change.commit.to_string()),
            changed_at: change
                .as_ref()
                .map(|change| format_moment(zone.local(change.at))),
            purposes: ["question", "blocker"].map(of_purpose).into(),
            incomplete: snapshot.incomplete,
            findings: FindingView::list(&snapshot.findings),
        }
    }
}

impl ResponseNumbers {
    fn build(mut tallied: Tallied) -> Self {
        tallied.lengths.sort_unstable();
        let median = nearest_rank(&tallied.lengths, 50);
        let p90 = nearest_rank(&tallied.lengths, 90);
        let minutes = |length: Option<chrono::TimeDelta>| length.map(|it| it.num_minutes());
        Self {
            people: tallied.people,
            asked: tallied.asked,
            answered: tallied.answered,
            by_others: tallied.by_others,
            unanswered: tallied.unanswered,
            waiting: tallied.waiting,
            overdue: tallied.overdue,
            in_time: tallied.in_time,
            in_time_percent: percent(tallied.in_time, tallied.judged + tallied.overdue),
            median_minutes: minutes(median),
            p90_minutes: minutes(p90),
            median: median.map(working_time),
            p90: p90.map(working_time),
        }
    }
}

/// Returns the smallest value that at least so many per cent of the sorted
/// values do not exceed.
fn nearest_rank<T: Copy>(sorted: &[T], per_cent: usize) -> Option<T> {
    let rank = (sorted.len() * per_cent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}
