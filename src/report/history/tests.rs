use super::*;
use std::collections::BTreeSet;

use crate::model::{ChangeKind, Move, Team};
use crate::report::sample::{Log, handle, member, period, revision};

fn history(update: &Update, revisions: Vec<Revision>) -> HistoryView {
    let mut ada = member("Ada", "Europe/Paris");
    ada.emails.push("ADA@home.example.org".to_owned());
    ada.former_handles = vec![handle("al")];
    let team = Team {
        members: vec![ada, member("Grace", "America/New_York")],
        ..Team::default()
    };
    let people = People::build(&team);
    let history = History { revisions };
    HistoryView::build(&people, update, &history).expect("there are revisions")
}

#[test]
fn timing_is_judged_in_the_zone_of_the_author() {
    // A daily update is due at 17:00 in Paris, and none on a Saturday.
    let (early, on_time, late) = (
        Some(Timing::Early),
        Some(Timing::OnTime),
        Some(Timing::Late),
    );
    for (when, zone, written, want) in [
        ("2026-11-20", None, "2026-11-19T22:59:59Z", early),
        ("2026-11-20", None, "2026-11-19T23:00:00Z", on_time),
        ("2026-11-20", None, "2026-11-20T15:59:59Z", on_time),
        ("2026-11-20", None, "2026-11-20T16:00:00Z", late),
        ("2026-11-20", None, "2026-12-20T16:00:00Z", late),
        // Offsets are only another spelling of the moment.
        ("2026-11-20", None, "2026-11-21T00:59:59+09:00", on_time),
        // What nobody expected cannot be late.
        ("2026-11-21", None, "2026-11-20T22:59:59Z", early),
        ("2026-11-21", None, "2026-11-21T12:00:00Z", None),
        ("2026-11-21", None, "2026-11-25T12:00:00Z", None),
        ("2026-W47", None, "2026-11-15T22:59:59Z", early),
        ("2026-W47", None, "2026-11-23T23:00:00Z", None),
        // A zone that the update names moves the day, and no due hour.
        (
            "2026-11-20",
            Some("Asia/Tokyo"),
            "2026-11-19T14:59:59Z",
            early,
        ),
        (
            "2026-11-20",
            Some("Asia/Tokyo"),
            "2026-11-19T15:00:00Z",
            on_time,
        ),
        (
            "2026-11-20",
            Some("Asia/Tokyo"),
            "2026-11-20T15:59:59Z",
            on_time,
        ),
        // One that does not exist is a finding, and no reason.
        (
            "2026-11-20",
            Some("Mars/Olympus"),
            "2026-11-19T22:59:59Z",
            early,
        ),
    ] {
        let mut update = Update::new(handle("ada"), period(when));
        update.time_zone = zone.map(str::to_owned);
        let first = revision(ChangeKind::Added, "ada", written);
        let view = history(&update, vec![first]);
        assert_eq!(view.timing, want, "{when} {zone:?} {written}");
        assert!(!view.edited && !view.edited_after_period);
    }
}

#[test]
fn late_is_the_same_wherever_it_is_told() {
    let mut log = Log::of("2026-W47");
    log.member("ada").moves = vec![Move {
        on: "2026-11-18".parse().expect("a day"),
        to: "America/Lima".parse().expect("a zone"),
    }];
    log.member("ada").former_handles = vec![handle("al")];
    log.member("ada").emails.push("al@example.org".to_owned());
    let log = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"]
        .into_iter()
        .fold(log, |log, day| log.post("al", day, |_| {}))
        .post("grace", "2026-11-21", |_| {})
        .post("zed", "2026-11-20", |_| {});
    let digest = log.digest();
    let told = |author: &str, period: &str| {
        let rows = digest.attendance.iter().filter(|row| row.handle == author);
        let mut periods = rows.flat_map(|row| &row.periods);
        let duty = periods.find(|duty| duty.period == period);
        duty.and_then(|duty| duty.on_time)
    };
    let mut seen = BTreeSet::new();
    for update in &digest.updates {
        let timing = update.history.as_ref().expect("a history").timing;
        let on_time = timing.map(|timing| timing != Timing::Late);
        let author = update.author.replace("al", "ada");
        assert_eq!(told(&author, &update.period), on_time, "{update:?}");
        seen.insert(on_time);
    }
    assert_eq!(seen.len(), 3);
    assert_eq!(
        digest.groups[0].remarks,
        ["late: 2026-11-16, 2026-11-17"],
        "five in the afternoon, UTC, is late in Paris and noon in Lima"
    );
}

#[test]
fn a_revision_belongs_to_whoever_has_the_address() {
    let update = Update::new(handle("ada"), period("2026-11-20"));
    for (email, author, by, other) in [
        ("ada@example.org", "ada", "ada", false),
        ("ada@HOME.example.org", "ada", "ada", false),
        ("ada@example.org", "al", "ada", false),
        ("grace@example.org", "ada", "grace", true),
        ("nobody@example.org", "ada", "Some One", true),
        ("nobody@example.org", "nobody", "Some One", true),
    ] {
        let mut update = update.clone();
        update.author = handle(author);
        let mut one = revision(ChangeKind::Added, "x", "2026-11-20T12:00:00+05:30");
        one.author.name = "Some One".to_owned();
        one.author.email = email.to_owned();
        let view = history(&update, vec![one]);
        assert_eq!((view.first.by.as_str(), view.first.by_other), (by, other));
        assert_eq!(view.posted_by.as_deref(), other.then_some(by));
        assert_eq!(view.first.written, "2026-11-20T12:00:00+05:30");
    }
}

#[test]
fn who_helped_is_told_from_who_meddled() {
    let who = |email: &str| Identity {
        name: "Some One".to_owned(),
        email: email.to_owned(),
    };
    let one = |author: &str, with: &[&str], reviewers: &[&str]| {
        let at = "2026-11-20T12:00:00Z";
        let mut one = revision(ChangeKind::Added, "x", at);
        one.author = who(author);
        one.co_authors = with.iter().map(|it| who(it)).collect();
        one.reviewers = reviewers.iter().map(|it| who(it)).collect();
        one
    };
    let (ada, al, grace) = (
        "ada@example.org",
        "ada@home.example.org",
        "grace@example.org",
    );
    let (github, nobody) = ("noreply@github.com", "nobody@example.org");
    for (author, with, reviewers, want) in [
        (ada, &[][..], &[grace][..], (None, &[][..], &["grace"][..])),
        // Nobody reviews what they wrote, and a service reviews nothing.
        (ada, &[], &[al, github, nobody], (None, &[], &[])),
        (
            ada,
            &[al, grace],
            &[grace, grace],
            (None, &["grace"], &["grace"]),
        ),
        (ada, &[nobody], &[], (None, &["Some One"], &[])),
        // What a reviewer proposed and the author took is theirs both.
        (grace, &[ada], &[], (None, &["grace"], &[])),
        (grace, &[], &[grace, al], (Some("grace"), &[], &[])),
    ] {
        let update = Update::new(handle("ada"), period("2026-11-20"));
        let view = history(&update, vec![one(author, with, reviewers)]);
        let told = (
            view.posted_by.as_deref(),
            &view
                .co_authors
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()[..],
            &view
                .reviewed_by
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()[..],
        );
        assert_eq!(told, want, "{author} {with:?} {reviewers:?}");
    }
}

#[test]
fn edits_are_told_from_the_post() {
    let update = Update::new(handle("ada"), period("2026-11-20"));
    let changed = |by, at| revision(ChangeKind::Changed, by, at);
    let view = history(
        &update,
        vec![
            changed("ada", "2026-11-20T22:59:59Z"),
            changed("zed", "2026-11-20T15:00:00Z"),
            changed("grace", "2026-11-20T14:00:00Z"),
            changed("zed", "2026-11-20T13:00:00Z"),
            revision(ChangeKind::Added, "grace", "2026-11-20T12:00:00Z"),
        ],
    );
    assert_eq!(view.revisions, 5);
    assert!(view.edited && !view.edited_after_period);
    assert_eq!(view.posted_by.as_deref(), Some("grace"));
    assert_eq!(view.edited_by, ["zed", "grace"]);
    assert_eq!(view.first.kind, "added");
    assert_eq!(view.last.by, "ada");

    let log = Log::of("2026-W47").post("ada", "2026-11-20", |_| {});
    let log = log.edit("ada", "2026-11-20", "grace", "2026-11-20T23:00:00Z");
    let digest = log.digest();
    let view = digest.updates[0].history.as_ref().expect("a history");
    assert!(view.edited_after_period);
    assert_eq!(
        digest.groups[0].remarks,
        [
            "late: 2026-11-20",
            "edited after its period: 2026-11-20",
            "edited by grace: 2026-11-20"
        ]
    );
}

#[test]
fn what_is_unknown_is_not_made_up() {
    let mut log = Log::of("2026-W47").post("ada", "2026-11-20", |_| {});
    log.0.entries[0].history.revisions.clear();
    let digest = log.digest();
    assert_eq!(digest.updates[0].history, None);
    assert!(digest.groups[0].remarks.is_empty());
}
