use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::index::Index;
use super::mention::names;
use super::people::People;
use super::{FORMAT_VERSION, FindingView, OpenItemView, ReplyView, RevisionView, UpdateView};
use crate::model::{
    Entry, Finding, Handle, Item, ItemId, Period, Reply, ReplyAddress, ReplyEntry, ReplyState,
    Section, Severity, Snapshot, Target, ThreadState, Update, Zone,
};

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
    /// The full address of the reply that was asked for, where it was one.
    pub reply: Option<String>,
    /// What replies have made of the items that are shown, by address:
    /// `resolved`, `reopened`, `acknowledged` or `decided`.
    pub states: BTreeMap<String, String>,
    /// The zone in which the moments of replies are told besides their own.
    pub zone: String,
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

impl Thread {
    /// Builds the whole of one update, or of one of its items, from a
    /// snapshot that holds the update of `author` for `period`.
    ///
    /// Returns `None` where the snapshot holds no such update, or the update
    /// no item of this `id`. Ages are reckoned in `zone`, and `reader` is the
    /// zone of whoever reads.
    #[must_use]
    pub fn build(
        snapshot: &Snapshot,
        author: &Handle,
        period: Period,
        id: Option<&ItemId>,
        instant: DateTime<Utc>,
        (zone, reader): (Zone, Zone),
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
        let author = people.current(&update.author);
        let target = |id: Option<&ItemId>, period: Period| Target {
            author: author.clone(),
            period,
            id: id.cloned(),
        };
        let shown = |(_, item): (Section, &Item)| {
            item.id
                .as_ref()
                .map(|id| target(Some(id), item.first_period(period)))
        };
        let mut targets: BTreeSet<Target> = match item {
            Some(item) => shown(item).into_iter().collect(),
            None => update.items().filter_map(shown).collect(),
        };
        if item.is_none() {
            targets.insert(target(None, period));
        }
        let mut findings = FindingView::list(&snapshot.findings);
        let mut replies: Vec<&ReplyEntry> = Vec::new();
        for reply in &snapshot.replies {
            let to = people.target(&reply.reply.to);
            if targets.contains(&to) {
                replies.push(reply);
            } else if item.is_none() && (&to.author, to.period) == (author, period) {
                // Whoever asks for all of it is to lose no reply.
                findings.push(FindingView::from(&nothing_there(reply)));
                replies.push(reply);
            }
        }
        let (views, astray) = ReplyView::list(people, &replies, reader);
        findings.extend(astray);
        let revisions = entry.history.revisions.iter();
        let item = item.map(|(section, item)| OpenItemView::build(&index, update, section, item));
        let mut thread = Self {
            tidings: FORMAT_VERSION,
            commit: snapshot.commit.to_string(),
            address: item
                .as_ref()
                .and_then(|view| view.item.address.clone())
                .unwrap_or_else(|| format!("{}/{period}", update.author)),
            item,
            update: UpdateView::build(people, entry),
            reply: None,
            states: states(people, update, &replies),
            zone: reader.to_string(),
            replies: views,
            revisions: revisions
                .map(|revision| RevisionView::build(people, &update.author, revision))
                .collect(),
            people: BTreeMap::new(),
            findings,
        };
        thread.people = names(&thread, people);
        Some(thread)
    }

    /// Returns the thread with the reply that was asked for in it.
    #[must_use]
    pub fn with_reply(self, address: &ReplyAddress) -> Self {
        Self {
            reply: Some(address.to_string()),
            ..self
        }
    }
}

/// Makes the finding for a reply to an item that its update does not hold.
fn nothing_there(entry: &ReplyEntry) -> Finding {
    Finding {
        severity: Severity::Warning,
        rule: "no-target",
        path: entry.path.clone(),
        place: None,
        message: format!(
            "the reply is about {}, which the update does not hold",
            entry.reply.to
        ),
        remedy: "correct 'to:' in the file, or put the item back".to_owned(),
    }
}

/// Returns what replies, given in the order of history, have made of the items
/// of an update, by address.
fn states(
    people: &People<'_>,
    update: &Update,
    replies: &[&ReplyEntry],
) -> BTreeMap<String, String> {
    let mut seen: BTreeMap<(Period, &ItemId), bool> = BTreeMap::new();
    let mut told: BTreeMap<(Period, &ItemId), ThreadState<ReplyState>> = BTreeMap::new();
    for Reply { to, state, .. } in replies.iter().map(|entry| &entry.reply) {
        if let (Some(id), Some(by), true) = (&to.id, state, people.same(&to.author, &update.author))
        {
            *seen.entry((to.period, id)).or_default() |= *by == ReplyState::Acknowledged;
            let before = told.entry((to.period, id)).or_default();
            *before = std::mem::take(before).after(*state, *by);
        }
    }
    let items = update.items().filter_map(|(_, item)| {
        let id = item.id.as_ref()?;
        let key = (item.first_period(update.period), id);
        let state = match told.get(&key)? {
            ThreadState::Closed(by) | ThreadState::Reopened(by) => *by,
            ThreadState::Untouched if seen.get(&key) == Some(&true) => ReplyState::Acknowledged,
            ThreadState::Untouched => return None,
        };
        let address = update.address_of(item)?;
        Some((address.to_string(), state.as_str().to_owned()))
    });
    items.collect()
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
        Thread::build(
            &log().0,
            &author,
            when,
            id.as_ref(),
            now,
            (Zone::UTC, Zone::UTC),
        )
    }

    #[test]
    fn an_update_comes_with_the_replies_to_all_of_it() {
        for author in ["ada", "al"] {
            let thread = thread(author, "2026-11-18", None).expect("it is there");
            assert_eq!(thread.address, "ada/2026-11-18");
            assert_eq!(thread.item, None);
            let to: Vec<&str> = thread.replies.iter().map(|r| r.to.as_str()).collect();
            // The second one answers what the update does not hold.
            let want = [
                "ada/2026-11-16/bbbb",
                "ada/2026-11-18/bbbb",
                "ada/2026-11-18/cccc",
                "al/2026-11-18",
            ];
            assert_eq!(to, want);
            let rules: Vec<&str> = thread.findings.iter().map(|f| f.rule.as_str()).collect();
            assert_eq!(rules, ["no-target"]);
            assert_eq!(thread.replies[2].name, "Ada Example");
            assert_eq!(thread.replies[3].written, None);
            let states: Vec<(&str, &str)> = thread
                .states
                .iter()
                .map(|(address, state)| (address.as_str(), state.as_str()))
                .collect();
            let want = [
                ("ada/2026-11-16/bbbb", "resolved"),
                ("ada/2026-11-18/cccc", "resolved"),
            ];
            assert_eq!(states, want);
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
            let thread = Thread::build(&log.0, &ada, when, Some(&id), now, (Zone::UTC, Zone::UTC));
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
