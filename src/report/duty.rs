use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::attendance::{Attendance, AttendanceRow, Mark};
use super::history::format_moment;
use crate::model::{Agenda, MemberState, MissingNames, NotExpected, Period};

/// What became of one member's update for one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DutyView {
    /// The period: `2026-11-22` or `2026-W47`.
    pub period: String,
    /// `posted`; `proposed`: it waits in a proposal; `due-later`: its hour has
    /// not come; `late`: its hour has come, and it is still waited for;
    /// `missing`: it was waited for in vain; `away`; or `not-expected`, for
    /// another reason than being away.
    pub state: String,
    /// Whether an update was expected.
    pub expected: bool,
    /// When it was due, on the member's own clock (RFC 3339), where it was
    /// expected.
    pub due: Option<String>,
    /// From when on it is missing, on the member's own clock, where it was
    /// expected: its grace is over and the member is at work. `null` where
    /// that never comes.
    pub missing_from: Option<String>,
    /// When it was first written (RFC 3339), where it was posted and that is
    /// known.
    pub written: Option<String>,
    /// Whether it was first written before the hour at which it was due, where
    /// it was expected and that is known.
    pub on_time: Option<bool>,
    /// Why none was expected: the reason of an absence, the name of a holiday,
    /// `observer`, or nothing.
    pub reason: Option<String>,
}

/// Which updates were expected of a member, and what became of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AttendanceView {
    /// The handle.
    pub handle: String,
    /// The name.
    pub name: String,
    /// How many periods tell whether the member takes part: those for which
    /// an update was expected that was posted or whose grace is over.
    pub expected: usize,
    /// For how many of them the member posted.
    pub posted: usize,
    /// Every period of the window for which an update was expected or posted,
    /// or would have been expected if the member were not away.
    pub periods: Vec<DutyView>,
}

impl DutyView {
    /// Builds the view of a mark in somebody's agenda.
    pub(super) fn build(agenda: &Agenda<'_>, mark: &Mark) -> Self {
        let local = |moment: DateTime<Utc>| format_moment(agenda.zone_at(moment).local(moment));
        let duty = mark.duty.as_ref().ok();
        Self {
            period: mark.period.to_string(),
            state: state_key(&mark.state).to_owned(),
            expected: duty.is_some(),
            due: duty.map(|duty| due_at(agenda, mark.period, duty.due)),
            missing_from: duty.and_then(|duty| duty.grace_ends).map(local),
            written: mark.written.map(local),
            on_time: mark.on_time(),
            reason: mark.duty.as_ref().err().and_then(reason),
        }
    }
}

impl AttendanceView {
    /// Builds the views of a window's attendance; none where the team wants
    /// nobody to be named.
    pub(super) fn list(attendance: &Attendance<'_>, names: MissingNames) -> Vec<Self> {
        if names == MissingNames::Off {
            return Vec::new();
        }
        let shown = attendance.rows.iter().filter(|row| !row.marks.is_empty());
        shown.map(Self::build).collect()
    }

    fn build(row: &AttendanceRow<'_>) -> Self {
        let (expected, posted) = row.participation();
        let marks = row.marks.iter();
        Self {
            handle: row.member.handle.to_string(),
            name: row.member.name.clone(),
            expected,
            posted,
            periods: marks
                .map(|mark| DutyView::build(&row.agenda, mark))
                .collect(),
        }
    }
}

/// Writes when an update is due: in the zone in which the member spends that
/// day.
fn due_at(agenda: &Agenda<'_>, period: Period, due: DateTime<Utc>) -> String {
    let day = match period {
        Period::Day(day) => day,
        Period::Week(_) => agenda.today(due),
    };
    format_moment(agenda.zone_on(day).local(due))
}

/// Returns the spelling of a state in reports.
pub(super) const fn state_key(state: &MemberState) -> &'static str {
    match state {
        MemberState::Posted { .. } => "posted",
        MemberState::Proposed => "proposed",
        MemberState::DueLater => "due-later",
        MemberState::Late => "late",
        MemberState::Missing => "missing",
        MemberState::Away(_) => "away",
        MemberState::NotExpected(_) => "not-expected",
    }
}

fn reason(why: &NotExpected) -> Option<String> {
    match why {
        NotExpected::Away(reason) => reason.clone(),
        NotExpected::Holiday(name) => Some(name.clone()),
        NotExpected::Observer => Some("observer".to_owned()),
        NotExpected::Outside | NotExpected::Cadence | NotExpected::Free => None,
    }
}
