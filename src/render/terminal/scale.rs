//! What was marked on the team's scales.

use crate::report::ScaleView;
use crate::text::count;

use super::page::Page;
use super::palette::PLAIN;

/// Writes the marks of all together, a scale a line.
pub(super) fn write_scales(page: &mut Page, scales: &[ScaleView]) {
    if scales.is_empty() {
        return;
    }
    page.title("Scales");
    for scale in scales {
        page.line(2, PLAIN, &describe(scale));
    }
}

fn describe(scale: &ScaleView) -> String {
    let ScaleView {
        title, low, high, ..
    } = scale;
    let Some(summary) = &scale.summary else {
        return format!("{title}: too few people answered to put it together");
    };
    let counts = summary.distribution.iter();
    let counts: Vec<String> = counts
        .map(|part| format!("{}: {}", part.mark, part.count))
        .collect();
    format!(
        "{title}: {} on average from {low} to {high}, median {}; {} of {} ({})",
        summary.mean,
        summary.median,
        count(summary.answers, "answer", "answers"),
        count(summary.people, "person", "people"),
        counts.join(", ")
    )
}
