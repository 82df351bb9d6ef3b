use anstyle::Style;

use crate::render::Screen;
use crate::report::{Publication, PublicationRow};
use crate::text;

use super::item::short;
use super::page::Page;
use super::palette::{CAREFUL, GOOD, PLAIN, QUIET};

/// Returns what was published, what was not, and why, for a terminal, as
/// `tidings publish` prints it.
#[must_use]
pub fn publication(publication: &Publication, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    for row in &publication.weeks {
        write_row(&mut page, row, publication);
    }
    if publication.weeks.is_empty() {
        page.line(
            0,
            QUIET,
            "Nobody has posted yet that a digest could tell of.",
        );
    }
    page.finish()
}

fn write_row(page: &mut Page, row: &PublicationRow, publication: &Publication) {
    let (words, style): (&str, Style) = match row.state.as_str() {
        "published" => ("published", GOOD),
        "to-publish" => ("to be published", CAREFUL),
        "published-before" => ("published before", QUIET),
        "silent" => ("silent", QUIET),
        _ => ("not over", QUIET),
    };
    page.pieces(0, &[(PLAIN, &row.label), (PLAIN, ": "), (style, words)]);
    let mut details: Vec<String> = row.reason.iter().cloned().collect();
    if matches!(row.state.as_str(), "published" | "to-publish") {
        details.push(text::count(row.updates, "update", "updates"));
        if row.late > 0 {
            details.push(format!("{} late for earlier weeks", row.late));
        }
        details.push(format!("commit {}", short(&publication.commit)));
        details.push(format!("{} to {}", row.since, row.until));
        details.extend(row.path.clone());
    }
    page.details(2, &details);
}
