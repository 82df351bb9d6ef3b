use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::history::format_moment;
use super::index::Index;
use super::mention::names;
use super::people::People;
use super::{FORMAT_VERSION, FindingView, OpenItemView, RevisionView, UpdateView};
use crate::model::{Entry, Handle, ItemId, Period, ReplyEntry, Snapshot, Target, Zone};

/// A reply to an update or item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReplyView {
    /// The handle of whoever replied.
    pub author: String,
    /// The name of whoever replied.
    pub name: String,
    /// What is answered: `ada/2026-11-22/b7k2`.
    pub to: String,
    /// What it does to the item: `resolved`.
    pub state: Option<String>,
    /// What is said.
    pub text: Option<String>,
    /// When it was written (RFC 3339), where its history is known.
    pub written: Option<String>,
    /// The commit that added it.
    pub commit: Option<String>,
}

/// One update or one item, whole, with its replies and history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Thread {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The full address of what is shown.
    pub address: String,
    /// The item, where one was asked for.
    pub item: Option<OpenItemView>,
    /// The update that holds it, whole.
    pub update: UpdateView,
    /// The replies to the item, or to the update and all of its items, in
    /// topological order.
    pub replies: Vec<ReplyView>,
    /// Every revision of the update, the latest first.
    pub revisions: Vec<RevisionView>,
    /// The names of everybody who is mentioned, by handle.
    pub people: BTreeMap<String, String>,
    /// What was wrong with files and commits.
    pub findings: Vec<FindingView>,
}

impl ReplyView {
    fn build(people: &People<'_>, entry: &ReplyEntry) -> Self {
        let ReplyEntry { reply, history, .. } = entry;
        let first = history.first();
        Self {
            author: reply.author.to_string(),
            name: people.name(reply.author.as_str()),
            to: reply.to.to_string(),
            state: reply.state.map(|state| state.as_str().to_owned()),
            text: reply.text.clone(),
            written: first.map(|revision| format_moment(revision.written)),
            commit: first.map(|revision| revision.commit.to_string()),
        }
    }
}

impl Thread {
    /// Builds the whole of one update, or of one of its items, from a
    /// snapshot that holds the update of `author` for `period`.
    ///
    /// Returns `None` where the snapshot holds no such update, or the update
    /// no item of this `id`.
    #[must_use]
    pub fn build(
        snapshot: &Snapshot,
        author: &Handle,
        period: Period,
        id: Option<&ItemId>,
        instant: DateTime<Utc>,
        zone: Zone,
    ) -> Option<Self> {
        let index = Index::build(snapshot, instant, zone);
        let people = &index.people;
        let of_period = || {
            snapshot
                .entries
                .iter()
                .filter(|e| e.update.period == period)
        };
        let entry: &Entry = of_period()
            .find(|entry| entry.update.author == *author)
            .or_else(|| of_period().find(|entry| people.same(&entry.update.author, author)))?;
        let update = &entry.update;
        let item = match id {
            None => None,
            Some(id) => Some(
                update
                    .items()
                    .find(|(_, item)| item.id.as_ref() == Some(id))?,
            ),
        };
        let target = |id: Option<&ItemId>, period: Period| Target {
            author: people.current(&update.author).clone(),
            period,
            id: id.cloned(),
        };
        let targets: BTreeSet<Target> = match item {
            Some((_, item)) => {
                BTreeSet::from([target(item.id.as_ref(), item.first_period(period))])
            }
            None => update
                .items()
                .filter(|(_, item)| item.id.is_some())
                .map(|(_, item)| target(item.id.as_ref(), item.first_period(period)))
                .chain([target(None, period)])
                .collect(),
        };
        let answers = |entry: &&ReplyEntry| {
            let to = &entry.reply.to;
            let author = people.current(&to.author).clone();
            targets.contains(&Target {
                author,
                ..to.clone()
            })
        };
        let item = item.map(|(section, item)| OpenItemView::build(&index, update, section, item));
        let revisions = entry.history.revisions.iter();
        let mut thread = Self {
            tidings: FORMAT_VERSION,
            commit: snapshot.commit.to_string(),
            address: item
                .as_ref()
                .and_then(|view| view.item.address.clone())
                .unwrap_or_else(|| format!("{}/{period}", update.author)),
            item,
            update: UpdateView::build(people, entry),
            replies: snapshot
                .replies
                .iter()
                .filter(answers)
                .map(|entry| ReplyView::build(people, entry))
                .collect(),
            revisions: revisions
                .map(|revision| RevisionView::build(people, &update.author, revision))
                .collect(),
            people: BTreeMap::new(),
            findings: FindingView::list(&snapshot.findings),
        };
        thread.people = names(&thread, people);
        Some(thread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{Log, handle, instant, items, period};

    fn log() -> Log {
        let mut log = Log::of("2026-11-18")
            .post("ada", "2026-11-18", |update| {
                update.done = items(&["done"]);
                update.blockers = items(&["bbbb@2026-11-16: stuck", "cccc: new"]);
            })
            .edit("ada", "2026-11-18", "grace", "2026-11-19T08:00:00Z")
            .resolve(
                "ada/2026-11-16/bbbb",
                "grace",
                "Unstuck",
                "2026-11-19T09:00:00Z",
            )
            .resolve(
                "ada/2026-11-18/bbbb",
                "grace",
                "Another",
                "2026-11-19T09:00:00Z",
            )
            .resolve(
                "ada/2026-11-18/cccc",
                "al",
                "By an old handle",
                "2026-11-19T09:00:00Z",
            )
            .resolve(
                "grace/2026-11-18/cccc",
                "ada",
                "Of grace",
                "2026-11-19T09:00:00Z",
            );
        let mut whole = log.0.replies[0].clone();
        whole.reply.to.id = None;
        whole.reply.to.period = period("2026-11-18");
        whole.reply.to.author = handle("al");
        whole.reply.state = None;
        whole.history.revisions.clear();
        log.0.replies.push(whole);
        log.member("ada").former_handles = vec![handle("al")];
        log
    }

    fn thread(author: &str, when: &str, id: Option<&str>) -> Option<Thread> {
        let id: Option<ItemId> = id.map(|id| id.parse().expect(id));
        let (author, when) = (handle(author), period(when));
        let now = instant("2026-11-23T09:00:00Z");
        Thread::build(&log().0, &author, when, id.as_ref(), now, Zone::UTC)
    }

    #[test]
    fn an_update_comes_with_the_replies_to_all_of_it() {
        for author in ["ada", "al"] {
            let thread = thread(author, "2026-11-18", None).expect("it is there");
            assert_eq!(thread.address, "ada/2026-11-18");
            assert_eq!(thread.item, None);
            let to: Vec<&str> = thread.replies.iter().map(|r| r.to.as_str()).collect();
            let want = [
                "ada/2026-11-16/bbbb",
                "ada/2026-11-18/cccc",
                "al/2026-11-18",
            ];
            assert_eq!(to, want);
            assert_eq!(thread.replies[1].name, "Ada Example");
            assert_eq!(thread.replies[2].written, None);
            let by: Vec<&str> = thread.revisions.iter().map(|r| r.by.as_str()).collect();
            assert_eq!(by, ["grace", "ada"]);
        }
    }

    #[test]
    fn an_item_comes_with_its_own() {
        let thread = thread("ada", "2026-11-18", Some("bbbb")).expect("it is there");
        assert_eq!(thread.address, "ada/2026-11-16/bbbb");
        let item = thread.item.expect("it was asked for");
        assert_eq!((item.section.as_str(), item.age_days), ("blockers", 7));
        assert_eq!(item.resolution.as_deref(), Some("Unstuck"));
        assert_eq!(thread.replies.len(), 1);
    }

    #[test]
    fn what_is_done_or_resolved_is_not_overdue() {
        let mut log = log();
        let due = "2026-11-19".parse().ok();
        let update = &mut log.0.entries[0].update;
        update.done = items(&["dddd: in time"]);
        update.blockers.push(items(&["eeee: overdue"]).remove(0));
        for item in update.done.iter_mut().chain(&mut update.blockers) {
            item.due = due;
        }
        for (id, want) in [("bbbb", None), ("dddd", None), ("eeee", Some(4))] {
            let id: ItemId = id.parse().expect(id);
            let now = instant("2026-11-23T09:00:00Z");
            let (ada, when) = (handle("ada"), period("2026-11-18"));
            let thread = Thread::build(&log.0, &ada, when, Some(&id), now, Zone::UTC);
            let item = thread.and_then(|thread| thread.item).expect("it is there");
            assert_eq!(item.overdue_days, want, "{id}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_shown() {
        assert_eq!(thread("grace", "2026-11-18", None), None);
        assert_eq!(thread("ada", "2026-11-17", None), None);
        assert_eq!(thread("ada", "2026-11-18", Some("zzzz")), None);
    }
}
