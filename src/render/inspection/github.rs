use crate::report::{FindingView, InspectedView, Inspection};
use crate::text::count;

use crate::render::harmless::harmless;

/// How many annotations of a kind GitHub shows of one step.
const SHOWN: usize = 10;

/// Returns the findings as workflow commands that GitHub makes annotations of:
/// errors first, and no more than it shows. The rest is in the job summary.
#[must_use]
pub fn annotations(inspection: &Inspection) -> String {
    let mut out = String::new();
    let mut unshown = 0;
    for severity in ["error", "warning"] {
        let of_kind = |found: &&InspectedView| found.finding.severity == severity;
        let all: Vec<&InspectedView> = inspection.findings.iter().filter(of_kind).collect();
        for found in all.iter().take(SHOWN) {
            push_command(&mut out, severity, &found.finding);
        }
        unshown += all.len().saturating_sub(SHOWN);
    }
    if unshown > 0 {
        let more = count(unshown, "more finding", "more findings");
        out.push_str(&format!(
            "::notice title=tidings check::{more} in the job summary\n"
        ));
    }
    out
}

fn push_command(out: &mut String, severity: &str, finding: &FindingView) {
    let mut properties = Vec::new();
    if !finding.path.is_empty() {
        properties.push(format!("file={}", property(&finding.path)));
    }
    properties.extend(finding.line.map(|line| format!("line={line}")));
    let column = finding.line.and(finding.column);
    properties.extend(column.map(|column| format!("col={column}")));
    properties.push(format!("title={}", property(&finding.rule)));
    let properties = properties.join(",");
    let message = data(&finding.message);
    let remedy = match finding.remedy.as_str() {
        "" => String::new(),
        remedy => format!("%0A{}", data(remedy)),
    };
    out.push_str(&format!("::{severity} {properties}::{message}{remedy}\n"));
}

/// Escapes what a command says.
fn data(text: &str) -> String {
    harmless(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
