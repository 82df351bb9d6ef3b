use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::people::People;
use crate::model::{ChangeKind, Handle, History, Period, Revision, Update, Zone};

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

/// Whether an update first came before, during or after its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// Written before the period began, in the author's zone.
    Early,
    /// Written during the period, or on the day after its end.
    OnTime,
    /// Written later than that.
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
    /// Whether it first came before, during or after its period.
    pub timing: Timing,
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
    /// one the update names, else the member's.
    pub(super) fn build(people: &People<'_>, update: &Update, history: &History) -> Option<Self> {
        let author = &update.author;
        let view = |revision| RevisionView::build(people, author, revision);
        let (first, last) = (history.first()?, history.last()?);
        let zone = update
            .time_zone
            .as_deref()
            .and_then(|name| name.parse().ok())
            .unwrap_or_else(|| people.zone(author));
        let end = zone.end_of(update.period.last_day());
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
            timing: Timing::of(update.period, zone, first.written.to_utc()),
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
    /// Judges a moment against a period's bounds in a zone.
    fn of(period: Period, zone: Zone, written: DateTime<Utc>) -> Self {
        let grace = period.last_day().succ_opt().unwrap_or(period.last_day());
        if written < zone.start_of(period.first_day()) {
            Self::Early
        } else if written < zone.end_of(grace) {
            Self::OnTime
        } else {
            Self::Late
        }
    }
}

/// Writes a moment as RFC 3339 to the second, in its own offset.
pub(super) fn format_moment(moment: DateTime<FixedOffset>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}
