use anstyle::Style;

use crate::render::Screen;
use crate::render::harmless::harmless;
use crate::render::inspection::verdict;
use crate::report::{ExcerptView, FindingView, InspectedView, Inspection};
use crate::text::{self, count};

use super::page::Page;
use super::palette::{BAD, CAREFUL, PLAIN, QUIET};

/// Returns what was found for a terminal: each finding with its line, what to
/// do about it, and at the end how many there are.
#[must_use]
pub fn inspection(inspection: &Inspection, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    for found in &inspection.findings {
        write_finding(&mut page, found);
        page.gap();
    }
    let files = count(inspection.files, "file", "files");
    let style = match (inspection.errors, inspection.warnings) {
        (0, 0) => PLAIN,
        (0, _) => CAREFUL,
        _ => BAD,
    };
    let verdict = match scope(inspection) {
        Some(scope) => scope,
        None => format!("{}; {files} changed", verdict(inspection)),
    };
    page.line(0, style, &verdict);
    page.finish()
}

/// Says what was compared, where nothing came of it and a person may wonder why.
fn scope(inspection: &Inspection) -> Option<String> {
    if inspection.files > 0 || !inspection.findings.is_empty() {
        return None;
    }
    let short = |id: &str| id.get(..12).unwrap_or(id).to_owned();
    let base = inspection.base.as_deref().map(short)?;
    Some(match inspection.head.as_deref().map(short) {
        Some(head) if head == base => {
            format!("nothing to check: the head, {head}, is what it is compared with")
        }
        Some(head) => format!("nothing to check: {head} changes no file against {base}"),
        None => "nothing to check: nothing is staged".to_owned(),
    })
}

/// Returns one finding for a terminal, with its line.
#[must_use]
pub fn inspected(found: &InspectedView, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    write_finding(&mut page, found);
    page.finish()
}

fn write_finding(page: &mut Page, found: &InspectedView) {
    let finding = &found.finding;
    let style = match finding.severity.as_str() {
        "error" => BAD,
        _ => CAREFUL,
    };
    // Line numbers stand in this column, and everything else behind it.
    let gutter = finding.line.map_or(1, |line| line.to_string().len());
    let below = format!("{} | ", " ".repeat(gutter));
    let head = format!("{}[{}]: ", finding.severity, finding.rule);
    page.led((style, &head), &harmless(&finding.message), (QUIET, &below));
    if !finding.path.is_empty() {
        let lead = format!("{}--> ", " ".repeat(gutter));
        page.led((QUIET, &lead), &harmless(&place(finding)), (QUIET, &below));
    }
    if let (Some(line), Some(excerpt)) = (finding.line, &found.excerpt) {
        write_excerpt(page, &format!("{line:>gutter$} | "), &below, excerpt, style);
    }
    if !finding.remedy.is_empty() {
        let lead = format!("{} = ", " ".repeat(gutter));
        let help = format!("help: {}", harmless(&finding.remedy));
        page.led((QUIET, &lead), &help, (QUIET, &below));
    }
}

fn place(finding: &FindingView) -> String {
    let mut place = finding.path.clone();
    for number in [finding.line, finding.column].into_iter().flatten() {
        place.push_str(&format!(":{number}"));
    }
    place
}

/// Writes a line of a file, and below it a mark at the place.
fn write_excerpt(page: &mut Page, lead: &str, below: &str, excerpt: &ExcerptView, style: Style) {
    let part = |from: usize, most: usize| {
        let chars = excerpt.text.chars().skip(from).take(most);
        harmless(&chars.collect::<String>()).into_owned()
    };
    let before = part(0, excerpt.before);
    let marked = part(excerpt.before, excerpt.length);
    let after = part(excerpt.before + excerpt.length, usize::MAX);
    let room = page.columns().saturating_sub(text::width(lead));
    // What is marked stays in sight: of a long line the part around it is
    // shown.
    let before = if text::width(&before) > room / 2 {
        format!("…{}", last_columns(&before, room / 2 - 1))
    } else {
        before
    };
    let column = text::width(&before);
    let whole = harmless(&format!("{before}{marked}{after}")).into_owned();
    let shown = text::truncate(&whole, room);
    let mark = text::width(&marked).clamp(1, room - column);
    page.led((QUIET, below), "", (QUIET, below));
    page.bare(&[(QUIET, lead), (PLAIN, &shown)]);
    let blank = " ".repeat(column);
    page.bare(&[(QUIET, below), (PLAIN, &blank), (style, &"^".repeat(mark))]);
}

/// Returns the end of a text that takes no more than some columns.
fn last_columns(text: &str, columns: usize) -> &str {
    let fits = |&(at, _): &(usize, char)| text::width(&text[at..]) <= columns;
    let starts = text.char_indices().rev();
    let start = starts.take_while(fits).last();
    start.map_or("", |(at, _)| &text[at..])
}
