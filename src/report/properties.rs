//! What holds of every report, whatever the log holds.

mod agreement;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

use super::sample::{Log, handle};
use super::{Digest, Grouping};
use crate::model::{Health, Item, Period, ReplyEntry, ReplyState, Target, Update, Week};

/// The Monday of the window.
const MONDAY: &str = "2026-11-16";

const HANDLES: [&str; 6] = ["ada", "al", "grace", "linus", "margaret", "zed"];

fn day(offset: u64) -> NaiveDate {
    let monday: NaiveDate = MONDAY.parse().expect("a date");
    monday.checked_add_days(Days::new(offset)).expect("a date")
}

fn some_handle() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&HANDLES[..])
}

fn some_period() -> impl Strategy<Value = Period> {
    prop_oneof![
        6 => (0..7_u64).prop_map(|offset| Period::Day(day(offset))),
        1 => Just(Period::Week(Week::of(day(0)))),
    ]
}

fn some_item() -> impl Strategy<Value = Item> {
    (
        prop::option::weighted(0.8, prop::sample::select(&["a", "b", "c"][..])),
        prop::option::of(some_period()),
        prop::sample::select(&["one", "two"][..]),
        prop::option::of(0..14_u64),
        prop::option::of(some_handle()),
        prop::option::of(prop::sample::select(&["api", "API", ""][..])),
    )
        .prop_map(|(id, since, text, due, who, project)| Item {
            id: id.and_then(|id| id.parse().ok()),
            since,
            due: due.map(day),
            needs: who.map(handle).into_iter().collect(),
            project: project.map(str::to_owned),
            ..Item::new(text)
        })
}

fn some_update() -> impl Strategy<Value = Update> {
    let list = || prop::collection::vec(some_item(), 0..4);
    (
        some_handle(),
        some_period(),
        prop::option::of(prop::sample::select(&Health::ALL[..])),
        [list(), list(), list(), list()],
    )
        .prop_map(
            |(who, period, health, [done, next, blockers, questions])| Update {
                health,
                done,
                next,
                blockers,
                questions,
                ..Update::new(handle(who), period)
            },
        )
}

fn some_log() -> impl Strategy<Value = Log> {
    let reply = (
        some_handle(),
        some_period(),
        "[abc]",
        some_handle(),
        0..10_u64,
        prop::option::of(prop::sample::select(&ReplyState::ALL[..])),
    );
    (
        prop::collection::vec(some_update(), 0..12),
        prop::collection::vec(some_update(), 0..4),
        prop::collection::vec(reply, 0..6),
        any::<bool>(),
    )
        .prop_map(|(updates, before, replies, left)| {
            let mut log = Log::of("2026-W47");
            let mut seen = BTreeSet::new();
            for update in updates {
                let (who, when) = (update.author.to_string(), update.period.to_string());
                if seen.insert((who.clone(), when.clone())) {
                    log = log.post(&who, &when, |place| *place = update);
                }
            }
            for mut update in before {
                let start = day(0).checked_sub_days(Days::new(3)).expect("a date");
                update.period = Period::Day(start);
                let who = update.author.to_string();
                let when = update.period.to_string();
                log = log.before(&who, &when, |place| *place = update);
            }
            for (who, period, id, by, at, state) in replies {
                let address = format!("{who}/{period}/{id}");
                let at = format!("{}T12:00:00Z", day(at));
                log = log.resolve(&address, by, "so", &at);
                log.0.replies.last_mut().expect("a reply").reply.state = state;
            }
            log.member("ada").former_handles = vec![handle("al")];
            log.member("linus").left = left.then(|| day(0));
            log
        })
}

/// Returns what the thread of a reply is about, by its author's current handle.
fn thread(reply: &ReplyEntry) -> Target {
    let mut to = reply.reply.to.clone();
    if to.author == handle("al") {
        to.author = handle("ada");
    }
    to
}

/// Returns the addresses of all that is open, overdue plans left out.
fn open(digest: &Digest) -> Vec<(String, String, String)> {
    let attention = &digest.attention;
    let lists = attention.blockers.iter().chain(&attention.questions);
    lists
        .map(|view| {
            let name = view.item.address.as_ref().unwrap_or(&view.item.text);
            (view.author.clone(), view.section.clone(), name.clone())
        })
        .collect()
}

proptest! {
    #[test]
    fn the_numbers_are_those_of_the_lists(log in some_log()) {
        let digest = log.digest();
        let (state, attention) = (&digest.state, &digest.attention);
        assert_eq!(state.off_track, attention.off_track.len());
        assert_eq!(state.at_risk, attention.at_risk.len());
        assert_eq!(state.questions, attention.questions.len());
        assert_eq!(state.overdue, attention.overdue.len());
        let blocked: BTreeSet<&str> =
            attention.blockers.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(state.blocked, blocked.len());
        assert_eq!(state.posted, digest.groups.len());
        assert_eq!(state.members, state.posted + digest.missing.len());
        assert_eq!(digest.updates.len(), log.0.entries.len());
        let start = format!("{} of {} posted", state.posted, state.members);
        assert!(state.line.starts_with(&start));
    }

    #[test]
    fn what_has_an_address_is_open_once_or_resolved_once(log in some_log()) {
        let digest = log.digest();
        let mut seen = BTreeSet::new();
        let attention = &digest.attention;
        let lists = [&attention.blockers, &attention.questions, &digest.resolved];
        for view in lists.into_iter().flatten() {
            let Some(address) = &view.item.address else { continue };
            let address = address.replacen("al/", "ada/", 1);
            assert!(seen.insert(address), "{view:?}");
        }
        for view in attention.blockers.iter().chain(&attention.questions) {
            assert_eq!(view.resolved_by, None);
        }
        assert!(digest.resolved.iter().all(|view| view.resolved_by.is_some()));
    }

    #[test]
    fn the_details_agree_with_what_is_open(log in some_log()) {
        for by in [Grouping::Member, Grouping::Project, Grouping::Section] {
            let digest = log.digest_by(by);
            let mut lines = BTreeSet::new();
            let mut shown = Vec::new();
            for block in digest.groups.iter().flat_map(|group| &group.blocks) {
                for line in &block.lines {
                    if let Some(address) = &line.item.address {
                        let address = address.replacen("al/", "ada/", 1);
                        assert!(lines.insert(address), "{line:?} stands twice");
                    }
                    if line.state.as_deref() == Some("open") {
                        let name = line.item.address.as_ref().unwrap_or(&line.item.text);
                        shown.push((line.author.clone(), block.section.clone(), name.clone()));
                    }
                }
            }
            let posted: BTreeSet<&str> =
                digest.updates.iter().map(|update| update.name.as_str()).collect();
            let mut want = open(&digest);
            let of = |author: &str| digest.people.get(author).map(String::as_str);
            want.retain(|(author, _, _)| of(author).is_some_and(|name| posted.contains(name)));
            want.sort();
            shown.sort();
            assert_eq!(shown, want);
        }
    }

    #[test]
    fn the_order_of_threads_does_not_matter(
        (log, threads) in some_log().prop_flat_map(|log| {
            let threads: BTreeSet<Target> = log.0.replies.iter().map(thread).collect();
            let threads: Vec<Target> = threads.into_iter().collect();
            let threads = Just(threads).prop_shuffle();
            (Just(log.0), threads).prop_map(|(snapshot, threads)| (Log(snapshot), threads))
        }),
    ) {
        let digest = log.digest();
        assert_eq!(log.digest(), digest);
        let mut shuffled = log.0.clone();
        shuffled.replies.sort_by_key(|reply| threads.iter().position(|to| *to == thread(reply)));
        assert_eq!(Log(shuffled).digest(), digest);
    }

    #[test]
    fn no_clock_opens_or_closes_anything(log in some_log()) {
        let mut log = log;
        let before = open(&log.digest());
        let mut replies = log.0.replies.clone();
        replies.reverse();
        for (reply, other) in log.0.replies.iter_mut().zip(replies) {
            reply.history = other.history;
        }
        assert_eq!(open(&log.digest()), before);
    }

    #[test]
    fn everybody_who_is_mentioned_has_a_name(log in some_log()) {
        let digest = log.digest();
        let attention = &digest.attention;
        let lists = [
            &attention.blockers,
            &attention.questions,
            &attention.overdue,
            &digest.resolved,
        ];
        for view in lists.into_iter().flatten() {
            let people = view.item.needs.iter().chain(&view.item.to);
            for handle in people.chain([&view.author]).chain(&view.resolved_by) {
                assert!(digest.people.contains_key(handle), "{handle}");
            }
        }
        for update in &digest.updates {
            assert_eq!(digest.people.get(&update.author), Some(&update.name));
        }
    }

    #[test]
    fn nothing_that_is_done_is_overdue(log in some_log()) {
        let digest = log.digest();
        for view in &digest.attention.overdue {
            assert!(view.overdue_days.is_some_and(|days| days > 0));
            assert!(["blockers", "questions", "next"].contains(&view.section.as_str()));
            let latest = digest
                .updates
                .iter()
                .filter(|update| update.name == view.name)
                .filter(|update| update.period == view.period && update.author == view.author);
            for done in latest.flat_map(|update| &update.done) {
                assert!(done.address.is_none() || done.address != view.item.address);
            }
        }
    }
}
