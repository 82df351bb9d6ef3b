use std::collections::BTreeMap;

use crate::report::{
    FORMAT_VERSION, ItemView, ListedItem, Listing, ListingRow, OpenItemView, ReplyView, Status,
    Thread,
};

use super::Sample;
use super::digest::COMMIT;

impl Sample {
    /// Returns a list with one update.
    pub(in crate::render) fn listing(&self) -> Listing {
        let update = self.update("ada", "Ada Example", Some("on-track"));
        let listed = |section: &str, items: &[ItemView]| -> Vec<ListedItem> {
            items
                .iter()
                .map(|item| ListedItem {
                    section: section.to_owned(),
                    item: item.clone(),
                })
                .collect()
        };
        Listing {
            tidings: FORMAT_VERSION,
            commit: COMMIT.to_owned(),
            filter: Some(self.filter()),
            updates: vec![ListingRow {
                answers: update.answers,
                address: "ada/2026-11-22".to_owned(),
                author: "ada".to_owned(),
                name: update.name.clone(),
                period: "2026-11-22".to_owned(),
                label: update.label.clone(),
                health: update.health.clone(),
                items: [
                    listed("done", &update.done),
                    listed("next", &update.next),
                    listed("blockers", &update.blockers),
                ]
                .concat(),
                notes: update.notes,
            }],
            more: true,
            people: self.people(),
            findings: self.findings(),
        }
    }

    /// Returns one item, or one whole update, with a reply.
    pub(in crate::render) fn thread(&self, whole: bool) -> Thread {
        Thread {
            tidings: FORMAT_VERSION,
            commit: COMMIT.to_owned(),
            address: if whole {
                "ada/2026-11-22".to_owned()
            } else {
                "ada/2026-11-20/b7k2".to_owned()
            },
            item: (!whole).then(|| OpenItemView {
                resolved_by: Some("grace".to_owned()),
                resolution: Some(self.say("It is writable again")),
                ..self.blocker()
            }),
            update: self.update("ada", "Ada Example", Some("on-track")),
            reply: (!whole).then(|| "ada/2026-11-20/+0c4de5f61a2b".to_owned()),
            states: BTreeMap::from([("ada/2026-11-20/b7k2".to_owned(), "resolved".to_owned())]),
            zone: "Europe/Paris".to_owned(),
            replies: vec![
                ReplyView {
                    address: "ada/2026-11-20/+4f1c2a9b01de".to_owned(),
                    author: "grace".to_owned(),
                    name: self.say("Grace Example"),
                    to: "ada/2026-11-20/b7k2".to_owned(),
                    re: None,
                    depth: 0,
                    state: Some("resolved".to_owned()),
                    text: Some(self.say("It is writable again")),
                    written: Some("2026-11-22T20:00:00-05:00".to_owned()),
                    local: Some("2026-11-23T02:00:00+01:00".to_owned()),
                    commit: Some(COMMIT.to_owned()),
                    edited: None,
                    posted_by: None,
                    edited_by: Vec::new(),
                },
                ReplyView {
                    address: "ada/2026-11-20/+0c4de5f61a2b".to_owned(),
                    author: "ada".to_owned(),
                    name: self.say("Ada Example"),
                    to: "ada/2026-11-20/b7k2".to_owned(),
                    re: Some("ada/2026-11-20/+4f1c2a9b01de".to_owned()),
                    depth: 1,
                    state: None,
                    text: Some(self.say("So it is, thank you")),
                    written: Some("2026-11-23T09:00:00+01:00".to_owned()),
                    local: Some("2026-11-23T09:00:00+01:00".to_owned()),
                    commit: Some(COMMIT.to_owned()),
                    edited: Some("2026-11-23T09:05:00+01:00".to_owned()),
                    posted_by: Some("grace".to_owned()),
                    edited_by: vec![self.say("Somebody Else")],
                },
            ],
            revisions: vec![self.revision("changed"), self.revision("added")],
            people: self.people(),
            findings: self.findings(),
        }
    }

    /// Returns what Ada needs to know.
    pub(in crate::render) fn status(&self) -> Status {
        Status {
            tidings: FORMAT_VERSION,
            commit: COMMIT.to_owned(),
            team: self.say("Team Quill"),
            log: self.say("~/team-log, branch tidings"),
            me: Some("ada".to_owned()),
            period: "2026-11-23".to_owned(),
            label: "Monday 2026-11-23".to_owned(),
            posted: false,
            duty: Some(self.duty("due-later")),
            last_posted: Some("2026-11-22".to_owned()),
            state: self.state(),
            waiting: vec![self.question(); 5],
            open: vec![self.blocker()],
            talk: self.talk(),
            unsent: Some(2),
            unsent_since: Some("2026-11-20".to_owned()),
            next_command: "tidings post".to_owned(),
            people: self.people(),
            findings: self.findings(),
        }
    }
}
