//! What is open, whose turn it is and by when: every report says the same.

use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

use super::{day, some_log, some_update};
use crate::model::{CommitId, ItemAddress, Reopened, Snapshot, Zone};
use crate::report::index::Index;
use crate::report::matter::Matter;
use crate::report::request::{Request, Tallied};
use crate::report::sample::{Log, handle, instant, period};
use crate::report::{
    Catchup, Digest, DigestOptions, Grouping, Inbox, InboxOptions, OpenItemView, Selection, Since,
    SinceReason, Status, StatusOptions, WaitingView,
};

const NOW: &str = "2026-11-20T12:00:00Z";

/// A log with promises, groups, moments of appearance and items that were
/// opened again.
fn some_asking_log() -> impl Strategy<Value = Log> {
    let moments = prop_oneof![4 => -5_i64..10, 1 => prop::sample::select(&[-19_000_i64, 20_000, 2_900_000][..])];
    (
        some_log(),
        prop::collection::vec(moments, 1..5),
        prop::collection::vec(some_update(), 0..3),
        any::<bool>(),
    )
        .prop_map(|(log, moments, opened, promises)| {
            let mut log = if promises { log.promising() } else { log };
            for who in ["grace", "linus"] {
                log.member(who).teams.push("Zed".to_owned());
            }
            let lists = log.0.entries.iter().map(|entry| &entry.update);
            let before = log.0.before.iter().map(|standing| &standing.update);
            let updates = lists.chain(before).chain(&opened);
            let addresses: Vec<ItemAddress> = updates
                .flat_map(|update| update.items().map(|(_, item)| update.address_of(item)))
                .flatten()
                .collect();
            for (address, offset) in addresses.iter().zip(moments.iter().cycle()) {
                let at = day(0).checked_add_signed(chrono::TimeDelta::days(*offset));
                let at = at.expect("a date").format("%Y-%m-%dT09:00:00Z").to_string();
                if let Ok(at) = at.parse() {
                    let commit = CommitId("c0ffee".to_owned());
                    let appearance = crate::model::Appearance { commit, at };
                    log.0.appearances.insert(address.clone(), appearance);
                }
            }
            for update in opened {
                let items = update.items();
                let address = items
                    .filter(|(section, _)| section.stays_open())
                    .find_map(|(_, item)| update.address_of(item));
                let reopened = address.map(|address| Reopened { address, update });
                log.0.reopened.extend(reopened);
            }
            log
        })
}

fn digest(snapshot: &Snapshot) -> Digest {
    let options = DigestOptions {
        zone: Zone::UTC,
        instant: instant(NOW),
        by: Grouping::Member,
        selection: Selection::default(),
    };
    Digest::build(snapshot, &options)
}

fn status(snapshot: &Snapshot, me: &str) -> Status {
    let options = StatusOptions {
        me: Some(handle(me)),
        current: period("2026-11-20"),
        proposed: false,
        log: "here".to_owned(),
        unsent: None,
        instant: instant(NOW),
        zone: Zone::UTC,
    };
    Status::build(snapshot, &options)
}

fn reader(me: &str) -> InboxOptions {
    InboxOptions {
        me: handle(me),
        since: Since {
            commit: CommitId("0".repeat(40)),
            at: instant("2026-11-16T00:00:00Z"),
            reason: SinceReason::Read,
        },
        instant: instant(NOW),
        zone: Zone::UTC,
    }
}

/// What an item is told by: its address or that of its update, and its text.
type Name = (String, String);

fn name(view: &OpenItemView) -> Name {
    let update = || format!("{}/{}", view.author, view.period);
    let address = view.item.address.clone().unwrap_or_else(update);
    (address, view.item.text.clone())
}

fn names(views: &[&OpenItemView]) -> Vec<Name> {
    let mut names: Vec<Name> = views.iter().map(|view| name(view)).collect();
    names.sort();
    names
}

fn told(waiting: &[WaitingView], kinds: &[&str]) -> Vec<Name> {
    let of = waiting
        .iter()
        .filter(|view| kinds.contains(&view.kind.as_str()));
    let mut names: Vec<Name> = of
        .map(|view| (view.address.clone(), view.text.clone()))
        .collect();
    names.sort();
    names
}

proptest! {
    #[test]
    fn reports_agree_on_what_waits_for_whom(log in some_asking_log()) {
        let snapshot = &log.0;
        let attention = digest(snapshot).attention;
        let open: Vec<&OpenItemView> =
            attention.blockers.iter().chain(&attention.questions).collect();
        let current = |who: &str| if who == "al" { "ada" } else { who }.to_owned();
        for me in ["ada", "grace", "linus", "margaret"] {
            let (status, inbox) = (status(snapshot, me), Inbox::build(snapshot, &reader(me)));
            let own: Vec<&OpenItemView> =
                open.iter().copied().filter(|view| current(&view.author) == me).collect();
            assert_eq!(names(&status.open.iter().collect::<Vec<_>>()), names(&own));
            // What somebody asked who has left waits for nobody.
            let has_left = |who: &str| {
                let member = snapshot.team.member(&handle(who));
                member.is_some_and(|member| member.left.is_some())
            };
            let turn = |view: &OpenItemView, whose: &str| {
                !has_left(&view.author) && view.waiting.as_ref().is_some_and(|wait| {
                    let is_me = |handle: &String| handle == me;
                    wait.turn == whose
                        && wait.people.iter().any(is_me)
                        && !wait.acknowledged.iter().any(is_me)
                })
            };
            let asked = told(&inbox.waiting, &["blocker", "question"]);
            assert_eq!(names(&status.waiting.iter().collect::<Vec<_>>()), asked);
            // Of what has no id the digest does not say whose turn it is.
            let with_id = |view: &&OpenItemView| view.item.address.is_some();
            let mine: Vec<&OpenItemView> =
                open.iter().copied().filter(|view| turn(view, "asked")).collect();
            let known: Vec<&OpenItemView> = status.waiting.iter().filter(with_id).collect();
            assert_eq!(names(&known), names(&mine));
            let answers: Vec<&OpenItemView> =
                open.iter().copied().filter(|view| turn(view, "author")).collect();
            assert_eq!(told(&inbox.waiting, &["answer"]), names(&answers));
            assert_eq!(Catchup::build(snapshot, &reader(me)).waiting, inbox.waiting);
            for view in mine.iter().chain(&answers) {
                let here = inbox.waiting.iter().find(|waiting| {
                    (&waiting.address, &waiting.text) == (&name(view).0, &view.item.text)
                });
                let here = here.expect("it waits");
                let wait = view.waiting.as_ref().expect("it waits");
                assert_eq!(here.replies, wait.replies);
                if wait.due_from.as_deref() == Some(me) {
                    assert_eq!((&here.due, here.overdue), (&wait.due, wait.minutes_overdue.is_some()));
                }
                assert!(!here.overdue || wait.minutes_overdue.is_some());
                assert!(wait.minutes_left.is_none_or(|left| left >= 0));
                assert!(wait.minutes_overdue.is_none_or(|over| over >= 0));
            }
        }
    }

    #[test]
    fn statistics_agree_with_what_is_open(log in some_asking_log()) {
        let index = Index::build(&log.0, instant(NOW), Zone::UTC);
        let requests = Request::all(&index, index.window, None);
        let requests: Vec<&Request<'_>> = requests.iter().collect();
        let everybody: Vec<_> = log.0.team.members.iter().map(|member| &member.handle).collect();
        let tallied = Tallied::of(&requests, &everybody);
        let matters = Matter::all(&index);
        let unanswered = |matter: &&Matter<'_>| {
            matter.conversation.as_ref().is_some_and(|it| {
                it.first_answer().is_none()
                    && !it.asked.is_empty()
                    && index.window.covers(it.address.period)
            })
        };
        // What nobody said within the window appeared in none of its updates.
        let said = |matter: &&Matter<'_>| {
            let updates = log.0.entries.iter().map(|entry| &entry.update);
            let mut keys = updates.flat_map(|update| {
                let items = update.items().filter(|(section, _)| section.stays_open());
                items.map(move |(_, item)| (update, item))
            });
            let key = index.key(matter.update, matter.item);
            keys.any(|(update, item)| index.key(update, item) == key)
        };
        let waiting = matters.iter().filter(unanswered).filter(said);
        let waiting: Vec<&Matter<'_>> = waiting.collect();
        assert_eq!(tallied.waiting, waiting.len());
        assert!(tallied.lengths.iter().all(|length| *length >= chrono::TimeDelta::zero()));
    }
}
