use super::{Someone, at, short};

const WEEK: &str = "mon tue wed thu fri";

#[test]
fn hours_are_those_of_the_day_on_which_they_begin() {
    let day = || Someone::new().working(WEEK, "09:00", "17:00");
    let night = || Someone::new().working(WEEK, "22:00", "06:00");
    for (who, instant, want) in [
        (day(), "2026-11-18T07:59:59Z", false),
        (day(), "2026-11-18T08:00:00Z", true),
        (day(), "2026-11-18T15:59:59Z", true),
        (day(), "2026-11-18T16:00:00Z", false),
        (day(), "2026-11-21T10:00:00Z", false),
        // The night that begins on Friday ends on Saturday; none begins on
        // Sunday, so Monday morning is free.
        (night(), "2026-11-20T21:00:00Z", true),
        (night(), "2026-11-21T04:59:59Z", true),
        (night(), "2026-11-21T05:00:00Z", false),
        (night(), "2026-11-21T22:00:00Z", false),
        (night(), "2026-11-23T02:00:00Z", false),
        (night(), "2026-11-23T21:00:00Z", true),
        // A night that begins on the day before a leave is worked to its end.
        (
            night().away("2026-11-19", "2026-11-19", None),
            "2026-11-19T04:00:00Z",
            true,
        ),
        (
            night().away("2026-11-19", "2026-11-19", None),
            "2026-11-19T22:00:00Z",
            false,
        ),
        // Hours that end where they begin last a day.
        (
            Someone::new().working("wed", "08:00", "08:00"),
            "2026-11-19T06:59:59Z",
            true,
        ),
        (
            Someone::new().working("wed", "08:00", "08:00"),
            "2026-11-19T07:00:00Z",
            false,
        ),
        // The clocks skip the hours altogether.
        (
            Someone::new().working("sun", "02:00", "03:00"),
            "2026-03-29T01:00:00Z",
            false,
        ),
        // The later of two counts at either end.
        (
            Someone::new().working("sun", "02:30", "12:00"),
            "2026-10-25T00:45:00Z",
            false,
        ),
        (
            Someone::new().working("sun", "02:30", "12:00"),
            "2026-10-25T01:30:00Z",
            true,
        ),
        (
            Someone::new().working("sun", "00:00", "02:30"),
            "2026-10-25T01:29:59Z",
            true,
        ),
        (
            Someone::new().working("sun", "00:00", "02:30"),
            "2026-10-25T01:30:00Z",
            false,
        ),
        // Nobody is at work in no team, or on no day.
        (
            Someone::new().but(|ada| ada.left = Some(super::day("2026-11-18"))),
            "2026-11-18T10:00:00Z",
            false,
        ),
        (
            Someone::new().working("", "00:00", "23:00"),
            "2026-11-18T10:00:00Z",
            false,
        ),
    ] {
        assert_eq!(who.agenda().is_at_work(at(instant)), want, "{instant}");
    }
}

#[test]
fn the_next_moment_of_work_is_found_over_any_leave() {
    let rows = [
        (Someone::new(), "2026-11-18T10:00:00Z", "2026-11-18T10:00Z"),
        (Someone::new(), "2026-11-18T16:00:00Z", "2026-11-19T08:00Z"),
        (Someone::new(), "2026-11-20T16:00:00Z", "2026-11-23T08:00Z"),
        (
            Someone::new()
                .away("2026-12-21", "2027-01-03", None)
                .holiday("2027-01-04", "A bridge"),
            "2026-12-18T16:00:00Z",
            "2027-01-05T08:00Z",
        ),
        (
            Someone::new().away("2026-11-19", "2027-12-20", None),
            "2026-11-18T16:00:00Z",
            "2027-12-21T08:00Z",
        ),
        (
            Someone::new().away("2026-11-19", "2028-01-02", None),
            "2026-11-18T16:00:00Z",
            "never",
        ),
        (
            Someone::new().working("", "09:00", "17:00"),
            "2026-11-18T10:00:00Z",
            "never",
        ),
        // The day after a move begins before the day of the move is over.
        (
            Someone::living_in("Pacific/Niue")
                .moving("2026-11-19", "Pacific/Kiritimati")
                .working(WEEK, "00:00", "01:00"),
            "2026-11-18T09:00:00Z",
            "2026-11-18T10:00Z",
        ),
    ];
    for (who, instant, want) in rows {
        let found = who.agenda().next_work(at(instant));
        assert_eq!(found.map_or("never".to_owned(), short), want, "{instant}");
    }
}

#[test]
fn time_at_work_between_two_instants_is_told_in_spans() {
    let spans = |who: &Someone, from: &str, until: &str| -> Vec<String> {
        let spans = who.agenda().work_between(at(from), at(until));
        let text = |(from, until)| format!("{}..{}", short(from), short(until));
        spans.into_iter().map(text).collect()
    };
    let ada = Someone::new();
    assert_eq!(
        spans(&ada, "2026-11-20T12:00:00Z", "2026-11-24T09:30:00Z"),
        [
            "2026-11-20T12:00Z..2026-11-20T16:00Z",
            "2026-11-23T08:00Z..2026-11-23T16:00Z",
            "2026-11-24T08:00Z..2026-11-24T09:30Z",
        ]
    );
    assert!(spans(&ada, "2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z").is_empty());
    assert!(spans(&ada, "2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z").is_empty());
    // Round the clock is one span.
    let grace = Someone::new().working("mon tue", "00:00", "00:00");
    assert_eq!(
        spans(&grace, "2026-11-20T00:00:00Z", "2026-11-28T00:00:00Z"),
        ["2026-11-22T23:00Z..2026-11-24T23:00Z"]
    );
}
