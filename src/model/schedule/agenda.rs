use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::model::{Absence, Cadence, Holidays, Member, Period, Team, WorkTime, Zone};

use super::DayKind;

/// A change of zone, with the moment from which on it counts.
struct Relocation {
    on: NaiveDate,
    to: Zone,
    counts_from: DateTime<Utc>,
}

/// The time of one member: their days, their hours of work, and what is due
/// from them.
pub struct Agenda<'a> {
    home: Zone,
    /// In the order of their days.
    relocations: Vec<Relocation>,
    pub(super) work: &'a WorkTime,
    pub(super) cadence: &'a Cadence,
    pub(super) observer: bool,
    holidays: Option<&'a Holidays>,
    joined: Option<NaiveDate>,
    left: Option<NaiveDate>,
    absences: &'a [Absence],
}

impl<'a> Agenda<'a> {
    /// Makes the agenda of a member; what their entry leaves out is the
    /// team's.
    #[must_use]
    pub fn new(team: &'a Team, member: &'a Member) -> Self {
        let calendar = member.holidays.as_ref().or(team.holidays.as_ref());
        let mut relocations: Vec<Relocation> = member
            .moves
            .iter()
            .map(|step| Relocation {
                on: step.on,
                to: step.to,
                counts_from: step.to.start_of(step.on),
            })
            .collect();
        relocations.sort_by_key(|step| step.on);
        Self {
            home: member.time_zone.or(team.time_zone).unwrap_or(Zone::UTC),
            relocations,
            work: member.work.as_ref().unwrap_or(&team.work),
            cadence: member.cadence.as_ref().unwrap_or(&team.cadence),
            observer: member.observer,
            holidays: calendar.and_then(|path| team.calendars.get(path)),
            joined: member.joined,
            left: member.left,
            absences: &member.absences,
        }
    }

    /// Returns the zone in which the member spends `day`.
    #[must_use]
    pub fn zone_on(&self, day: NaiveDate) -> Zone {
        let mut steps = self.relocations.iter().rev();
        steps
            .find(|step| step.on <= day)
            .map_or(self.home, |step| step.to)
    }

    /// Returns the zone that the member is in at `instant`: a new one from the
    /// moment at which the day of the move begins there.
    #[must_use]
    pub fn zone_at(&self, instant: DateTime<Utc>) -> Zone {
        let mut steps = self.relocations.iter().rev();
        steps
            .find(|step| step.counts_from <= instant)
            .map_or(self.home, |step| step.to)
    }

    /// Returns the member's own calendar day at `instant`.
    #[must_use]
    pub fn today(&self, instant: DateTime<Utc>) -> NaiveDate {
        self.zone_at(instant).day_at(instant)
    }

    /// Returns the period that the member writes for at `instant` when nothing
    /// else is due: today, or this week where there are no daily updates.
    #[must_use]
    pub fn current_period(&self, instant: DateTime<Utc>) -> Period {
        Period::of(self.cadence.period_kind(), self.today(instant))
    }

    /// Returns what `day` is for the member.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> DayKind<'a> {
        if self.joined.is_some_and(|joined| day < joined)
            || self.left.is_some_and(|left| left <= day)
        {
            return DayKind::Outside;
        }
        if let Some(absence) = self.absences.iter().find(|all| all.contains(day)) {
            return DayKind::Away(absence.reason.as_deref());
        }
        if let Some(name) = self.holidays.and_then(|holidays| holidays.on(day)) {
            return DayKind::Holiday(name);
        }
        if self.work.days.contains(day.weekday()) {
            DayKind::Work
        } else {
            DayKind::Free
        }
    }
}
