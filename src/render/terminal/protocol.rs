use chrono::{DateTime, FixedOffset};

use super::finding::write_findings;
use super::moment::moment;
use super::page::Page;
use super::palette::{PLAIN, QUIET, STRONG};
use crate::render::Screen;
use crate::report::{ProtocolView, PurposeView};

/// Returns the guide to a team's communication.
#[must_use]
pub fn protocol(view: &ProtocolView, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    let title = "What is said where, and how soon it is answered";
    if view.team.is_empty() {
        page.line(0, QUIET, title);
    } else {
        page.pieces(0, &[(STRONG, &view.team), (PLAIN, "  "), (QUIET, title)]);
    }
    let local = view.local_time.as_ref();
    let local = local.and_then(|at| at.parse::<DateTime<FixedOffset>>().ok());
    for purpose in &view.purposes {
        page.gap();
        page.line(0, STRONG, &purpose.title);
        if let Some(help) = &purpose.help {
            page.prose(2, help);
        }
        page.details(2, &details(purpose, local));
    }
    if view.purposes.is_empty() && view.findings.is_empty() {
        page.gap();
        page.line(
            0,
            PLAIN,
            "Nothing is agreed on yet, and no answer is promised.",
        );
    }
    write_rules(&mut page, view);
    if view
        .purposes
        .iter()
        .any(|purpose| purpose.respond.is_some())
    {
        page.gap();
        let member = view.member_name.as_deref();
        page.line(0, QUIET, &reckoning(member, local));
    }
    write_findings(&mut page, &view.findings);
    page.finish()
}

fn details(purpose: &PurposeView, local: Option<DateTime<FixedOffset>>) -> Vec<String> {
    let mut details = vec![purpose.place.clone()];
    let length = purpose.respond.as_ref();
    details.extend(length.map(|length| format!("answered within {length} of work")));
    let due = purpose.due.as_ref();
    details.extend(due.map(|due| format!("asked now: by {}", moment(due, local))));
    details
}

fn write_rules(page: &mut Page, view: &ProtocolView) {
    let rules = &view.escalate.rules;
    if rules.is_empty() {
        return;
    }
    page.title("It had better be talked over when");
    for rule in rules {
        page.pieces(2, &[(QUIET, "- "), (PLAIN, rule)]);
    }
}

/// Says how answers are reckoned, and on whose clock.
fn reckoning(member: Option<&str>, local: Option<DateTime<FixedOffset>>) -> String {
    let rule = "Hours and days are those at work of whoever is asked: nights, weekends, \
                holidays and absences do not count.";
    match (member, local) {
        (Some(name), Some(local)) => {
            let now = local.format("%a %H:%M");
            format!("{rule} \"Asked now\" is {now} on the clock of {name}.")
        }
        _ => rule.to_owned(),
    }
}
