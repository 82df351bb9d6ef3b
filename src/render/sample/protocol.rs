use crate::report::{EscalationView, FORMAT_VERSION, ProtocolView, PurposeView};

use super::Sample;
use super::digest::COMMIT;

impl Sample {
    /// Returns a guide with a purpose that promises and one that does not.
    pub(in crate::render) fn protocol(&self) -> ProtocolView {
        let question = PurposeView {
            key: "question".to_owned(),
            title: self.say("Question"),
            channel: "log".to_owned(),
            place: "in this log".to_owned(),
            respond: Some("1 day".to_owned()),
            help: Some(
                self.say("Whatever can be answered in writing; name those who are to answer"),
            ),
            due: Some("2026-11-24T17:00:00+01:00".to_owned()),
        };
        let explanation = PurposeView {
            key: "explanation".to_owned(),
            title: self.say("Detailed explanation"),
            channel: self.say("our wiki"),
            place: self.say("our wiki"),
            respond: None,
            help: None,
            due: None,
        };
        ProtocolView {
            tidings: FORMAT_VERSION,
            commit: COMMIT.to_owned(),
            team: self.say("Team Quill"),
            instant: "2026-11-23T09:00:00+00:00".to_owned(),
            member: Some("ada".to_owned()),
            member_name: Some(self.say("Ada Example")),
            local_time: Some("2026-11-23T10:00:00+01:00".to_owned()),
            purposes: vec![question, explanation],
            escalate: EscalationView {
                overdue: Some("1 day".to_owned()),
                exchanges: Some(5),
                people: None,
                rules: vec![
                    "An answer is overdue by 1 day of work.".to_owned(),
                    "It went back and forth 5 times.".to_owned(),
                ],
            },
            findings: self.findings(),
        }
    }
}
