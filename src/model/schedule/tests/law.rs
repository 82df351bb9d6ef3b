use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::{collection, option, prop_oneof};

use crate::model::{
    Absence, Cadence, Daily, Holidays, Member, Move, Period, Team, Weekdays, Weekly, Window,
    WorkTime, Zone,
};

use super::super::{Agenda, MemberState};
use super::day;

const ZONES: [&str; 10] = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "America/Santiago",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Niue",
    "Pacific/Kiritimati",
    "Pacific/Apia",
];

fn zone() -> impl Strategy<Value = Zone> {
    (0..ZONES.len()).prop_map(|n| ZONES[n].parse().expect("a zone"))
}

/// A day of 2026 or just around it.
fn date() -> impl Strategy<Value = NaiveDate> {
    (0..380_u64).prop_map(|n| day("2025-12-25") + Days::new(n))
}

pub(super) fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (date(), 0..86_400_i64).prop_map(|(day, second)| {
        day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::seconds(second)
    })
}

fn hour() -> impl Strategy<Value = NaiveTime> {
    (0..96_u32)
        .prop_map(|n| NaiveTime::from_hms_opt(n / 4, n % 4 * 15, 0).expect("a quarter of an hour"))
}

fn weekdays() -> impl Strategy<Value = Weekdays> {
    prop_oneof![
        3 => Just(Weekdays::WORKING),
        1 => collection::vec(0..7_usize, 0..6)
            .prop_map(|days| days.into_iter().map(|n| Weekdays::ORDER[n]).collect()),
    ]
}

fn work() -> impl Strategy<Value = WorkTime> {
    (weekdays(), hour(), hour()).prop_map(|(days, from, until)| WorkTime { days, from, until })
}

fn cadence() -> impl Strategy<Value = Cadence> {
    let parts = || (hour(), 0..100_i64, 1..4_u32, option::of(date()));
    let daily = (option::of(weekdays()), parts()).prop_map(|(days, (due, grace, every, from))| {
        let grace = TimeDelta::hours(grace);
        Daily {
            days,
            due,
            grace,
            every,
            from,
        }
    });
    let weekly = (option::of(0..7_usize), parts()).prop_map(|(day, (due, grace, every, from))| {
        let grace = TimeDelta::hours(grace);
        let day = day.map(|n| Weekdays::ORDER[n]);
        Weekly {
            day,
            due,
            grace,
            every,
            from,
        }
    });
    (option::of(daily), option::of(weekly)).prop_map(|(daily, weekly)| Cadence { daily, weekly })
}

fn absence() -> impl Strategy<Value = Absence> {
    (date(), 0..30_u64).prop_map(|(from, length)| Absence {
        from,
        until: from + Days::new(length),
        reason: None,
    })
}

pub(super) fn someone() -> impl Strategy<Value = (Team, Member)> {
    let moves = collection::vec((date(), zone()), 0..3);
    let person = (zone(), moves, work(), cadence(), any::<bool>());
    let time = (
        collection::vec(absence(), 0..4),
        collection::vec(date(), 0..8),
        option::weighted(0.2, date()),
        option::weighted(0.2, date()),
    );
    (person, time).prop_map(
        |((zone, moves, work, cadence, rare), (absences, off, joined, left))| {
            let mut member = Member::new("ada".parse().expect("a handle"));
            member.time_zone = Some(zone);
            member.moves = moves.into_iter().map(|(on, to)| Move { on, to }).collect();
            member.work = Some(work);
            member.cadence = Some(cadence);
            member.absences = absences;
            (member.joined, member.left) = (joined.filter(|_| rare), left.filter(|_| rare));
            let path = "holidays.ics".to_owned();
            let off: Holidays = off
                .into_iter()
                .map(|day| (day, "Feast".to_owned()))
                .collect();
            let team = Team {
                holidays: Some(path.clone()),
                calendars: [(path, off)].into(),
                ..Team::default()
            };
            (team, member)
        },
    )
}

/// A place in the only order in which an unposted update changes its state.
fn stage(state: &MemberState) -> u8 {
    match state {
        MemberState::DueLater => 0,
        MemberState::Late => 1,
        MemberState::Missing => 2,
        MemberState::Away(_) | MemberState::NotExpected(_) => 3,
        MemberState::Posted { .. } | MemberState::Proposed => 4,
    }
}

proptest! {
    #[test]
    fn nothing_goes_back((team, member) in someone(), on in date(), mut when in collection::vec(instant(), 8)) {
        let agenda = Agenda::new(&team, &member);
        when.sort_unstable();
        for kind in [crate::model::PeriodKind::Day, crate::model::PeriodKind::Week] {
            let period = Period::of(kind, on);
            let stages: Vec<u8> = when
                .iter()
                .map(|&instant| stage(&agenda.state(period, instant, None, false)))
                .collect();
            prop_assert!(stages.is_sorted(), "{} {:?}", period, stages);
            // Expected or not is no matter of the hour.
            prop_assert!(stages.iter().all(|&n| n == 3) || stages.iter().all(|&n| n < 3));
            let posted = agenda.state(period, when[0], Some(when[0]), true);
            prop_assert_eq!(stage(&posted), 4);
        }
    }

    #[test]
    fn nobody_is_missing_out_of_hours((team, member) in someone(), on in date()) {
        let agenda = Agenda::new(&team, &member);
        let window = Window { since: on, until: on + Days::new(20) };
        for duty in agenda.duties(window) {
            prop_assert!(window.covers(duty.period));
            if let Some(end) = duty.grace_ends {
                prop_assert!(end >= duty.due);
                prop_assert!(agenda.is_at_work(end), "{:?}", duty);
                let before = end - TimeDelta::seconds(1);
                let state = agenda.state(duty.period, before, None, false);
                prop_assert!(state != MemberState::Missing);
            }
        }
    }

    #[test]
    fn work_is_where_the_spans_are((team, member) in someone(), from in instant(), minutes in collection::vec(0..20_000_i64, 12)) {
        let agenda = Agenda::new(&team, &member);
        let until = from + TimeDelta::minutes(20_000);
        let spans = agenda.work_between(from, until);
        prop_assert!(spans.iter().all(|(a, b)| a < b && from <= *a && *b <= until));
        prop_assert!(spans.windows(2).all(|pair| pair[0].1 < pair[1].0));
        for minute in minutes {
            let instant = from + TimeDelta::minutes(minute);
            let inside = spans.iter().any(|(a, b)| *a <= instant && instant < *b);
            prop_assert_eq!(agenda.is_at_work(instant), inside, "{}", instant);
            let next = spans.iter().find(|(_, b)| *b > instant).map(|(a, _)| instant.max(*a));
            if next.is_some() {
                prop_assert_eq!(agenda.next_work(instant), next);
            }
        }
    }

    #[test]
    fn duties_are_those_of_the_periods((team, member) in someone(), on in date(), length in 0..60_u64) {
        let agenda = Agenda::new(&team, &member);
        let window = Window { since: on, until: on + Days::new(length) };
        let each: Vec<_> = window
            .periods()
            .into_iter()
            .filter_map(|period| agenda.duty(period).ok())
            .collect();
        prop_assert_eq!(agenda.duties(window), each);
    }

    #[test]
    fn searching_finds_the_first((team, member) in someone(), now in instant(), posted in collection::hash_set(0..60_i64, 0..30)) {
        let agenda = Agenda::new(&team, &member);
        let window = Window {
            since: now.date_naive() - Days::new(200),
            until: now.date_naive() + Days::new(450),
        };
        let all = agenda.duties(window);
        let next = all.iter().filter(|duty| duty.due > now).map(|duty| duty.due).min();
        prop_assert_eq!(agenda.next_duty(now).map(|duty| duty.due), next);
        // Some of the last periods are posted, days and weeks alike.
        let is_posted = |period: Period| {
            posted.contains(&(now.date_naive() - period.first_day()).num_days())
        };
        let first = all.iter().find(|duty| {
            let state = agenda.state(duty.period, now, None, false);
            duty.opens <= now && state != MemberState::Missing && !is_posted(duty.period)
        });
        let found = agenda.pending(now, &is_posted);
        if found.is_none_or(|duty| window.covers(duty.period)) {
            prop_assert_eq!(found.as_ref(), first);
        } else {
            prop_assert!(first.is_none_or(|first| found.is_some_and(|found| found.period < first.period)));
        }
    }
}
