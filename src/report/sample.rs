//! A small team and its log, for the tests of this room.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};

use super::{Digest, DigestOptions, Grouping, Selection};
use crate::model::{
    Appearance, ChangeKind, CommitId, Entry, Handle, History, Identity, Item, ItemAddress, Member,
    Period, Protocol, Reply, ReplyEntry, ReplyState, Revision, Snapshot, Standing, Target, Team,
    Update, Window, Zone,
};

pub(super) fn handle(text: &str) -> Handle {
    text.parse().expect(text)
}

pub(super) fn period(text: &str) -> Period {
    text.parse().expect(text)
}

pub(super) fn zone(text: &str) -> Zone {
    text.parse().expect(text)
}

pub(super) fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect(text)
}

/// Makes an item from `text`, or from `id: text`, or from `id@2026-11-16: text`.
pub(super) fn item(source: &str) -> Item {
    let Some((name, text)) = source.split_once(": ") else {
        return Item::new(source);
    };
    let (id, since) = name.split_once('@').unwrap_or((name, ""));
    Item {
        id: Some(id.parse().expect(id)),
        since: since.parse().ok(),
        ..Item::new(text)
    }
}

pub(super) fn items(sources: &[&str]) -> Vec<Item> {
    sources.iter().map(|source| item(source)).collect()
}

pub(super) fn member(name: &str, zone_name: &str) -> Member {
    Member {
        name: format!("{name} Example"),
        emails: vec![format!("{}@example.org", name.to_lowercase())],
        time_zone: Some(zone(zone_name)),
        ..Member::new(handle(&name.to_lowercase()))
    }
}

/// A snapshot in the making.
#[derive(Clone, Debug)]
pub(super) struct Log(pub(super) Snapshot);

impl Log {
    /// Starts the log of a team of four for a window named by a period.
    pub(super) fn of(window: &str) -> Self {
        let team = Team {
            name: "Team Quill".to_owned(),
            members: vec![
                member("Ada", "Europe/Paris"),
                member("Grace", "America/New_York"),
                member("Linus", "Europe/Helsinki"),
                member("Margaret", "Asia/Tokyo"),
            ],
            ..Team::default()
        };
        Self(Snapshot {
            commit: CommitId("c0ffee".repeat(7)[..40].to_owned()),
            committed: instant("2026-11-23T08:00:00Z").fixed_offset(),
            window: Window::from(period(window)),
            team,
            entries: Vec::new(),
            before: Vec::new(),
            besides: Vec::new(),
            gone: Vec::new(),
            late: Vec::new(),
            late_since: None,
            replies: Vec::new(),
            reopened: Vec::new(),
            appearances: BTreeMap::new(),
            said: Vec::new(),
            findings: Vec::new(),
            incomplete: false,
        })
    }

    /// Adds an update, posted by its author at five in the afternoon, UTC, of
    /// its last day. One that would say nothing of its own thanks everybody,
    /// since it would be no update.
    pub(super) fn post(mut self, who: &str, when: &str, fill: impl FnOnce(&mut Update)) -> Self {
        let mut update = Update::new(handle(who), period(when));
        fill(&mut update);
        if update.is_untouched() {
            update.kudos = items(&["Thanks to everybody"]);
        }
        let at = format!("{}T17:00:00Z", update.period.last_day());
        self.0.entries.push(Entry {
            path: format!("updates/{when}/{who}.yaml"),
            update,
            history: History {
                revisions: vec![revision(ChangeKind::Added, who, &at)],
            },
        });
        let order = |entry: &Entry| (entry.update.period, entry.update.author.clone());
        self.0.entries.sort_by_key(order);
        self
    }

    /// Adds what somebody said last before.
    pub(super) fn before(mut self, who: &str, when: &str, fill: impl FnOnce(&mut Update)) -> Self {
        let mut update = Update::new(handle(who), period(when));
        fill(&mut update);
        self.0.before.push(Standing {
            path: format!("updates/{when}/{who}.yaml"),
            update,
        });
        self
    }

    /// Adds a reply that resolves an item.
    pub(super) fn resolve(mut self, address: &str, by: &str, text: &str, at: &str) -> Self {
        let number = self.0.replies.len();
        let to: Target = address.parse().expect(address);
        self.0.replies.push(ReplyEntry {
            path: format!("replies/{number}.yaml"),
            id: format!("{number:012}").parse().expect("digits make an id"),
            reply: Reply {
                author: handle(by),
                to,
                re: None,
                state: Some(ReplyState::Resolved),
                text: Some(text.to_owned()),
            },
            history: History {
                revisions: vec![revision(ChangeKind::Added, by, at)],
            },
        });
        self
    }

    /// Adds a reply to an item: one of the states, or else words.
    pub(super) fn reply(self, address: &str, by: &str, what: &str, at: &str) -> Self {
        let mut log = self.resolve(address, by, what, at);
        let last = log.0.replies.last_mut().expect("it was just added");
        let mut states = ReplyState::ALL.into_iter();
        last.reply.state = states.find(|state| state.as_str() == what);
        log
    }

    /// Says when an item came into the log.
    pub(super) fn appeared(mut self, address: &str, at: &str) -> Self {
        let target: Target = address.parse().expect(address);
        let address = ItemAddress {
            author: target.author,
            period: target.period,
            id: target.id.expect("an item has an id"),
        };
        let appearance = Appearance {
            commit: CommitId(format!("{:x}", instant(at).timestamp())),
            at: instant(at),
        };
        self.0.appearances.insert(address, appearance);
        self
    }

    /// Gives the team the guide that is proposed to every new one.
    pub(super) fn promising(mut self) -> Self {
        self.0.team.protocol = Protocol::proposed();
        self
    }

    pub(super) fn member(&mut self, who: &str) -> &mut Member {
        let mut members = self.0.team.members.iter_mut();
        members
            .find(|member| member.handle.as_str() == who)
            .expect("a member of the sample")
    }

    /// Adds a later revision to the update of `who` for `when`.
    pub(super) fn edit(mut self, who: &str, when: &str, by: &str, at: &str) -> Self {
        let mut entries = self.0.entries.iter_mut();
        let entry = entries
            .find(|e| e.update.author.as_str() == who && e.update.period == period(when))
            .expect("an update of the sample");
        let edit = revision(ChangeKind::Changed, by, at);
        entry.history.revisions.insert(0, edit);
        self
    }

    /// Builds the digest by member as of Monday 23 November 2026, in UTC.
    pub(super) fn digest(&self) -> Digest {
        self.digest_by(Grouping::Member)
    }

    pub(super) fn digest_by(&self, by: Grouping) -> Digest {
        let options = DigestOptions {
            zone: Zone::UTC,
            instant: instant("2026-11-23T09:00:00Z"),
            by,
            selection: Selection::default(),
        };
        Digest::build(&self.0, &options)
    }
}

/// Makes a revision by whoever has the address `by@example.org`; the commit
/// is named after its maker and moment.
pub(super) fn revision(kind: ChangeKind, by: &str, at: &str) -> Revision {
    let moment: DateTime<FixedOffset> = at.parse().expect(at);
    let identity = Identity {
        name: by.to_owned(),
        email: format!("{by}@example.org"),
    };
    let commit = format!("{by}-{}", moment.timestamp());
    Revision::sample(&commit, kind, identity, moment)
}
