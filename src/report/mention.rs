use std::collections::{BTreeMap, BTreeSet};

use super::people::People;
use super::{
    Catchup, DecisionRecord, Digest, Grouping, HistoryView, Inbox, ItemView, Listing, MemberView,
    OpenItemView, Status, Thread, UpdateView, WaitingView,
};

/// A report that mentions people.
pub(super) trait Mentioning {
    /// Adds the handles of everybody whom it mentions.
    fn mention<'d>(&'d self, mentions: &mut Mentions<'d>, people: &People<'_>);
}

/// Returns the names of everybody whom a report mentions, by handle.
///
/// Whoever a commit names and the team does not know has no handle, and is
/// not among them.
pub(super) fn names(report: &impl Mentioning, people: &People<'_>) -> BTreeMap<String, String> {
    let mut mentions = Mentions::default();
    report.mention(&mut mentions, people);
    mentions
        .0
        .into_iter()
        .map(|handle| (handle.to_owned(), people.name(handle)))
        .collect()
}

/// Handles, each once.
#[derive(Default)]
pub(super) struct Mentions<'d>(BTreeSet<&'d str>);

impl<'d> Mentions<'d> {
    fn add(&mut self, handles: impl IntoIterator<Item = &'d String>) {
        self.0.extend(handles.into_iter().map(String::as_str));
    }

    fn add_open(&mut self, list: &'d [OpenItemView]) {
        for view in list {
            self.add([&view.author]);
            self.add(&view.resolved_by);
            self.add_item(&view.item);
            if let Some(waiting) = &view.waiting {
                self.add(&waiting.people);
                self.add(&waiting.acknowledged);
            }
        }
    }

    fn add_waiting(&mut self, list: &'d [WaitingView]) {
        for view in list {
            self.add([&view.author]);
            self.add(&view.asked);
            self.add(&view.acknowledged_by);
            self.add(view.last.iter().map(|said| &said.author));
        }
    }

    fn add_item(&mut self, item: &'d ItemView) {
        self.add(&item.needs);
        self.add(&item.to);
    }

    fn add_update(&mut self, update: &'d UpdateView, people: &People<'_>) {
        self.add([&update.author]);
        let lists = [
            &update.done,
            &update.next,
            &update.blockers,
            &update.questions,
            &update.kudos,
        ];
        for item in lists.into_iter().flatten() {
            self.add_item(item);
        }
        if let Some(history) = &update.history {
            self.add_history(history, people);
        }
    }

    fn add_history(&mut self, history: &'d HistoryView, people: &People<'_>) {
        let by = [&history.first.by, &history.last.by];
        let by = by.into_iter().chain(&history.posted_by);
        self.add_known(by.chain(&history.edited_by), people);
    }

    /// Adds those who are members: a commit may also state a plain name.
    fn add_known(&mut self, who: impl IntoIterator<Item = &'d String>, people: &People<'_>) {
        let known = |who: &&String| people.member(who).is_some();
        self.add(who.into_iter().filter(known));
    }
}

impl Mentioning for Digest {
    fn mention<'d>(&'d self, mentions: &mut Mentions<'d>, people: &People<'_>) {
        let attention = &self.attention;
        for list in [
            &attention.off_track,
            &attention.at_risk,
            &self.missing,
            &self.away,
        ] {
            mentions.add(list.iter().map(|view: &MemberView| &view.handle));
        }
        mentions.add(self.attendance.iter().map(|view| &view.handle));
        for list in [
            &attention.blockers,
            &attention.questions,
            &attention.overdue,
            &self.resolved,
        ] {
            mentions.add_open(list);
        }
        mentions.add(attention.talk.iter().flat_map(|talk| &talk.people));
        for plan in &self.plans {
            mentions.add([&plan.author]);
            mentions.add(&plan.dropped_by);
            mentions.add_item(&plan.item);
        }
        for kudos in &self.kudos {
            mentions.add([&kudos.author]);
            mentions.add(&kudos.to);
        }
        mentions.add(self.late.iter().map(|view| &view.author));
        for update in self.late.iter().filter_map(|view| view.said.as_ref()) {
            mentions.add_update(update, people);
        }
        for list in [&self.withdrawn, &self.lost] {
            mentions.add(list.iter().map(|view| &view.author));
        }
        for update in &self.updates {
            mentions.add_update(update, people);
        }
        // A group is made of the updates, but goes by today's handle.
        if self.by == Grouping::Member {
            mentions.add(self.groups.iter().map(|group| &group.key));
        }
    }
}

impl Mentioning for Thread {
    fn mention<'d>(&'d self, mentions: &mut Mentions<'d>, people: &People<'_>) {
        mentions.add_update(&self.update, people);
        mentions.add_open(self.item.as_slice());
        for reply in &self.replies {
            mentions.add([&reply.author]);
            mentions.add_known(reply.posted_by.iter().chain(&reply.edited_by), people);
        }
        mentions.add_known(self.revisions.iter().map(|revision| &revision.by), people);
    }
}

impl Mentioning for DecisionRecord {
    fn mention<'d>(&'d self, mentions: &mut Mentions<'d>, people: &People<'_>) {
        for view in &self.decisions {
            let reply = &view.decision;
            mentions.add([&view.author, &reply.author]);
            mentions.add_known(reply.posted_by.iter().chain(&reply.edited_by), people);
        }
    }
}

impl Mentioning for Listing {
    fn mention<'d>(&'d self, mentions: &mut Mentions<'d>, _people: &People<'_>) {
        for row in &self.updates {
            mentions.add([&row.author]);
            for listed in &row.items {
                mentions.add_item(&listed.item);
            }
        }
    }
}

impl Mentioning for Catchup {
    fn mention<'d>(&'d self, mentions: &mut Mentions<'d>, _people: &People<'_>) {
        mentions.add([&self.me]);
        mentions.add_waiting(&self.waiting);
        for list in [&self.decided, &self.resolved] {
            mentions.add(list.iter().map(|outcome| &outcome.author));
        }
        for list in [&self.off_track, &self.at_risk] {
            mentions.add(list.iter().map(|view| &view.handle));
        }
        mentions.add(self.projects.iter().flat_map(|line| &line.by));
    }
}

impl Mentioning for Inbox {
    fn mention<'d>(&'d self, mentions: &mut Mentions<'d>, _people: &People<'_>) {
        mentions.add([&self.me]);
        mentions.add_waiting(&self.waiting);
        mentions.add_waiting(&self.acknowledged);
        mentions.add(self.updates.iter().map(|update| &update.author));
        mentions.add(self.replies.iter().map(|reply| &reply.author));
    }
}

impl Mentioning for Status {
    fn mention<'d>(&'d self, mentions: &mut Mentions<'d>, _people: &People<'_>) {
        mentions.add(&self.me);
        mentions.add_open(&self.waiting);
        mentions.add_open(&self.open);
        mentions.add(self.talk.iter().flat_map(|talk| &talk.people));
    }
}
