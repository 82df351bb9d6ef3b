use crate::render::Screen;
use crate::report::{Listing, ListingRow};

use super::answer::write_answers;
use super::finding::write_findings;
use super::item::{People, item_details};
use super::page::{Entry, Page};
use super::palette::{PLAIN, QUIET, STRONG, health, section};

/// Returns a list of updates for a terminal, as `tidings log` prints it.
#[must_use]
pub fn listing(listing: &Listing, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    if listing.updates.is_empty() {
        page.line(0, PLAIN, "No update matches.");
    }
    for row in &listing.updates {
        write_row(&mut page, row, &listing.people);
    }
    if listing.more {
        page.gap();
        page.line(0, QUIET, "There are more; -n NUMBER shows that many.");
    }
    write_findings(&mut page, &listing.findings);
    page.finish()
}

fn write_row(page: &mut Page, row: &ListingRow, people: &People) {
    page.gap();
    let (words, style) = row.health.as_deref().map_or(("", PLAIN), health);
    page.pieces(
        0,
        &[
            (STRONG, &row.name),
            (PLAIN, "  "),
            (PLAIN, &row.label),
            (PLAIN, "  "),
            (QUIET, &row.address),
            (PLAIN, "  "),
            (style, words),
        ],
    );
    let mut last = "";
    for listed in &row.items {
        let (mark, mark_style) = section(&listed.section);
        let label = if listed.section == last {
            ""
        } else {
            &listed.section
        };
        last = &listed.section;
        page.entry(&Entry {
            label: Some(label),
            label_style: QUIET,
            mark,
            mark_style,
            text: &listed.item.text,
            details: item_details(&listed.item, &listed.section, people),
        });
    }
    if let Some(notes) = &row.notes {
        page.line(2, QUIET, "notes");
        page.prose(4, notes);
    }
    write_answers(page, &row.answers);
}
