use super::super::DayKind;
use super::{Someone, at, day};

#[test]
fn the_first_reason_counts() {
    let ada = Someone::new()
        .away("2026-11-05", "2026-11-10", Some("Walking"))
        .away("2026-11-16", "2026-11-16", None)
        .holiday("2026-11-06", "Feast")
        .holiday("2026-11-11", "Armistice")
        .holiday("2026-11-14", "Saturday's feast")
        .but(|ada| {
            ada.joined = Some(day("2026-11-04"));
            ada.left = Some(day("2026-11-20"));
        });
    for (on, want) in [
        ("2026-11-03", DayKind::Outside),
        ("2026-11-04", DayKind::Work),
        ("2026-11-05", DayKind::Away(Some("Walking"))),
        ("2026-11-06", DayKind::Away(Some("Walking"))),
        ("2026-11-07", DayKind::Away(Some("Walking"))),
        ("2026-11-10", DayKind::Away(Some("Walking"))),
        ("2026-11-11", DayKind::Holiday("Armistice")),
        ("2026-11-12", DayKind::Work),
        ("2026-11-14", DayKind::Holiday("Saturday's feast")),
        ("2026-11-15", DayKind::Free),
        ("2026-11-16", DayKind::Away(None)),
        ("2026-11-19", DayKind::Work),
        ("2026-11-20", DayKind::Outside),
        ("2026-11-21", DayKind::Outside),
    ] {
        assert_eq!(ada.agenda().day(day(on)), want, "{on}");
    }
}

#[test]
fn a_calendar_of_ones_own_takes_the_place_of_the_teams() {
    let grace = Someone::new()
        .holiday("2026-11-11", "Armistice")
        .but(|grace| grace.holidays = Some(".tidings/jp.ics".to_owned()));
    assert_eq!(grace.agenda().day(day("2026-11-11")), DayKind::Work);
}

#[test]
fn a_member_without_a_zone_has_the_teams_and_a_team_without_one_utc() {
    let mut ada = Someone::new().but(|ada| ada.time_zone = None);
    let noon = day("2026-11-18");
    assert_eq!(ada.agenda().zone_on(noon).to_string(), "UTC");
    ada.team.time_zone = Some(super::zone("Asia/Tokyo"));
    assert_eq!(ada.agenda().zone_on(noon).to_string(), "Asia/Tokyo");
}

/// Zone, day of the move, new zone; then instants and the day they are on.
type Journey = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

#[test]
fn a_move_counts_from_where_its_day_begins_in_the_new_zone() {
    let journeys: [Journey; 4] = [
        // East: the day of the move begins before the old one is over.
        (
            "Europe/Paris",
            "2026-11-18",
            "Asia/Tokyo",
            &[
                ("2026-11-17T14:59:59Z", "2026-11-17"),
                ("2026-11-17T15:00:00Z", "2026-11-18"),
                ("2026-11-18T14:59:59Z", "2026-11-18"),
                ("2026-11-18T15:00:00Z", "2026-11-19"),
            ],
        ),
        // West: the day of the move begins on the old clock and lasts.
        (
            "Asia/Tokyo",
            "2026-11-18",
            "America/Los_Angeles",
            &[
                ("2026-11-17T14:59:59Z", "2026-11-17"),
                ("2026-11-17T15:00:00Z", "2026-11-18"),
                ("2026-11-18T07:59:59Z", "2026-11-18"),
                ("2026-11-18T08:00:00Z", "2026-11-18"),
                ("2026-11-19T07:59:59Z", "2026-11-18"),
                ("2026-11-19T08:00:00Z", "2026-11-19"),
            ],
        ),
        // Over the date line, and a day is as good as lost.
        (
            "Pacific/Honolulu",
            "2026-11-18",
            "Pacific/Kiritimati",
            &[
                ("2026-11-17T09:59:59Z", "2026-11-16"),
                ("2026-11-17T10:00:00Z", "2026-11-18"),
            ],
        ),
        // And back: a day lasts for two.
        (
            "Pacific/Kiritimati",
            "2026-11-18",
            "Pacific/Honolulu",
            &[
                ("2026-11-17T09:59:59Z", "2026-11-17"),
                ("2026-11-17T10:00:00Z", "2026-11-18"),
                ("2026-11-18T09:59:59Z", "2026-11-18"),
                ("2026-11-18T10:00:00Z", "2026-11-18"),
                ("2026-11-19T10:00:00Z", "2026-11-19"),
            ],
        ),
    ];
    for (from, on, to, days) in journeys {
        let ada = Someone::living_in(from).moving(on, to);
        for &(instant, want) in days {
            let today = ada.agenda().today(at(instant));
            assert_eq!(today, day(want), "{from} to {to}, {instant}");
        }
        let before = day(on).pred_opt().expect("a day before");
        assert_eq!(ada.agenda().zone_on(before).name(), from);
        assert_eq!(ada.agenda().zone_on(day(on)).name(), to);
    }
}

#[test]
fn moves_may_stand_in_any_order() {
    let ada = Someone::new()
        .moving("2026-11-20", "America/Lima")
        .moving("2026-11-18", "Asia/Tokyo");
    for (on, want) in [
        ("2026-11-17", "Europe/Paris"),
        ("2026-11-18", "Asia/Tokyo"),
        ("2026-11-19", "Asia/Tokyo"),
        ("2026-11-20", "America/Lima"),
    ] {
        assert_eq!(ada.agenda().zone_on(day(on)).name(), want, "{on}");
    }
    let noon = at("2026-11-21T03:00:00Z");
    assert_eq!(ada.agenda().zone_at(noon).name(), "America/Lima");
    assert_eq!(ada.agenda().today(noon), day("2026-11-20"));
    let period = ada.agenda().current_period(noon);
    assert_eq!(period.to_string(), "2026-11-20");
    let ada = ada.weekly("16:00", 1, |_| {});
    let period = ada.agenda().current_period(noon);
    assert_eq!(period.to_string(), "2026-W47");
}
