use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::{prop_assert, proptest};

use super::super::common_hours;
use super::law::{instant, someone};
use super::{Agenda, Someone, at, short};

const WEEK: &str = "mon tue wed thu fri";

#[track_caller]
fn shared(people: &[&Someone], from: &str, until: &str) -> String {
    let agendas: Vec<Agenda<'_>> = people.iter().map(|who| who.agenda()).collect();
    let found = common_hours(&agendas, at(from), at(until));
    found.map_or("none".to_owned(), |(from, until)| {
        format!("{}..{}", short(from), short(until))
    })
}

#[test]
fn the_next_hours_are_those_that_all_have() {
    let paris = Someone::new();
    let lima = Someone::living_in("America/Lima");
    let tokyo = Someone::living_in("Asia/Tokyo");
    let late = Someone::living_in("America/Los_Angeles").working(WEEK, "16:30", "22:00");
    let sunday = Someone::new().working("sun", "09:00", "17:00");
    let away = Someone::new().away("2026-11-19", "2026-11-20", None);
    let brief = Someone::living_in("Asia/Tokyo").working(WEEK, "16:50", "17:10");
    for (people, from, until, want) in [
        // Lima begins at 14:00 in UTC, when Paris has two hours left.
        (
            vec![&paris, &lima],
            "2026-11-18T07:00:00Z",
            "2026-12-02T07:00:00Z",
            "2026-11-18T14:00Z..2026-11-18T16:00Z",
        ),
        (
            vec![&paris, &lima],
            "2026-11-18T15:00:00Z",
            "2026-12-02T07:00:00Z",
            "2026-11-18T15:00Z..2026-11-18T16:00Z",
        ),
        // Twenty minutes are left today, which is too little.
        (
            vec![&paris, &lima],
            "2026-11-18T15:40:00Z",
            "2026-12-02T07:00:00Z",
            "2026-11-19T14:00Z..2026-11-19T16:00Z",
        ),
        (
            vec![&paris, &lima],
            "2026-11-20T16:00:00Z",
            "2026-12-02T07:00:00Z",
            "2026-11-23T14:00Z..2026-11-23T16:00Z",
        ),
        (
            vec![&paris, &lima, &away],
            "2026-11-18T16:00:00Z",
            "2026-12-02T07:00:00Z",
            "2026-11-23T14:00Z..2026-11-23T16:00Z",
        ),
        // From half past four in Los Angeles it is tomorrow in Tokyo.
        (
            vec![&late, &tokyo],
            "2026-11-18T07:00:00Z",
            "2026-12-02T07:00:00Z",
            "2026-11-19T00:30Z..2026-11-19T06:00Z",
        ),
        // No more than ten minutes, ever.
        (
            vec![&paris, &brief],
            "2026-11-18T07:00:00Z",
            "2026-12-02T07:00:00Z",
            "2026-11-18T08:00Z..2026-11-18T08:10Z",
        ),
        (
            vec![&paris, &tokyo],
            "2026-11-18T07:00:00Z",
            "2026-12-02T07:00:00Z",
            "none",
        ),
        (
            vec![&paris, &sunday],
            "2026-11-18T07:00:00Z",
            "2026-12-02T07:00:00Z",
            "none",
        ),
        (
            vec![&paris, &lima],
            "2026-11-18T16:00:00Z",
            "2026-11-19T14:00:00Z",
            "none",
        ),
        (
            vec![&paris],
            "2026-11-18T16:00:00Z",
            "2026-11-19T14:00:00Z",
            "2026-11-19T08:00Z..2026-11-19T14:00Z",
        ),
        (
            vec![&paris, &lima],
            "2026-12-02T07:00:00Z",
            "2026-11-18T16:00:00Z",
            "none",
        ),
        (
            vec![],
            "2026-11-18T07:00:00Z",
            "2026-12-02T07:00:00Z",
            "none",
        ),
    ] {
        let who: Vec<_> = people.iter().map(|one| one.member.time_zone).collect();
        assert_eq!(shared(&people, from, until), want, "{who:?} {from}");
    }
}

proptest! {
    #[test]
    fn all_are_at_work_in_common_hours(
        a in someone(),
        b in someone(),
        c in someone(),
        from in instant(),
        part in 0.0..1.0_f64,
    ) {
        let agendas = [
            Agenda::new(&a.0, &a.1),
            Agenda::new(&b.0, &b.1),
            Agenda::new(&c.0, &c.1),
        ];
        let until = from + TimeDelta::days(14);
        let all = |instant: DateTime<Utc>| agendas.iter().all(|agenda| agenda.is_at_work(instant));
        match common_hours(&agendas, from, until) {
            Some((start, end)) => {
                prop_assert!(from <= start && start < end && end <= until);
                let within = TimeDelta::seconds(((end - start).num_seconds() as f64 * part) as i64);
                prop_assert!(all(start) && all(start + within) && all(end - TimeDelta::seconds(1)));
                // It is the first: no half hour before it is everybody's.
                let quarter_hour = TimeDelta::seconds(15 * 60 - 1);
                let mut before = from;
                while before + TimeDelta::minutes(30) <= start {
                    let quarter = before + TimeDelta::minutes(15);
                    prop_assert!(!(all(before) && all(quarter) && all(quarter + quarter_hour)));
                    before = quarter;
                }
            }
            None => {
                let mut moment = from;
                while moment < until {
                    prop_assert!(!all(moment), "{moment}");
                    moment += TimeDelta::minutes(15);
                }
            }
        }
    }
}
