use crate::render::Screen;
use crate::report::{DecisionRecord, DecisionView};

use super::finding::write_findings;
use super::item::{People, minute, name, short};
use super::page::{Entry, Page};
use super::palette::{GOOD, PLAIN, QUIET, STRONG, section};

/// Returns the decision record for a terminal, as `tidings log --decisions`
/// prints it.
#[must_use]
pub fn decisions(record: &DecisionRecord, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    if record.decisions.is_empty() {
        page.line(0, PLAIN, "No decision matches.");
    }
    for decision in &record.decisions {
        write_decision(&mut page, decision, &record.people);
    }
    if record.more {
        page.gap();
        page.line(0, QUIET, "There are more; -n NUMBER shows that many.");
    }
    write_findings(&mut page, &record.findings);
    page.finish()
}

fn write_decision(page: &mut Page, view: &DecisionView, people: &People) {
    let decision = &view.decision;
    page.gap();
    let when = decision.local.as_ref().or(decision.written.as_ref());
    let when = when.map(|moment| minute(moment)).unwrap_or_default();
    page.pieces(
        0,
        &[
            (STRONG, &when),
            (PLAIN, "  "),
            (PLAIN, &decision.name),
            (PLAIN, " "),
            (GOOD, "decided"),
        ],
    );
    let (mark, mark_style) = section(view.section.as_deref().unwrap_or("notes"));
    let about = format!("what {} wrote", name(&view.author, people));
    page.entry(&Entry {
        mark,
        mark_style,
        text: view.asked.as_deref().unwrap_or(&about),
        ..Entry::default()
    });
    if let Some(text) = &decision.text {
        page.prose(4, text);
    }
    let mut details = vec![decision.to.clone()];
    details.extend(view.project.clone());
    details.push(format!("asked by {}", name(&view.author, people)));
    details.extend(
        decision
            .commit
            .as_ref()
            .map(|commit| short(commit).to_owned()),
    );
    if let Some(by) = &decision.posted_by {
        details.push(format!("posted by {}", name(by, people)));
    }
    if decision.edited.is_some() {
        details.push("edited".to_owned());
    }
    page.details(4, &details);
}
