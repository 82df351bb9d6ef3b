use std::collections::BTreeSet;

use crate::model::{Finding, Handle, Severity, Update, nearest};

use super::circle::Circle;
use super::{File, Rule};

/// Somebody named who is no member.
pub(super) const UNKNOWN_MEMBER: Rule = Rule {
    name: "unknown-member",
    severity: Severity::Warning,
    title: "Who is asked, needed or thanked is a member, or a group of them",
    why: "Nobody else has an inbox in which the question would wait.",
    remedy: "use the handle that the team file has",
    bad: "+++ updates/2026/11/20/ada.yaml\nblockers:\n  - { text: Staging is read-only, needs: [garce] }",
    good: "+++ updates/2026/11/20/ada.yaml\nblockers:\n  - { text: Staging is read-only, needs: [grace] }",
};

/// How many names of a file are looked up to say more of them.
const MOST: usize = 20;

/// Finds names that nobody of the team goes by.
pub(super) fn check(
    file: &File<'_>,
    update: &Update,
    circle: &Circle<'_>,
    findings: &mut Vec<Finding>,
) {
    let named: BTreeSet<&Handle> = update.items().flat_map(|(_, item)| item.people()).collect();
    if named.is_empty() {
        return;
    }
    let members = &circle.team.members;
    let mut looked_up = 0;
    for handle in named {
        if circle.member(handle).is_some() || circle.known.has_group(handle.as_str()) {
            continue;
        }
        let message = format!("nobody in the team file goes by '{handle}'");
        let mut finding = UNKNOWN_MEMBER.finding(file.path, None, message);
        // Nobody reads more of them, and a hostile file has thousands.
        if looked_up < MOST {
            looked_up += 1;
            finding.place = file.place_of(handle.as_str());
            let handles = members.iter().map(|member| member.handle.as_str());
            if let Some(near) = nearest(handle.as_str(), handles) {
                finding.remedy = format!("did you mean '{near}'?");
            }
        }
        findings.push(finding);
    }
}
