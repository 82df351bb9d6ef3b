use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::news::reply_address;
use super::own::Own;
use crate::model::{
    Agenda, Conversation, Handle, Item, Member, Promise, ReplyState, Section, Snapshot, Target,
    Turn,
};
use crate::report::called::calls;
use crate::report::index::Index;
use crate::report::matter::Matter;
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
            own: Own::of(&index.people, snapshot, me),
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
    own: Own<'a>,
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
        // What somebody asked who has left waits for nobody, whenever one read.
        let matters = Matter::all(self.index).into_iter();
        for matter in matters.filter(|matter| !matter.author_left) {
            self.open_item(&matter);
        }
    }

    fn open_item(&mut self, matter: &Matter<'a>) {
        let (me, conversation) = (self.me, matter.conversation.as_ref());
        let (update, item) = (matter.update, matter.item);
        self.open
            .extend(conversation.map(|it| Target::from(it.address.clone())));
        let wait = conversation.and_then(Conversation::waits);
        let turn = wait.as_ref().map_or(Turn::Asked, |wait| wait.turn);
        let kind = match (turn, matter.section) {
            (Turn::Author, _) if self.is_me(&update.author) => "answer",
            (Turn::Asked, _) if !matter.asked().contains(me) => return,
            (Turn::Asked, Section::Blockers) => "blocker",
            (Turn::Asked, _) => "question",
            (Turn::Author, _) => return,
        };
        let due = conversation.map(|it| it.answer_due(self.index.people.team()));
        let address = update.address_of(item).map_or_else(
            || format!("{}/{}", update.author, update.period),
            |address| address.to_string(),
        );
        let mut waiting = self.make(Source {
            kind,
            address,
            author: &update.author,
            text: &item.text,
            project: item.project.clone(),
            since: wait.as_ref().and_then(|wait| wait.since),
            due: due.and_then(|due| due.of(me)),
        });
        let acknowledged = wait.map_or_else(Vec::new, |wait| wait.acknowledged);
        let view = &mut waiting.view;
        view.age_days = matter.view.age_days;
        view.asked = matter.asked().iter().map(Handle::to_string).collect();
        view.acknowledged_by = acknowledged.iter().map(Handle::to_string).collect();
        let replies = conversation.map_or(&[][..], |it| &it.replies);
        view.replies = replies.len();
        let last = replies.last();
        view.last = last.map(|entry| SaidView::build(self.index, entry));
        if !acknowledged.contains(me) {
            self.waiting.push(waiting);
        } else if turn == Turn::Asked {
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
            let target = self.index.people.target(&reply.to);
            if self.is_me(&reply.author) || self.own.answers(&target, at) {
                continue;
            }
            let text = reply.text.as_deref().unwrap_or_default();
            let is_called = self.calls(text);
            let answers_mine = |re| self.own.wrote(&target, re);
            let concerns = target.author == *self.me || reply.re.as_ref().is_some_and(answers_mine);
            let in_open = self.open.contains(&target);
            let says = reply.state != Some(ReplyState::Acknowledged) || !text.trim().is_empty();
            let kind = match (is_called, concerns && says && !in_open) {
                (_, true) => "reply",
                (true, false) if !(in_open && target.author == *self.me) => "mention",
                _ => continue,
            };
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
        let target = source.address.parse::<Target>();
        let target = target.map(|target| self.index.people.target(&target));
        if !target.is_ok_and(|target| self.own.speaks_to(&target)) {
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
}
