use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::author::Author;
use super::index::Index;
use super::mention::names;
use super::{Attention, FORMAT_VERSION, FindingView, OpenItemView, State};
use crate::model::{Handle, Period, Snapshot, Zone};

/// What a member needs to know at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Status {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The name of the team.
    pub team: String,
    /// The repository and branch that hold the log, for people.
    pub log: String,
    /// The reader's handle, where they are known.
    pub me: Option<String>,
    /// The reader's current period: `2026-11-23`.
    pub period: String,
    /// That period for people: `Monday 2026-11-23`.
    pub label: String,
    /// Whether the reader has posted for it.
    pub posted: bool,
    /// The period of the reader's latest update.
    pub last_posted: Option<String>,
    /// The state of the team in the current week.
    pub state: State,
    /// Blockers and questions that wait for the reader, the oldest first.
    pub waiting: Vec<OpenItemView>,
    /// The reader's own open blockers and questions, the oldest first.
    pub open: Vec<OpenItemView>,
    /// Commits that no remote is known to hold; `null` without a remote.
    pub unsent: Option<usize>,
    /// The day on which the oldest of them was written: `2026-11-20`.
    pub unsent_since: Option<String>,
    /// The command that comes next, as one would type it.
    pub next_command: String,
    /// The names of everybody who is mentioned, by handle.
    pub people: BTreeMap<String, String>,
    /// What was wrong with files.
    pub findings: Vec<FindingView>,
}

/// What waits to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// How many commits.
    pub commits: usize,
    /// The day on which the oldest of them was written.
    pub since: Option<NaiveDate>,
}

impl Status {
    /// Builds what `me` needs to know, from a snapshot whose window is the
    /// reader's current ISO week; `current` is the period that a post is for
    /// now, and `log` says where the log is.
    #[must_use]
    pub fn build(
        snapshot: &Snapshot,
        me: Option<&Handle>,
        current: Period,
        log: &str,
        unsent: Option<Unsent>,
        instant: DateTime<Utc>,
        zone: Zone,
    ) -> Self {
        let index = Index::build(snapshot, instant, zone);
        let attention = Attention::build(&index);
        let me = me.map(|me| index.people.current(me));
        let mine = index.authors.iter().find(|a| Some(a.handle) == me);
        let posted = mine.is_some_and(|author| author.updates().any(|u| u.period == current));
        let state = State::build(&index, &attention);
        let is_me = |handle: &str| {
            let known = index.people.member(handle).map(|member| &member.handle);
            me.is_some_and(|me| known.map_or(handle, Handle::as_str) == me.as_str())
        };
        let mut open: Vec<OpenItemView> = attention
            .blockers
            .into_iter()
            .chain(attention.questions)
            .collect();
        OpenItemView::sort_by_age(&mut open);
        let (open, others): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|view| is_me(&view.author));
        let waiting: Vec<OpenItemView> = others
            .into_iter()
            .filter(|view| {
                let mut asked = view.item.needs.iter().chain(&view.item.to);
                asked.any(|handle| is_me(handle))
            })
            .collect();
        let mut status = Self {
            tidings: FORMAT_VERSION,
            commit: snapshot.commit.to_string(),
            team: snapshot.team.name.clone(),
            log: log.to_owned(),
            me: me.map(Handle::to_string),
            period: current.to_string(),
            label: current.describe(),
            posted,
            last_posted: mine
                .and_then(Author::latest)
                .map(|update| update.period.to_string()),
            state,
            next_command: next_command(me, posted, waiting.first()),
            waiting,
            open,
            unsent: unsent.map(|unsent| unsent.commits),
            unsent_since: unsent
                .and_then(|unsent| unsent.since)
                .map(|day| day.to_string()),
            people: BTreeMap::new(),
            findings: FindingView::list(&snapshot.findings),
        };
        status.people = names(&status, &index.people);
        status
    }
}

/// Returns the command that comes next, as one would type it: joining, then
/// posting, then looking at what has waited longest, then reading.
fn next_command(me: Option<&Handle>, posted: bool, oldest: Option<&OpenItemView>) -> String {
    match (me, posted, oldest) {
        (None, _, _) => "tidings join".to_owned(),
        (Some(_), false, _) => "tidings post".to_owned(),
        (Some(_), true, Some(view)) => match &view.item.address {
            Some(address) => format!("tidings show {address}"),
            None => format!("tidings show {}/{}", view.author, view.period),
        },
        (Some(_), true, None) => "tidings digest".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{Log, handle, instant, item, items, period};

    fn status(log: &Log, me: Option<&str>, current: &str) -> Status {
        let me = me.map(handle);
        let now = instant("2026-11-23T09:00:00Z");
        let current = period(current);
        Status::build(
            &log.0,
            me.as_ref(),
            current,
            "here",
            Some(Unsent {
                commits: 2,
                since: None,
            }),
            now,
            Zone::UTC,
        )
    }

    fn log() -> Log {
        let ask = |source: &str, whom: &str| {
            let mut item = item(source);
            item.to = vec![handle(whom)];
            item
        };
        let mut log = Log::of("2026-W48")
            .before("ada", "2026-11-20", |update| {
                update.blockers = items(&["aaaa@2026-11-18: mine"]);
                update.questions = vec![ask("bbbb: to myself?", "ada")];
            })
            .before("grace", "2026-11-20", |update| {
                update.questions = vec![
                    ask("cccc: to ada?", "ada"),
                    ask("dddd@2026-11-18: to al?", "al"),
                    ask("eeee: to linus?", "linus"),
                ];
            })
            .post("linus", "2026-11-23", |_| {});
        log.member("ada").former_handles = vec![handle("al")];
        log
    }

    #[test]
    fn tells_what_waits_for_whom() {
        for me in ["ada", "al"] {
            let status = status(&log(), Some(me), "2026-11-23");
            assert_eq!(status.me.as_deref(), Some("ada"));
            let ids = |list: &[OpenItemView]| -> Vec<String> {
                list.iter()
                    .filter_map(|view| view.item.id.clone())
                    .collect()
            };
            assert_eq!(ids(&status.waiting), ["dddd", "cccc"]);
            assert_eq!(ids(&status.open), ["aaaa", "bbbb"]);
            assert!(!status.posted);
            assert_eq!(status.last_posted.as_deref(), Some("2026-11-20"));
            assert_eq!(status.label, "Monday 2026-11-23");
            let line = "1 of 4 posted · 1 blocked · 4 questions";
            assert_eq!(status.state.line, line);
        }
    }

    #[test]
    fn names_the_next_command() {
        let posted = || log().post("ada", "2026-11-23", |_| {});
        let mut by_hand = posted();
        let update = &mut by_hand.0.before[1].update;
        update.questions.retain_mut(|item| item.id.take().is_some());
        let mut nothing = posted();
        nothing.0.before.clear();
        for (log, me, want) in [
            (&posted(), None, "tidings join"),
            (&log(), Some("ada"), "tidings post"),
            (&log(), Some("margaret"), "tidings post"),
            (&posted(), Some("ada"), "tidings show grace/2026-11-18/dddd"),
            (&by_hand, Some("ada"), "tidings show grace/2026-11-20"),
            (&nothing, Some("ada"), "tidings digest"),
        ] {
            assert_eq!(status(log, me, "2026-11-23").next_command, want);
        }
        // A day's update is none for the week.
        let weekly = status(&posted(), Some("ada"), "2026-W48");
        assert_eq!(
            (weekly.posted, weekly.next_command.as_str()),
            (false, "tidings post")
        );
    }
}
