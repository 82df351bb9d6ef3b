use crate::format::check_answers;
use crate::model::{Agenda, Finding, Occasion, Questionnaire, Severity, Update, nearest};

use super::circle::Circle;
use super::{File, Rule};

/// A section that must be answered and is not.
pub(super) const UNANSWERED: Rule = Rule {
    name: "unanswered",
    severity: Severity::Error,
    title: "What the team requires is answered",
    why: "The team file says 'required: true' of a section, and it is the section's time. Whether an \
          update is the first of a month cannot be told from a change alone, so what is asked for \
          monthly is asked for when one posts.",
    remedy: "write an answer into the update",
    bad: "=== .tidings/team.yaml\nsections: [{ key: learned, required: true }]\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
    good: "=== .tidings/team.yaml\nsections: [{ key: learned, required: true }]\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]\nanswers: { learned: Retries need jitter }",
};

/// An answer to a question that nobody asks.
pub(super) const UNKNOWN_SECTION: Rule = Rule {
    name: "unknown-section",
    severity: Severity::Warning,
    title: "Answers are to sections that the team has",
    why: "No digest shows what belongs to no section.",
    remedy: "correct the key, or add the section to the team file",
    bad: "=== .tidings/team.yaml\nsections: [{ key: learned }]\n+++ updates/2026/11/20/ada.yaml\nanswers: { lerned: Retries need jitter }",
    good: "=== .tidings/team.yaml\nsections: [{ key: learned }]\n+++ updates/2026/11/20/ada.yaml\nanswers: { learned: Retries need jitter }",
};

/// An update in which nobody has said anything.
pub(super) const UNTOUCHED: Rule = Rule {
    name: "untouched-form",
    severity: Severity::Warning,
    title: "An update says something of its own period",
    why: "It holds nothing but what was open before, as a form does that was saved as it was, and so \
          counts as none: its author stays missing.",
    remedy: "say what was done, or remove the file",
    bad: "+++ updates/2026/11/20/ada.yaml\nnext:\n  - { id: t2c9, since: 2026-11-19, text: Roll out }",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]\nnext:\n  - { id: t2c9, since: 2026-11-19, text: Roll out }",
};

/// Judges an update by what the team asks.
pub(super) fn check(
    file: &File<'_>,
    update: &Update,
    circle: &Circle<'_>,
    findings: &mut Vec<Finding>,
) {
    let team = circle.team;
    if update.is_untouched() {
        findings.push(UNTOUCHED.finding(file.path, None, "this update says nothing new"));
    }
    if let Some(member) = circle.member(&update.author).filter(|_| asks(team)) {
        let agenda = Agenda::new(team, member);
        let occasion = Occasion::of(&agenda, update.period, Some(update.period));
        for lack in Questionnaire::new(team, update.period, occasion).lacks(update) {
            let message = format!("'{}' must be answered", lack.title);
            let mut finding = UNANSWERED.finding(file.path, None, message);
            finding.remedy = match Questionnaire::USUAL.iter().find(|key| **key == lack.key) {
                Some(key) => format!("write '{key}:' with what there is to say"),
                None => format!("write '{}:' and an answer below 'answers:'", lack.key),
            };
            findings.push(finding);
        }
    }
    let keys = || team.sections.iter().map(|section| section.key.as_str());
    for key in update
        .answers
        .keys()
        .filter(|key| keys().all(|known| known != *key))
    {
        let mut finding = UNKNOWN_SECTION.finding(
            file.path,
            file.place_of(key),
            format!("the team has no section '{key}'"),
        );
        if let Some(near) = nearest(key, keys()) {
            finding.remedy = format!("did you mean '{near}'?");
        }
        findings.push(finding);
    }
    let mut answers = check_answers(file.path, update, &team.sections);
    for finding in &mut answers {
        finding.place = file.place_of_key("answers");
    }
    findings.append(&mut answers);
}

/// Returns whether a team requires anything: nearly all ask for nothing that
/// days have to be reckoned for.
fn asks(team: &crate::model::Team) -> bool {
    let own = team.sections.iter().map(|section| &section.asking);
    own.chain(team.usual.values()).any(|asking| asking.required)
}
