use crate::model::{Absence, Item, Member, Zone};
use crate::report::sample::{Log, handle, instant, item, items, period};
use crate::report::{Digest, Status, StatusOptions, TalkView};

/// Ada's question to Grace, in New York, and Linus, in Helsinki, of Wednesday
/// afternoon; the digest is as of Monday 2026-11-23 at nine in UTC.
fn question() -> Log {
    Log::of("2026-W47")
        .promising()
        .post("ada", "2026-11-18", |update| {
            let mut asked = item("q9f3: Which retention?");
            asked.to = vec![handle("grace"), handle("linus")];
            update.questions = vec![asked];
        })
        .appeared("ada/2026-11-18/q9f3", "2026-11-18T17:00:00Z")
}

const QUESTION: &str = "ada/2026-11-18/q9f3";

fn label(digest: &Digest) -> &str {
    let waiting = digest.attention.questions[0].waiting.as_ref();
    &waiting.expect("it is open").label
}

#[test]
fn a_question_says_whose_turn_it_is_and_how_much_time_is_left() {
    // Helsinki is two hours ahead: Linus promised by Thursday 15:00 in UTC, and
    // Grace by 22:00. On Friday and today Linus has worked ten hours since.
    let digest = question().digest();
    let view = &digest.attention.questions[0];
    let waiting = view.waiting.as_ref().expect("it is open");
    assert_eq!(waiting.turn, "asked");
    assert_eq!(waiting.people, ["grace", "linus"]);
    assert_eq!(waiting.since.as_deref(), Some("2026-11-18T17:00:00+00:00"));
    assert_eq!(waiting.due.as_deref(), Some("2026-11-19T15:00:00+00:00"));
    assert_eq!(waiting.due_from.as_deref(), Some("linus"));
    assert_eq!(
        (waiting.minutes_left, waiting.minutes_overdue),
        (None, Some(600))
    );
    assert_eq!(waiting.label, "answer overdue by 10h");
    assert!(digest.people.contains_key("linus"));
    for (replies, want) in [
        (
            &[("grace", "acknowledged", "2026-11-18T20:00:00Z")][..],
            "seen by Grace Example",
        ),
        (
            &[("grace", "forty days", "2026-11-18T20:00:00Z")],
            "answered",
        ),
        (
            &[
                ("grace", "forty days", "2026-11-18T20:00:00Z"),
                ("ada", "of work?", "2026-11-20T20:00:00Z"),
            ],
            "answer due in 6h",
        ),
        // Who was not asked answers for nobody.
        (
            &[("margaret", "forty", "2026-11-18T20:00:00Z")],
            "answer overdue by 10h",
        ),
    ] {
        let mut log = question();
        for (by, what, at) in replies {
            log = log.reply(QUESTION, by, what, at);
        }
        assert_eq!(label(&log.digest()), want, "{replies:?}");
    }
    // Nothing is promised where nothing was agreed on, and nobody owes anything
    // where nobody is asked.
    let mut silent = question();
    silent.0.team.protocol = crate::model::Protocol::default();
    assert_eq!(label(&silent.digest()), "");
    let mut nobody = question();
    nobody.0.entries[0].update.questions[0].to.clear();
    assert_eq!(label(&nobody.digest()), "nobody is asked");
    // A clock that lies makes nothing negative.
    let log = question().reply(
        QUESTION,
        "grace",
        "before it was asked",
        "2020-01-01T00:00:00Z",
    );
    let waiting = log.digest().attention.questions[0].waiting.clone();
    let since = waiting.and_then(|waiting| waiting.since);
    assert_eq!(since.as_deref(), Some("2026-11-18T17:00:00+00:00"));
}

#[test]
fn what_was_promised_first_comes_first() {
    let ask = |source: &str, whom: &str| Item {
        to: vec![handle(whom)],
        ..item(source)
    };
    let digest = Log::of("2026-W47")
        .promising()
        .before("ada", "2026-11-10", |update| {
            update.questions = items(&["old1: Nobody is asked?"]);
        })
        .post("grace", "2026-11-19", |update| {
            update.questions = vec![
                ask("late: To Tokyo?", "margaret"),
                ask("soon: To Paris?", "ada"),
            ];
        })
        .appeared("grace/2026-11-19/late", "2026-11-20T17:00:00Z")
        .appeared("grace/2026-11-19/soon", "2026-11-19T17:00:00Z")
        .digest();
    let ids = digest.attention.questions.iter();
    let ids: Vec<_> = ids.filter_map(|view| view.item.id.as_deref()).collect();
    assert_eq!(ids, ["soon", "late", "old1"]);
}

fn talk(log: &Log) -> Vec<TalkView> {
    log.digest().attention.talk
}

#[test]
fn what_is_overdue_too_long_is_talked_over() {
    let log = question();
    let all = talk(&log);
    let one = &all[0];
    assert_eq!(all.len(), 1);
    assert_eq!(one.rules, ["overdue"]);
    assert_eq!(one.reasons, ["answer overdue by 10h"]);
    assert_eq!(one.people, ["ada", "grace", "linus"]);
    // From 14:00 in UTC Grace is at work, until 15:00 Linus.
    assert_eq!(one.from.as_deref(), Some("2026-11-23T14:00:00+00:00"));
    assert_eq!(one.until.as_deref(), Some("2026-11-23T15:00:00+00:00"));
    assert_eq!(one.when, "Mon 2026-11-23 14:00-15:00");
    let hours = one
        .hours
        .iter()
        .map(|it| (it.name.as_str(), it.label.as_str()));
    let hours: Vec<_> = hours.collect();
    assert_eq!(
        hours,
        [
            ("Ada Example", "15:00-16:00"),
            ("Grace Example", "09:00-10:00"),
            ("Linus Example", "16:00-17:00"),
        ]
    );
    assert_eq!(
        one.command.as_deref(),
        Some("tidings reply ada/2026-11-18/q9f3 --decided \"...\"")
    );
    let digest = log.digest();
    assert!(digest.attention.questions[0].talk && one.items[0].talk);
    // A day of work after the promise, and not before.
    for (asked, want) in [
        ("2026-11-18T17:00:00Z", 1),
        // Until Grace begins the promise is hers, of Thursday.
        ("2026-11-19T14:00:00Z", 1),
        ("2026-11-19T14:00:01Z", 0),
        ("2026-11-20T17:00:00Z", 0),
    ] {
        let log = question().appeared(QUESTION, asked);
        assert_eq!(talk(&log).len(), want, "{asked}");
    }
}

#[test]
fn status_tells_those_whom_it_concerns() {
    let log = question();
    for (me, want) in [("ada", 1), ("linus", 1), ("margaret", 0)] {
        let options = StatusOptions {
            me: Some(handle(me)),
            current: period("2026-11-23"),
            proposed: false,
            log: "here".to_owned(),
            unsent: None,
            instant: instant("2026-11-23T09:00:00Z"),
            zone: Zone::UTC,
        };
        let status = Status::build(&log.0, &options);
        assert_eq!(status.talk.len(), want, "{me}");
    }
}

#[test]
fn people_without_common_hours_are_told_so() {
    let away = |member: &mut Member, until: &str| {
        member.absences = vec![Absence {
            from: "2026-11-20".parse().expect("a day"),
            until: until.parse().expect("a day"),
            reason: None,
        }];
    };
    let mut log = question();
    away(log.member("ada"), "2026-12-06");
    let [one] = &talk(&log)[..] else {
        panic!("one matter");
    };
    assert_eq!((&one.from, one.hours.len()), (&None, 0));
    assert_eq!(one.when, "no hours in common within two weeks");
    away(log.member("ada"), "2026-12-01");
    assert_eq!(talk(&log)[0].when, "Wed 2026-12-02 14:00-15:00");
    // Who has left is talked to no more.
    let mut log = question();
    log.member("linus").left = "2026-11-21".parse().ok();
    assert_eq!(talk(&log)[0].people, ["ada", "grace"]);
    assert_eq!(talk(&log)[0].when, "Mon 2026-11-23 14:00-16:00");
    log.member("grace").left = "2026-11-21".parse().ok();
    assert_eq!(
        talk(&log)[0].when,
        "nobody to talk to is in the team any more"
    );
}

#[test]
fn what_went_back_and_forth_is_talked_over() {
    let mut log = question();
    for (round, by) in ["grace", "ada", "grace", "ada", "linus"]
        .into_iter()
        .enumerate()
    {
        assert!(!talk(&log).iter().any(|one| one.rules == ["exchanges"]));
        let at = format!("2026-11-20T{:02}:00:00Z", 10 + round);
        log = log.reply(QUESTION, by, "words", &at);
    }
    assert_eq!(talk(&log)[0].reasons, ["went back and forth 5 times"]);
    let closed = log.reply(QUESTION, "ada", "decided", "2026-11-21T10:00:00Z");
    assert!(talk(&closed).is_empty());
}

fn stuck(text: &str, task: Option<&str>, needs: &[&str]) -> Item {
    Item {
        task: task.map(str::to_owned),
        needs: needs.iter().map(|name| handle(name)).collect(),
        ..item(text)
    }
}

#[test]
fn what_blocks_several_people_is_one_matter() {
    let asana = Some("https://app.asana.com/0/1200/1201");
    let same = Some("https://app.asana.com/0/77/1201/f");
    let blocked = |who: [Vec<Item>; 3]| {
        let names = ["ada", "grace", "linus"];
        let log = Log::of("2026-W47").promising();
        names.into_iter().zip(who).fold(log, |log, (name, items)| {
            log.post(name, "2026-11-18", |update| update.blockers = items)
        })
    };
    for (who, want) in [
        // The same task, however its address is written.
        (
            [
                vec![stuck("aaaa: a", asana, &["margaret"])],
                vec![stuck("bbbb: b", same, &[])],
                vec![stuck("by hand", asana, &[])],
            ],
            vec![(
                "3 people are blocked by Asana 1201",
                3,
                "ada margaret grace linus",
            )],
        ),
        // The same person.
        (
            [
                vec![stuck("aaaa: a", None, &["margaret"])],
                vec![stuck("bbbb: b", None, &["margaret"])],
                vec![stuck("cccc: c", None, &["margaret", "ada"])],
            ],
            vec![(
                "3 people need Margaret Example",
                3,
                "ada margaret grace linus",
            )],
        ),
        // Two things that one person waits for are no three people.
        (
            [
                vec![
                    stuck("aaaa: a", None, &["margaret"]),
                    stuck("dddd: d", None, &["margaret"]),
                ],
                vec![stuck("bbbb: b", None, &["margaret"])],
                vec![],
            ],
            vec![],
        ),
        (
            [
                vec![stuck("aaaa: a", asana, &["margaret"])],
                vec![stuck("bbbb: b", None, &["margaret"])],
                vec![stuck("cccc: c", None, &["margaret"])],
            ],
            vec![],
        ),
    ] {
        let log = blocked(who);
        let found = talk(&log);
        let told: Vec<_> = found
            .iter()
            .map(|one| {
                (
                    one.reasons[0].as_str(),
                    one.items.len(),
                    one.people.join(" "),
                )
            })
            .collect();
        let told: Vec<_> = told.iter().map(|(a, b, c)| (*a, *b, c.as_str())).collect();
        assert_eq!(told, want);
    }
}
