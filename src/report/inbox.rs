mod gather;
mod news;
mod own;
#[cfg(test)]
mod tests;

pub use news::NewsView;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::index::Index;
use super::mention::names;
use super::moment::{describe, local};
use super::{FORMAT_VERSION, FindingView, SaidView, WaitingView};
use crate::model::{CommitId, Handle, Snapshot, Zone};
pub(super) use gather::Gathered;

/// What waits for a member, and what is new to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Inbox {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The name of the team.
    pub team: String,
    /// The reader's handle.
    pub me: String,
    /// The zone that moments are given in: the reader's.
    pub time_zone: String,
    /// The moment that it is reckoned at (RFC 3339).
    pub instant: String,
    /// From where on what is listed is new.
    pub since: SinceView,
    /// How much there is of everything, as one line of text: `3 wait for you ·
    /// 1 overdue · 12 updates and 4 replies are new`.
    pub line: String,
    /// What waits, the oldest promise first, then the oldest without one,
    /// then thanks.
    pub waiting: Vec<WaitingView>,
    /// What the reader was asked, has acknowledged, and nobody has answered.
    pub acknowledged: Vec<WaitingView>,
    /// The updates of others that are new or changed, the latest period first.
    pub updates: Vec<NewsView>,
    /// The replies of others that are new and do not wait above, the latest
    /// first.
    pub replies: Vec<SaidView>,
    /// The names of everybody who is mentioned, by handle.
    pub people: BTreeMap<String, String>,
    /// What was wrong with files.
    pub findings: Vec<FindingView>,
}

/// From where on something is new to a reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SinceView {
    /// The commit after which it came.
    pub commit: String,
    /// The moment that this stands for (RFC 3339).
    pub at: String,
    /// The same for people: `Friday 17:00`.
    pub label: String,
    /// Why from there: the log was `read` up to there, the reader `posted`
    /// then, they went `away` then, it was `asked` for, or it is the `start`.
    pub reason: String,
}

/// Why something is new from some commit on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SinceReason {
    /// The log was read up to there.
    Read,
    /// The reader posted last then.
    Posted,
    /// The reader went away then.
    Away,
    /// It was asked for.
    Asked,
    /// The reader has neither read nor posted.
    Start,
}

impl SinceReason {
    /// Returns the spelling used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Posted => "posted",
            Self::Away => "away",
            Self::Asked => "asked",
            Self::Start => "start",
        }
    }
}

/// From where on what a snapshot holds is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The commit after which it came.
    pub commit: CommitId,
    /// The moment that this stands for.
    pub at: DateTime<Utc>,
    /// Why from there.
    pub reason: SinceReason,
}

impl Since {
    pub(super) fn view(&self, index: &Index<'_>) -> SinceView {
        SinceView {
            commit: self.commit.to_string(),
            at: local(self.at, index.zone),
            label: describe(self.at, index.today, index.zone),
            reason: self.reason.as_str().to_owned(),
        }
    }
}

/// What an inbox depends on besides what the log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxOptions {
    /// The reader's handle.
    pub me: Handle,
    /// From where on what the snapshot holds is new.
    pub since: Since,
    /// The moment that it is reckoned at.
    pub instant: DateTime<Utc>,
    /// The reader's zone.
    pub zone: Zone,
}

impl Inbox {
    /// Builds the inbox of a member out of what is news to them.
    #[must_use]
    pub fn build(snapshot: &Snapshot, options: &InboxOptions) -> Self {
        let InboxOptions { instant, zone, .. } = *options;
        let index = Index::build(snapshot, instant, zone);
        let me = index.people.current(&options.me);
        let Gathered {
            waiting,
            acknowledged,
        } = Gathered::of(&index, snapshot, me, instant);
        let updates = NewsView::list(&index, snapshot, me);
        let replies = news::replies(&index, snapshot, me, &waiting);
        let mut inbox = Self {
            tidings: FORMAT_VERSION,
            commit: snapshot.commit.to_string(),
            team: snapshot.team.name.clone(),
            me: me.to_string(),
            time_zone: zone.name().to_owned(),
            instant: local(instant, zone),
            since: options.since.view(&index),
            line: line(&waiting, updates.len(), replies.len()),
            waiting,
            acknowledged,
            updates,
            replies,
            people: BTreeMap::new(),
            findings: FindingView::list(&snapshot.findings),
        };
        inbox.people = names(&inbox, &index.people);
        inbox
    }
}

/// Returns how much there is of everything.
pub(super) fn line(waiting: &[WaitingView], updates: usize, replies: usize) -> String {
    let mut parts = Vec::new();
    let (thanks, others): (Vec<_>, Vec<_>) = waiting.iter().partition(|view| view.kind == "kudos");
    parts.push(match others.len() {
        0 => "nothing waits for you".to_owned(),
        1 => "1 waits for you".to_owned(),
        number => format!("{number} wait for you"),
    });
    let overdue = waiting.iter().filter(|view| view.overdue).count();
    if overdue > 0 {
        parts.push(format!("{overdue} overdue"));
    }
    if !thanks.is_empty() {
        parts.push(format!("{} kudos", thanks.len()));
    }
    let counted = |number: usize, one: &str, many: &str| {
        (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
    };
    let new = [
        counted(updates, "update", "updates"),
        counted(replies, "reply", "replies"),
    ];
    let new: Vec<String> = new.into_iter().flatten().collect();
    if !new.is_empty() {
        parts.push(format!("{} new", new.join(" and ")));
    }
    parts.join(" · ")
}
