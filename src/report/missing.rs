use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::attendance::Mark;
use super::duty::state_key;
use super::history::format_moment;
use super::member::mention;
use super::people::People;
use super::{DutyView, FORMAT_VERSION, FindingView, Selection, SelectionView};
use crate::model::{
    Agenda, CommitId, DayKind, Handle, Member, MemberState, MissingNames, Period, PeriodKind,
    RollCall, Team, Window, Zone,
};

/// How many days before today the last update that was due is looked for.
const LOOK_BACK: u64 = 120;

/// What a roll call depends on besides what the log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingOptions {
    /// The period that is asked about; `None` asks each member about what came
    /// due last, or is due next, by their own clock.
    pub period: Option<Period>,
    /// The moment that it is reckoned at.
    pub instant: DateTime<Utc>,
    /// The zone of whoever reads it.
    pub zone: Zone,
    /// Whom it is about.
    pub selection: Selection,
}

/// How one member stands with one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MissingRow {
    /// The handle.
    pub handle: String,
    /// The name.
    pub name: String,
    /// Where the team wants those who are missing to be mentioned: `@` and the
    /// name of the member's account, or the handle.
    pub mention: Option<String>,
    /// How they stand.
    #[serde(flatten)]
    pub duty: DutyView,
    /// When it is due in the zone of the report (RFC 3339), where it is
    /// expected.
    pub due_here: Option<String>,
    /// The latest period that the member posted for, as far as the last three
    /// months tell.
    pub last_posted: Option<String>,
}

/// Who is expected to have posted, and who has not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Missing {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The name of the team.
    pub team: String,
    /// The moment it is reckoned at (RFC 3339, in the report's zone).
    pub instant: String,
    /// The IANA zone of the report.
    pub time_zone: String,
    /// The period that was asked about; `null` for what came due last, or is
    /// due next, by each member's own clock.
    pub period: Option<String>,
    /// What it was filtered by; `null` where it is about everybody.
    pub filter: Option<SelectionView>,
    /// How the team wants those who are missing to be named: `off`, `list` or
    /// `mention`.
    pub names: String,
    /// How many members are missing for a period.
    pub missing: usize,
    /// The numbers as one line of text: `2 missing · 1 late · 30 posted`.
    pub line: String,
    /// A row for each member and period: those who are missing first, then
    /// those who are late, whose update waits in a proposal or is due later,
    /// who are away or have a holiday, and those who posted. Empty where the
    /// team wants nobody to be named.
    pub rows: Vec<MissingRow>,
    /// What was wrong with files.
    pub findings: Vec<FindingView>,
}

impl Missing {
    /// Returns the updates that a roll call asks about, under every handle
    /// that a member ever had.
    #[must_use]
    pub fn wanted(team: &Team, options: &MissingOptions) -> BTreeSet<(Handle, Period)> {
        let people = People::build(team);
        let mut wanted = BTreeSet::new();
        for asked in Asked::all(&people, options) {
            let Member {
                handle,
                former_handles,
                ..
            } = asked.member;
            for period in asked.periods() {
                let handles = former_handles.iter().chain([handle]);
                wanted.extend(handles.map(|handle| (handle.clone(), period)));
            }
        }
        wanted
    }

    /// Returns the members who posted for none of the periods, of whom one
    /// may want to know when they last did.
    #[must_use]
    pub fn silent(team: &Team, options: &MissingOptions, roll: &RollCall) -> BTreeSet<Handle> {
        let people = People::build(team);
        let posted: BTreeSet<&Handle> = roll
            .posted
            .iter()
            .map(|(handle, _)| people.current(handle))
            .collect();
        let members = people.members().map(|member| &member.handle);
        let selected = |handle: &&Handle| {
            let member = people.member(handle.as_str());
            member.is_some_and(|member| options.selection.expects(member))
        };
        let silent = members.filter(selected).filter(|h| !posted.contains(h));
        silent.cloned().collect()
    }

    /// Builds the roll call of a team.
    #[must_use]
    pub fn build(
        team: &Team,
        commit: &CommitId,
        roll: &RollCall,
        options: &MissingOptions,
    ) -> Self {
        let people = People::build(team);
        let own = |all: &BTreeSet<(Handle, Period)>| {
            let mut own: BTreeMap<Handle, BTreeSet<Period>> = BTreeMap::new();
            for (handle, period) in all {
                let handle = people.current(handle).clone();
                own.entry(handle).or_default().insert(*period);
            }
            own
        };
        let (posted, proposed, none) = (own(&roll.posted), own(&roll.proposed), BTreeSet::new());
        let mut rows: Vec<(usize, MissingRow)> = Vec::new();
        for asked in Asked::all(&people, options) {
            let handle = &asked.member.handle;
            let posted = posted.get(handle).unwrap_or(&none);
            let proposed = proposed.get(handle).unwrap_or(&none);
            let last = posted.last().max(roll.last.get(handle));
            for mark in asked.marks(posted, proposed, options.instant) {
                let here = |due: DateTime<Utc>| format_moment(options.zone.local(due));
                let row = MissingRow {
                    handle: handle.to_string(),
                    name: asked.member.name.clone(),
                    mention: mention(team, asked.member),
                    duty: DutyView::build(&asked.agenda, &mark),
                    due_here: mark.duty.as_ref().ok().map(|duty| here(duty.due)),
                    last_posted: last.map(Period::to_string),
                };
                rows.push((place(&mark.state), row));
            }
        }
        rows.sort_by_key(|(place, _)| *place);
        let rows: Vec<MissingRow> = rows.into_iter().map(|(_, row)| row).collect();
        Self {
            tidings: FORMAT_VERSION,
            commit: commit.to_string(),
            team: team.name.clone(),
            instant: format_moment(options.zone.local(options.instant)),
            time_zone: options.zone.to_string(),
            period: options.period.map(|period| period.to_string()),
            filter: SelectionView::build(&options.selection),
            names: team.missing.as_str().to_owned(),
            missing: members_in(&rows, "missing"),
            line: describe(&rows),
            // Naming all others would name them.
            rows: match team.missing {
                MissingNames::Off => Vec::new(),
                MissingNames::List | MissingNames::Mention => rows,
            },
            findings: FindingView::list(&roll.findings),
        }
    }
}

/// A member and the periods that they are asked about.
struct Asked<'a> {
    member: &'a Member,
    agenda: Agenda<'a>,
    questions: Vec<Question>,
}

/// What a member is asked.
enum Question {
    /// About one period.
    Of(Period),
    /// About what came due last, or else about the current one.
    Latest {
        due: Option<Period>,
        current: Period,
    },
}

impl<'a> Asked<'a> {
    fn all(people: &People<'a>, options: &MissingOptions) -> Vec<Self> {
        let team = people.team();
        let members = people.members();
        members
            .filter(|member| options.selection.expects(member) && !member.observer)
            .filter_map(|member| {
                let agenda = Agenda::new(team, member);
                let cadence = member.cadence.as_ref().unwrap_or(&team.cadence);
                let kinds = [
                    cadence.daily.as_ref().map(|_| PeriodKind::Day),
                    cadence.weekly.as_ref().map(|_| PeriodKind::Week),
                ];
                let kinds = kinds.into_iter().flatten();
                let questions = match options.period {
                    Some(period) => kinds.flat_map(|kind| parts(period, kind)).collect(),
                    None => {
                        let today = agenda.today(options.instant);
                        if agenda.day(today) == DayKind::Outside {
                            return None;
                        }
                        kinds
                            .map(|kind| Question::Latest {
                                due: last_due(&agenda, kind, today, options.instant),
                                current: Period::of(kind, today),
                            })
                            .collect()
                    }
                };
                Some(Self {
                    member,
                    agenda,
                    questions,
                })
            })
            .collect()
    }

    fn periods(&self) -> impl Iterator<Item = Period> {
        self.questions.iter().flat_map(|question| match question {
            Question::Of(period) => [Some(*period), None].into_iter().flatten(),
            Question::Latest { due, current } => [*due, Some(*current)].into_iter().flatten(),
        })
    }

    fn marks(
        &self,
        posted: &BTreeSet<Period>,
        proposed: &BTreeSet<Period>,
        instant: DateTime<Utc>,
    ) -> Vec<Mark> {
        let mark = |period: Period| {
            let is_posted = posted.contains(&period).then_some(None);
            let is_proposed = proposed.contains(&period);
            Mark::build(&self.agenda, period, is_posted, is_proposed, instant)
        };
        let answer = |question: &Question| match *question {
            Question::Of(period) => mark(period),
            Question::Latest { due, current } => {
                let (due, current) = (due.and_then(mark), mark(current));
                let today = self.agenda.today(instant);
                let is_away = matches!(self.agenda.day(today), DayKind::Away(_));
                match due {
                    // Who is away is not asked for what is still waited for.
                    Some(due) if due.state == MemberState::Late && is_away => current,
                    Some(due) if !due.is_posted() => Some(due),
                    due => current.or(due),
                }
            }
        };
        self.questions.iter().filter_map(answer).collect()
    }
}

/// Returns what is asked about a period of those who post for one kind: a week
/// has its days.
fn parts(period: Period, kind: PeriodKind) -> Vec<Question> {
    match (period, kind) {
        (Period::Week(_), PeriodKind::Day) => Window::from(period)
            .days()
            .map(|day| Question::Of(Period::Day(day)))
            .collect(),
        _ if period.kind() == kind => vec![Question::Of(period)],
        _ => Vec::new(),
    }
}

/// Returns the latest period whose hour has come for a member.
fn last_due(
    agenda: &Agenda<'_>,
    kind: PeriodKind,
    today: NaiveDate,
    instant: DateTime<Utc>,
) -> Option<Period> {
    let earliest = today
        .checked_sub_days(Days::new(LOOK_BACK))
        .unwrap_or(today);
    std::iter::successors(Some(Period::of(kind, today)), |period| period.previous())
        .take_while(|period| period.last_day() >= earliest)
        .find(|&period| agenda.duty(period).is_ok_and(|duty| duty.due <= instant))
}

/// Returns the place of a state among the rows.
const fn place(state: &MemberState) -> usize {
    match state {
        MemberState::Missing => 0,
        MemberState::Late => 1,
        MemberState::Proposed => 2,
        MemberState::DueLater => 3,
        MemberState::Away(_) => 4,
        MemberState::NotExpected(_) => 5,
        MemberState::Posted { .. } => 6,
    }
}

/// Counts the members with a row of this state.
fn members_in(rows: &[MissingRow], state: &str) -> usize {
    let rows = rows.iter().filter(|row| row.duty.state == state);
    rows.map(|row| &row.handle).collect::<BTreeSet<_>>().len()
}

/// Writes how many members there are in each state as one line.
fn describe(rows: &[MissingRow]) -> String {
    let states = [
        (MemberState::Missing, "missing"),
        (MemberState::Late, "late"),
        (MemberState::Proposed, "proposed"),
        (MemberState::DueLater, "due later"),
        (MemberState::Away(None), "away"),
        (MemberState::Posted { late: false }, "posted"),
    ];
    let counts = states
        .iter()
        .map(|(state, words)| (members_in(rows, state_key(state)), words));
    let parts: Vec<String> = counts
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| format!("{number} {words}"))
        .collect();
    if parts.is_empty() {
        return "nobody is expected to post".to_owned();
    }
    parts.join(" · ")
}
