use std::collections::BTreeMap;

use crate::report::{
    AnswerView, AttendanceView, Attention, Block, Digest, DutyView, FORMAT_VERSION, FindingView,
    GoneView, Group, GroupLine, Grouping, HistoryView, ItemView, KudosView, LateView, MemberView,
    NoteView, OpenItemView, PlanView, RevisionView, SelectionView, State, Timing, UpdateView,
    WindowView,
};

pub(super) const COMMIT: &str = "4edea4635c1d5b0e3a1c2f6b7d8e9f0a1b2c3d4e";

/// Makes reports; with `words`, whatever a person can write says them.
#[derive(Default)]
pub(in crate::render) struct Sample {
    words: Option<String>,
}

impl Sample {
    /// Makes reports in which whatever a person can write says `words`.
    pub(in crate::render) fn saying(words: &str) -> Self {
        Self {
            words: Some(words.to_owned()),
        }
    }

    pub(super) fn say(&self, text: &str) -> String {
        self.words.clone().unwrap_or_else(|| text.to_owned())
    }

    pub(super) fn item(&self, text: &str, id: Option<&str>) -> ItemView {
        ItemView {
            text: self.say(text),
            id: id.map(str::to_owned),
            address: id.map(|id| format!("ada/2026-11-20/{id}")),
            since: "2026-11-20".to_owned(),
            project: None,
            task: None,
            task_name: None,
            due: None,
            needs: Vec::new(),
            to: Vec::new(),
        }
    }

    fn rich_item(&self, text: &str, id: &str) -> ItemView {
        ItemView {
            project: Some(self.say("webhooks")),
            task: Some(self.say("https://app.asana.com/0/1200/1201")),
            task_name: Some(self.say("Asana 1201")),
            due: Some("2026-11-25".to_owned()),
            ..self.item(text, Some(id))
        }
    }

    pub(super) fn blocker(&self) -> OpenItemView {
        OpenItemView {
            section: "blockers".to_owned(),
            author: "ada".to_owned(),
            name: self.say("Ada Example"),
            period: "2026-11-22".to_owned(),
            item: ItemView {
                needs: vec!["grace".to_owned()],
                ..self.item("Staging database is read-only", Some("b7k2"))
            },
            age_days: 3,
            overdue_days: None,
            resolved_by: None,
            resolution: None,
            waiting: None,
            talk: false,
        }
    }

    pub(super) fn question(&self) -> OpenItemView {
        OpenItemView {
            section: "questions".to_owned(),
            item: ItemView {
                to: vec!["grace".to_owned(), "linus".to_owned()],
                ..self.item("Which retention do we promise?", Some("q9f3"))
            },
            age_days: 1,
            ..self.blocker()
        }
    }

    fn overdue(&self) -> OpenItemView {
        OpenItemView {
            section: "next".to_owned(),
            item: ItemView {
                due: Some("2026-11-20".to_owned()),
                ..self.rich_item("Roll out to ten customers", "t2c9")
            },
            overdue_days: Some(3),
            ..self.blocker()
        }
    }

    fn member(&self, handle: &str, name: &str, reason: Option<&str>) -> MemberView {
        MemberView {
            handle: handle.to_owned(),
            name: self.say(name),
            period: Some("2026-11-22".to_owned()),
            last_posted: None,
            reason: reason.map(|reason| self.say(reason)),
            mention: None,
        }
    }

    fn attendance(&self, handle: &str, name: &str, posted: usize) -> AttendanceView {
        AttendanceView {
            handle: handle.to_owned(),
            name: self.say(name),
            expected: 5,
            posted,
            periods: vec![self.duty("posted"), self.duty("missing")],
        }
    }

    pub(super) fn duty(&self, state: &str) -> DutyView {
        DutyView {
            period: "2026-11-20".to_owned(),
            state: state.to_owned(),
            expected: state != "away",
            due: Some("2026-11-20T17:00:00+01:00".to_owned()),
            missing_from: Some("2026-11-23T09:00:00+01:00".to_owned()),
            written: (state == "posted").then(|| "2026-11-20T16:00:00+01:00".to_owned()),
            on_time: (state == "posted").then_some(true),
            reason: (state == "away").then(|| self.say("Winter")),
        }
    }

    pub(super) fn filter(&self) -> SelectionView {
        SelectionView {
            teams: vec![self.say("platform")],
            projects: Vec::new(),
            roles: Vec::new(),
            members: Vec::new(),
            label: format!("team {}", self.say("platform")),
        }
    }

    pub(super) fn revision(&self, kind: &str) -> RevisionView {
        RevisionView {
            commit: COMMIT.to_owned(),
            kind: kind.to_owned(),
            written: "2026-11-22T18:04:05+01:00".to_owned(),
            arrived: "2026-11-22T18:04:06+01:00".to_owned(),
            by: self.say("grace"),
            by_other: true,
            co_authors: vec![self.say("Somebody Else")],
            reviewed_by: vec![self.say("linus")],
        }
    }

    fn notes(&self) -> String {
        self.say(
            "# Retries\n\nThe *queue* holds; see [the graph](https://example.org/graph).\n\n\
             - `drain` first\n- then deploy\n\n> It was a good week.\n\n```\nmake drain\n```\n",
        )
    }

    fn answers(&self) -> Vec<AnswerView> {
        vec![
            AnswerView {
                key: "learned".to_owned(),
                title: self.say("Learned"),
                text: Some(self.say("Equal subtrees need not be compared.")),
                items: Vec::new(),
            },
            AnswerView {
                key: "reading".to_owned(),
                title: self.say("Reading"),
                text: None,
                items: vec![self.say("A book on queues")],
            },
        ]
    }

    pub(in crate::render) fn update(
        &self,
        author: &str,
        name: &str,
        health: Option<&str>,
    ) -> UpdateView {
        UpdateView {
            author: author.to_owned(),
            name: self.say(name),
            period: "2026-11-22".to_owned(),
            kind: "daily".to_owned(),
            label: "Sunday 2026-11-22".to_owned(),
            path: self.say(&format!("updates/2026/11/22/{author}.yaml")),
            time_zone: Some(self.say("Europe/Paris")),
            health: health.map(str::to_owned),
            done: vec![
                self.item("Shipped the importer (#214)", None),
                self.item("Reviewed the retry design with 日本 and 👩🏽\u{200d}🚀", None),
            ],
            next: vec![self.rich_item("Roll out to ten customers", "t2c9")],
            blockers: vec![self.blocker().item],
            questions: vec![self.question().item],
            kudos: vec![ItemView {
                to: vec!["linus".to_owned()],
                ..self.item("The on-call notes saved my night", None)
            }],
            notes: Some(self.notes()),
            answers: self.answers(),
            history: Some(HistoryView {
                first: self.revision("added"),
                last: self.revision("changed"),
                revisions: 2,
                timing: Some(Timing::Late),
                edited: true,
                edited_after_period: true,
                posted_by: Some(self.say("grace")),
                edited_by: vec![self.say("Somebody Else")],
                co_authors: vec![self.say("Somebody Else")],
                reviewed_by: vec![self.say("linus")],
            }),
        }
    }

    pub(super) fn findings(&self) -> Vec<FindingView> {
        vec![FindingView {
            severity: "error".to_owned(),
            rule: "yaml".to_owned(),
            path: self.say("updates/2026/11/21/linus.yaml"),
            line: Some(3),
            column: Some(5),
            message: self.say("a tab cannot indent"),
            remedy: self.say("indent with two spaces"),
        }]
    }

    pub(super) fn state(&self) -> State {
        State {
            members: 4,
            posted: 3,
            away: 1,
            missing: 1,
            off_track: 1,
            at_risk: 1,
            blocked: 1,
            questions: 1,
            overdue: 1,
            line: "3 of 4 posted · 1 away · 1 off track · 1 at risk · 1 blocked · 1 question · 1 overdue"
                .to_owned(),
        }
    }

    fn group(&self, key: &str, title: &str, health: Option<&str>) -> Group {
        let update = self.update(key, title, health);
        let block = |section: &str, title: &str, items: &[ItemView]| Block {
            section: section.to_owned(),
            title: title.to_owned(),
            lines: items
                .iter()
                .map(|item| GroupLine {
                    state: None,
                    author: key.to_owned(),
                    name: update.name.clone(),
                    period: "2026-11-22".to_owned(),
                    item: item.clone(),
                })
                .collect(),
        };
        Group {
            key: key.to_owned(),
            title: self.say(title),
            health: health.map(str::to_owned),
            remarks: vec![format!("posted by {}", self.say("grace"))],
            periods: vec!["2026-11-22".to_owned()],
            blocks: vec![
                block("done", "Done", &update.done),
                block("next", "Next", &update.next),
                block("blockers", "Blockers", &update.blockers),
                block("questions", "Questions", &update.questions),
            ],
            notes: vec![NoteView {
                period: "2026-11-22".to_owned(),
                notes: update.notes,
                answers: update.answers.clone(),
            }],
            answers: update.answers,
        }
    }

    /// Returns a digest in which every field says something.
    pub(in crate::render) fn digest(&self) -> Digest {
        Digest {
            tidings: FORMAT_VERSION,
            version: "0.1.0".to_owned(),
            team: self.say("Team Quill"),
            commit: COMMIT.to_owned(),
            instant: "2026-11-23T09:00:00+01:00".to_owned(),
            window: WindowView {
                since: "2026-11-16".to_owned(),
                until: "2026-11-22".to_owned(),
                label: "week 2026-W47 (16 to 22 November)".to_owned(),
                time_zone: "Europe/Paris".to_owned(),
            },
            filter: Some(self.filter()),
            by: Grouping::Member,
            state: self.state(),
            attention: Attention {
                off_track: vec![self.member("grace", "Grace Example", Some("Staging is gone"))],
                at_risk: vec![self.member("linus", "Linus Example", None)],
                talk: self.talk(),
                blockers: vec![self.awaited(), self.outage()],
                questions: vec![self.question()],
                overdue: vec![self.overdue()],
            },
            resolved: vec![OpenItemView {
                resolved_by: Some("grace".to_owned()),
                resolution: Some(self.say("It is writable again")),
                ..self.blocker()
            }],
            groups: vec![
                self.group("ada", "Ada Example", Some("on-track")),
                self.group("grace", "Grace Example", Some("off-track")),
                self.group("linus", "Linus Example", Some("at-risk")),
            ],
            plans: ["done", "still-open", "dropped", "not-mentioned"]
                .map(|fate| PlanView {
                    author: "ada".to_owned(),
                    name: self.say("Ada Example"),
                    item: self.rich_item("Retry policy for webhooks", "m4q8"),
                    fate: fate.to_owned(),
                    overdue_days: (fate == "still-open").then_some(2),
                    dropped_by: (fate == "dropped").then(|| "grace".to_owned()),
                    reason: (fate == "dropped").then(|| self.say("No customer wants it")),
                })
                .into(),
            kudos: vec![KudosView {
                author: "ada".to_owned(),
                name: self.say("Ada Example"),
                to: vec!["linus".to_owned()],
                text: self.say("The on-call notes saved my night"),
            }],
            scales: self.scales(),
            missing: vec![MemberView {
                period: None,
                last_posted: Some("2026-11-13".to_owned()),
                ..self.member("margaret", "Margaret Example", None)
            }],
            away: vec![MemberView {
                period: None,
                ..self.member("edsger", "Edsger Example", Some("Winter"))
            }],
            attendance: vec![
                self.attendance("ada", "Ada Example", 4),
                self.attendance("grace", "Grace Example", 5),
            ],
            late: vec![LateView {
                author: "linus".to_owned(),
                name: self.say("Linus Example"),
                period: "2026-11-13".to_owned(),
                arrived: "2026-11-17T10:11:12+01:00".to_owned(),
                changed: false,
                said: Some(self.update("linus", "Linus Example", Some("at-risk"))),
            }],
            late_since: Some(COMMIT.to_owned()),
            withdrawn: vec![self.gone()],
            lost: vec![self.gone()],
            incomplete: true,
            updates: vec![
                self.update("ada", "Ada Example", Some("on-track")),
                self.update("grace", "Grace Example", Some("off-track")),
                self.update("linus", "Linus Example", Some("at-risk")),
            ],
            people: self.people(),
            findings: self.findings(),
            rebuild: Some(format!("tidings digest 2026-W47 --at {COMMIT}")),
        }
    }

    /// Returns the names of everybody in the sample.
    pub(super) fn people(&self) -> BTreeMap<String, String> {
        let people = [
            ("ada", "Ada Example"),
            ("grace", "Grace Example"),
            ("linus", "Linus Example"),
            ("margaret", "Margaret Example"),
            ("edsger", "Edsger Example"),
        ];
        let named = people.map(|(handle, name)| (handle.to_owned(), self.say(name)));
        BTreeMap::from(named)
    }

    fn gone(&self) -> GoneView {
        GoneView {
            author: "grace".to_owned(),
            name: self.say("Grace Example"),
            period: "2026-11-18".to_owned(),
            commit: Some(COMMIT.to_owned()),
        }
    }
}
