//! Holds a month of answers against a reckoning that shares no code.
//!
//! Twelve people in eight zones ask and answer 300 times, through changed
//! clocks, leave, a holiday, a move, a new handle, people who join and leave,
//! clocks that lie, and a protocol that changes in the middle. `story.py` makes
//! it up from a seed, as commits and as plain facts; `reckon.py` and
//! `report.py` reckon from those facts what the docs say that reports say; and
//! `compare.py` compares it with what the program printed. `TIDINGS_SEED` tells
//! another story.

mod run;

use std::thread;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::kit::Sandbox;
use run::{Place, Story};

/// The first moment at which reports are looked at, and how many hours there
/// are from then to the end.
const BEGIN: &str = "2026-09-29T09:00:00Z";
const HOURS: i64 = 35 * 24;

#[test]
fn reports_on_a_month_of_answers_say_what_another_reckoning_says() {
    // Other hours of the day each time.
    compare(2, (3..HOURS).step_by(139).collect());
}

#[test]
#[ignore = "takes long: every hour of the month; run with --ignored"]
fn reports_on_a_month_of_answers_are_right_at_every_hour() {
    compare(4, (0..HOURS).collect());
}

/// Prints reports at some hours, by so many at a time, and has them compared.
fn compare(workers: usize, hours: Vec<i64>) {
    let sandbox = Sandbox::new();
    if !sandbox.finds("python3") {
        eprintln!("skipped: there is no python3 to reckon with");
        return;
    }
    let seed = std::env::var("TIDINGS_SEED").unwrap_or_else(|_| "4".to_owned());
    let Some(story) = Story::tell(&sandbox, &seed) else {
        eprintln!("skipped: python3 has no zoneinfo, or knows no zones");
        return;
    };
    let threads = story.threads();
    assert!((300..330).contains(&threads), "{threads} threads");
    let compared = thread::scope(|scope| {
        // Side by side, each with a share of the hours that goes on in time.
        let shares = hours.chunks(hours.len().div_ceil(workers));
        let (sandbox, story) = (&sandbox, &story);
        let share = |hours: &'_ [i64]| {
            let place = Place::make(sandbox, story);
            let batches = hours.chunks(8).map(|hours| {
                let runs = hours.iter().flat_map(|hour| reports(&place, *hour));
                story.compare(sandbox, &runs.collect::<Vec<_>>())
            });
            batches.sum::<usize>()
        };
        let workers: Vec<_> = shares
            .map(|hours| scope.spawn(move || share(hours)))
            .collect();
        let done = workers.into_iter().map(thread::ScopedJoinHandle::join);
        done.map(|count| count.expect("what the program says is what is reckoned"))
            .sum::<usize>()
    });
    assert!(compared >= 9 * hours.len(), "{compared} reports");
}

/// Prints what the team sees in an hour: its digest, what waits for some of
/// them, and how answers were counted.
fn reports(place: &Place<'_>, hour: i64) -> Vec<Value> {
    let begin: DateTime<Utc> = BEGIN.parse().expect("a moment");
    // Seconds are not whole minutes, nor minutes whole hours.
    let now = begin + TimeDelta::hours(hour) + TimeDelta::seconds(hour * 977 % 3600);
    let place = place.at(now);
    let today = place.day().to_string();
    let week = place.day().format("%G-W%V").to_string();
    let turn = usize::try_from(hour).expect("hours are counted up");
    let mut runs = vec![
        place.run("digest", "ada", &["digest", &week], json!({})),
        place.run("status", place.member(turn), &["status"], json!({})),
    ];
    for (number, since) in [(1, None), (2, None), (6, Some("2026-09-01"))] {
        let since = since.map_or_else(Vec::new, |day| vec!["--since", day]);
        let args = [&["inbox"], &since[..]].concat();
        runs.push(place.run("inbox", place.member(turn + number), &args, json!({})));
    }
    for (by, since, team) in [
        ("team", "2026-09-28", None),
        ("role", "2026-09-28", Some("platform")),
        ("member", "2026-10-05", None),
        ("team", "2026-10-12", None),
        ("role", "2026-10-16", None),
    ] {
        if since > today.as_str() {
            continue;
        }
        let team = team.map_or_else(Vec::new, |team| vec!["--team", team]);
        let args = ["stats", "--answers", "--by", by, "--since", since];
        let options = json!({ "by": by, "since": since, "until": today, "team": team.get(1) });
        let args = [&args, &team[..]].concat();
        runs.push(place.run("answers", place.member(turn + 3), &args, options));
    }
    runs
}
