use crate::render::Screen;
use crate::report::FindingView;

use super::page::Page;
use super::palette::{BAD, CAREFUL, QUIET};

/// Returns a finding for a terminal: `error: path:3:5: message`, and below it
/// what to do about it.
#[must_use]
pub fn finding(finding: &FindingView, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    write_finding(&mut page, finding);
    page.finish()
}

/// Writes the findings of a report, where it has any.
pub(super) fn write_findings(page: &mut Page, findings: &[FindingView]) {
    if findings.is_empty() {
        return;
    }
    page.title("What could not be read as it stands");
    for finding in findings {
        write_finding(page, finding);
    }
}

fn write_finding(page: &mut Page, finding: &FindingView) {
    let style = if finding.severity == "error" {
        BAD
    } else {
        CAREFUL
    };
    let severity = format!("{}:", finding.severity);
    let mut place = finding.path.clone();
    for number in [finding.line, finding.column].into_iter().flatten() {
        place.push_str(&format!(":{number}"));
    }
    page.labelled(style, &severity, &format!("{place}: {}", finding.message));
    if !finding.remedy.is_empty() {
        page.line(0, QUIET, &format!("hint: {}", finding.remedy));
    }
}
