//! Holds what is reckoned of a team against a reckoning that shares no code.
//!
//! A team of 40 in 12 zones, made up from a seed, lives through a year of
//! clock changes, moves, leave, holidays and night shifts. `reckon.py` reckons
//! from the rules alone, by looking at the clocks every five minutes; both
//! have to agree on every member at every hour. `TIDINGS_SEED` picks another
//! team.

mod team;

use std::collections::HashMap;
use std::thread;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use tidings::model::{Duty, MemberState, NotExpected, Period, PeriodKind, Window};

use crate::kit::Sandbox;
use team::{Person, Year, watched};

/// How many hours are looked at: those of 2026, and some more.
const HOURS: i64 = 366 * 24;

/// At each how many hours it is asked what is to be written; over time that is
/// at every hour of a day.
const PENDING_EVERY: i64 = 13;

/// How many processes share the other reckoning.
const SHARES: usize = 2;

#[test]
fn every_member_stands_as_another_reckoning_says_at_every_hour_of_a_year() {
    let sandbox = Sandbox::new();
    if !sandbox.finds("python3") {
        eprintln!("skipped: there is no python3 to reckon with");
        return;
    }
    let seed = std::env::var("TIDINGS_SEED").map_or(4, |seed| seed.parse().expect("a number"));
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let year = Year::new(seed, first);
    let told = year.to_json();
    let share = told.len().div_ceil(SHARES);
    let (theirs, ours) = thread::scope(|threads| {
        let theirs: Vec<_> = told
            .chunks(share)
            .map(|members| threads.spawn(|| reckoned_elsewhere(&sandbox, first, members)))
            .collect();
        let ours: Vec<_> = year
            .people
            .iter()
            .map(|person| reckoned_here(&year, person, first))
            .collect();
        let theirs: Option<Vec<String>> = theirs
            .into_iter()
            .map(|share| share.join().expect("the other reckoning ends"))
            .collect::<Option<Vec<Vec<String>>>>()
            .map(|shares| shares.concat());
        (theirs, ours.concat())
    });
    let Some(theirs) = theirs else {
        eprintln!("skipped: python3 has no zoneinfo, or knows no zones");
        return;
    };
    assert_eq!(theirs.len(), ours.len());
    let lines = usize::try_from(HOURS + 1).expect("hours are counted up");
    for (n, (theirs, ours)) in theirs.iter().zip(&ours).enumerate() {
        let (person, hour) = (n / lines, n % lines);
        assert_eq!(
            ours, theirs,
            "seed {seed}, person-{person} at hour {hour} of {first}: {:#}",
            told[person]
        );
    }
    let all: String = ours.concat();
    for state in "PpRDLMAobchf".chars() {
        assert!(all.contains(state), "nobody is ever in state {state}");
    }
}

/// Returns a line for each of these members and hours, by the script; `None`
/// where python3 cannot reckon with zones.
fn reckoned_elsewhere(
    sandbox: &Sandbox,
    first: NaiveDate,
    members: &[Value],
) -> Option<Vec<String>> {
    let input = json!({
        "first": first.to_string(),
        "last": last_day(first).to_string(),
        "hours": HOURS,
        "pending_every": PENDING_EVERY,
        "members": members,
    });
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/year/reckon.py");
    let run = sandbox.program("python3", &["-B", script]);
    let output = run.stdin(input.to_string()).run().ok();
    let lines = output.stdout();
    (lines != "skipped\n").then(|| lines.lines().map(str::to_owned).collect())
}

/// Returns the same by the program.
fn reckoned_here(year: &Year, person: &Person, first: NaiveDate) -> Vec<String> {
    let agenda = year.agenda(person);
    let posted: HashMap<Period, DateTime<Utc>> = person.posted.iter().copied().collect();
    let proposed: HashMap<Period, DateTime<Utc>> = person.proposed.iter().copied().collect();
    let mut duties: HashMap<Period, Result<Duty, NotExpected>> = HashMap::new();
    let start = first.and_hms_opt(0, 0, 0).expect("midnight").and_utc();
    let line = |hour| {
        let instant = start + TimeDelta::hours(hour);
        let done = |all: &HashMap<Period, DateTime<Utc>>, period: &Period| {
            all.get(period).copied().filter(|when| *when <= instant)
        };
        let today = agenda.today(instant);
        let work = if agenda.is_at_work(instant) { 'w' } else { '-' };
        let mut line = format!("{today} {work} ");
        for period in watched(today) {
            let duty = duties.entry(period).or_insert_with(|| agenda.duty(period));
            let proposed = done(&proposed, &period).is_some();
            let posted = done(&posted, &period);
            line.push(letter(&MemberState::of(
                duty.as_ref(),
                instant,
                posted,
                proposed,
            )));
        }
        if hour % PENDING_EVERY == 0 {
            let posted = |period: Period| done(&posted, &period).is_some();
            let found = agenda.pending(instant, &posted);
            let found = found.map_or("none".to_owned(), |duty| named(duty.period));
            line.push_str(&format!(" {found}"));
        }
        line
    };
    let mut lines: Vec<String> = (0..HOURS).map(line).collect();
    let window = Window {
        since: first,
        until: last_day(first),
    };
    let told = |duty: &Duty| {
        let end = duty.grace_ends;
        let end = end.map_or("never".to_owned(), |end| end.to_rfc3339());
        format!("{} {} {end}", named(duty.period), duty.due.to_rfc3339())
    };
    let all: Vec<String> = agenda.duties(window).iter().map(told).collect();
    lines.push(all.join("; "));
    lines
}

/// Returns the last day whose updates are told one by one.
fn last_day(first: NaiveDate) -> NaiveDate {
    first + TimeDelta::hours(HOURS - 1)
}

fn named(period: Period) -> String {
    let kind = match period.kind() {
        PeriodKind::Day => "day",
        PeriodKind::Week => "week",
    };
    format!("{kind} {}", period.first_day())
}

const fn letter(state: &MemberState) -> char {
    match state {
        MemberState::Posted { late: false } => 'P',
        MemberState::Posted { late: true } => 'p',
        MemberState::Proposed => 'R',
        MemberState::DueLater => 'D',
        MemberState::Late => 'L',
        MemberState::Missing => 'M',
        MemberState::Away(_) => 'A',
        MemberState::NotExpected(NotExpected::Outside) => 'o',
        MemberState::NotExpected(NotExpected::Observer) => 'b',
        MemberState::NotExpected(NotExpected::Cadence) => 'c',
        MemberState::NotExpected(NotExpected::Holiday(_)) => 'h',
        MemberState::NotExpected(NotExpected::Free) => 'f',
        MemberState::NotExpected(NotExpected::Away(_)) => 'x',
    }
}
