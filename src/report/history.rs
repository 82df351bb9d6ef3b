use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::people::People;
use crate::model::{ChangeKind, Handle, History, Revision, Update, Zone};

/// One commit that added, changed or removed a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RevisionView {
    /// The commit's object id.
    pub commit: String,
    /// `added`, `changed` or `removed`.
    pub kind: String,
    /// When it was written: the author time (RFC 3339).
    pub written: String,
    /// When it arrived in the log: the committer time (RFC 3339).
    pub arrived: String,
    /// The handle of the member who wrote it, or the name the commit states.
    pub by: String,
    /// Whether somebody other than the update's author wrote it.
    pub by_other: bool,
}

/// When an update was first written: before its period, by the hour at which
/// it was due, or later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// Written before the period began, in the author's zone.
    Early,
    /// Written before the hour at which it was due.
    OnTime,
    /// Written at that hour or later.
    Late,
}

/// How an update came to be what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HistoryView {
    /// The earliest addition.
    pub first: RevisionView,
    /// The latest revision.
    pub last: RevisionView,
    /// How many revisions there are.
    pub revisions: usize,
    /// Whether it first came before its period, by the hour at which it was due
    /// from its author, or later; `null` where none was due and it did not come
    /// early.
    pub timing: Option<Timing>,
    /// Whether it was changed after it was first posted.
    pub edited: bool,
    /// Whether it was changed after its period had ended.
    pub edited_after_period: bool,
    /// Who posted it on the author's behalf: a handle, or a name.
    pub posted_by: Option<String>,
    /// Those other than the author who changed it later: handles, or names.
    pub edited_by: Vec<String>,
}

impl RevisionView {
    /// Builds the view of a revision of a file that belongs to `author`.
    ///
    /// It was written by the member whose e-mail address the commit's author
    /// has, and by somebody other than `author` unless that is the same
    /// person.
    pub(super) fn build(people: &People<'_>, author: &Handle, revision: &Revision) -> Self {
        let member = people.member_of(&revision.author);
        Self {
            commit: revision.commit.to_string(),
            kind: revision.kind.as_str().to_owned(),
            written: format_moment(revision.written),
            arrived: format_moment(revision.arrived),
            by: member.map_or_else(
                || revision.author.name.clone(),
                |member| member.handle.to_string(),
            ),
            by_other: member.is_none_or(|member| !people.same(&member.handle, author)),
        }
    }
}

impl HistoryView {
    /// Builds the view of an update's history; `None` where none is known.
    ///
    /// The bounds of the period are those of the zone the author was in: the
    /// one the update names, else the member's. What was due is reckoned by the
    /// member's own time alone, as wherever participation is told.
    pub(super) fn build(people: &People<'_>, update: &Update, history: &History) -> Option<Self> {
        let author = &update.author;
        let view = |revision| RevisionView::build(people, author, revision);
        let (first, last) = (history.first()?, history.last()?);
        let named: Option<Zone> = update.time_zone.as_deref().and_then(|it| it.parse().ok());
        let zone_on = |day| named.unwrap_or_else(|| people.zone_on(author, day));
        let (first_day, last_day) = (update.period.first_day(), update.period.last_day());
        let begin = zone_on(first_day).start_of(first_day);
        let end = zone_on(last_day).end_of(last_day);
        let edits = || {
            let oldest_first = history.revisions.iter().rev();
            oldest_first.filter(|revision| revision.kind != ChangeKind::Added)
        };
        let posted = view(first);
        let mut edited_by: Vec<String> = Vec::new();
        for edit in edits().map(view) {
            if edit.by_other && !edited_by.contains(&edit.by) {
                edited_by.push(edit.by);
            }
        }
        Some(Self {
            timing: Timing::of(
                first.written.to_utc(),
                begin,
                people.due(author, update.period),
            ),
            revisions: history.revisions.len(),
            edited: edits().next().is_some(),
            edited_after_period: edits().any(|edit| edit.written.to_utc() >= end),
            posted_by: posted.by_other.then(|| posted.by.clone()),
            edited_by,
            first: posted,
            last: view(last),
        })
    }
}

impl Timing {
    /// Judges a moment against the beginning of a period and the moment at
    /// which its update was due, if it was.
    fn of(
        written: DateTime<Utc>,
        begin: DateTime<Utc>,
        due: Option<DateTime<Utc>>,
    ) -> Option<Self> {
        if written < begin {
            return Some(Self::Early);
        }
        due.map(|due| {
            if written < due {
                Self::OnTime
            } else {
                Self::Late
            }
        })
    }
}

/// Writes a moment as RFC 3339 to the second, in its own offset.
pub(super) fn format_moment(moment: DateTime<FixedOffset>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}

#[cfg(test)]
mod tests {
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
}
