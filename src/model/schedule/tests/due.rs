use super::super::NotExpected;
use super::{Someone, day, weekdays};

#[test]
fn a_day_is_due_at_its_hour_on_the_members_own_clock() {
    for (zone, on, hour, want) in [
        ("Europe/Paris", "2026-11-18", "17:00", "2026-11-18T16:00Z"),
        ("Europe/Paris", "2026-07-15", "17:00", "2026-07-15T15:00Z"),
        ("Asia/Kathmandu", "2026-11-18", "17:00", "2026-11-18T11:15Z"),
        ("America/Lima", "2026-12-31", "23:30", "2027-01-01T04:30Z"),
        (
            "Pacific/Kiritimati",
            "2026-01-01",
            "00:00",
            "2025-12-31T10:00Z",
        ),
        // The clocks skip 2:30: the first moment after the gap.
        ("Europe/Paris", "2026-03-29", "02:30", "2026-03-29T01:00Z"),
        ("Europe/Paris", "2026-03-29", "03:00", "2026-03-29T01:00Z"),
        (
            "America/New_York",
            "2026-03-08",
            "02:00",
            "2026-03-08T07:00Z",
        ),
        // 2:30 comes twice: the later one.
        ("Europe/Paris", "2026-10-25", "02:30", "2026-10-25T01:30Z"),
        (
            "America/New_York",
            "2026-11-01",
            "01:30",
            "2026-11-01T06:30Z",
        ),
        // Lord Howe moves its clocks by half an hour.
        (
            "Australia/Lord_Howe",
            "2026-10-04",
            "02:10",
            "2026-10-03T15:30Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-04",
            "02:30",
            "2026-10-03T15:30Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-05",
            "01:45",
            "2026-04-04T15:15Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-05",
            "02:00",
            "2026-04-04T15:30Z",
        ),
        // Midnight does not exist, or comes twice.
        (
            "America/Santiago",
            "2026-09-06",
            "00:00",
            "2026-09-06T04:00Z",
        ),
        ("America/Havana", "2026-11-01", "00:30", "2026-11-01T05:30Z"),
        // A day that Samoa never had is due where it would have been.
        ("Pacific/Apia", "2011-12-30", "17:00", "2011-12-30T10:00Z"),
        ("Pacific/Apia", "2011-12-29", "17:00", "2011-12-30T03:00Z"),
        ("Pacific/Apia", "2011-12-31", "17:00", "2011-12-31T03:00Z"),
        // Laws that changed with little notice.
        ("Asia/Pyongyang", "2018-05-05", "12:00", "2018-05-05T03:00Z"),
        ("Asia/Pyongyang", "2018-05-04", "12:00", "2018-05-04T03:30Z"),
        // Local time was once counted in odd seconds.
        (
            "Africa/Monrovia",
            "1972-01-07",
            "00:30",
            "1972-01-07T00:44:30Z",
        ),
    ] {
        let ada = Someone::living_in(zone)
            .working("mon tue wed thu fri sat sun", "09:00", "17:00")
            .daily(hour, 1, |_| {});
        assert_eq!(ada.due(on), want, "{zone} {on} {hour}");
    }
}

#[test]
fn a_day_is_expected_where_the_cadence_asks_and_the_member_works() {
    let named = |days: &str| Someone::new().daily("17:00", 1, |d| d.days = Some(weekdays(days)));
    let every = |every, from: &str| {
        Someone::new().daily("17:00", 1, |d| {
            d.every = every;
            d.from = Some(day(from));
        })
    };
    let due = |on: &str| format!("{on}T16:00Z");
    for (who, on, want) in [
        (Someone::new(), "2026-11-18", due("2026-11-18")),
        (Someone::new(), "2026-11-21", "Cadence".to_owned()),
        (named("mon wed"), "2026-11-18", due("2026-11-18")),
        (named("mon wed"), "2026-11-19", "Cadence".to_owned()),
        (named("sat"), "2026-11-21", "Free".to_owned()),
        (named(""), "2026-11-18", "Cadence".to_owned()),
        (every(1, "2026-11-18"), "2026-11-17", "Cadence".to_owned()),
        (every(1, "2026-11-18"), "2026-11-18", due("2026-11-18")),
        // Every other day of work: Wed, Fri, Tue, ...
        (every(2, "2026-11-18"), "2026-11-19", "Cadence".to_owned()),
        (every(2, "2026-11-18"), "2026-11-20", due("2026-11-20")),
        (every(2, "2026-11-18"), "2026-11-23", "Cadence".to_owned()),
        (every(2, "2026-11-18"), "2026-11-24", due("2026-11-24")),
        // Counted from a Saturday, the first is the Monday after it.
        (every(3, "2026-11-21"), "2026-11-23", due("2026-11-23")),
        (every(3, "2026-11-21"), "2026-11-26", due("2026-11-26")),
        (every(0, "2026-11-18"), "2026-11-19", due("2026-11-19")),
        // Holidays and leave count along.
        (
            every(2, "2026-11-18").holiday("2026-11-19", "x"),
            "2026-11-20",
            due("2026-11-20"),
        ),
        (
            every(2, "2026-11-18").holiday("2026-11-20", "Feast"),
            "2026-11-20",
            "Holiday(\"Feast\")".to_owned(),
        ),
        (
            every(2, "2026-11-18").away("2026-11-19", "2026-11-19", None),
            "2026-11-20",
            due("2026-11-20"),
        ),
        (
            Someone::new().away("2026-11-18", "2026-11-18", Some("Ill")),
            "2026-11-18",
            "Away(Some(\"Ill\"))".to_owned(),
        ),
        (
            Someone::new().but(|ada| ada.observer = true),
            "2026-11-18",
            "Observer".to_owned(),
        ),
        (
            Someone::new().but(|ada| ada.joined = Some(day("2026-11-19"))),
            "2026-11-18",
            "Outside".to_owned(),
        ),
        (
            Someone::new().but(|ada| ada.left = Some(day("2026-11-18"))),
            "2026-11-18",
            "Outside".to_owned(),
        ),
        (
            Someone::new().working("", "09:00", "17:00"),
            "2026-11-18",
            "Cadence".to_owned(),
        ),
        (
            Someone::new().weekly("17:00", 1, |_| {}),
            "2026-11-18",
            "Cadence".to_owned(),
        ),
        (Someone::new(), "2026-W47", "Cadence".to_owned()),
    ] {
        assert_eq!(who.due(on), want, "{on}");
    }
}

#[test]
fn a_week_is_due_on_a_day_of_work() {
    let fri = || Someone::new().weekly("16:00", 1, |w| w.day = Some(chrono::Weekday::Fri));
    let mon = || Someone::new().weekly("16:00", 1, |w| w.day = Some(chrono::Weekday::Mon));
    let last = || Someone::new().weekly("16:00", 1, |_| {});
    let every = |every, from: &str| {
        Someone::new().weekly("16:00", 1, |w| {
            w.every = every;
            w.from = Some(day(from));
        })
    };
    let due = |on: &str| format!("{on}T15:00Z");
    for (who, of, want) in [
        (fri(), "2026-W47", due("2026-11-20")),
        (last(), "2026-W47", due("2026-11-20")),
        (
            last().working("mon tue wed", "09:00", "17:00"),
            "2026-W47",
            due("2026-11-18"),
        ),
        (
            last().working("sun", "09:00", "17:00"),
            "2026-W47",
            due("2026-11-22"),
        ),
        // The day falls out: the last one before it, else the first after.
        (
            fri().holiday("2026-11-20", "x"),
            "2026-W47",
            due("2026-11-19"),
        ),
        (
            fri()
                .holiday("2026-11-20", "x")
                .away("2026-11-18", "2026-11-19", None),
            "2026-W47",
            due("2026-11-17"),
        ),
        (
            mon().holiday("2026-11-16", "x"),
            "2026-W47",
            due("2026-11-17"),
        ),
        (
            mon().working("thu fri", "09:00", "17:00"),
            "2026-W47",
            due("2026-11-19"),
        ),
        (
            last().holiday("2026-11-20", "x"),
            "2026-W47",
            due("2026-11-19"),
        ),
        // Weeks that cross a year's end, one of them the 53rd.
        (fri(), "2020-W53", due("2021-01-01")),
        (
            fri().holiday("2021-01-01", "New Year"),
            "2020-W53",
            due("2020-12-31"),
        ),
        (fri(), "2026-W53", due("2027-01-01")),
        (fri(), "2027-W01", due("2027-01-08")),
        // Every other week, counted from any of its days, over a 53rd week.
        (every(2, "2026-12-22"), "2026-W52", due("2026-12-25")),
        (every(2, "2026-12-22"), "2026-W53", "Cadence".to_owned()),
        (every(2, "2026-12-22"), "2027-W01", due("2027-01-08")),
        (every(2, "2026-12-22"), "2026-W50", "Cadence".to_owned()),
        (every(0, "2026-12-22"), "2026-W53", due("2027-01-01")),
        // In and out of the team within a week.
        (
            fri().but(|ada| ada.joined = Some(day("2026-11-18"))),
            "2026-W47",
            due("2026-11-20"),
        ),
        (
            fri().but(|ada| ada.left = Some(day("2026-11-18"))),
            "2026-W47",
            due("2026-11-17"),
        ),
        (
            mon().but(|ada| ada.joined = Some(day("2026-11-18"))),
            "2026-W47",
            due("2026-11-18"),
        ),
        (
            fri().but(|ada| ada.joined = Some(day("2026-11-23"))),
            "2026-W47",
            "Outside".to_owned(),
        ),
        (
            fri().but(|ada| ada.left = Some(day("2026-11-16"))),
            "2026-W47",
            "Outside".to_owned(),
        ),
        (
            fri().but(|ada| ada.joined = Some(day("2026-11-21"))),
            "2026-W47",
            "Away(None)".to_owned(),
        ),
        // No day of work in it.
        (
            fri().away("2026-11-10", "2026-11-22", Some("Sea")),
            "2026-W47",
            "Away(Some(\"Sea\"))".to_owned(),
        ),
        (
            fri().away("2026-11-16", "2026-11-20", None),
            "2026-W47",
            "Away(None)".to_owned(),
        ),
        (
            fri()
                .working("fri", "09:00", "17:00")
                .holiday("2026-11-20", "Feast"),
            "2026-W47",
            "Away(Some(\"Feast\"))".to_owned(),
        ),
        (
            fri().working("", "09:00", "17:00"),
            "2026-W47",
            "Away(None)".to_owned(),
        ),
        (
            fri().but(|ada| ada.observer = true),
            "2026-W47",
            "Observer".to_owned(),
        ),
        (Someone::new(), "2026-W47", "Cadence".to_owned()),
    ] {
        assert_eq!(who.due(of), want, "{of}");
    }
}

#[test]
fn a_move_within_a_week_changes_whose_clock_counts() {
    let ada = Someone::new()
        .moving("2026-11-18", "Asia/Tokyo")
        .moving("2026-11-20", "America/Los_Angeles")
        .daily("17:00", 1, |_| {})
        .weekly("16:00", 1, |_| {});
    for (of, want) in [
        ("2026-11-17", "2026-11-17T16:00Z"),
        ("2026-11-18", "2026-11-18T08:00Z"),
        ("2026-11-19", "2026-11-19T08:00Z"),
        ("2026-11-20", "2026-11-21T01:00Z"),
        ("2026-W47", "2026-11-21T00:00Z"),
    ] {
        assert_eq!(ada.due(of), want, "{of}");
    }
    let opens = |of: &str| super::short(ada.duty(of).expect(of).opens);
    assert_eq!(opens("2026-11-18"), "2026-11-17T15:00Z");
    assert_eq!(opens("2026-11-20"), "2026-11-20T08:00Z");
    assert_eq!(opens("2026-W47"), "2026-11-20T08:00Z");
}

#[test]
fn a_rhythm_without_a_start_is_counted_from_a_monday_for_everyone() {
    let pair = Someone::new()
        .daily("17:00", 1, |d| d.every = 5)
        .weekly("16:00", 1, |w| w.every = 2);
    let mondays = ["2026-11-16", "2026-11-23", "2026-12-28", "2027-01-04"];
    for monday in mondays {
        assert!(pair.duty(monday).is_ok(), "{monday}");
        let next = day(monday).succ_opt().expect("a day").to_string();
        assert_eq!(pair.duty(&next), Err(NotExpected::Cadence), "{next}");
    }
    let weeks = ["2026-W51", "2026-W52", "2026-W53", "2027-W01", "2027-W02"];
    let asked: Vec<bool> = weeks.iter().map(|week| pair.duty(week).is_ok()).collect();
    assert!(asked.windows(2).all(|pair| pair[0] != pair[1]), "{asked:?}");
}
