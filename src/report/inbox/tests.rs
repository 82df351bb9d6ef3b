use crate::model::{
    Appearance, Channel, CommitId, Handle, Item, Promise, Purpose, ReplyEntry, ReplyState, Zone,
};
use crate::report::sample::{Log, handle, instant, item, revision};
use crate::report::{Inbox, InboxOptions, Since, SinceReason, WaitingView};

/// An item that asks or needs somebody.
fn asks(source: &str, whom: &str) -> Item {
    Item {
        to: vec![handle(whom)],
        ..item(source)
    }
}

fn inbox(log: &Log, me: &str) -> Inbox {
    let options = InboxOptions {
        me: handle(me),
        since: Since {
            commit: CommitId("0".repeat(40)),
            at: instant("2026-11-20T08:00:00Z"),
            reason: SinceReason::Read,
        },
        instant: instant("2026-11-23T12:00:00Z"),
        zone: Zone::UTC,
    };
    Inbox::build(&log.0, &options)
}

/// Adds a reply as `who: words`, or `who: state`, to a thread that is read
/// with open items or to what is new.
fn say(mut log: Log, to: &str, said: &str, at: &str, is_new: bool) -> Log {
    let (who, what) = said.split_once(": ").expect("who and what");
    let state = ReplyState::ALL
        .into_iter()
        .find(|state| state.as_str() == what);
    let number = log.0.replies.len() + log.0.said.len();
    let mut log = {
        log = log.resolve(to, who, what, at);
        log
    };
    let mut entry: ReplyEntry = log.0.replies.pop().expect("it was added");
    entry.id = format!("{number:012}").parse().expect("an id");
    entry.path = format!("replies/{number:012}.yaml");
    entry.reply.state = state;
    entry.reply.text = state.is_none().then(|| what.to_owned());
    entry.history.revisions[0] = revision(crate::model::ChangeKind::Added, who, at);
    log.0.replies.push(entry.clone());
    log.0.said.extend(is_new.then_some(entry));
    log
}

fn appear(mut log: Log, address: &str, at: &str) -> Log {
    let target: crate::model::Target = address.parse().expect(address);
    let address = crate::model::ItemAddress {
        author: target.author,
        period: target.period,
        id: target.id.expect("an item"),
    };
    let appearance = Appearance {
        commit: CommitId("a".repeat(40)),
        at: instant(at),
    };
    log.0.appearances.insert(address, appearance);
    log
}

fn promise(log: &mut Log, key: &str, respond: Promise) {
    log.0.team.protocol.purposes.push(Purpose {
        key: key.to_owned(),
        title: key.to_owned(),
        channel: Channel::Log,
        respond: Some(respond),
        help: None,
    });
}

fn told(views: &[WaitingView]) -> Vec<(&str, &str)> {
    views
        .iter()
        .map(|view| (view.kind.as_str(), view.address.as_str()))
        .collect()
}

const NEW: bool = true;
const OLD: bool = false;

#[test]
fn what_is_asked_of_me_or_my_group_waits_until_somebody_answers() {
    let log = || {
        let mut log = Log::of("2026-11-23").before("ada", "2026-11-20", |update| {
            update.questions = vec![
                asks("aaaa: to grace?", "grace"),
                asks("bbbb: to all?", "crew"),
            ];
            update.blockers = vec![Item {
                needs: vec![handle("linus")],
                ..item("cccc: stuck")
            }];
        });
        for who in ["grace", "linus"] {
            log.member(who).teams.push("Crew".to_owned());
        }
        log
    };
    let (one, all) = ("ada/2026-11-20/aaaa", "ada/2026-11-20/bbbb");
    let stuck = "ada/2026-11-20/cccc";
    assert_eq!(
        told(&inbox(&log(), "grace").waiting),
        [("question", one), ("question", all)]
    );
    assert_eq!(
        told(&inbox(&log(), "linus").waiting),
        [("blocker", stuck), ("question", all)]
    );
    assert_eq!(told(&inbox(&log(), "ada").waiting), []);
    let at = "2026-11-21T09:00:00Z";
    // One answer of the group is enough, and then it is the author's turn.
    let answered = say(log(), all, "linus: forty", at, OLD);
    assert_eq!(
        told(&inbox(&answered, "grace").waiting),
        [("question", one)]
    );
    assert_eq!(told(&inbox(&answered, "ada").waiting), [("answer", all)]);
    // Whoever has acknowledged it is reminded apart.
    let heard = say(log(), all, "grace: acknowledged", at, OLD);
    let grace = inbox(&heard, "grace");
    assert_eq!(told(&grace.waiting), [("question", one)]);
    assert_eq!(told(&grace.acknowledged), [("question", all)]);
    let linus = inbox(&heard, "linus");
    assert_eq!(
        told(&linus.waiting),
        [("blocker", stuck), ("question", all)]
    );
    assert_eq!(linus.waiting[1].acknowledged_by, ["grace"]);
    let closed = say(log(), all, "linus: resolved", at, OLD);
    assert_eq!(told(&inbox(&closed, "grace").waiting), [("question", one)]);
    assert_eq!(told(&inbox(&closed, "ada").waiting), []);
}

#[test]
fn what_somebody_asked_who_has_left_waits_for_nobody() {
    for (left, waits) in [("2026-11-23", false), ("2026-11-24", true)] {
        let ask = |update: &mut crate::model::Update| {
            update.questions = vec![asks("aaaa: to grace?", "grace")];
        };
        // Whether it was read already makes no difference.
        for mut log in [
            Log::of("2026-11-23").before("ada", "2026-11-20", ask),
            Log::of("2026-11-23").post("ada", "2026-11-20", ask),
        ] {
            log.member("ada").left = left.parse().ok();
            let waiting = inbox(&log, "grace").waiting;
            assert_eq!(!waiting.is_empty(), waits, "{left}");
        }
    }
}

#[test]
fn an_answer_waits_until_i_reply_acknowledge_or_close() {
    let to = "ada/2026-11-20/aaaa";
    let at = |hour: u32| format!("2026-11-21T{hour:02}:00:00Z");
    for (said, waits) in [
        (&[][..], false),
        (&["grace: forty"][..], true),
        (&["grace: acknowledged"], false),
        (&["margaret: forty"], false),
        (&["grace: forty", "ada: acknowledged"], false),
        (&["grace: forty", "ada: days?"], false),
        (&["grace: forty", "ada: resolved"], false),
        (&["grace: forty", "ada: acknowledged", "grace: fifty"], true),
        (&["grace: forty", "ada: days?", "grace: days"], true),
    ] {
        let log = Log::of("2026-11-23").before("ada", "2026-11-20", |update| {
            update.questions = vec![asks("aaaa: how long?", "grace")];
        });
        let hours = said.iter().zip(9..);
        let log = hours.fold(log, |log, (said, hour)| say(log, to, said, &at(hour), OLD));
        let waiting = inbox(&log, "ada").waiting;
        assert_eq!(
            waiting.iter().any(|view| view.kind == "answer"),
            waits,
            "{said:?}"
        );
    }
}

#[test]
fn the_oldest_promise_comes_first_and_is_mine() {
    let mut log = Log::of("2026-11-23").before("ada", "2026-11-20", |update| {
        update.questions = vec![
            asks("aaaa: no history", "grace"),
            asks("bbbb@2026-11-19: later", "grace"),
            asks("cccc@2026-11-18: first", "grace"),
        ];
        update.blockers = vec![Item {
            needs: vec![handle("grace")],
            ..item("dddd: stuck")
        }];
    });
    // New York works from two in the afternoon, UTC.
    promise(&mut log, "question", Promise::hours(8));
    let log = appear(log, "ada/2026-11-19/bbbb", "2026-11-20T14:00:00Z");
    let log = appear(log, "ada/2026-11-18/cccc", "2026-11-18T14:00:00Z");
    let log = appear(log, "ada/2026-11-20/dddd", "2026-11-20T09:00:00Z");
    let inbox = inbox(&log, "grace");
    let ids: Vec<&str> = inbox
        .waiting
        .iter()
        .map(|view| &view.address[15..])
        .collect();
    assert_eq!(ids, ["cccc", "bbbb", "dddd", "aaaa"]);
    let due: Vec<_> = inbox
        .waiting
        .iter()
        .map(|view| (view.overdue, view.due.as_deref(), view.due_label.as_deref()))
        .collect();
    assert_eq!(
        due,
        [
            (
                true,
                Some("2026-11-18T22:00:00+00:00"),
                Some("Wednesday 22:00")
            ),
            (
                true,
                Some("2026-11-20T22:00:00+00:00"),
                Some("Friday 22:00")
            ),
            (false, None, None),
            (false, None, None),
        ]
    );
    assert_eq!(inbox.line, "4 wait for you · 2 overdue");
}

#[test]
fn mentions_thanks_and_replies_are_told_while_they_are_new() {
    let mut log = Log::of("2026-11-23")
        .before("grace", "2026-11-20", |_| {})
        .post("ada", "2026-11-23", |update| {
            update.done = vec![item("Shown to @grace")];
            update.next = vec![
                item("aaaa@2026-11-20: old, for @grace"),
                item("bbbb: ask @crew"),
            ];
            update.kudos = vec![asks("for the notes", "grace"), asks("for more", "linus")];
            update.notes = Some("First line\n@Grace, look at this".to_owned());
        })
        .post("linus", "2026-11-23", |update| {
            update.questions = vec![asks("cccc: @grace?", "grace")];
        });
    log.member("grace").teams.push("crew".to_owned());
    let log = say(
        log,
        "grace/2026-11-20",
        "ada: good news",
        "2026-11-23T08:00:00Z",
        NEW,
    );
    let log = say(
        log,
        "linus/2026-11-23",
        "ada: @grace knows",
        "2026-11-23T09:00:00Z",
        NEW,
    );
    let log = say(
        log,
        "ada/2026-11-23",
        "linus: fine",
        "2026-11-23T10:00:00Z",
        NEW,
    );
    let grace = inbox(&log, "grace");
    let mut kinds: Vec<&str> = grace
        .waiting
        .iter()
        .map(|view| view.kind.as_str())
        .collect();
    assert_eq!(kinds.pop(), Some("kudos"), "thanks come last");
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        [
            "mention", "mention", "mention", "mention", "question", "reply"
        ]
    );
    let replies: Vec<_> = grace
        .replies
        .iter()
        .map(|reply| reply.text.as_deref())
        .collect();
    assert_eq!(replies, [Some("fine")]);
    let updates: Vec<&str> = grace
        .updates
        .iter()
        .map(|update| update.address.as_str())
        .collect();
    assert_eq!(updates, ["linus/2026-11-23", "ada/2026-11-23"]);
    // Whatever she says to it answers it.
    let log = say(
        log,
        "grace/2026-11-20",
        "grace: thanks",
        "2026-11-23T11:00:00Z",
        NEW,
    );
    let log = say(
        log,
        "ada/2026-11-23/bbbb",
        "grace: asked",
        "2026-11-23T11:00:00Z",
        NEW,
    );
    let left = inbox(&log, "grace").waiting;
    assert!(left.iter().all(|view| view.kind != "reply"));
    assert!(
        left.iter()
            .all(|view| view.address != "ada/2026-11-23/bbbb")
    );
    let names: Vec<Handle> = inbox(&log, "linus")
        .people
        .keys()
        .map(|name| handle(name))
        .collect();
    assert!(names.contains(&handle("linus")));
}
