use std::collections::{BTreeMap, BTreeSet};

use super::people::People;
use super::{Digest, Grouping, ItemView, MemberView, OpenItemView, UpdateView};

/// Returns the names of everybody whom a digest mentions, by handle.
///
/// Whoever a commit names and the team does not know has no handle, and is
/// not among them.
pub(super) fn names(digest: &Digest, people: &People<'_>) -> BTreeMap<String, String> {
    let mut mentions = Mentions::default();
    mentions.add_digest(digest, people);
    mentions
        .0
        .into_iter()
        .map(|handle| (handle.to_owned(), people.name(handle)))
        .collect()
}

/// Handles, each once.
#[derive(Default)]
struct Mentions<'d>(BTreeSet<&'d str>);

impl<'d> Mentions<'d> {
    fn add(&mut self, handles: impl IntoIterator<Item = &'d String>) {
        self.0.extend(handles.into_iter().map(String::as_str));
    }

    fn add_digest(&mut self, digest: &'d Digest, people: &People<'_>) {
        let attention = &digest.attention;
        for list in [&attention.off_track, &attention.at_risk, &digest.missing] {
            self.add(list.iter().map(|view: &MemberView| &view.handle));
        }
        for list in [
            &attention.blockers,
            &attention.questions,
            &attention.overdue,
            &digest.resolved,
        ] {
            self.add_open(list);
        }
        for plan in &digest.plans {
            self.add([&plan.author]);
            self.add_item(&plan.item);
        }
        for kudos in &digest.kudos {
            self.add([&kudos.author]);
            self.add(&kudos.to);
        }
        self.add(digest.late.iter().map(|view| &view.author));
        for list in [&digest.withdrawn, &digest.lost] {
            self.add(list.iter().map(|view| &view.author));
        }
        for update in &digest.updates {
            self.add_update(update, people);
        }
        // A group is made of the updates, but goes by today's handle.
        if digest.by == Grouping::Member {
            self.add(digest.groups.iter().map(|group| &group.key));
        }
    }

    fn add_open(&mut self, list: &'d [OpenItemView]) {
        for view in list {
            self.add([&view.author]);
            self.add(&view.resolved_by);
            self.add_item(&view.item);
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
            let by = [&history.first.by, &history.last.by];
            let by = by.into_iter().chain(&history.posted_by);
            // A commit may also state a plain name.
            let known = |who: &&String| people.member(who).is_some();
            self.add(by.chain(&history.edited_by).filter(known));
        }
    }
}
