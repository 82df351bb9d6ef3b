use crate::model::{Finding, Severity};
use crate::text::count;

use super::Rule;

/// Findings beyond those that are listed.
pub(super) const MORE: Rule = Rule {
    name: "more-findings",
    severity: Severity::Warning,
    title: "There are more findings than are listed",
    why: "Of one file and of one change no more are listed than anybody would read; the rest are \
          counted, the worst of them listed first.",
    remedy: "correct those that are listed first",
    bad: "+++ updates/2026/11/20/ada.yaml\ndone: [\"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\"]",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
};

/// How many findings are listed of one file.
const OF_FILE: usize = 20;

/// How many findings are listed of a change.
const OF_CHANGE: usize = 500;

/// Sorts the findings of one file, and cuts them to what can be read; what is
/// left out is counted, and errors stay first.
pub(super) fn limit_file(mut findings: Vec<Finding>, path: &str) -> Vec<Finding> {
    sort(&mut findings);
    cut(findings, OF_FILE, path)
}

/// Cuts the findings of a change in the same way; those of each file are cut
/// already, but for the few that only the change as a whole has shown.
pub(super) fn limit(mut findings: Vec<Finding>) -> Vec<Finding> {
    sort(&mut findings);
    cut(findings, OF_CHANGE, "")
}

/// Sorts by path, place and rule; what counts the rest comes behind it.
fn sort(findings: &mut [Finding]) {
    let key = |finding: &Finding| (finding.rule == MORE.name, finding.place, finding.rule);
    findings.sort_by(|a, b| {
        let order = a.path.cmp(&b.path).then_with(|| key(a).cmp(&key(b)));
        order.then_with(|| a.message.cmp(&b.message))
    });
}

fn cut(mut all: Vec<Finding>, most: usize, path: &str) -> Vec<Finding> {
    if all.len() <= most {
        return all;
    }
    // Sorting is stable: among equals the order stays.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(all[at].severity));
    let mut kept: Vec<bool> = vec![false; all.len()];
    for &at in &order[..most] {
        kept[at] = true;
    }
    let lost = |severity| {
        let all = all.iter().zip(&kept);
        all.filter(|(finding, kept)| !**kept && finding.severity == severity)
            .count()
    };
    let (errors, warnings) = (lost(Severity::Error), lost(Severity::Warning));
    let counts = [
        (errors, "more error", "more errors"),
        (warnings, "more warning", "more warnings"),
    ];
    let there = counts.into_iter().filter(|(number, ..)| *number > 0);
    let counted: Vec<String> = there
        .map(|(number, one, many)| count(number, one, many))
        .collect();
    let message = format!("not listed here: {}", counted.join(" and "));
    let mut more = MORE.finding(path, None, message);
    if errors > 0 {
        more.severity = Severity::Error;
    }
    let mut kept = kept.into_iter();
    all.retain(|_| kept.next().unwrap_or(false));
    all.push(more);
    all
}
