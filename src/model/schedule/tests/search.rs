use crate::model::{Period, Window};

use super::super::Agenda;
use super::{Someone, at, day};

fn next(agenda: &Agenda<'_>, instant: &str) -> String {
    let found = agenda.next_duty(at(instant));
    found.map_or("nothing".to_owned(), |duty| duty.period.to_string())
}

fn pending(agenda: &Agenda<'_>, instant: &str, posted: &[&str]) -> String {
    let posted = |period: Period| posted.contains(&period.to_string().as_str());
    let found = agenda.pending(at(instant), &posted);
    found.map_or("nothing".to_owned(), |duty| duty.period.to_string())
}

#[test]
fn the_next_update_is_the_first_to_come_due() {
    let both = || {
        Someone::new()
            .daily("17:00", 17, |_| {})
            .weekly("16:00", 72, |_| {})
    };
    let far = |from: &str| Someone::new().weekly("16:00", 1, |w| w.from = Some(day(from)));
    for (who, instant, want) in [
        (both(), "2026-11-18T15:59:59Z", "2026-11-18"),
        (both(), "2026-11-18T16:00:00Z", "2026-11-19"),
        (both(), "2026-11-20T14:59:00Z", "2026-W47"),
        (both(), "2026-11-20T15:00:00Z", "2026-11-20"),
        (both(), "2026-11-20T16:00:00Z", "2026-11-23"),
        (
            both().away("2026-12-21", "2027-11-28", None),
            "2026-12-18T16:00:00Z",
            "2027-11-29",
        ),
        (far("2031-03-05"), "2026-11-20T16:00:00Z", "2031-W10"),
        (
            Someone::new().weekly("16:00", 1, |w| w.every = 100),
            "2026-11-20T16:00:00Z",
            "2028-W37",
        ),
        (
            Someone::new().but(|ada| ada.observer = true),
            "2026-11-20T16:00:00Z",
            "nothing",
        ),
        (
            Someone::new().but(|ada| ada.left = Some(day("2026-11-20"))),
            "2026-11-20T16:00:00Z",
            "nothing",
        ),
        (
            Someone::new().working("", "09:00", "17:00"),
            "2026-11-20T16:00:00Z",
            "nothing",
        ),
    ] {
        assert_eq!(next(&who.agenda(), instant), want, "{instant}");
    }
}

#[test]
fn what_is_waited_for_longest_comes_first() {
    let daily = || Someone::new().daily("17:00", 17, |_| {});
    let both = || daily().weekly("16:00", 72, |_| {});
    for (who, instant, posted, want) in [
        // Today's is open all day, and over night until it is missing.
        (
            daily(),
            "2026-11-18T00:00:00Z",
            &["2026-11-17"] as &[&str],
            "2026-11-18",
        ),
        (daily(), "2026-11-19T08:59:59Z", &[], "2026-11-18"),
        (
            daily(),
            "2026-11-19T08:59:59Z",
            &["2026-11-18"],
            "2026-11-19",
        ),
        (daily(), "2026-11-19T09:00:00Z", &[], "2026-11-19"),
        (
            daily(),
            "2026-11-19T23:30:00Z",
            &["2026-11-19"],
            "2026-11-20",
        ),
        // On Saturday Friday's is still open, and then nothing.
        (daily(), "2026-11-21T10:00:00Z", &[], "2026-11-20"),
        (daily(), "2026-11-21T10:00:00Z", &["2026-11-20"], "nothing"),
        // Back from a leave.
        (
            daily().away("2026-12-21", "2027-01-03", None),
            "2027-01-04T07:59:59Z",
            &[],
            "2026-12-18",
        ),
        (
            daily().away("2026-12-21", "2027-01-03", None),
            "2027-01-04T08:00:00Z",
            &[],
            "2027-01-04",
        ),
        // A week comes after its days, and not before the day it is due on.
        (
            both(),
            "2026-11-20T16:30:00Z",
            &["2026-11-19"],
            "2026-11-20",
        ),
        (both(), "2026-11-20T16:30:00Z", &["2026-11-20"], "2026-W47"),
        (
            both(),
            "2026-11-16T09:00:00Z",
            &["2026-11-13", "2026-W46", "2026-11-16"],
            "nothing",
        ),
        (both(), "2026-11-19T22:59:59Z", &["2026-11-19"], "nothing"),
        (
            both(),
            "2026-11-19T23:00:00Z",
            &["2026-11-19", "2026-11-20"],
            "2026-W47",
        ),
        (
            both().away("2026-11-19", "2026-11-20", None),
            "2026-11-18T07:00:00Z",
            &["2026-11-17", "2026-11-18"],
            "2026-W47",
        ),
        (both(), "2026-11-23T14:59:59Z", &["2026-11-20"], "2026-W47"),
        (
            both(),
            "2026-11-23T15:00:00Z",
            &["2026-11-20"],
            "2026-11-23",
        ),
        // Who left is still waited for, as kindly as that is.
        (
            daily().but(|ada| ada.left = Some(day("2026-11-19"))),
            "2026-12-24T10:00:00Z",
            &[],
            "2026-11-18",
        ),
        (
            daily().but(|ada| ada.observer = true),
            "2026-11-18T10:00:00Z",
            &[],
            "nothing",
        ),
    ] {
        assert_eq!(pending(&who.agenda(), instant, posted), want, "{instant}");
    }
}

#[test]
fn the_ends_of_the_calendar_are_no_trap() {
    let both = Someone::new()
        .daily("17:00", 17, |d| d.every = u32::MAX)
        .weekly("16:00", 72, |w| w.every = u32::MAX);
    let plain = Someone::new().weekly("16:00", i64::MAX / 3_600_000, |_| {});
    for who in [&both, &plain] {
        let agenda = who.agenda();
        for instant in [
            chrono::DateTime::<chrono::Utc>::MIN_UTC,
            at("0001-01-01T00:00:00Z"),
            at("9999-12-31T23:59:59Z"),
            chrono::DateTime::<chrono::Utc>::MAX_UTC,
        ] {
            let _ = agenda.next_duty(instant);
            let _ = agenda.pending(instant, &|_| false);
            let _ = agenda.next_work(instant);
            let _ = agenda.current_period(instant);
            assert!(agenda.work_between(instant, instant).is_empty());
        }
        for of in ["0001-01-01", "0001-W01", "9999-12-31", "9999-W52"] {
            let since = super::period(of);
            let _ = agenda.duties(Window::from(since));
        }
    }
}
