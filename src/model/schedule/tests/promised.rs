use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use chrono::TimeDelta;

use crate::model::Promise;

use super::law::{instant, someone};
use super::{Agenda, Someone, at, day, short};

const WEEK: &str = "mon tue wed thu fri";

#[track_caller]
fn check(rows: &[(Someone, &str, &str, &str)]) {
    for (who, asked, promise, want) in rows {
        let agreed: Promise = promise.parse().expect(promise);
        let due = who.agenda().promised(at(asked), agreed);
        let due = due.map_or("never".to_owned(), short);
        assert_eq!(due, *want, "{asked} and {promise}");
    }
}

#[test]
fn hours_are_promised_in_working_time() {
    let day_off = || Someone::new().holiday("2026-11-19", "A feast");
    let away = || Someone::new().away("2026-11-19", "2026-11-24", None);
    let night = || Someone::new().working(WEEK, "22:00", "06:00");
    check(&[
        // In Paris, from eight to four in UTC.
        (
            Someone::new(),
            "2026-11-18T10:00:00Z",
            "4h",
            "2026-11-18T14:00Z",
        ),
        (
            Someone::new(),
            "2026-11-18T12:00:00Z",
            "4h",
            "2026-11-18T16:00Z",
        ),
        (
            Someone::new(),
            "2026-11-18T12:00:01Z",
            "4h",
            "2026-11-19T08:00:01Z",
        ),
        (
            Someone::new(),
            "2026-11-18T03:00:00Z",
            "30m",
            "2026-11-18T08:30Z",
        ),
        (
            Someone::new(),
            "2026-11-18T16:00:00Z",
            "1h",
            "2026-11-19T09:00Z",
        ),
        // Over a weekend, a holiday, a leave.
        (
            Someone::new(),
            "2026-11-20T15:00:00Z",
            "4h",
            "2026-11-23T11:00Z",
        ),
        (
            Someone::new(),
            "2026-11-21T15:00:00Z",
            "4h",
            "2026-11-23T12:00Z",
        ),
        (day_off(), "2026-11-18T15:00:00Z", "4h", "2026-11-20T11:00Z"),
        (away(), "2026-11-18T15:00:00Z", "4h", "2026-11-25T11:00Z"),
        (away(), "2026-11-20T10:00:00Z", "20h", "2026-11-27T12:00Z"),
        // At night.
        (night(), "2026-11-18T22:00:00Z", "8h", "2026-11-19T22:00Z"),
        (night(), "2026-11-20T23:00:00Z", "7h", "2026-11-23T22:00Z"),
        // Who works all hours on the night on which the clocks change.
        (
            Someone::new().working("sat sun", "00:00", "00:00"),
            "2026-03-28T22:00:00Z",
            "4h",
            "2026-03-29T02:00Z",
        ),
        // From a day's length to the next zone's.
        (
            Someone::new().moving("2026-11-19", "America/Lima"),
            "2026-11-18T15:00:00Z",
            "2h",
            "2026-11-19T15:00Z",
        ),
        // Never.
        (
            Someone::new().working("", "09:00", "17:00"),
            "2026-11-18T10:00:00Z",
            "1h",
            "never",
        ),
        (
            Someone::new().but(|ada| ada.left = Some(day("2026-11-19"))),
            "2026-11-18T15:00:00Z",
            "2h",
            "never",
        ),
        (
            Someone::new().but(|ada| ada.left = Some(day("2026-11-19"))),
            "2026-11-18T15:00:00Z",
            "1h",
            "2026-11-18T16:00Z",
        ),
        (
            Someone::new().but(|ada| ada.joined = Some(day("2026-11-23"))),
            "2026-11-18T15:00:00Z",
            "1h",
            "2026-11-23T09:00Z",
        ),
        (
            Someone::new().away("2026-11-19", "2028-01-02", None),
            "2026-11-18T15:00:00Z",
            "2h",
            "never",
        ),
        // An hour a week will not do for a hundred days.
        (
            Someone::new().working("mon", "09:00", "09:05"),
            "2026-11-18T15:00:00Z",
            "800h",
            "never",
        ),
    ]);
}

#[test]
fn days_are_promised_whole() {
    let night = || Someone::new().working(WEEK, "22:00", "06:00");
    check(&[
        (
            Someone::new(),
            "2026-11-18T07:59:59Z",
            "1d",
            "2026-11-18T16:00Z",
        ),
        (
            Someone::new(),
            "2026-11-18T08:00:00Z",
            "1d",
            "2026-11-18T16:00Z",
        ),
        (
            Someone::new(),
            "2026-11-18T08:00:01Z",
            "1d",
            "2026-11-19T16:00Z",
        ),
        (
            Someone::new(),
            "2026-11-18T20:00:00Z",
            "1d",
            "2026-11-19T16:00Z",
        ),
        (
            Someone::new(),
            "2026-11-19T10:00:00Z",
            "2d",
            "2026-11-23T16:00Z",
        ),
        (
            Someone::new()
                .holiday("2026-11-20", "A feast")
                .away("2026-11-23", "2026-11-25", None),
            "2026-11-19T10:00:00Z",
            "2d",
            "2026-11-27T16:00Z",
        ),
        // The clocks change on the weekend.
        (
            Someone::new(),
            "2026-10-23T10:00:00Z",
            "1d",
            "2026-10-26T16:00Z",
        ),
        (
            Someone::new(),
            "2026-03-27T10:00:00Z",
            "1d",
            "2026-03-30T15:00Z",
        ),
        // A night is the day on which it begins.
        (night(), "2026-11-18T22:00:00Z", "1d", "2026-11-20T05:00Z"),
        (night(), "2026-11-20T20:00:00Z", "1d", "2026-11-21T05:00Z"),
        // Whose week has one day.
        (
            Someone::new().working("tue", "09:00", "12:00"),
            "2026-11-18T10:00:00Z",
            "3d",
            "2026-12-08T11:00Z",
        ),
        (
            Someone::new().moving("2026-11-19", "America/Lima"),
            "2026-11-18T10:00:00Z",
            "1d",
            "2026-11-19T22:00Z",
        ),
        (
            Someone::new().but(|ada| ada.left = Some(day("2026-11-20"))),
            "2026-11-18T10:00:00Z",
            "2d",
            "never",
        ),
        (
            Someone::new().working("", "09:00", "17:00"),
            "2026-11-18T10:00:00Z",
            "1d",
            "never",
        ),
        (Someone::new(), "9999-12-31T10:00:00Z", "1d", "never"),
    ]);
}

proptest! {
    #[test]
    fn a_promise_is_of_working_time(
        (team, member) in someone(),
        from in instant(),
        later in 0..600_000_i64,
        minutes in 1..3_000_u32,
        days in 1..12_u32,
    ) {
        let agenda = Agenda::new(&team, &member);
        let second = TimeDelta::seconds(1);
        if let Some(due) = agenda.promised(from, Promise::Minutes(minutes)) {
            prop_assert!(from < due);
            let wanted = TimeDelta::minutes(i64::from(minutes));
            prop_assert_eq!(agenda.work_time(from, due), wanted);
            prop_assert!(agenda.work_time(from, due - second) < wanted);
        }
        let (hours, whole) = (Promise::Minutes(minutes), Promise::Days(days));
        if let Some(due) = agenda.promised(from, whole) {
            prop_assert!(from < due);
            // It is some day's last moment of work.
            prop_assert!(agenda.work_time(due - second, due) == second);
        }
        // Who is asked later is not due earlier, nor who is given longer.
        let later = from + TimeDelta::seconds(later);
        for promise in [hours, whole] {
            if let (Some(a), Some(b)) = (agenda.promised(from, promise), agenda.promised(later, promise)) {
                prop_assert!(a <= b);
            }
        }
        let longer = Promise::Days(days + 1);
        if let (Some(a), Some(b)) = (agenda.promised(from, whole), agenda.promised(from, longer)) {
            prop_assert!(a <= b);
        }
    }

    #[test]
    fn no_time_passes_backwards((team, member) in someone(), from in instant(), until in instant()) {
        let agenda = Agenda::new(&team, &member);
        let (ahead, back) = (agenda.work_time(from, until), agenda.work_time(until, from));
        prop_assert!(ahead >= TimeDelta::zero() && back >= TimeDelta::zero());
        prop_assert!(ahead.is_zero() || back.is_zero());
    }
}

#[test]
fn what_a_lying_clock_claims_is_not_looked_at_for_ever() {
    let someone = Someone::new();
    let agenda = someone.agenda();
    let claims = ["2026-11-20T00:00:00Z", "9999-12-31T00:00:00Z"];
    let claimed = claims.map(|until| agenda.work_time(at("1970-01-01T00:00:00Z"), at(until)));
    assert_eq!(claimed[0], claimed[1]);
    assert!(TimeDelta::zero() < claimed[0] && claimed[0] < TimeDelta::days(1600));
}
