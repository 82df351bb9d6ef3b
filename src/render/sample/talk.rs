use crate::report::{ItemView, LocalHours, OpenItemView, TalkView, WaitView};

use super::Sample;

impl Sample {
    /// Returns an answer that is still due.
    pub(super) fn waiting(&self) -> WaitView {
        WaitView {
            turn: "asked".to_owned(),
            people: vec!["grace".to_owned()],
            since: Some("2026-11-20T18:04:06+01:00".to_owned()),
            acknowledged: Vec::new(),
            due: Some("2026-11-23T19:00:00+01:00".to_owned()),
            due_from: Some("grace".to_owned()),
            minutes_left: Some(200),
            minutes_overdue: None,
            replies: 0,
            exchanges: 0,
            label: "answer due in 3h 20m".to_owned(),
        }
    }

    /// Returns a blocker with such an answer.
    pub(super) fn awaited(&self) -> OpenItemView {
        OpenItemView {
            waiting: Some(self.waiting()),
            ..self.blocker()
        }
    }

    /// Returns a blocker whose answer has been overdue for too long.
    pub(super) fn outage(&self) -> OpenItemView {
        OpenItemView {
            item: ItemView {
                needs: vec!["grace".to_owned()],
                ..self.item("The vendor's sandbox is gone", Some("v3x8"))
            },
            waiting: Some(WaitView {
                minutes_left: None,
                minutes_overdue: Some(1_500),
                label: format!("seen by {}, overdue", self.say("Grace Example")),
                ..self.waiting()
            }),
            talk: true,
            ..self.blocker()
        }
    }

    /// Returns what had better be talked over.
    pub(super) fn talk(&self) -> Vec<TalkView> {
        let hours = |handle: &str, name: &str, zone: &str, label: &str| LocalHours {
            handle: handle.to_owned(),
            name: self.say(name),
            time_zone: zone.to_owned(),
            from: "2026-11-23T15:00:00+01:00".to_owned(),
            until: "2026-11-23T17:00:00+01:00".to_owned(),
            label: label.to_owned(),
        };
        let found = TalkView {
            rules: vec!["overdue".to_owned(), "people".to_owned()],
            reasons: vec![
                "answer overdue by 25h".to_owned(),
                format!("3 people are blocked by {}", self.say("Asana 1201")),
            ],
            items: vec![self.outage()],
            people: vec!["ada".to_owned(), "grace".to_owned()],
            from: Some("2026-11-23T15:00:00+01:00".to_owned()),
            until: Some("2026-11-23T17:00:00+01:00".to_owned()),
            when: "Mon 2026-11-23 15:00-17:00".to_owned(),
            hours: vec![
                hours("ada", "Ada Example", "Europe/Paris", "15:00-17:00"),
                hours("grace", "Grace Example", "America/New_York", "09:00-11:00"),
            ],
            command: Some("tidings reply ada/2026-11-20/v3x8 --decided \"...\"".to_owned()),
        };
        let none = TalkView {
            rules: vec!["exchanges".to_owned()],
            reasons: vec!["went back and forth 5 times".to_owned()],
            items: vec![OpenItemView {
                talk: true,
                ..self.question()
            }],
            from: None,
            until: None,
            when: "no hours in common within two weeks".to_owned(),
            hours: Vec::new(),
            command: None,
            ..found.clone()
        };
        vec![found, none]
    }
}
