use crate::report::{
    FORMAT_VERSION, PurposeResponses, ResponseNumbers, ResponseRow, Responses, StatsGrouping,
    WindowView,
};

use super::Sample;
use super::digest::COMMIT;

impl Sample {
    /// Returns answers of two teams, before and after the protocol changed.
    pub(in crate::render) fn responses(&self) -> Responses {
        let numbers = ResponseNumbers {
            people: 4,
            asked: 12,
            answered: 9,
            by_others: 1,
            unanswered: 0,
            waiting: 2,
            overdue: 1,
            in_time: 8,
            in_time_percent: Some(80),
            median_minutes: Some(200),
            p90_minutes: Some(1_020),
            median: Some("3h 20m".to_owned()),
            p90: Some("17h".to_owned()),
        };
        let row = |title: &str, told: bool| ResponseRow {
            key: self.say(title),
            title: self.say(title),
            numbers: told.then(|| numbers.clone()),
        };
        let question = PurposeResponses {
            key: "question".to_owned(),
            title: self.say("Question"),
            promise: Some("1 day".to_owned()),
            promise_before: Some("2 days".to_owned()),
            rows: vec![row("platform", true), row("Others", false)],
            total: row("Everybody", true),
            before: Some(row("Before 2026-11-10", true)),
            after: Some(row("Since 2026-11-10", true)),
        };
        let nobody = ResponseNumbers {
            asked: 0,
            ..numbers.clone()
        };
        let blocker = PurposeResponses {
            key: "blocker".to_owned(),
            title: self.say("Blocker"),
            promise: None,
            promise_before: None,
            rows: Vec::new(),
            total: ResponseRow {
                numbers: Some(nobody),
                ..row("Everybody", true)
            },
            before: None,
            after: None,
        };
        Responses {
            tidings: FORMAT_VERSION,
            team: self.say("Team Quill"),
            commit: COMMIT.to_owned(),
            instant: "2026-11-23T09:00:00+01:00".to_owned(),
            window: WindowView {
                since: "2026-10-26".to_owned(),
                until: "2026-11-22".to_owned(),
                label: "26 October to 22 November 2026".to_owned(),
                time_zone: "Europe/Paris".to_owned(),
            },
            filter: Some(self.filter()),
            by: StatsGrouping::Team,
            changed_by: Some(COMMIT.to_owned()),
            changed_at: Some("2026-11-10T12:00:00+01:00".to_owned()),
            purposes: vec![question, blocker],
            incomplete: true,
            findings: self.findings(),
        }
    }
}
