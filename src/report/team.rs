use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::{FORMAT_VERSION, FindingView, Selection};
use crate::model::{Absence, Agenda, CommitId, DayKind, Finding, Handle, Member, Period, Team};

/// How far around the moment hours of work are looked for.
const SPAN: TimeDelta = TimeDelta::days(14);

/// The team as it is at one moment: who is at work, and what is due next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TeamView {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The name of the team.
    pub team: String,
    /// The moment at which it was reckoned, RFC 3339, in UTC.
    pub instant: String,
    /// The members, in the order of the team file.
    pub members: Vec<RosterView>,
    /// What was wrong with the team file.
    pub findings: Vec<FindingView>,
}

/// A member at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RosterView {
    /// The handle.
    pub handle: String,
    /// The name.
    pub name: String,
    /// The zone in which the member is today.
    pub zone: String,
    /// What the member's clock says, RFC 3339.
    pub local_time: String,
    /// `working`, `off`, `away`, `holiday`, or `outside` for somebody who is
    /// not in the team on this day.
    pub state: String,
    /// Since when the member is not at work, or until when they are, by their
    /// own clock, RFC 3339; `null` where that is too long ago to tell.
    pub since: Option<String>,
    /// When that ends, by the member's own clock, RFC 3339: work, or the time
    /// without it. `null` where it does not end within 400 days.
    pub until: Option<String>,
    /// The last day away, for `away`.
    pub last_day_away: Option<String>,
    /// The reason of an absence, or the name of a holiday.
    pub reason: Option<String>,
    /// The update that is due next; `null` where none is.
    pub next_due: Option<NextDue>,
    /// The teams the member belongs to.
    pub teams: Vec<String>,
    /// The projects the member works on.
    pub projects: Vec<String>,
    /// What the member is in the team.
    pub roles: Vec<String>,
    /// Whether the member only reads along.
    pub observer: bool,
    /// The first day in the team.
    pub joined: Option<String>,
    /// The first day out of the team.
    pub left: Option<String>,
}

/// An update that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NextDue {
    /// The period it covers.
    pub period: String,
    /// That period for people.
    pub label: String,
    /// When it is due, by the member's own clock, RFC 3339.
    pub due: String,
}

/// What a team depends on besides its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamOptions {
    /// The moment that it is reckoned at.
    pub instant: DateTime<Utc>,
    /// Who is shown.
    pub selection: Selection,
    /// Whether those who have left are shown too.
    pub left_too: bool,
    /// What was posted before it is due, which is not what is due next.
    pub posted: BTreeSet<(Handle, Period)>,
}

impl TeamView {
    /// Builds the team as it is at an instant, from the team file of `commit`.
    #[must_use]
    pub fn build(
        team: &Team,
        commit: &CommitId,
        findings: &[Finding],
        options: &TeamOptions,
    ) -> Self {
        let instant = options.instant;
        let members = team.members.iter().filter_map(|member| {
            let agenda = Agenda::new(team, member);
            let today = agenda.today(instant);
            let stays = member.left.is_none_or(|left| today < left);
            let shown = options.selection.expects(member) && (stays || options.left_too);
            shown.then(|| RosterView::build(member, &agenda, options))
        });
        // What is wrong stands in the order in which it is mended: the team
        // file from its top, then the calendars.
        let mut findings = FindingView::list(findings);
        findings.sort_by_key(|finding| {
            let calendar = finding.path.ends_with(".ics");
            let place = (finding.line, finding.column);
            (calendar, finding.path.clone(), place)
        });
        Self {
            tidings: FORMAT_VERSION,
            commit: commit.to_string(),
            team: team.name.clone(),
            instant: instant.to_rfc3339(),
            members: members.collect(),
            findings,
        }
    }
}

impl RosterView {
    fn build(member: &Member, agenda: &Agenda<'_>, options: &TeamOptions) -> Self {
        let instant = options.instant;
        let today = agenda.today(instant);
        let local = |at: DateTime<Utc>| agenda.zone_at(at).local(at).to_rfc3339();
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let at_work = agenda.is_at_work(instant);
        let kind = agenda.day(today);
        let (state, reason) = match kind {
            _ if at_work => ("working", None),
            DayKind::Outside => ("outside", None),
            DayKind::Away(reason) => ("away", reason.map(str::to_owned)),
            DayKind::Holiday(name) => ("holiday", Some(name.to_owned())),
            DayKind::Free | DayKind::Work => ("off", None),
        };
        let start = instant.checked_sub_signed(SPAN).unwrap_or(instant);
        let (since, until) = if at_work {
            let ahead = instant.checked_add_signed(SPAN).unwrap_or(instant);
            let now = agenda.work_between(start, ahead);
            let now = now
                .into_iter()
                .find(|(from, end)| *from <= instant && instant < *end);
            now.unzip()
        } else {
            let before = agenda.work_between(start, instant);
            let since = before.last().map(|(_, end)| *end);
            (since, agenda.next_work(instant))
        };
        let is_posted = |period| options.posted.contains(&(member.handle.clone(), period));
        let mut next = agenda.next_duty(instant);
        while let Some(duty) = next.as_ref().filter(|duty| is_posted(duty.period)) {
            next = agenda.next_duty(duty.due);
        }
        let next_due = next.map(|duty| NextDue {
            period: duty.period.to_string(),
            label: duty.period.describe(),
            due: local(duty.due),
        });
        Self {
            handle: member.handle.to_string(),
            name: member.name.clone(),
            zone: agenda.zone_at(instant).to_string(),
            local_time: local(instant),
            state: state.to_owned(),
            since: since.map(local),
            until: until.map(local),
            last_day_away: day((state == "away")
                .then(|| Absence::last_day(&member.absences, today))
                .flatten()),
            reason,
            next_due,
            teams: member.teams.clone(),
            projects: member.projects.clone(),
            roles: member.roles.clone(),
            observer: member.observer,
            joined: day(member.joined),
            left: day(member.left),
        }
    }
}
