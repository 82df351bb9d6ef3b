use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use crate::model::{Daily, Period, Week, Weekly, Window};

use super::{Agenda, DayKind, Duty, MemberState, NotExpected};

impl Agenda<'_> {
    /// Returns what is expected of the member for `period`.
    ///
    /// # Errors
    ///
    /// Why nothing is.
    pub fn duty(&self, period: Period) -> Result<Duty, NotExpected> {
        if self.observer {
            return Err(NotExpected::Observer);
        }
        match period {
            Period::Day(day) => self.daily_duty(day),
            Period::Week(week) => self.weekly_duty(week),
        }
    }

    /// Returns everything that is expected of the member for the periods that
    /// the window covers, in the order of periods.
    #[must_use]
    pub fn duties(&self, window: Window) -> Vec<Duty> {
        let periods = window.periods().into_iter();
        periods
            .filter_map(|period| self.duty(period).ok())
            .collect()
    }

    /// Returns how the member stands with `period` at `instant`.
    ///
    /// `posted` is when the update was first written, where it was posted and
    /// says something; `proposed` is whether a proposal of it waits.
    #[must_use]
    pub fn state(
        &self,
        period: Period,
        instant: DateTime<Utc>,
        posted: Option<DateTime<Utc>>,
        proposed: bool,
    ) -> MemberState {
        MemberState::of(self.duty(period).as_ref(), instant, posted, proposed)
    }

    fn daily_duty(&self, day: NaiveDate) -> Result<Duty, NotExpected> {
        let kind = self.day(day);
        if kind == DayKind::Outside {
            return Err(NotExpected::Outside);
        }
        let daily = self.cadence.daily.as_ref();
        let daily = daily.filter(|daily| daily.falls_on(day, self.work.days));
        let daily: &Daily = daily.ok_or(NotExpected::Cadence)?;
        match NotExpected::on(kind) {
            Some(reason) => Err(reason),
            None => Ok(self.due_on(Period::Day(day), day, daily.due, daily.grace)),
        }
    }

    fn weekly_duty(&self, week: Week) -> Result<Duty, NotExpected> {
        let period = Period::Week(week);
        let kinds: Vec<(NaiveDate, DayKind<'_>)> = Window::from(period)
            .days()
            .map(|day| (day, self.day(day)))
            .collect();
        if kinds.iter().all(|(_, kind)| *kind == DayKind::Outside) {
            return Err(NotExpected::Outside);
        }
        let weekly = self.cadence.weekly.as_ref();
        let weekly: &Weekly = weekly
            .filter(|weekly| weekly.falls_in(week))
            .ok_or(NotExpected::Cadence)?;
        let named = weekly.day.unwrap_or(Weekday::Sun);
        let (early, late) = kinds.split_at(named.num_days_from_monday() as usize + 1);
        let works = |(_, kind): &&(NaiveDate, DayKind<'_>)| *kind == DayKind::Work;
        let day = early
            .iter()
            .rfind(works)
            .or_else(|| late.iter().find(works));
        match day {
            Some((day, _)) => Ok(self.due_on(period, *day, weekly.due, weekly.grace)),
            None => Err(NotExpected::Away(away(&kinds))),
        }
    }

    /// Makes the duty that is due at `hour` on `day`.
    fn due_on(&self, period: Period, day: NaiveDate, hour: NaiveTime, grace: TimeDelta) -> Duty {
        let zone = self.zone_on(day);
        let due = zone.at(day, hour);
        Duty {
            period,
            opens: zone.start_of(day),
            due,
            grace_ends: due
                .checked_add_signed(grace)
                .and_then(|end| self.next_work(end)),
        }
    }
}

/// Returns the reason why a week without a day of work has none: that of an
/// absence, or else the name of a holiday.
fn away(days: &[(NaiveDate, DayKind<'_>)]) -> Option<String> {
    let mut holiday = None;
    let mut is_away = false;
    for (_, kind) in days {
        match kind {
            DayKind::Away(Some(reason)) => return Some((*reason).to_owned()),
            DayKind::Away(None) => is_away = true,
            DayKind::Holiday(name) if holiday.is_none() => holiday = Some(*name),
            _ => {}
        }
    }
    holiday.filter(|_| !is_away).map(str::to_owned)
}
