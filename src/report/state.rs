use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::Attention;
use super::attendance::Attendance;
use super::index::Index;

/// The state of the team in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct State {
    /// Those of whom an update was expected in the window, by their own
    /// calendar and cadence, and everybody else with an update in it.
    pub members: usize,
    /// Those of them with an update in the window; one that says nothing is
    /// none.
    pub posted: usize,
    /// Members who were away whenever an update of theirs would have been
    /// expected. They are not among the members above.
    pub away: usize,
    /// Members without an update in the window who are missing at the report's
    /// instant: an hour at which one was due has come, and its grace is over.
    pub missing: usize,
    /// Members whose latest health in the window is off-track.
    pub off_track: usize,
    /// Members whose latest health in the window is at-risk.
    pub at_risk: usize,
    /// Members with an open blocker.
    pub blocked: usize,
    /// Open questions.
    pub questions: usize,
    /// Open items past their due date.
    pub overdue: usize,
    /// The same as one line of text: `6 of 8 posted · 1 away · 1 off track ·
    /// 2 blocked · 1 overdue`.
    pub line: String,
}

impl State {
    /// Counts the team, given what needs attention.
    pub(super) fn build(index: &Index<'_>, attention: &Attention) -> Self {
        let Attendance { rows, posted } = &index.attendance;
        let mut members = posted.clone();
        let taking_part = rows.iter().filter(|row| row.takes_part());
        members.extend(taking_part.map(|row| &row.member.handle));
        let blocked: BTreeSet<&str> = attention
            .blockers
            .iter()
            .map(|view| view.author.as_str())
            .collect();
        let mut state = Self {
            members: members.len(),
            posted: posted.len(),
            away: rows.iter().filter(|row| row.is_away()).count(),
            missing: rows.iter().filter(|row| row.is_missing()).count(),
            off_track: attention.off_track.len(),
            at_risk: attention.at_risk.len(),
            blocked: blocked.len(),
            questions: attention.questions.len(),
            overdue: attention.overdue.len(),
            line: String::new(),
        };
        state.line = state.describe();
        state
    }

    /// Writes the numbers as one line; only who posted is said when it is
    /// nothing.
    fn describe(&self) -> String {
        let questions = match self.questions {
            1 => "question",
            _ => "questions",
        };
        let mut line = format!("{} of {} posted", self.posted, self.members);
        for (count, what) in [
            (self.away, "away"),
            (self.off_track, "off track"),
            (self.at_risk, "at risk"),
            (self.blocked, "blocked"),
            (self.questions, questions),
            (self.overdue, "overdue"),
        ] {
            if count > 0 {
                line.push_str(&format!(" · {count} {what}"));
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::model::{Cadence, Health};
    use crate::report::sample::{Log, item, items};

    #[test]
    fn says_only_what_there_is() {
        let log = Log::of("2026-W47");
        assert_eq!(log.digest().state.line, "0 of 4 posted");
        let log = log
            .post("ada", "2026-11-17", |update| {
                update.health = Some(Health::OffTrack);
                update.blockers = items(&["aaaa: one", "bbbb: two"]);
                update.questions = items(&["cccc: one?"]);
            })
            .post("grace", "2026-11-17", |update| {
                update.health = Some(Health::AtRisk);
                let mut late = item("dddd: plan");
                late.due = NaiveDate::from_ymd_opt(2026, 11, 22);
                update.next = vec![late];
            });
        let line = log.digest().state.line;
        let want = "2 of 4 posted · 1 off track · 1 at risk · 1 blocked · 1 question · 1 overdue";
        assert_eq!(line, want);
        let log = log.before("linus", "2026-11-13", |update| {
            update.blockers = items(&["aaaa: three"]);
            update.questions = items(&["bbbb: two?"]);
        });
        let line = log.digest().state.line;
        let want = "2 of 4 posted · 1 off track · 1 at risk · 2 blocked · 2 questions · 1 overdue";
        assert_eq!(line, want);
    }

    #[test]
    fn counts_whoever_was_expected_or_posted() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
        let mut log = Log::of("2026-W47").post("zed", "2026-11-17", |_| {});
        log.member("ada").joined = day(20);
        log.member("grace").joined = day(23);
        log.member("linus").left = day(16);
        log.member("margaret").left = day(17);
        let digest = log.digest();
        assert_eq!(digest.state.line, "1 of 3 posted");
        let missing: Vec<&str> = digest.missing.iter().map(|m| m.handle.as_str()).collect();
        // Nobody waits for whoever has left.
        assert_eq!(missing, ["ada"]);
        // Somebody who left and still posts is not forgotten.
        let log = log.post("linus", "2026-11-18", |_| {});
        assert_eq!(log.digest().state.line, "2 of 4 posted");
    }

    #[test]
    fn expects_a_weekly_update_of_whole_weeks_only() {
        for (window, want) in [("2026-11-18", 3), ("2026-W47", 4)] {
            let mut log = Log::of(window);
            log.member("ada").cadence = Some(Cadence::weekly());
            assert_eq!(log.digest().missing.len(), want, "{window}");
        }
    }
}
