use crate::render::Screen;
use crate::report::{Catchup, MemberView, OutcomeView, ProjectLine};
use crate::text;

use super::finding::write_findings;
use super::inbox::{first_line, write_waiting};
use super::item::People;
use super::page::{Entry, Page};
use super::palette::{BAD, CAREFUL, GOOD, QUIET, STRONG};

/// Entries of each part; the rest is counted.
const SHOWN: usize = 7;

/// People who are named beside a project.
const NAMED: usize = 3;

/// Returns one page for somebody who comes back, as `tidings catchup` prints
/// it: the most pressing first, a few of each kind, and counts of the rest.
#[must_use]
pub fn catchup(catchup: &Catchup, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    let parts: Vec<String> = catchup.line.split(" · ").map(str::to_owned).collect();
    page.headline(&catchup.team, &parts);
    let reason = match catchup.since.reason.as_str() {
        "away" => "you went away",
        "read" => "you last read",
        "posted" => "you last posted",
        _ => "",
    };
    page.details(
        0,
        &[
            format!("since {}", catchup.since.label),
            reason.to_owned(),
            catchup.time_zone.clone(),
        ],
    );
    if !catchup.waiting.is_empty() {
        page.title("Waits for you");
        let few = catchup.waiting.len().min(SHOWN);
        write_waiting(&mut page, &catchup.waiting[..few], &catchup.people);
        write_rest(&mut page, catchup.waiting.len(), "tidings inbox");
    }
    write_outcomes(&mut page, "Decided", &catchup.decided);
    write_members(&mut page, catchup);
    write_projects(&mut page, &catchup.projects, &catchup.people);
    write_outcomes(&mut page, "Resolved", &catchup.resolved);
    write_findings(&mut page, &catchup.findings);
    page.finish()
}

fn write_outcomes(page: &mut Page, title: &str, outcomes: &[OutcomeView]) {
    if outcomes.is_empty() {
        return;
    }
    page.title(title);
    for outcome in outcomes.iter().take(SHOWN) {
        let said = outcome.text.as_deref().map(first_line).unwrap_or_default();
        let item = outcome.item.as_deref().map(first_line).unwrap_or_default();
        let text = match (item, said) {
            ("", "") => outcome.address.as_str(),
            ("", said) => said,
            (item, _) => item,
        };
        let mut details = Vec::new();
        if !item.is_empty() && !said.is_empty() {
            details.push(format!("{}: {said}", outcome.name));
        } else {
            details.push(outcome.name.clone());
        }
        details.extend(outcome.label.clone());
        details.push(outcome.address.clone());
        page.entry(&Entry {
            mark: "✓",
            mark_style: if outcome.yours { GOOD } else { QUIET },
            text,
            details,
            ..Entry::default()
        });
    }
    write_rest(page, outcomes.len(), "");
}

fn write_members(page: &mut Page, catchup: &Catchup) {
    if catchup.off_track.is_empty() && catchup.at_risk.is_empty() {
        return;
    }
    page.title("Off track");
    let off = catchup
        .off_track
        .iter()
        .map(|view| ("off track", BAD, view));
    let risk = catchup
        .at_risk
        .iter()
        .map(|view| ("at risk", CAREFUL, view));
    for (label, label_style, view) in off.chain(risk).take(SHOWN) {
        let MemberView {
            name,
            reason,
            period,
            ..
        } = view;
        page.entry(&Entry {
            label: Some(label),
            label_style,
            text: name,
            details: reason.iter().chain(period).cloned().collect(),
            ..Entry::default()
        });
    }
    let all = catchup.off_track.len() + catchup.at_risk.len();
    write_rest(page, all, "");
}

fn write_projects(page: &mut Page, projects: &[ProjectLine], people: &People) {
    if projects.is_empty() {
        return;
    }
    page.title("Projects");
    for line in projects.iter().take(SHOWN) {
        let mut details = Vec::new();
        if line.done > 0 {
            details.push(format!("{} done", line.done));
        }
        if line.open > 0 {
            details.push(format!("{} open", line.open));
        }
        let name = |handle: &String| people.get(handle).unwrap_or(handle).clone();
        let mut by: Vec<String> = line.by.iter().take(NAMED).map(name).collect();
        if let Some(rest) = line.by.len().checked_sub(NAMED).filter(|&rest| rest > 0) {
            by.push(format!("{rest} more"));
        }
        details.push(by.join(", "));
        page.entry(&Entry {
            label: Some(line.project.as_deref().unwrap_or("others")),
            label_style: STRONG,
            text: line.text.as_deref().map(first_line).unwrap_or_default(),
            details,
            ..Entry::default()
        });
    }
    write_rest(page, projects.len(), "");
}

fn write_rest(page: &mut Page, all: usize, command: &str) {
    if let Some(rest) = all.checked_sub(SHOWN).filter(|&rest| rest > 0) {
        let mut more = vec![format!("and {}", text::count(rest, "more", "more"))];
        more.extend((!command.is_empty()).then(|| command.to_owned()));
        page.details(2, &more);
    }
}
