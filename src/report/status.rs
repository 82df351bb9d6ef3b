use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::attendance::Mark;
use super::author::Author;
use super::index::Index;
use super::matter::Matter;
use super::mention::names;
use super::{Attention, DutyView, FORMAT_VERSION, FindingView, OpenItemView, State, TalkView};
use crate::model::{Agenda, Handle, Period, Snapshot, Update, Zone};

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
    /// How the reader stands with it, by their own calendar and cadence;
    /// `null` where nothing is expected of them and they are not away.
    pub duty: Option<DutyView>,
    /// The period of the reader's latest update.
    pub last_posted: Option<String>,
    /// The state of the team in the current week.
    pub state: State,
    /// Blockers and questions that wait for the reader's answer, the oldest
    /// first.
    pub waiting: Vec<OpenItemView>,
    /// The reader's own open blockers and questions, the oldest first.
    pub open: Vec<OpenItemView>,
    /// What concerns the reader and had better be talked over, the most
    /// pressing first.
    pub talk: Vec<TalkView>,
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

/// What a status depends on besides what the log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusOptions {
    /// The reader's handle, where they are known.
    pub me: Option<Handle>,
    /// The period that a post is for now.
    pub current: Period,
    /// Whether an update of the reader for it waits in a proposal.
    pub proposed: bool,
    /// Where the log is, for people.
    pub log: String,
    /// What waits to be sent; `None` without a remote.
    pub unsent: Option<Unsent>,
    /// The moment that it is reckoned at.
    pub instant: DateTime<Utc>,
    /// The zone that it is reckoned in.
    pub zone: Zone,
}

impl Status {
    /// Builds what a reader needs to know, from a snapshot whose window is
    /// their current ISO week.
    #[must_use]
    pub fn build(snapshot: &Snapshot, options: &StatusOptions) -> Self {
        let StatusOptions {
            current,
            instant,
            zone,
            ..
        } = *options;
        let index = Index::build(snapshot, instant, zone);
        let mut matters = Matter::all(&index);
        let attention = Attention::of(&index, &mut matters);
        let me = options.me.as_ref().map(|me| index.people.current(me));
        let mine = index.authors.iter().find(|a| Some(a.handle) == me);
        let own = |update: &Update| update.period == current && !update.is_untouched();
        let posted = mine.is_some_and(|author| author.updates().any(own));
        let duty = me
            .and_then(|me| index.people.member(me.as_str()))
            .and_then(|me| {
                let agenda = Agenda::new(&snapshot.team, me);
                let posted = posted.then_some(None);
                let mark = Mark::build(&agenda, current, posted, options.proposed, instant)?;
                Some(DutyView::build(&agenda, &mark))
            });
        let is_due = me.is_some()
            && duty.as_ref().is_some_and(|duty| {
                ["due-later", "late", "missing"].contains(&duty.state.as_str())
            });
        let state = State::build(&index, &attention);
        let mut talk = attention.talk;
        talk.retain(|one| {
            me.is_some_and(|me| one.people.iter().any(|handle| handle == me.as_str()))
        });
        let of = |wanted: &dyn Fn(&Matter<'_>) -> bool| -> Vec<OpenItemView> {
            let wanted = matters.iter().filter(|matter| wanted(matter));
            let mut views: Vec<OpenItemView> = wanted.map(|matter| matter.view.clone()).collect();
            OpenItemView::sort_by_age(&mut views);
            views
        };
        let open = of(&|matter| Some(index.people.current(&matter.update.author)) == me);
        let waiting = of(&|matter| me.is_some_and(|me| matter.waits_for(me)));
        let mut status = Self {
            tidings: FORMAT_VERSION,
            commit: snapshot.commit.to_string(),
            team: snapshot.team.name.clone(),
            log: options.log.clone(),
            me: me.map(Handle::to_string),
            period: current.to_string(),
            label: current.describe(),
            posted,
            duty,
            last_posted: mine
                .and_then(Author::latest)
                .map(|update| update.period.to_string()),
            state,
            next_command: next_command(me, is_due, waiting.first()),
            waiting,
            open,
            talk,
            unsent: options.unsent.map(|unsent| unsent.commits),
            unsent_since: options
                .unsent
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
fn next_command(me: Option<&Handle>, is_due: bool, oldest: Option<&OpenItemView>) -> String {
    match (me, is_due, oldest) {
        (None, _, _) => "tidings join".to_owned(),
        (Some(_), true, _) => "tidings post".to_owned(),
        (Some(_), false, Some(view)) => match &view.item.address {
            Some(address) => format!("tidings show {address}"),
            None => format!("tidings show {}/{}", view.author, view.period),
        },
        (Some(_), false, None) => "tidings digest".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Absence, Cadence};
    use crate::report::sample::{Log, handle, instant, item, items, period};

    fn status(log: &Log, me: Option<&str>, current: &str) -> Status {
        let options = StatusOptions {
            me: me.map(handle),
            current: period(current),
            proposed: false,
            log: "here".to_owned(),
            unsent: Some(Unsent {
                commits: 2,
                since: None,
            }),
            instant: instant("2026-11-23T09:00:00Z"),
            zone: Zone::UTC,
        };
        Status::build(&log.0, &options)
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
    fn what_waits_is_what_the_reader_has_yet_to_answer() {
        let question = |to: &str| {
            let mut item = item("aaaa: which queue?");
            item.to = vec![handle(to)];
            item
        };
        for (to, said, want) in [
            ("ada", None, true),
            ("platform", None, true),
            ("mobile", None, false),
            // It is Grace's turn again, or Ada has seen it.
            ("platform", Some(("linus", "words")), false),
            ("ada", Some(("ada", "acknowledged")), false),
            ("platform", Some(("linus", "acknowledged")), true),
            // Who was not asked has not answered for her.
            ("ada", Some(("linus", "words")), true),
        ] {
            for has_id in [true, false] {
                let mut log = Log::of("2026-W48").before("grace", "2026-11-20", |update| {
                    update.questions = vec![question(to)];
                    if !has_id {
                        update.questions[0].id = None;
                    }
                });
                for (who, team) in [
                    ("ada", "Platform"),
                    ("linus", "Platform"),
                    ("grace", "mobile"),
                ] {
                    log.member(who).teams = vec![team.to_owned()];
                }
                if let (Some((who, what)), true) = (said, has_id) {
                    let to = "grace/2026-11-20/aaaa";
                    log = log.reply(to, who, what, "2026-11-20T12:00:00Z");
                }
                let want = want || !has_id && to != "mobile";
                let waiting = status(&log, Some("ada"), "2026-11-23").waiting;
                assert_eq!(!waiting.is_empty(), want, "{to}, {said:?}, {has_id}");
            }
        }
    }

    #[test]
    fn what_waits_is_what_a_group_is_asked_and_nobody_answered() {
        let mut log = log();
        log.member("ada").teams.push("Crew".to_owned());
        log.0.before[1].update.questions[2].to = vec![handle("crew")];
        let waiting = |log: &Log| {
            let waiting = status(log, Some("ada"), "2026-11-23").waiting;
            let ids = waiting.into_iter().filter_map(|view| view.item.id);
            ids.collect::<Vec<_>>()
        };
        assert_eq!(waiting(&log), ["dddd", "cccc", "eeee"]);
        let at = "2026-11-23T08:00:00Z";
        let log = log
            .reply("grace/2026-11-20/cccc", "ada", "forty", at)
            .reply("grace/2026-11-18/dddd", "ada", "acknowledged", at);
        assert_eq!(waiting(&log), ["eeee"]);
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
        let mut weekly = posted();
        weekly.member("ada").cadence = Some(Cadence::weekly());
        let weekly = status(&weekly, Some("ada"), "2026-W48");
        assert_eq!(
            (weekly.posted, weekly.next_command.as_str()),
            (false, "tidings post")
        );
        let state = |status: Status| status.duty.map(|duty| duty.state);
        assert_eq!(state(weekly).as_deref(), Some("due-later"));
        // Whoever is off is not asked to post.
        let mut away = log();
        away.member("ada").absences = vec![Absence {
            from: "2026-11-23".parse().expect("a day"),
            until: "2026-11-27".parse().expect("a day"),
            reason: None,
        }];
        for (log, current, want) in [
            (&away, "2026-11-23", Some("away")),
            (&log(), "2026-11-22", None),
            (&log(), "2026-11-20", Some("missing")),
        ] {
            let status = status(log, Some("ada"), current);
            let is_due = status.next_command == "tidings post";
            assert_eq!(is_due, want == Some("missing"), "{current}");
            assert_eq!(state(status).as_deref(), want, "{current}");
        }
    }
}
