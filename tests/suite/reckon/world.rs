//! A made-up team and its posts, held against a reckoning that is only
//! arithmetic: zones without clock changes, whole hours, and every working day
//! looked at one by one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};

use super::Place;

/// Zones that have no clock changes, with their hours ahead of UTC.
const ZONES: [(&str, i64); 4] = [
    ("UTC", 0),
    ("Asia/Tokyo", 9),
    ("America/Phoenix", -7),
    ("Asia/Dubai", 4),
];

struct Person {
    handle: String,
    zone: usize,
    short_week: bool,
    leave: Option<(NaiveDate, NaiveDate)>,
    posts: BTreeMap<NaiveDate, DateTime<Utc>>,
}

impl Person {
    fn works(&self, day: NaiveDate) -> bool {
        let days = if self.short_week { 4 } else { 5 };
        let away = self
            .leave
            .is_some_and(|(from, until)| from <= day && day <= until);
        day.weekday().num_days_from_monday() < days && !away
    }

    fn at(&self, day: NaiveDate, hour: u32) -> DateTime<Utc> {
        let local = day.and_hms_opt(hour, 0, 0).expect("an hour");
        (local - TimeDelta::hours(ZONES[self.zone].1)).and_utc()
    }

    /// Sixteen hours after five is nine in the morning, when work begins; so
    /// the grace ends at nine on the next day of work.
    fn grace_ends(&self, day: NaiveDate) -> DateTime<Utc> {
        let mut next = day + Days::new(1);
        while !self.works(next) {
            next = next + Days::new(1);
        }
        self.at(next, 9)
    }

    fn state(&self, day: NaiveDate, now: DateTime<Utc>) -> Option<&'static str> {
        if self.posts.contains_key(&day) {
            return Some("posted");
        }
        if !self.works(day) {
            let days = if self.short_week { 4 } else { 5 };
            let weekday = day.weekday().num_days_from_monday() < days;
            return weekday.then_some("away");
        }
        Some(if now < self.at(day, 17) {
            "due-later"
        } else if now < self.grace_ends(day) {
            "late"
        } else {
            "missing"
        })
    }
}

/// The numbers of a linear congruence, good enough to make things up.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).expect("a Monday")
}

fn people(numbers: &mut Numbers) -> Vec<Person> {
    (0..12)
        .map(|number| {
            let start = first() + Days::new(numbers.below(18));
            let leave =
                (numbers.below(3) == 0).then(|| (start, start + Days::new(numbers.below(9))));
            let mut person = Person {
                handle: format!("m{number}"),
                zone: numbers.below(4) as usize,
                short_week: numbers.below(3) == 0,
                leave,
                posts: BTreeMap::new(),
            };
            for day in first().iter_days().take(21) {
                if numbers.below(3) > 0 && (person.works(day) || numbers.below(8) == 0) {
                    let hour = u32::try_from(9 + numbers.below(14)).expect("an hour");
                    let when = person.at(day, hour);
                    person.posts.insert(day, when);
                }
            }
            person
        })
        .collect()
}

fn place(people: &[Person]) -> Place {
    let mut team = "tidings: 1\nname: Team Quill\ncadence:\n  daily: { due: \"17:00\", grace: 16h }\nmembers:\n".to_owned();
    for person in people {
        let Person { handle, zone, .. } = person;
        let zone = ZONES[*zone].0;
        let _ = writeln!(
            team,
            "  - handle: {handle}\n    name: {handle}\n    emails: [{handle}@example.org]\n    time_zone: {zone}"
        );
        if person.short_week {
            team.push_str("    work: { days: [mon, tue, wed, thu] }\n");
        }
        if let Some((from, until)) = person.leave {
            let _ = writeln!(team, "    absences: [{{ from: {from}, until: {until} }}]");
        }
    }
    let mut place = Place::new(&team);
    for person in people {
        for (day, when) in &person.posts {
            let when = when.to_rfc3339();
            place.post(&person.handle, &day.to_string(), &when, "notes: Said\n");
        }
    }
    place.commit();
    place
}

#[test]
fn everybody_stands_as_plain_arithmetic_says() {
    for seed in 1..4 {
        let mut numbers = Numbers(seed);
        let people = people(&mut numbers);
        let place = place(&people);
        for round in 0..4 {
            let hours = TimeDelta::hours(i64::try_from(numbers.below(21 * 24)).expect("hours"));
            let now = first().and_hms_opt(0, 30, 0).expect("an hour").and_utc() + hours;
            agree(&place, &people, now, &format!("seed {seed}, round {round}"));
        }
    }
}

fn agree(place: &Place, people: &[Person], now: DateTime<Utc>, what: &str) {
    let when = now.to_rfc3339();
    let last = first() + Days::new(20);
    let span = [
        "--since",
        &first().to_string(),
        "--until",
        &last.to_string(),
    ]
    .map(str::to_owned);
    let span: Vec<&str> = span.iter().map(String::as_str).collect();
    let digest = place.json(&when, &[&["digest"], &span[..]].concat());
    let stats = place.json(&when, &[&["stats"], &span[..]].concat());
    let mut missing: BTreeMap<(String, String), String> = BTreeMap::new();
    for week in ["2026-W23", "2026-W24", "2026-W25"] {
        let report = place.json(&when, &["missing", week]);
        for row in report["rows"].as_array().expect("rows") {
            let text = |field: &str| row[field].as_str().expect("a text").to_owned();
            missing.insert((text("handle"), text("period")), text("state"));
        }
    }
    for person in people {
        let mut want = BTreeMap::new();
        for day in first().iter_days().take(21) {
            if let Some(state) = person.state(day, now) {
                want.insert((person.handle.clone(), day.to_string()), state.to_owned());
            }
        }
        let own = |(who, _): &&(String, String)| *who == person.handle;
        let got: BTreeMap<_, _> = missing
            .iter()
            .filter(|(key, _)| own(key))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        assert_eq!(got, want, "missing, {what}, {when}");
        let parts = digest["attendance"].as_array().expect("an array");
        let part = parts
            .iter()
            .find(|part| part["handle"] == person.handle.as_str());
        let periods = part.and_then(|part| part["periods"].as_array());
        let got: BTreeMap<(String, String), String> = periods
            .into_iter()
            .flatten()
            .map(|period| {
                let text = |field: &str| period[field].as_str().expect("a text").to_owned();
                ((person.handle.clone(), text("period")), text("state"))
            })
            .collect();
        assert_eq!(got, want, "digest, {what}, {when}");
        let counted = |state: &str| {
            first()
                .iter_days()
                .take(21)
                .filter(|&day| person.works(day) && person.state(day, now) == Some(state))
                .count()
        };
        let posted = counted("posted");
        let expected = posted + counted("missing");
        let in_time = person
            .posts
            .iter()
            .filter(|(day, at)| person.works(**day) && **at < person.at(**day, 17))
            .count();
        let rows = stats["rows"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["key"] == person.handle.as_str());
        let row = row.unwrap_or_else(|| panic!("{} has no row, {what}", person.handle));
        for (field, want) in [
            ("expected", expected),
            ("posted", posted),
            ("on_time", in_time),
        ] {
            assert_eq!(
                row[field], want,
                "{field} of {}, {what}, {when}",
                person.handle
            );
        }
    }
}
