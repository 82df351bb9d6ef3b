use chrono::TimeDelta;

use super::super::{MemberState, NotExpected};
use super::{Someone, at, day, period};

#[test]
fn grace_lasts_until_the_member_is_at_work_again() {
    let after = |grace| Someone::new().daily("17:00", grace, |_| {});
    let night = || {
        Someone::new()
            .working("mon tue wed thu fri", "22:00", "06:00")
            .daily("05:00", 2, |_| {})
    };
    for (who, of, want) in [
        // At work when it is over.
        (after(17), "2026-11-18", "2026-11-19T09:00Z"),
        // Asleep; the weekend; both ends of the hours.
        (after(3), "2026-11-18", "2026-11-19T08:00Z"),
        (after(16), "2026-11-18", "2026-11-19T08:00Z"),
        (after(24), "2026-11-18", "2026-11-20T08:00Z"),
        (after(17), "2026-11-20", "2026-11-23T08:00Z"),
        (after(0), "2026-11-18", "2026-11-19T08:00Z"),
        // A holiday, a leave, and both in a row.
        (
            after(17).holiday("2026-11-19", "x"),
            "2026-11-18",
            "2026-11-20T08:00Z",
        ),
        (
            after(17).away("2026-12-19", "2027-01-03", None),
            "2026-12-18",
            "2027-01-04T08:00Z",
        ),
        (
            after(17)
                .away("2026-12-19", "2027-01-03", None)
                .holiday("2027-01-04", "x"),
            "2026-12-18",
            "2027-01-05T08:00Z",
        ),
        // It ends while the clocks change.
        (after(64), "2026-03-27", "2026-03-30T08:00Z"),
        (after(64), "2026-10-23", "2026-10-26T08:00Z"),
        // Who left is not waited for in vain, nor who is away for years.
        (
            after(17).but(|ada| ada.left = Some(day("2026-11-19"))),
            "2026-11-18",
            "never",
        ),
        (
            after(17).away("2026-11-19", "2028-01-01", None),
            "2026-11-18",
            "never",
        ),
        // A night's update, and one due in the middle of a shift.
        (night(), "2026-11-18", "2026-11-18T21:00Z"),
        (
            night().daily("23:00", 2, |_| {}),
            "2026-11-18",
            "2026-11-19T00:00Z",
        ),
        // Somebody moves during the grace.
        (
            after(17).moving("2026-11-19", "America/Los_Angeles"),
            "2026-11-18",
            "2026-11-19T17:00Z",
        ),
        (
            Someone::new().weekly("16:00", 72, |_| {}),
            "2026-W47",
            "2026-11-23T15:00Z",
        ),
    ] {
        assert_eq!(who.grace_ends(of), want, "{of}");
    }
    let endless = Someone::new().daily("17:00", 0, |d| d.grace = TimeDelta::MAX);
    assert_eq!(endless.grace_ends("2026-11-18"), "never");
}

#[test]
fn a_state_follows_from_post_proposal_and_hour() {
    let ada = Someone::new()
        .daily("17:00", 17, |_| {})
        .away("2026-11-16", "2026-11-16", Some("Ill"))
        .holiday("2026-11-17", "Feast");
    let state = |of: &str, now: &str, posted: Option<&str>, proposed| {
        let posted = posted.map(at);
        ada.agenda().state(period(of), at(now), posted, proposed)
    };
    let on_time = MemberState::Posted { late: false };
    let late = MemberState::Posted { late: true };
    for (of, now, posted, proposed, want) in [
        (
            "2026-11-18",
            "2026-11-01T00:00:00Z",
            None,
            false,
            MemberState::DueLater,
        ),
        (
            "2026-11-18",
            "2026-11-18T15:59:59Z",
            None,
            false,
            MemberState::DueLater,
        ),
        (
            "2026-11-18",
            "2026-11-18T16:00:00Z",
            None,
            false,
            MemberState::Late,
        ),
        (
            "2026-11-18",
            "2026-11-19T08:59:59Z",
            None,
            false,
            MemberState::Late,
        ),
        (
            "2026-11-18",
            "2026-11-19T09:00:00Z",
            None,
            false,
            MemberState::Missing,
        ),
        (
            "2026-11-18",
            "2026-11-19T09:00:00Z",
            None,
            true,
            MemberState::Proposed,
        ),
        (
            "2026-11-18",
            "2026-11-19T09:00:00Z",
            Some("2026-11-18T15:59:59Z"),
            true,
            on_time.clone(),
        ),
        (
            "2026-11-18",
            "2026-11-19T09:00:00Z",
            Some("2026-11-18T16:00:00Z"),
            false,
            late.clone(),
        ),
        (
            "2026-11-16",
            "2026-11-19T09:00:00Z",
            None,
            false,
            MemberState::Away(Some("Ill".to_owned())),
        ),
        (
            "2026-11-16",
            "2026-11-19T09:00:00Z",
            Some("2026-11-19T00:00:00Z"),
            false,
            on_time,
        ),
        (
            "2026-11-17",
            "2026-11-19T09:00:00Z",
            None,
            false,
            MemberState::NotExpected(NotExpected::Holiday("Feast".to_owned())),
        ),
        (
            "2026-11-21",
            "2026-11-19T09:00:00Z",
            None,
            false,
            MemberState::NotExpected(NotExpected::Cadence),
        ),
        (
            "2026-11-21",
            "2026-11-19T09:00:00Z",
            None,
            true,
            MemberState::Proposed,
        ),
    ] {
        assert_eq!(state(of, now, posted, proposed), want, "{of} at {now}");
    }
    assert!(MemberState::Missing.is_overdue() && MemberState::Late.is_overdue());
    assert!(!late.is_overdue() && !MemberState::DueLater.is_overdue());
}
