use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::news::reply_address;
use crate::model::{
    Agenda, Conversation, Handle, Item, Member, Promise, ReplyEntry, ReplyState, Section, Snapshot,
    Target, Turn, Update,
};
use crate::report::called::calls;
use crate::report::index::Index;
use crate::report::moment::{describe, local};
use crate::report::waiting::Waiting;
use crate::report::{SaidView, WaitingView};

/// What waits for a member, and what they have acknowledged.
pub(in crate::report) struct Gathered {
    pub(in crate::report) waiting: Vec<WaitingView>,
    pub(super) acknowledged: Vec<WaitingView>,
}

impl Gathered {
    /// Gathers everything, in its order.
    pub(in crate::report) fn of(
        index: &Index<'_>,
        snapshot: &Snapshot,
        me: &Handle,
        instant: DateTime<Utc>,
    ) -> Self {
        let mut gathering = Gathering {
            index,
            snapshot,
            me,
            member: index.people.member(me.as_str()),
            instant,
            open: BTreeSet::new(),
            waiting: Vec::new(),
            acknowledged: Vec::new(),
        };
        gathering.open_items();
        gathering.replies();
        gathering.updates();
        let Gathering {
            mut waiting,
            mut acknowledged,
            ..
        } = gathering;
        let views = |all: &mut Vec<Waiting>| {
            Waiting::sort(all);
            all.drain(..).map(|waiting| waiting.view).collect()
        };
        Self {
            waiting: views(&mut waiting),
            acknowledged: views(&mut acknowledged),
        }
    }
}

/// The gathering of what waits for a member.
struct Gathering<'g, 'a> {
    index: &'g Index<'a>,
    snapshot: &'a Snapshot,
    me: &'g Handle,
    member: Option<&'a Member>,
    instant: DateTime<Utc>,
    /// The threads that open items are waited for in, by the handles of today.
    open: BTreeSet<Target>,
    waiting: Vec<Waiting>,
    acknowledged: Vec<Waiting>,
}

/// What a view is made of.
struct Source<'s> {
    kind: &'s str,
    address: String,
    author: &'s Handle,
    text: &'s str,
    project: Option<String>,
    since: Option<DateTime<Utc>>,
    due: Option<DateTime<Utc>>,
}

impl<'a> Gathering<'_, 'a> {
    /// Gathers open blockers and questions that the reader is asked, and the
    /// answers to theirs.
    fn open_items(&mut self) {
        let index = self.index;
        // What somebody asked who has left waits for nobody, whenever one read.
        let is_there = |author: &&crate::report::author::Author<'a>| {
            let member = index.people.member(author.handle.as_str());
            let left = member.and_then(|member| member.left);
            left.is_none_or(|day| day > index.today)
        };
        for author in index.authors.iter().filter(is_there) {
            for (section, update, item) in index.open(author) {
                if section.stays_open() {
                    self.open_item(update, section, item);
                }
            }
        }
    }

    fn open_item(&mut self, update: &'a Update, section: Section, item: &'a Item) {
        let team = self.index.people.team();
        let snapshot = self.snapshot;
        let address = update.address_of(item);
        let appeared = address
            .as_ref()
            .and_then(|address| snapshot.appearances.get(address));
        let replies = &snapshot.replies;
        let kind = if section == Section::Blockers {
            "blocker"
        } else {
            "question"
        };
        let conversation = Conversation::build(
            team,
            update,
            (section, item),
            true,
            appeared.cloned(),
            replies,
        );
        let (Some(conversation), Some(address)) = (conversation, address) else {
            // Nobody can reply to what has no id, but it is asked all the same.
            let day = item.first_period(update.period).first_day();
            if team.asked_by(&update.author, item, day).contains(self.me) {
                let source = Source {
                    kind,
                    address: format!("{}/{}", update.author, update.period),
                    author: &update.author,
                    text: &item.text,
                    project: item.project.clone(),
                    since: None,
                    due: None,
                };
                let waiting = self.make(source);
                self.waiting.push(waiting);
            }
            return;
        };
        let Some(wait) = conversation.waits() else {
            return;
        };
        self.open.insert(conversation.address.clone().into());
        let mine = conversation.address.author == *self.me;
        let kind = match wait.turn {
            Turn::Asked if conversation.asked.contains(self.me) => kind,
            Turn::Author if mine => "answer",
            Turn::Asked | Turn::Author => return,
        };
        let source = Source {
            kind,
            address: address.to_string(),
            author: &update.author,
            text: &item.text,
            project: item.project.clone(),
            since: wait.since,
            due: conversation.answer_due(team).of(self.me),
        };
        let mut waiting = self.make(source);
        let first = item.first_period(update.period).first_day();
        let view = &mut waiting.view;
        view.age_days = (self.index.today - first).num_days().max(0);
        view.asked = conversation.asked.iter().map(Handle::to_string).collect();
        view.acknowledged_by = wait.acknowledged.iter().map(Handle::to_string).collect();
        view.replies = conversation.replies.len();
        let last = conversation.replies.last();
        view.last = last.map(|entry| SaidView::build(self.index, entry));
        if !wait.acknowledged.contains(self.me) {
            self.waiting.push(waiting);
        } else if wait.turn == Turn::Asked {
            self.acknowledged.push(waiting);
        }
    }

    /// Gathers the new replies that answer or call the reader: to an update of
    /// theirs or an item that is not open, to a reply of theirs, or with their
    /// name in it. Whatever they have said in the thread since answers it.
    fn replies(&mut self) {
        let snapshot = self.snapshot;
        for (at, entry) in snapshot.said.iter().enumerate() {
            let reply = &entry.reply;
            let target = self.target(&reply.to);
            if self.is_me(&reply.author) {
                continue;
            }
            let text = reply.text.as_deref().unwrap_or_default();
            let is_called = self.calls(text);
            let concerns = target.author == *self.me || self.answers_mine(entry);
            let in_open = self.open.contains(&target);
            let says = reply.state != Some(ReplyState::Acknowledged) || !text.trim().is_empty();
            let kind = match (is_called, concerns && says && !in_open) {
                (_, true) => "reply",
                (true, false) if !(in_open && target.author == *self.me) => "mention",
                _ => continue,
            };
            let answered = || {
                let mut since = snapshot.said[at + 1..].iter();
                since.any(|later| {
                    self.is_me(&later.reply.author) && self.target(&later.reply.to) == target
                })
            };
            if answered() {
                continue;
            }
            let arrived = entry.history.first().map(|first| first.arrived.to_utc());
            let source = Source {
                kind,
                address: reply_address(entry),
                author: &reply.author,
                text,
                project: None,
                since: arrived,
                due: self.promised(arrived),
            };
            let mut waiting = self.make(source);
            waiting.view.last = Some(SaidView::build(self.index, entry));
            self.waiting.push(waiting);
        }
    }

    /// Gathers where new updates of others call the reader, and who thanks
    /// them.
    fn updates(&mut self) {
        let snapshot = self.snapshot;
        for entry in &snapshot.entries {
            let update = &entry.update;
            if self.is_me(&update.author) {
                continue;
            }
            let arrived = entry.history.last().map(|last| last.arrived.to_utc());
            let address = format!("{}/{}", update.author, update.period);
            let here = |section: Section, item: &Item| {
                section == Section::Done || item.first_period(update.period) == update.period
            };
            for (section, item) in update
                .items()
                .filter(|(section, item)| here(*section, item))
            {
                let own = update.address_of(item);
                let kudos =
                    section == Section::Kudos && item.to.iter().any(|name| self.stands(name));
                let asked = section.stays_open() && item.people().any(|name| self.stands(name));
                let kind = match (kudos, asked, self.calls(&item.text)) {
                    (true, _, _) => "kudos",
                    (false, false, true) => "mention",
                    _ => continue,
                };
                self.mention(Source {
                    kind,
                    address: own.map_or_else(|| address.clone(), |own| own.to_string()),
                    author: &update.author,
                    text: &item.text,
                    project: item.project.clone(),
                    since: arrived,
                    due: self.promised(arrived).filter(|_| kind == "mention"),
                });
            }
            let answers = update.answers.values().map(ToString::to_string);
            let prose: Vec<String> = update.notes.iter().cloned().chain(answers).collect();
            let lines = prose.iter().flat_map(|text| text.lines());
            let called = lines.map(str::trim).find(|line| self.calls(line));
            if let Some(line) = called {
                self.mention(Source {
                    kind: "mention",
                    address,
                    author: &update.author,
                    text: line,
                    project: None,
                    since: arrived,
                    due: self.promised(arrived),
                });
            }
        }
    }

    /// Adds what an update says of the reader, unless they have replied to it.
    fn mention(&mut self, source: Source<'_>) {
        let target = source
            .address
            .parse::<Target>()
            .map(|target| self.target(&target));
        let mut said = self.snapshot.said.iter().map(|entry| &entry.reply);
        let answered = target.is_ok_and(|target| {
            said.any(|reply| self.is_me(&reply.author) && self.target(&reply.to) == target)
        });
        if !answered {
            let waiting = self.make(source);
            self.waiting.push(waiting);
        }
    }

    fn make(&self, source: Source<'_>) -> Waiting {
        let (zone, today) = (self.index.zone, self.index.today);
        let waited = source
            .since
            .map_or(0, |since| (today - zone.day_at(since)).num_days());
        let view = WaitingView {
            kind: source.kind.to_owned(),
            address: source.address,
            author: source.author.to_string(),
            name: self.index.people.name(source.author.as_str()),
            text: source.text.to_owned(),
            project: source.project,
            asked: Vec::new(),
            since: source.since.map(|since| local(since, zone)),
            due: source.due.map(|due| local(due, zone)),
            due_label: source.due.map(|due| describe(due, today, zone)),
            overdue: source.due.is_some_and(|due| due <= self.instant),
            age_days: waited.max(0),
            acknowledged_by: Vec::new(),
            replies: 0,
            last: None,
        };
        Waiting {
            view,
            since: source.since,
            due: source.due,
        }
    }

    /// Returns by when the reader answers what came at a moment and is neither
    /// a blocker nor a question, where the team promises that.
    fn promised(&self, arrived: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
        let team = self.index.people.team();
        let promise: Promise = team.protocol.promise("update")?;
        Agenda::new(team, self.member?).promised(arrived?, promise)
    }

    /// Returns whether a reply answers another one that the reader wrote.
    fn answers_mine(&self, entry: &ReplyEntry) -> bool {
        let Some(answered) = &entry.reply.re else {
            return false;
        };
        let target = self.target(&entry.reply.to);
        let all = self.snapshot.said.iter().chain(&self.snapshot.replies);
        let mut same = all.filter(|other| other.id == *answered);
        same.any(|other| {
            let to = self.target(&other.reply.to);
            self.is_me(&other.reply.author)
                && (&to.author, to.period) == (&target.author, target.period)
        })
    }

    fn is_me(&self, handle: &Handle) -> bool {
        self.index.people.current(handle) == self.me
    }

    /// Returns whether a name stands for the reader: theirs or of a group.
    fn stands(&self, name: &Handle) -> bool {
        let team = self.index.people.team();
        self.member
            .is_some_and(|member| team.stands_for(name, member))
    }

    fn calls(&self, text: &str) -> bool {
        let team = self.index.people.team();
        // Most texts call nobody.
        text.contains('@') && self.member.is_some_and(|member| calls(text, team, member))
    }

    /// Returns a target by the handle that its author goes by today.
    fn target(&self, target: &Target) -> Target {
        Target {
            author: self.index.people.current(&target.author).clone(),
            ..target.clone()
        }
    }
}
