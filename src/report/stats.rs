use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::attendance::AttendanceRow;
use super::author::Author;
use super::history::format_moment;
use super::index::Index;
use super::tally::Tally;
use super::{FORMAT_VERSION, FindingView, ScaleView, Selection, SelectionView, WindowView};
use crate::model::{Handle, Member, Snapshot, Zone};

/// What a row of the numbers stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatsGrouping {
    /// A member.
    Member,
    /// The members of a team.
    Team,
    /// The members of a project.
    Project,
    /// The members with a role.
    Role,
}

/// What the numbers depend on besides what the log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatsOptions {
    /// The zone that days are reckoned in.
    pub zone: Zone,
    /// The moment that it is reckoned at.
    pub instant: DateTime<Utc>,
    /// What a row stands for.
    pub by: StatsGrouping,
    /// Whom it is about.
    pub selection: Selection,
}

/// What became of plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlanNumbers {
    /// Plans that were done.
    pub done: usize,
    /// Plans that were planned again.
    pub still_open: usize,
    /// Plans that a reply closed undone.
    pub dropped: usize,
    /// Plans that no later update mentions. They may have been reworded, and
    /// count for nothing.
    pub not_mentioned: usize,
    /// The plans that were done, in per cent of those that were done or are
    /// still open; `null` where there are none.
    pub kept: Option<u32>,
}

/// How long blockers stood in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BlockerNumbers {
    /// Blockers with an id that were open on some day of the span.
    pub count: usize,
    /// Those of them that were open at its end.
    pub open: usize,
    /// The median of their ages, in calendar days from their first period
    /// until they were closed or the span was over; of two in the middle the
    /// lower. `null` where there are none.
    pub median_age_days: Option<i64>,
}

/// The numbers of one member or group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatsRow {
    /// The handle, or the name of the group; empty for those without one, and
    /// for everybody.
    pub key: String,
    /// The name of the member or group.
    pub title: String,
    /// How many members it is about.
    pub members: usize,
    /// Periods for which an update was expected that was posted or whose grace
    /// is over.
    pub expected: usize,
    /// How many of them were posted.
    pub posted: usize,
    /// The same in per cent; `null` where nothing was expected.
    pub participation: Option<u32>,
    /// How many were first written before the hour at which they were due.
    pub on_time: usize,
    /// How many were first written later.
    pub late: usize,
    /// Those in time, in per cent of both; `null` where there are none.
    pub punctuality: Option<u32>,
    /// Periods for which nothing was expected because of leave.
    pub away: usize,
    /// What became of plans.
    pub plans: PlanNumbers,
    /// How long blockers stood in the way.
    pub blockers: BlockerNumbers,
}

/// A team over a span, in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stats {
    /// The version of this format.
    pub tidings: u32,
    /// The name of the team.
    pub team: String,
    /// The commit that it was built from.
    pub commit: String,
    /// The moment it is reckoned at (RFC 3339, in the report's zone).
    pub instant: String,
    /// The days it covers.
    pub window: WindowView,
    /// What it was filtered by; `null` where it is about everybody.
    pub filter: Option<SelectionView>,
    /// What a row stands for.
    pub by: StatsGrouping,
    /// The rows: members in the order of the team file, groups by name. Who is
    /// in several groups counts in each.
    pub rows: Vec<StatsRow>,
    /// The numbers of everybody together, each member once.
    pub total: StatsRow,
    /// What was marked on scales, where five people or more did.
    pub scales: Vec<ScaleView>,
    /// Whether history before the window's start is missing because the
    /// clone is shallow.
    pub incomplete: bool,
    /// What was wrong with files and commits.
    pub findings: Vec<FindingView>,
}

impl Stats {
    /// Reckons the numbers of a snapshot's window.
    ///
    /// Updates are counted for those who are in the team file; where projects
    /// are selected, plans and blockers only where they are of these.
    #[must_use]
    pub fn build(snapshot: &Snapshot, options: &StatsOptions) -> Self {
        let StatsOptions {
            zone,
            instant,
            by,
            ref selection,
        } = *options;
        let narrow = selection.narrow(snapshot);
        let index = Index::of_selection(snapshot, &narrow, selection, instant, zone);
        let authors: BTreeMap<&Handle, &Author<'_>> = index
            .authors
            .iter()
            .map(|author| (author.handle, author))
            .collect();
        let mut total = Tally::default();
        let mut groups: BTreeMap<(usize, String), (String, Tally)> = BTreeMap::new();
        let rows = index.attendance.rows.iter().enumerate();
        for (place, row) in rows.filter(|(_, row)| is_counted(row)) {
            let author = authors.get(&row.member.handle).copied();
            let tally = Tally::of(&index, row, author);
            total.add(&tally);
            for (key, title) in groups_of(by, place, row.member) {
                let group = groups
                    .entry(key)
                    .or_insert_with(|| (title, Tally::default()));
                group.1.add(&tally);
            }
        }
        let row = |((_, key), (title, tally)): ((usize, String), (String, Tally))| {
            StatsRow::build(key, title, tally)
        };
        Self {
            tidings: FORMAT_VERSION,
            team: snapshot.team.name.clone(),
            commit: snapshot.commit.to_string(),
            instant: format_moment(zone.local(instant)),
            window: WindowView::build(snapshot.window, zone),
            filter: SelectionView::build(selection),
            by,
            rows: groups.into_iter().map(row).collect(),
            total: StatsRow::build(String::new(), "Everybody".to_owned(), total),
            scales: ScaleView::of_selection(&index.people, &snapshot.entries, selection),
            incomplete: snapshot.incomplete,
            findings: FindingView::list(&snapshot.findings),
        }
    }
}

/// Returns whether anything is to be said of a member.
fn is_counted(row: &AttendanceRow<'_>) -> bool {
    row.takes_part() || row.is_away()
}

/// Returns the groups of a member, as their places and names, with a title.
pub(super) fn groups_of(
    by: StatsGrouping,
    place: usize,
    member: &Member,
) -> Vec<((usize, String), String)> {
    let (names, none) = match by {
        StatsGrouping::Member => {
            let key = (place, member.handle.to_string());
            return vec![(key, member.name.clone())];
        }
        StatsGrouping::Team => (&member.teams, "No team"),
        StatsGrouping::Project => (&member.projects, "No project"),
        StatsGrouping::Role => (&member.roles, "No role"),
    };
    if names.is_empty() {
        return vec![((1, String::new()), none.to_owned())];
    }
    let mut names = names.clone();
    names.sort();
    names.dedup();
    let group = |name: String| ((0, name.clone()), name);
    names.into_iter().map(group).collect()
}

impl StatsRow {
    fn build(key: String, title: String, mut tally: Tally) -> Self {
        tally.ages.sort_unstable();
        let middle = tally.ages.len().saturating_sub(1) / 2;
        Self {
            key,
            title,
            members: tally.members,
            expected: tally.expected,
            posted: tally.posted,
            participation: percent(tally.posted, tally.expected),
            on_time: tally.on_time,
            late: tally.late,
            punctuality: percent(tally.on_time, tally.on_time + tally.late),
            away: tally.away,
            plans: PlanNumbers {
                done: tally.done,
                still_open: tally.still_open,
                dropped: tally.dropped,
                not_mentioned: tally.not_mentioned,
                kept: percent(tally.done, tally.done + tally.still_open),
            },
            blockers: BlockerNumbers {
                count: tally.ages.len(),
                open: tally.open,
                median_age_days: tally.ages.get(middle).copied(),
            },
        }
    }
}

/// Returns a share in whole per cent. All is only said of all, and nothing
/// only of nothing.
pub(super) fn percent(part: usize, whole: usize) -> Option<u32> {
    let rounded = (200 * part + whole).checked_div(2 * whole)?;
    let bounded = match part {
        0 => 0,
        _ if part == whole => 100,
        _ => rounded.clamp(1, 99),
    };
    u32::try_from(bounded).ok()
}
