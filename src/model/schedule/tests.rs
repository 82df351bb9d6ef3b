//! Tables of cases for every rule, and what holds for any member.

mod common_hours;
mod day;
mod due;
mod grace;
mod law;
mod promised;
mod search;
mod work;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::model::{
    Absence, Cadence, Daily, Holidays, Member, Move, Period, Team, Weekdays, Weekly, WorkTime, Zone,
};

use super::{Agenda, Duty, NotExpected};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect(text)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

fn hour(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").expect(text)
}

fn period(text: &str) -> Period {
    text.parse().expect(text)
}

fn zone(name: &str) -> Zone {
    name.parse().expect(name)
}

fn weekdays(names: &str) -> Weekdays {
    let names = names.split_whitespace();
    names.map(|name| name.parse().expect(name)).collect()
}

/// A team of one, in Paris unless said otherwise.
struct Someone {
    team: Team,
    member: Member,
}

impl Someone {
    fn new() -> Self {
        Self::living_in("Europe/Paris")
    }

    fn living_in(name: &str) -> Self {
        let mut member = Member::new("ada".parse().expect("a handle"));
        member.time_zone = Some(zone(name));
        let team = Team::default();
        Self { team, member }
    }

    fn moving(mut self, on: &str, to: &str) -> Self {
        let (on, to) = (day(on), zone(to));
        self.member.moves.push(Move { on, to });
        self
    }

    fn working(mut self, days: &str, from: &str, until: &str) -> Self {
        self.member.work = Some(WorkTime {
            days: weekdays(days),
            from: hour(from),
            until: hour(until),
        });
        self
    }

    fn away(mut self, from: &str, until: &str, reason: Option<&str>) -> Self {
        self.member.absences.push(Absence {
            from: day(from),
            until: day(until),
            reason: reason.map(str::to_owned),
        });
        self
    }

    fn holiday(mut self, on: &str, name: &str) -> Self {
        let path = ".tidings/holidays.ics".to_owned();
        let known = self.team.calendars.remove(&path).unwrap_or_default();
        let known = known.iter().map(|(day, name)| (day, name.to_owned()));
        let all: Holidays = known.chain([(day(on), name.to_owned())]).collect();
        self.team.calendars.insert(path.clone(), all);
        self.team.holidays = Some(path);
        self
    }

    fn daily(mut self, due: &str, grace: i64, change: impl FnOnce(&mut Daily)) -> Self {
        let mut daily = Daily {
            due: hour(due),
            grace: TimeDelta::hours(grace),
            ..Daily::default()
        };
        change(&mut daily);
        let cadence = self.member.cadence.take();
        self.member.cadence = Some(Cadence {
            daily: Some(daily),
            weekly: cadence.and_then(|cadence| cadence.weekly),
        });
        self
    }

    fn weekly(mut self, due: &str, grace: i64, change: impl FnOnce(&mut Weekly)) -> Self {
        let mut weekly = Weekly {
            due: hour(due),
            grace: TimeDelta::hours(grace),
            ..Weekly::default()
        };
        change(&mut weekly);
        let cadence = self.member.cadence.take();
        self.member.cadence = Some(Cadence {
            daily: cadence.and_then(|cadence| cadence.daily),
            weekly: Some(weekly),
        });
        self
    }

    fn but(mut self, change: impl FnOnce(&mut Member)) -> Self {
        change(&mut self.member);
        self
    }

    fn agenda(&self) -> Agenda<'_> {
        Agenda::new(&self.team, &self.member)
    }

    fn duty(&self, of: &str) -> Result<Duty, NotExpected> {
        self.agenda().duty(period(of))
    }

    /// When the update for a period is due, or why it is not.
    #[track_caller]
    fn due(&self, of: &str) -> String {
        match self.duty(of) {
            Ok(duty) => short(duty.due),
            Err(reason) => format!("{reason:?}"),
        }
    }

    /// When the update for a period is missing.
    #[track_caller]
    fn grace_ends(&self, of: &str) -> String {
        let duty = self.duty(of).expect("something is due");
        duty.grace_ends.map_or("never".to_owned(), short)
    }
}

/// Writes an instant as tables have it.
fn short(instant: DateTime<Utc>) -> String {
    let shape = if instant.timestamp() % 60 == 0 {
        "%Y-%m-%dT%H:%MZ"
    } else {
        "%Y-%m-%dT%H:%M:%SZ"
    };
    instant.format(shape).to_string()
}
