use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::model::{
    ChangeKind, Channel, CommitId, History, Identity, Item, Member, Promise, Purpose, Reply,
    Revision, Target,
};

fn handle(name: &str) -> Handle {
    name.parse().expect("a handle")
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn team() -> Team {
    let member = |name: &str, groups: &[&str]| Member {
        teams: groups.iter().map(|&group| group.to_owned()).collect(),
        ..Member::new(handle(name))
    };
    let mut linus = member("linus", &["Platform"]);
    linus.former_handles.push(handle("ls"));
    let mut gone = member("gone", &["Platform"]);
    gone.left = "2026-11-01".parse().ok();
    Team {
        members: vec![
            member("ada", &["Platform"]),
            member("grace", &["Platform", "grace"]),
            linus,
            gone,
            member("margaret", &[]),
        ],
        ..Team::default()
    }
}

/// A reply as `who: state` or `who: words`, which arrived at a moment.
fn reply(said: &str, at: DateTime<Utc>, number: usize) -> ReplyEntry {
    let (who, what) = said.split_once(": ").expect("who and what");
    let state = ReplyState::ALL
        .into_iter()
        .find(|state| state.as_str() == what);
    let identity = Identity {
        name: who.to_owned(),
        email: format!("{who}@example.org"),
    };
    let id = format!("{number:012x}");
    let commit = format!("{number:040x}");
    let revision = Revision::sample(&commit, ChangeKind::Added, identity, at.into());
    ReplyEntry {
        path: format!("replies/2026/11/20/ada/{id}.yaml"),
        id: id.parse().expect("an id"),
        reply: Reply {
            author: handle(who),
            to: "ada/2026-11-20/q9f3".parse::<Target>().expect("a target"),
            re: None,
            state,
            text: state.is_none().then(|| what.to_owned()),
        },
        history: History {
            revisions: vec![revision],
        },
    }
}

/// One reply an hour, the first at ten.
fn hourly(said: &[&str]) -> Vec<ReplyEntry> {
    let ten = moment("2026-11-20T10:00:00Z");
    let replies = said.iter().enumerate();
    replies
        .map(|(number, said)| reply(said, ten + TimeDelta::hours(number as i64), number))
        .collect()
}

fn question(to: &[&str]) -> (Update, Item) {
    let item = Item {
        id: "q9f3".parse().ok(),
        to: to.iter().map(|name| handle(name)).collect(),
        ..Item::new("Which retention?")
    };
    let period = "2026-11-20".parse().expect("a period");
    (Update::new(handle("ada"), period), item)
}

/// Looks at a question of Ada's, which appeared at nine.
fn look<T>(to: &[&str], replies: &[ReplyEntry], see: impl FnOnce(&Conversation<'_>) -> T) -> T {
    let (update, item) = question(to);
    let appeared = Appearance {
        commit: CommitId("a".repeat(40)),
        at: moment("2026-11-20T09:00:00Z"),
    };
    let asked = (Section::Questions, &item);
    let conversation = Conversation::build(&team(), &update, asked, true, Some(appeared), replies);
    see(&conversation.expect("it has an id"))
}

#[test]
fn a_group_stands_for_all_of_it_and_nobody_asks_themselves() {
    for (to, want) in [
        (&["grace"][..], &["grace"][..]),
        (&["ada"], &[]),
        (&["platform"], &["grace", "linus"]),
        (&["ls", "platform", "linus"], &["linus", "grace"]),
        (&["nobody"], &[]),
        // Who has the name of a group is meant alone.
        (&["grace", "margaret"], &["grace", "margaret"]),
        (&[], &[]),
    ] {
        let asked = look(to, &[], |it| it.asked.clone());
        let want: Vec<Handle> = want.iter().map(|name| handle(name)).collect();
        assert_eq!(asked, want, "{to:?}");
    }
    let team = team();
    let [_, grace, linus, gone, _] = &team.members[..] else {
        panic!("five members");
    };
    assert!(team.stands_for(&handle("platform"), linus));
    assert!(team.stands_for(&handle("ls"), linus));
    assert!(team.stands_for(&handle("platform"), gone));
    assert!(!team.stands_for(&handle("grace"), linus));
    assert!(team.stands_for(&handle("grace"), grace));
}

#[test]
fn the_last_word_opens_or_closes() {
    for (said, open, closed, decided) in [
        (&[][..], true, None, None),
        (&["grace: forty days"], true, None, None),
        (&["grace: acknowledged"], true, None, None),
        (&["grace: resolved"], false, Some(0), None),
        (
            &["grace: resolved", "linus: resolved"],
            false,
            Some(0),
            None,
        ),
        (&["grace: resolved", "ada: reopened"], true, None, None),
        (
            &["grace: reopened", "ada: resolved", "ada: thanks"],
            false,
            Some(1),
            None,
        ),
        (
            &["grace: decided", "linus: decided"],
            false,
            Some(0),
            Some(1),
        ),
        (
            &["grace: decided", "linus: resolved"],
            false,
            Some(0),
            Some(0),
        ),
        (&["grace: decided", "ada: reopened"], true, None, None),
        (
            &["grace: decided", "ada: reopened", "ada: resolved"],
            false,
            Some(2),
            None,
        ),
    ] {
        let replies = hourly(said);
        look(&["grace"], &replies, |it| {
            assert_eq!(it.is_open(), open, "{said:?}");
            assert_eq!(
                it.closed(),
                closed.map(|index: usize| &replies[index]),
                "{said:?}"
            );
            assert_eq!(
                it.decided(),
                decided.map(|index: usize| &replies[index]),
                "{said:?}"
            );
            assert_eq!(it.waits().is_some(), open, "{said:?}");
        });
    }
}

#[test]
fn the_turn_passes_between_those_who_ask_and_those_who_are_asked() {
    let (asked, author) = (Turn::Asked, Turn::Author);
    for (said, turn, since, acknowledged, exchanges) in [
        (&[][..], asked, "09", &[][..], 0),
        // More from the author leaves the clock alone.
        (&["ada: urgent"], asked, "09", &[], 0),
        (&["grace: forty"], author, "10", &[], 1),
        (&["ls: forty", "grace: fifty"], author, "10", &[], 1),
        (&["grace: forty", "ada: days?"], asked, "11", &[], 2),
        (
            &["grace: forty", "ada: days?", "linus: yes"],
            author,
            "12",
            &[],
            3,
        ),
        // Who was not asked passes nothing.
        (&["margaret: forty"], asked, "09", &[], 0),
        (&["grace: acknowledged"], asked, "09", &["grace"], 0),
        (
            &["ls: acknowledged", "linus: acknowledged"],
            asked,
            "09",
            &["linus"],
            0,
        ),
        (&["margaret: acknowledged"], asked, "09", &[], 0),
        (&["grace: acknowledged", "ada: and?"], asked, "11", &[], 0),
        (
            &["grace: acknowledged", "grace: forty"],
            author,
            "11",
            &[],
            1,
        ),
        (
            &["grace: forty", "ada: acknowledged"],
            author,
            "10",
            &["ada"],
            1,
        ),
        (
            &["grace: forty", "ada: acknowledged", "linus: fifty"],
            author,
            "12",
            &[],
            1,
        ),
        (
            &["grace: forty", "linus: acknowledged"],
            author,
            "10",
            &[],
            1,
        ),
        (&["grace: resolved", "ada: reopened"], asked, "11", &[], 2),
        (&["ada: resolved", "ada: reopened"], asked, "11", &[], 0),
        (
            &["ada: resolved", "margaret: reopened"],
            asked,
            "11",
            &[],
            0,
        ),
        (&["ada: resolved", "grace: reopened"], author, "11", &[], 1),
    ] {
        look(&["platform"], &hourly(said), |it| {
            let wait = it.waits().expect("it is open");
            let since = moment(&format!("2026-11-20T{since}:00:00Z"));
            let by: Vec<Handle> = acknowledged.iter().map(|name| handle(name)).collect();
            let want = Wait {
                turn,
                since: Some(since),
                acknowledged: by,
            };
            assert_eq!(wait, want, "{said:?}");
            assert_eq!(it.exchanges(), exchanges, "{said:?}");
        });
    }
    // Where nobody is asked, anybody answers.
    look(&[], &hourly(&["margaret: forty"]), |it| {
        assert_eq!(it.waits().map(|wait| wait.turn), Some(author));
        assert_eq!(it.first_answer(), None);
    });
}

#[test]
fn the_first_answer_is_of_somebody_who_was_asked() {
    let replies = hourly(&[
        "margaret: forty",
        "ada: no",
        "ls: acknowledged",
        "grace: yes",
    ]);
    look(&["platform"], &replies, |it| {
        assert_eq!(it.first_answer(), Some(&replies[2]));
        assert_eq!(it.acknowledged_by(), [&handle("linus")]);
        let nine = moment("2026-11-20T09:00:00Z");
        assert_eq!(it.response(), Some((nine, nine + TimeDelta::hours(3))));
    });
}

#[test]
fn only_replies_to_the_item_count() {
    let mut replies = hourly(&["grace: resolved", "grace: resolved", "grace: resolved"]);
    replies[0].reply.to = "ada/2026-11-20".parse().expect("an update");
    replies[1].reply.to = "ada/2026-11-20/zzzz".parse().expect("another item");
    replies[2].reply.to = "ada/2026-11-19/q9f3".parse().expect("another day");
    look(&["grace"], &replies, |it| {
        assert!(it.replies.is_empty() && it.is_open());
    });
}

#[test]
fn the_promise_runs_for_those_whose_turn_it_is() {
    let mut team = team();
    team.members[1].time_zone = "America/New_York".parse().ok();
    let promise = |key: &str, respond: Promise| Purpose {
        key: key.to_owned(),
        title: key.to_owned(),
        channel: Channel::Log,
        respond: Some(respond),
        help: None,
    };
    team.protocol.purposes = vec![
        promise("question", Promise::hours(2)),
        promise("update", Promise::hours(1)),
    ];
    let due = |said: &[&str]| -> Vec<(String, Option<String>)> {
        let replies = hourly(said);
        look(&["platform"], &replies, |it| {
            let due = it.answer_due(&team);
            let earliest = due.people.iter().filter_map(|(_, due)| *due).min();
            assert_eq!(due.earliest(), earliest);
            let people = due.people.iter().map(|(who, due)| {
                assert_eq!(super::Due::of(&it.answer_due(&team), who), *due);
                let hour = due.map(|due| due.format("%d %H:%M").to_string());
                (who.to_string(), hour)
            });
            people.collect()
        })
    };
    let one = |who: &str, hour: &str| (who.to_owned(), Some(hour.to_owned()));
    let none = |who: &str| (who.to_owned(), None);
    // Friday at nine in UTC: New York begins at two in the afternoon.
    let (grace, linus) = (one("grace", "20 16:00"), one("linus", "20 11:00"));
    assert_eq!(due(&[]), [grace, linus]);
    assert_eq!(
        due(&["grace: acknowledged"]),
        [none("grace"), none("linus")]
    );
    assert_eq!(due(&["grace: forty"]), [one("ada", "20 11:00")]);
    assert_eq!(due(&["grace: forty", "ada: acknowledged"]), [none("ada")]);
    assert_eq!(
        due(&["grace: forty", "ada: days?"]),
        [one("grace", "20 16:00"), one("linus", "20 13:00")]
    );
    assert_eq!(due(&["grace: resolved"]), []);
}

/// Somebody, and what they do.
const SAID: [&str; 9] = [
    "ada: more",
    "ada: acknowledged",
    "ada: reopened",
    "grace: forty",
    "grace: acknowledged",
    "grace: resolved",
    "ls: decided",
    "margaret: fifty",
    "margaret: reopened",
];

proptest! {
    #[test]
    fn clocks_decide_nothing_and_no_time_is_negative(
        said in proptest::collection::vec((0..SAID.len(), -4_000_000_000_i64..4_000_000_000), 0..12),
        named: bool,
    ) {
        let to: &[&str] = if named { &["platform"] } else { &[] };
        let words: Vec<&str> = said.iter().map(|(which, _)| SAID[*which]).collect();
        let right = hourly(&words);
        let nine = moment("2026-11-20T09:00:00Z");
        let wrong: Vec<ReplyEntry> = said
            .iter()
            .enumerate()
            .map(|(number, (which, off))| {
                reply(SAID[*which], nine + TimeDelta::seconds(*off), number)
            })
            .collect();
        let told = |replies: &[ReplyEntry]| {
            look(to, replies, |it| {
                let wait = it.waits();
                if let Some((from, until)) = it.response() {
                    assert!(from <= until);
                }
                if let Some(since) = wait.as_ref().and_then(|wait| wait.since) {
                    assert!(since >= nine);
                }
                assert_eq!(it.is_open(), wait.is_some());
                let path = |entry: &ReplyEntry| entry.path.clone();
                (
                    wait.map(|wait| (wait.turn, wait.acknowledged)),
                    it.exchanges(),
                    it.first_answer().map(path),
                    it.closed().map(path),
                    it.decided().map(path),
                )
            })
        };
        prop_assert_eq!(told(&right), told(&wrong));
    }
}
