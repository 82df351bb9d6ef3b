use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::Attention;
use super::index::Index;
use crate::model::Handle;

/// The state of the team in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct State {
    /// Those who were expected to post or did: members who were part of the
    /// team during the window, unless they post weekly and it covers no whole
    /// week, and everybody else with an update in it.
    pub members: usize,
    /// Those of them with an update in the window.
    pub posted: usize,
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
    /// The same as one line of text: `6 of 8 posted · 1 off track · 2 blocked
    /// · 1 overdue`.
    pub line: String,
}

impl State {
    /// Counts the team, given what needs attention.
    pub(super) fn build(index: &Index<'_>, attention: &Attention) -> Self {
        let posted: BTreeSet<&Handle> = index
            .authors
            .iter()
            .filter(|author| !author.entries.is_empty())
            .map(|author| author.handle)
            .collect();
        let mut members = posted.clone();
        members.extend(index.people.expected(index.window).map(|m| &m.handle));
        let blocked: BTreeSet<&str> = attention
            .blockers
            .iter()
            .map(|view| view.author.as_str())
            .collect();
        let mut state = Self {
            members: members.len(),
            posted: posted.len(),
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
