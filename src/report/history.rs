use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::people::People;
use crate::model::{ChangeKind, Handle, History, Identity, Member, Revision, Update, Zone};

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
    /// Whether somebody other than the update's author wrote it, without them.
    pub by_other: bool,
    /// Who else wrote it, as the commit says: handles, or names.
    pub co_authors: Vec<String>,
    /// Members other than who wrote it that looked at it before it was part of
    /// the log: handles.
    pub reviewed_by: Vec<String>,
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
    /// Those who wrote it with the author, as the commits say: handles, or
    /// names.
    pub co_authors: Vec<String>,
    /// Members who looked at it before it was part of the log: handles.
    pub reviewed_by: Vec<String>,
}

impl RevisionView {
    /// Builds the view of a revision of a file that belongs to `author`.
    ///
    /// It was written by the member whose e-mail address the commit's author
    /// has, and by somebody other than `author` unless that is the same
    /// person, or the commit names them as one who wrote it too.
    pub(super) fn build(people: &People<'_>, author: &Handle, revision: &Revision) -> Self {
        let member = people.member_of(&revision.author);
        let is_author = |member: Option<&Member>| {
            member.is_some_and(|member| people.same(&member.handle, author))
        };
        let mut with = revision.co_authors.iter().map(|it| people.member_of(it));
        let by = named(people, &revision.author);
        let mut co_authors: Vec<String> = Vec::new();
        for other in &revision.co_authors {
            let name = named(people, other);
            if name != by && !co_authors.contains(&name) {
                co_authors.push(name);
            }
        }
        let mut reviewed_by: Vec<String> = Vec::new();
        // Who is no member is a service, or somebody with no say in the team.
        for member in revision
            .reviewers
            .iter()
            .filter_map(|it| people.member_of(it))
        {
            let name = member.handle.to_string();
            if name != by && !is_author(Some(member)) && !reviewed_by.contains(&name) {
                reviewed_by.push(name);
            }
        }
        Self {
            commit: revision.commit.to_string(),
            kind: revision.kind.as_str().to_owned(),
            written: format_moment(revision.written),
            arrived: format_moment(revision.arrived),
            by,
            by_other: !is_author(member) && !with.any(is_author),
            co_authors,
            reviewed_by,
        }
    }

    /// Lists who wrote it with `author`: whoever committed it for them too.
    fn others(&self, author: &Handle) -> impl Iterator<Item = &String> {
        let by = (!self.by_other).then_some(&self.by).into_iter();
        by.chain(&self.co_authors)
            .filter(move |name| *name != author.as_str())
    }
}

/// Names a person: the handle of the member who has the address, or the name
/// that the commit states.
fn named(people: &People<'_>, identity: &Identity) -> String {
    people
        .member_of(identity)
        .map_or_else(|| identity.name.clone(), |member| member.handle.to_string())
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
        let current = people.current(author);
        let (mut co_authors, mut reviewed_by): (Vec<String>, Vec<String>) = Default::default();
        let add = |all: &mut Vec<String>, name: &String| {
            if !all.contains(name) {
                all.push(name.clone());
            }
        };
        for revision in history.revisions.iter().rev().map(view) {
            revision
                .others(current)
                .for_each(|it| add(&mut co_authors, it));
            revision
                .reviewed_by
                .iter()
                .for_each(|it| add(&mut reviewed_by, it));
        }
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
            co_authors,
            reviewed_by,
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
mod tests;
