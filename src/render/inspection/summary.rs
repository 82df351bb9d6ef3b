use crate::report::{InspectedView, Inspection};
use crate::text::{count, markdown};

/// The size that a summary does not exceed, in bytes: GitHub shows none that
/// has more than a mebibyte.
const MOST: usize = 900 * 1024;

/// Returns what was found as Markdown, for the summary of a job: every finding,
/// errors first.
#[must_use]
pub fn summary(inspection: &Inspection) -> String {
    let mut out = format!("### tidings check: {}\n\n", verdict(inspection));
    let files = count(inspection.files, "file differs", "files differ");
    let commits = count(inspection.commits, "commit", "commits");
    let short = |id: &Option<String>, none: &str| {
        let id = id.as_deref().map(|id| id.get(..10).unwrap_or(id));
        id.map_or_else(|| none.to_owned(), |id| format!("`{id}`"))
    };
    let head = short(&inspection.head, "What is staged");
    let base = short(&inspection.base, "nothing");
    out.push_str(&format!("{head} against {base}: {files}, {commits}.\n"));
    if inspection.findings.is_empty() {
        return out;
    }
    out.push_str("\n| | where | what | what to do |\n|---|---|---|---|\n");
    let mut order: Vec<&InspectedView> = inspection.findings.iter().collect();
    order.sort_by_key(|found| found.finding.severity != "error");
    for (at, found) in order.iter().enumerate() {
        let row = row(found);
        if out.len() + row.len() > MOST {
            let left = count(order.len() - at, "more finding", "more findings");
            out.push_str(&format!("\n{left} are not shown here.\n"));
            break;
        }
        out.push_str(&row);
    }
    out
}

/// Says in a few words what was found.
pub(in crate::render) fn verdict(inspection: &Inspection) -> String {
    let errors = count(inspection.errors, "error", "errors");
    let warnings = count(inspection.warnings, "warning", "warnings");
    match (inspection.errors, inspection.warnings) {
        (0, 0) => "nothing was found".to_owned(),
        (_, 0) => errors,
        (0, _) => warnings,
        _ => format!("{errors}, {warnings}"),
    }
}

fn row(found: &InspectedView) -> String {
    let finding = &found.finding;
    let mut place = markdown(&finding.path);
    for number in [finding.line, finding.column].into_iter().flatten() {
        place.push_str(&format!(":{number}"));
    }
    format!(
        "| {} `{}` | {place} | {} | {} |\n",
        finding.severity,
        finding.rule,
        markdown(&finding.message),
        markdown(&finding.remedy),
    )
}
