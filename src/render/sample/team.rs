use crate::report::{FORMAT_VERSION, NextDue, RosterView, TeamView};

use super::Sample;
use super::digest::COMMIT;

impl Sample {
    /// Returns a team of two, one of whom is away.
    pub(in crate::render) fn team(&self) -> TeamView {
        let ada = RosterView {
            handle: "ada".to_owned(),
            name: self.say("Ada Example"),
            zone: "Europe/Paris".to_owned(),
            local_time: "2026-11-23T10:00:00+01:00".to_owned(),
            state: "working".to_owned(),
            since: Some("2026-11-23T09:00:00+01:00".to_owned()),
            until: Some("2026-11-23T17:00:00+01:00".to_owned()),
            last_day_away: None,
            reason: None,
            next_due: Some(NextDue {
                period: "2026-W48".to_owned(),
                label: "week 48 of 2026".to_owned(),
                due: "2026-11-27T17:00:00+01:00".to_owned(),
            }),
            teams: vec![self.say("platform")],
            projects: Vec::new(),
            roles: vec![self.say("lead")],
            observer: false,
            joined: Some("2026-11-02".to_owned()),
            left: None,
        };
        let grace = RosterView {
            handle: "grace".to_owned(),
            name: self.say("Grace Sample"),
            zone: "America/Lima".to_owned(),
            local_time: "2026-11-23T04:00:00-05:00".to_owned(),
            state: "away".to_owned(),
            until: Some("2027-01-04T09:00:00-05:00".to_owned()),
            last_day_away: Some("2027-01-03".to_owned()),
            reason: Some(self.say("Winter")),
            next_due: None,
            observer: true,
            ..ada.clone()
        };
        TeamView {
            tidings: FORMAT_VERSION,
            commit: COMMIT.to_owned(),
            team: self.say("Team Quill"),
            instant: "2026-11-23T09:00:00+00:00".to_owned(),
            members: vec![ada, grace],
            findings: self.findings(),
        }
    }
}
