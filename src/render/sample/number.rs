use crate::report::{
    BlockerNumbers, FORMAT_VERSION, Missing, MissingRow, PlanNumbers, Stats, StatsGrouping,
    StatsRow, WindowView,
};

use super::Sample;
use super::digest::COMMIT;

impl Sample {
    /// Returns a roll call with a row in every state.
    pub(in crate::render) fn missing(&self) -> Missing {
        let row = |handle: &str, name: &str, state: &str| MissingRow {
            handle: handle.to_owned(),
            name: self.say(name),
            mention: Some(format!("@{}", self.say(handle))),
            duty: self.duty(state),
            due_here: Some("2026-11-20T11:00:00-05:00".to_owned()),
            last_posted: (state != "late").then(|| "2026-11-19".to_owned()),
        };
        Missing {
            tidings: FORMAT_VERSION,
            commit: COMMIT.to_owned(),
            team: self.say("Team Quill"),
            instant: "2026-11-23T04:00:00-05:00".to_owned(),
            time_zone: "America/New_York".to_owned(),
            period: Some("2026-11-20".to_owned()),
            filter: Some(self.filter()),
            missing: 1,
            names: "mention".to_owned(),
            line: "1 missing · 1 late · 1 proposed · 1 due later · 1 away · 1 posted".to_owned(),
            rows: vec![
                row("grace", "Grace Example", "missing"),
                row("linus", "Linus Example", "late"),
                row("mary", "Mary Example", "proposed"),
                row("ada", "Ada Example", "due-later"),
                row("tim", "Tim Example", "away"),
                row("zoe", "Zoe Example", "posted"),
            ],
            findings: self.findings(),
        }
    }

    /// Returns the numbers of two projects and of nobody's.
    pub(in crate::render) fn stats(&self) -> Stats {
        let row = |title: &str, expected: usize| StatsRow {
            key: self.say(title),
            title: self.say(title),
            members: 3,
            expected,
            posted: expected / 2,
            participation: (expected > 0).then_some(50),
            on_time: expected / 2,
            late: 0,
            punctuality: (expected > 0).then_some(100),
            away: 1,
            plans: PlanNumbers {
                done: 3,
                still_open: 1,
                dropped: 1,
                not_mentioned: 2,
                kept: (expected > 0).then_some(75),
            },
            blockers: BlockerNumbers {
                count: expected / 10,
                open: expected / 20,
                median_age_days: (expected > 0).then_some(4),
            },
        };
        Stats {
            tidings: FORMAT_VERSION,
            team: self.say("Team Quill"),
            commit: COMMIT.to_owned(),
            instant: "2026-11-23T10:00:00+01:00".to_owned(),
            window: WindowView {
                since: "2026-11-16".to_owned(),
                until: "2026-11-22".to_owned(),
                label: "week 2026-W47 (16 to 22 November)".to_owned(),
                time_zone: "Europe/Paris".to_owned(),
            },
            filter: Some(self.filter()),
            by: StatsGrouping::Project,
            rows: vec![row("importer", 20), row("webhooks", 0)],
            total: row("Everybody", 20),
            scales: self.scales(),
            incomplete: true,
            findings: self.findings(),
        }
    }
}
