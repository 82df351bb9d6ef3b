//! A team of people who never were, and what they did in a year.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tidings::model::{
    Absence, Agenda, Cadence, Daily, Holidays, Member, Move, Period, PeriodKind, Team, Week,
    Weekdays, Weekly, Window, WorkTime, Zone, weekday_key,
};

use crate::walk::random::Random;

/// How many people there are.
const PEOPLE: usize = 40;

/// Zones whose clocks change at different times, by an hour, half an hour or
/// never, at midnight too, on either side of the date line. Their laws have
/// been the same for years, so that it is no matter how new a machine's zone
/// database is.
pub(super) const ZONES: [&str; 12] = [
    "Europe/Paris",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/Santiago",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
];

/// What became of one period: when it was written or proposed.
type Done = (Period, DateTime<Utc>);

/// A member with what they wrote.
pub(super) struct Person {
    pub(super) member: Member,
    pub(super) posted: Vec<Done>,
    pub(super) proposed: Vec<Done>,
}

/// The team and the year it is watched over.
pub(super) struct Year {
    pub(super) team: Team,
    pub(super) people: Vec<Person>,
    random: Random,
    /// The year's first day.
    first: NaiveDate,
}

impl Year {
    /// Makes up a team, the same one for the same seed.
    pub(super) fn new(seed: u64, first: NaiveDate) -> Self {
        let mut year = Self {
            team: Team::default(),
            people: Vec::new(),
            random: Random::new(seed),
            first,
        };
        for n in 0..4 {
            let days: Holidays = (0..12)
                .map(|_| (year.day(), "A feast".to_owned()))
                .collect();
            year.team.calendars.insert(format!("{n}.ics"), days);
        }
        year.team.holidays = Some("0.ics".to_owned());
        year.team.time_zone = Some(zone("Europe/Paris"));
        year.team.cadence = year.cadence();
        let members: Vec<Member> = (0..PEOPLE).map(|n| year.member(n)).collect();
        year.team.members.clone_from(&members);
        for member in members {
            let person = year.person(member);
            year.people.push(person);
        }
        year
    }

    /// Returns a day of the year, or a few weeks around it.
    fn day(&mut self) -> NaiveDate {
        self.first + Days::new(self.random.below(380) as u64) - Days::new(7)
    }

    /// Returns any hour of a day, often one that clocks skip or repeat.
    fn hour(&mut self) -> NaiveTime {
        let hours = if self.random.percent(40) { 3 } else { 24 };
        let minute = self.random.below(hours * 12) * 5;
        let minute = u32::try_from(minute).expect("a minute of a day");
        NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).expect("a minute of a day")
    }

    fn weekdays(&mut self) -> Weekdays {
        let mut days = Weekdays::NONE;
        for day in Weekdays::ORDER {
            if self.random.percent(70) {
                days = days.with(day);
            }
        }
        days
    }

    fn cadence(&mut self) -> Cadence {
        let every = |random: &mut Random| u32::try_from(1 + random.below(3)).expect("up to three");
        let grace = |random: &mut Random| TimeDelta::hours(random.below(80) as i64);
        let part = self.random.below(3);
        let daily = (part != 0).then(|| Daily {
            days: self.random.percent(30).then(|| self.weekdays()),
            due: self.hour(),
            grace: grace(&mut self.random),
            every: every(&mut self.random),
            from: Some(self.first - Days::new(60) + Days::new(self.random.below(90) as u64)),
        });
        let weekly = (part != 1).then(|| Weekly {
            day: self
                .random
                .percent(60)
                .then(|| Weekdays::ORDER[self.random.below(7)]),
            due: self.hour(),
            grace: grace(&mut self.random),
            every: every(&mut self.random),
            from: Some(self.first - Days::new(60) + Days::new(self.random.below(90) as u64)),
        });
        Cadence { daily, weekly }
    }

    fn work(&mut self) -> WorkTime {
        let usual = WorkTime::default();
        match self.random.below(4) {
            // Office hours, nights, any hours, and those around a change.
            0 => usual,
            1 => WorkTime {
                from: NaiveTime::from_hms_opt(22, 0, 0).expect("an hour"),
                until: NaiveTime::from_hms_opt(6, 30, 0).expect("an hour"),
                ..usual
            },
            2 => WorkTime {
                days: self.weekdays(),
                from: self.hour(),
                until: self.hour(),
            },
            _ => WorkTime {
                days: self.weekdays(),
                from: NaiveTime::from_hms_opt(0, 30, 0).expect("an hour"),
                until: NaiveTime::from_hms_opt(2, 15, 0).expect("an hour"),
            },
        }
    }

    fn member(&mut self, number: usize) -> Member {
        let handle = format!("person-{number}");
        let mut member = Member::new(handle.parse().expect("a handle"));
        let any_zone = |random: &mut Random| zone(ZONES[random.below(ZONES.len())]);
        // The first ones live in one zone each, so that none is left out.
        let home = ZONES.get(number).map(|name| zone(name));
        member.time_zone = home.or_else(|| {
            let has_one = self.random.percent(90);
            has_one.then(|| any_zone(&mut self.random))
        });
        let mut on = self.first;
        for _ in 0..self.random.below(4) {
            on = on + Days::new(1 + self.random.below(100) as u64);
            let to = any_zone(&mut self.random);
            member.moves.push(Move { on, to });
        }
        member.work = self.random.percent(80).then(|| self.work());
        member.cadence = self.random.percent(80).then(|| self.cadence());
        let calendar = self.random.below(4);
        member.holidays = self.random.percent(50).then(|| format!("{calendar}.ics"));
        member.observer = number % 20 == 19;
        member.joined = self.random.percent(15).then(|| self.day());
        member.left = self.random.percent(15).then(|| self.day());
        for _ in 0..self.random.below(5) {
            let from = self.day();
            let until = from + Days::new(self.random.below(21) as u64);
            let reason = None;
            member.absences.push(Absence {
                from,
                until,
                reason,
            });
        }
        if let Some(home) = home {
            self.tie_to_the_clock(&mut member, home);
        }
        member
    }

    /// Has a member post every day at an hour that the clocks of their zone
    /// skip on one day of the year and show twice on another.
    fn tie_to_the_clock(&mut self, member: &mut Member, home: Zone) {
        let hour = match home.name() {
            "America/Santiago" => 0,
            "Europe/London" => 1,
            _ => 2,
        };
        let daily = Daily {
            due: NaiveTime::from_hms_opt(hour, 20, 0).expect("a minute of a day"),
            from: Some(self.first - Days::new(30)),
            ..Daily::default()
        };
        let cadence = member.cadence.get_or_insert_with(Cadence::daily);
        cadence.daily = Some(daily);
        member.work.get_or_insert_default().days = Weekdays::ORDER.into_iter().collect();
        member.moves.truncate(1);
    }

    /// Makes up what a member wrote: most of what is due, soon or late, and
    /// now and then what nobody asked for.
    fn person(&mut self, member: Member) -> Person {
        let span = Window {
            since: self.first - Days::new(14),
            until: self.first + Days::new(380),
        };
        let (mut posted, mut proposed) = (Vec::new(), Vec::new());
        for period in span.periods() {
            let minutes = 5 * self.random.below(12 * 24 * 4) as i64;
            let noon = period.last_day().and_time(NaiveTime::MIN).and_utc();
            let when = noon + TimeDelta::minutes(minutes);
            if self.random.percent(60) {
                posted.push((period, when));
            }
            if self.random.percent(5) {
                proposed.push((period, when));
            }
        }
        Person {
            member,
            posted,
            proposed,
        }
    }

    /// Returns everything as data, for a reader that knows nothing of ours.
    pub(super) fn to_json(&self) -> Vec<Value> {
        self.people.iter().map(|person| self.told(person)).collect()
    }

    fn told(&self, person: &Person) -> Value {
        let member = &person.member;
        let work = member.work.as_ref().unwrap_or(&self.team.work);
        let cadence = member.cadence.as_ref().unwrap_or(&self.team.cadence);
        let calendar = member.holidays.as_ref().or(self.team.holidays.as_ref());
        let holidays = calendar.and_then(|path| self.team.calendars.get(path));
        let holidays: Vec<String> = holidays
            .into_iter()
            .flat_map(Holidays::iter)
            .map(|(day, _)| day.to_string())
            .collect();
        let done = |all: &[Done], when: &str| -> Vec<Value> {
            let one = |(period, instant): &Done| {
                let kind = match period.kind() {
                    PeriodKind::Day => "day",
                    PeriodKind::Week => "week",
                };
                let day = period.first_day().to_string();
                json!({ "kind": kind, "day": day, when: instant.to_rfc3339() })
            };
            all.iter().map(one).collect()
        };
        let moves = member.moves.iter();
        let absences = member.absences.iter();
        json!({
            "zone": member.time_zone.or(self.team.time_zone).map(Zone::name),
            "moves": moves
                .map(|step| json!({ "on": step.on.to_string(), "to": step.to.name() }))
                .collect::<Vec<_>>(),
            "work": {
                "days": names(work.days),
                "from": work.from.to_string(),
                "until": work.until.to_string(),
            },
            "daily": cadence.daily.as_ref().map(|daily| json!({
                "days": daily.days.map(names),
                "due": daily.due.to_string(),
                "grace": daily.grace.num_hours(),
                "every": daily.every,
                "from": daily.from.map(|day| day.to_string()),
            })),
            "weekly": cadence.weekly.as_ref().map(|weekly| json!({
                "day": weekly.day.map(weekday_key),
                "due": weekly.due.to_string(),
                "grace": weekly.grace.num_hours(),
                "every": weekly.every,
                "from": weekly.from.map(|day| day.to_string()),
            })),
            "holidays": holidays,
            "observer": member.observer,
            "joined": member.joined.map(|day| day.to_string()),
            "left": member.left.map(|day| day.to_string()),
            "absences": absences
                .map(|all| json!({ "from": all.from.to_string(), "until": all.until.to_string() }))
                .collect::<Vec<_>>(),
            "posted": done(&person.posted, "written"),
            "proposed": done(&person.proposed, "since"),
        })
    }

    /// Returns the agenda of a member.
    pub(super) fn agenda<'a>(&'a self, person: &'a Person) -> Agenda<'a> {
        Agenda::new(&self.team, &person.member)
    }
}

/// Returns the periods whose states are compared on a day: some days, and the
/// weeks around.
pub(super) fn watched(today: NaiveDate) -> Vec<Period> {
    let shift = |days: i64| today + TimeDelta::days(days);
    let days = (-6..=1).map(|n| Period::Day(shift(n)));
    let weeks = [-7, 0, 7].map(|n| Period::Week(Week::of(shift(n))));
    days.chain(weeks).collect()
}

fn zone(name: &str) -> Zone {
    name.parse().expect("the zone exists")
}

fn names(days: Weekdays) -> Vec<&'static str> {
    days.iter().map(weekday_key).collect()
}
