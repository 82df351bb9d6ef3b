use super::*;
use crate::model::{CommitId, Item, Promise, Protocol, Purpose, Reopened};
use crate::report::sample::{Log, handle, instant, item, member};

const WEEK: &str = "2026-W47";

/// A question of Monday 16 November, at ten in UTC, to the people named.
fn ask(log: Log, who: &str, id: &str, to: &[&str]) -> Log {
    let address = format!("{who}/2026-11-16/{id}");
    let question = Item {
        to: to.iter().map(|name| handle(name)).collect(),
        ..item(&format!("{id}: Really?"))
    };
    let mut log = log;
    let mut entries = log.0.entries.iter_mut();
    match entries.find(|entry| entry.update.author.as_str() == who) {
        Some(entry) => entry.update.questions.push(question),
        None => {
            log = log.post(who, "2026-11-16", |update| {
                update.questions = vec![question];
            });
        }
    }
    log.appeared(&address, "2026-11-16T10:00:00Z")
}

fn team() -> Log {
    let mut log = Log::of(WEEK).promising();
    for (who, teams) in [
        ("ada", &["platform"][..]),
        ("grace", &["platform"]),
        ("linus", &["platform", "mobile"]),
        ("margaret", &[]),
    ] {
        let member = log.member(who);
        member.teams = teams.iter().map(|&team| team.to_owned()).collect();
        member.time_zone = None;
    }
    log
}

fn options(by: StatsGrouping, me: Option<&str>) -> ResponsesOptions {
    ResponsesOptions {
        zone: Zone::UTC,
        instant: instant("2026-11-23T09:00:00Z"),
        window: WEEK.parse::<crate::model::Period>().expect("a week").into(),
        by,
        selection: Selection::default(),
        me: me.map(handle),
        change: None,
    }
}

fn questions(log: &Log, options: &ResponsesOptions) -> PurposeResponses {
    let mut responses = Responses::build(&log.0, options);
    assert_eq!(
        responses.purposes[1]
            .total
            .numbers
            .as_ref()
            .map(|it| it.asked),
        Some(0)
    );
    responses.purposes.remove(0)
}

/// Asked, answered, by others, unanswered, waiting, overdue, in time.
fn counts(row: &ResponseRow) -> Option<[usize; 7]> {
    let it = row.numbers.as_ref()?;
    Some([
        it.asked,
        it.answered,
        it.by_others,
        it.unanswered,
        it.waiting,
        it.overdue,
        it.in_time,
    ])
}

/// Everything that can become of a question.
fn week() -> Log {
    let mut log = team();
    for (who, id, to) in [
        ("ada", "aaaa", &["grace"][..]),
        ("ada", "bbbb", &["grace", "linus"]),
        ("grace", "cccc", &["ada"]),
        ("grace", "dddd", &["linus"]),
        ("margaret", "eeee", &["ada"]),
        // Nobody is asked.
        ("margaret", "ffff", &[]),
    ] {
        log = ask(log, who, id, to);
    }
    log.reply(
        "ada/2026-11-16/aaaa",
        "grace",
        "words",
        "2026-11-16T12:30:00Z",
    )
    .reply(
        "ada/2026-11-16/aaaa",
        "grace",
        "words",
        "2026-11-16T15:30:00Z",
    )
    // A day late; somebody who was not asked spoke first.
    .reply(
        "ada/2026-11-16/bbbb",
        "margaret",
        "words",
        "2026-11-16T10:30:00Z",
    )
    .reply(
        "ada/2026-11-16/bbbb",
        "linus",
        "acknowledged",
        "2026-11-18T12:00:00Z",
    )
    .reply(
        "grace/2026-11-16/cccc",
        "grace",
        "resolved",
        "2026-11-16T12:00:00Z",
    )
    .reply(
        "margaret/2026-11-16/eeee",
        "ada",
        "decided",
        "2026-11-17T17:00:00Z",
    )
}

#[test]
fn every_question_is_counted_once() {
    let found = questions(&week(), &options(StatsGrouping::Team, None));
    assert_eq!(
        (found.title.as_str(), found.promise.as_deref()),
        ("Question", Some("1 day"))
    );
    let total = found.total;
    assert_eq!(counts(&total), Some([5, 3, 0, 1, 1, 1, 2]));
    let numbers = total.numbers.expect("three were asked");
    assert_eq!(numbers.people, 3);
    // Two and a half hours, fourteen, eighteen: of these two of four count.
    assert_eq!(numbers.in_time_percent, Some(50));
    assert_eq!(
        (numbers.median_minutes, numbers.p90_minutes),
        (Some(15 * 60), Some(18 * 60))
    );
    assert_eq!(numbers.median.as_deref(), Some("15h"));
}

#[test]
fn what_has_become_of_a_question_is_what_it_came_to_since() {
    let told = |log: &Log| {
        let options = ResponsesOptions {
            window: "2026-11-16"
                .parse::<crate::model::Period>()
                .expect("a day")
                .into(),
            ..options(StatsGrouping::Team, None)
        };
        let row = questions(log, &options).total;
        let it = row.numbers.expect("three people are asked");
        (it.asked, it.unanswered, it.waiting)
    };
    let asked = || ask(team(), "margaret", "aaaa", &["ada", "grace", "linus"]);
    assert_eq!(told(&asked()), (1, 0, 1));
    // A later update has dropped it, and asks what is of no day that counts.
    let dropped = || {
        asked().post("margaret", "2026-11-18", |update| {
            update.questions = vec![Item {
                to: vec![handle("ada")],
                ..item("bbbb: And this?")
            }];
        })
    };
    assert_eq!(told(&dropped()), (1, 1, 0));
    // Opened again it waits, though no update has carried it since.
    let address = "margaret/2026-11-16/aaaa";
    let mut again = dropped()
        .reply(address, "margaret", "resolved", "2026-11-17T09:00:00Z")
        .reply(address, "margaret", "reopened", "2026-11-19T09:00:00Z");
    let update = again.0.entries.iter().find(|entry| {
        let update = &entry.update;
        update.author == handle("margaret") && update.period.to_string() == "2026-11-16"
    });
    let update = update.expect("it was posted").update.clone();
    again.0.reopened = vec![Reopened {
        address: update.address_of(&update.questions[0]).expect("an id"),
        update,
    }];
    assert_eq!(told(&again), (1, 0, 1));
}

#[test]
fn ones_own_numbers_are_told_to_oneself_alone() {
    let own = |me: Option<&str>| questions(&week(), &options(StatsGrouping::Member, me)).rows;
    let grace = own(Some("grace"));
    assert_eq!(grace.len(), 1);
    assert_eq!(grace[0].title, "Grace Example");
    assert_eq!(counts(&grace[0]), Some([2, 1, 1, 0, 0, 0, 1]));
    let median = grace[0].numbers.as_ref().and_then(|it| it.median_minutes);
    assert_eq!(median, Some(150));
    // Nobody asked Margaret anything, and a stranger is nobody.
    for me in [Some("margaret"), Some("zed"), None] {
        assert!(own(me).is_empty(), "{me:?}");
    }
    // Nor does a filter tell one of another.
    let mut filtered = options(StatsGrouping::Member, Some("grace"));
    filtered.selection.members = vec![handle("linus")];
    let linus = questions(&week(), &filtered);
    assert_eq!((linus.rows.len(), linus.total.numbers), (0, None));
}

#[test]
fn small_groups_are_put_together() {
    let rows = |log: &Log| -> Vec<(String, Option<usize>)> {
        let rows = questions(log, &options(StatsGrouping::Team, None))
            .rows
            .into_iter();
        rows.map(|row| (row.title, row.numbers.map(|it| it.people)))
            .collect()
    };
    // Linus alone is 'mobile', which platform would give away.
    assert_eq!(rows(&week()), [("Others".to_owned(), Some(3))]);
    let mut large = week();
    for name in ["ada", "grace"] {
        large.member(name).teams.push("mobile".to_owned());
    }
    let both = [
        ("mobile".to_owned(), Some(3)),
        ("platform".to_owned(), Some(3)),
    ];
    assert_eq!(rows(&large), both);
    // Two people are nobody's business.
    let two = ask(
        ask(team(), "ada", "aaaa", &["grace"]),
        "ada",
        "bbbb",
        &["linus"],
    );
    assert_eq!(rows(&two), [("Others".to_owned(), None)]);
    let found = questions(&two, &options(StatsGrouping::Role, None));
    assert_eq!(found.total.numbers, None);
    assert_eq!(found.rows[0].numbers, None);
}

#[test]
fn nobody_is_left_over_when_numbers_are_subtracted() {
    let mut log = team();
    let people = ["grace", "linus", "margaret", "mary", "zed"];
    for name in people {
        if log.0.team.member(&handle(name)).is_none() {
            log.0.team.members.push(member(name, "UTC"));
        }
        let teams: &[&str] = match name {
            "zed" => &["night"],
            "mary" => &["day", "night"],
            _ => &["day"],
        };
        log.member(name).teams = teams.iter().map(|&team| team.to_owned()).collect();
    }
    for (number, name) in people.into_iter().enumerate() {
        log = ask(log, "ada", &format!("n{number}"), &[name]);
    }
    let people = |pick: &dyn Fn(&mut Selection), by| {
        let mut options = options(by, None);
        pick(&mut options.selection);
        let found = questions(&log, &options);
        let rows = found.rows.into_iter().chain([found.total]);
        let rows = rows.map(|row| (row.title, row.numbers.map(|it| it.people)));
        rows.collect::<Vec<_>>()
    };
    let row = |title: &str, people| (title.to_owned(), people);
    let everybody = |people| row("Everybody", people);
    // All, less the day, would be one person.
    assert_eq!(
        people(&|_| {}, StatsGrouping::Team),
        [row("Others", Some(5)), everybody(Some(5))]
    );
    let day = |selection: &mut Selection| selection.teams = vec!["day".to_owned()];
    assert_eq!(people(&day, StatsGrouping::Team), [everybody(None)]);
    let picked = |selection: &mut Selection| {
        selection.members = ["grace", "linus", "mary"].map(handle).to_vec();
    };
    assert_eq!(people(&picked, StatsGrouping::Team), [everybody(None)]);
}

#[test]
fn what_was_asked_before_the_protocol_changed_is_judged_by_what_held_then() {
    let change = |at: &str| {
        let mut before = Protocol::default();
        before.purposes.push(Purpose {
            respond: Some(Promise::Days(5)),
            ..Protocol::proposed().purposes[1].clone()
        });
        let mut options = options(StatsGrouping::Team, None);
        options.change = Some(ProtocolChange {
            commit: CommitId("c0ffee".to_owned()),
            at: instant(at),
            before,
        });
        questions(&week(), &options)
    };
    let later = change("2026-11-16T10:00:01Z");
    assert_eq!(later.promise_before.as_deref(), Some("5 days"));
    assert_eq!(counts(&later.total), Some([5, 3, 0, 1, 1, 0, 3]));
    let before = later.before.expect("there is a change");
    assert_eq!(
        (before.title.as_str(), counts(&before)),
        ("Before 2026-11-16", counts(&later.total))
    );
    assert_eq!(later.after.as_ref().and_then(counts), Some([0; 7]));
    let earlier = change("2026-11-16T10:00:00Z");
    assert_eq!(earlier.before.as_ref().and_then(counts), Some([0; 7]));
    assert_eq!(
        earlier.after.as_ref().and_then(counts),
        counts(&earlier.total)
    );
    assert_eq!(counts(&earlier.total), Some([5, 3, 0, 1, 1, 1, 2]));
}

#[test]
fn percentiles_are_those_of_the_nearest_rank() {
    let all: Vec<i64> = (1..=10).collect();
    for (sorted, per_cent, want) in [
        (&all[..], 50, Some(5)),
        (&all, 90, Some(9)),
        (&all, 100, Some(10)),
        (&all[..1], 50, Some(1)),
        (&all[..1], 90, Some(1)),
        (&all[..2], 50, Some(1)),
        (&all[..2], 90, Some(2)),
        (&all[..0], 90, None),
        (&all[..9], 90, Some(9)),
        (&all[..3], 50, Some(2)),
    ] {
        assert_eq!(
            nearest_rank(sorted, per_cent),
            want,
            "{sorted:?} {per_cent}"
        );
    }
}
