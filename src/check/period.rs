use chrono::{DateTime, Utc};

use crate::model::{Agenda, ChangeSet, FileChange, Finding, Period, Severity, Zone};

use super::circle::Circle;
use super::{File, Rule};

/// An update for a period that has not begun.
pub(super) const FUTURE: Rule = Rule {
    name: "future-period",
    severity: Severity::Warning,
    title: "An update is for a period that has begun",
    why: "Nobody knows yet what will have been done. It counts by the author's own calendar day, \
          whatever the machine's zone says.",
    remedy: "correct the date; plans for that day belong under 'next' today",
    bad: "+++ updates/2026/12/24/ada.yaml\ndone: [Wrapped the presents]",
    good: "+++ updates/2026/11/22/ada.yaml\ndone: [Shipped it]",
};

/// A new update for a period that is long over.
pub(super) const PAST: Rule = Rule {
    name: "long-past",
    severity: Severity::Warning,
    title: "A new update is not for a period that is long past",
    why: "It is more than 60 days ago: most often a slip in year or month, and in any case no digest \
          shows it any more.",
    remedy: "correct the date, or leave it where it is meant",
    bad: "+++ updates/2025/11/20/ada.yaml\ndone: [Shipped it]",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
};

/// A change to what a published digest was built from.
pub(super) const PUBLISHED: Rule = Rule {
    name: "published-changed",
    severity: Severity::Warning,
    title: "What a published digest says stays as it was",
    why: "The digest of its period is in digests/ already, and will go on saying what the update said \
          then. A first update that comes late is fine: the next digest opens with it.",
    remedy: "say what has changed in your next update, or in a reply",
    bad: "=== digests/2026/W46.md\n# Week 46\n--- updates/2026/11/12/ada.yaml\ndone: [Shipped it]\n+++ updates/2026/11/12/ada.yaml\ndone: [Shipped nothing]",
    good: "=== digests/2026/W46.md\n# Week 46\n+++ updates/2026/11/12/ada.yaml\ndone: [Shipped it]",
};

/// The days after which a new update is long past.
const LONG: i64 = 60;

/// Judges the period of an update; `is_new` where there was none for it.
pub(super) fn check(
    file: &File<'_>,
    is_new: bool,
    circle: &Circle<'_>,
    instant: DateTime<Utc>,
    findings: &mut Vec<Finding>,
) {
    let Some(update) = &file.update else { return };
    let Some(member) = circle.member(&update.author) else {
        return;
    };
    // Who travels may be ahead of the zone that the team file has.
    let there = update
        .time_zone
        .as_deref()
        .and_then(|zone| zone.parse().ok());
    let home = Agenda::new(circle.team, member).today(instant);
    let today = there.map_or(home, |zone: Zone| zone.day_at(instant).max(home));
    let period = update.period;
    let place = file.place_of_key("period");
    if period.first_day() > today {
        let message = format!(
            "{} has not begun, and it is {} where '{}' is",
            period.describe(),
            Period::Day(today).describe(),
            member.handle
        );
        findings.push(FUTURE.finding(file.path, place, message));
    }
    let age = (today - period.last_day()).num_days();
    if is_new && age > LONG {
        let message = format!("{} is {age} days past", period.describe());
        findings.push(PAST.finding(file.path, place, message));
    }
}

/// Reports a change to what was published.
pub(super) fn check_published(
    set: &ChangeSet,
    change: &FileChange,
    period: Period,
    path: &str,
    findings: &mut Vec<Finding>,
) {
    if change.before.is_none() {
        return;
    }
    let covers = |digest: &&Period| {
        digest.contains(period.first_day()) && digest.contains(period.last_day())
    };
    if let Some(digest) = set.published.iter().find(covers) {
        let message = format!("the digest of {} was published with it", digest.describe());
        findings.push(PUBLISHED.finding(path, None, message));
    }
}
