use crate::report::{Digest, ItemView, LateView};

use super::answer::write_answers;
use super::item::{item_details, minute, write_items};
use super::page::Page;
use super::palette::{PLAIN, QUIET, STRONG};

/// Writes what arrived since the last digest for weeks that were published
/// before, with what it says.
pub(super) fn write_late(page: &mut Page, digest: &Digest) {
    if digest.late_since.is_none() || digest.late.is_empty() {
        return;
    }
    page.title("Arrived since the last digest");
    for late in &digest.late {
        write_update(page, late, digest);
    }
}

fn write_update(page: &mut Page, late: &LateView, digest: &Digest) {
    let word = if late.changed { "changed" } else { "arrived" };
    let when = format!("  for {} · {word} {}", late.period, minute(&late.arrived));
    page.pieces(2, &[(STRONG, &late.name), (PLAIN, ""), (QUIET, &when)]);
    let Some(said) = &late.said else {
        return;
    };
    let sections: [(&str, &str, &[ItemView]); 5] = [
        ("done", "Done", &said.done),
        ("next", "Next", &said.next),
        ("blockers", "Blockers", &said.blockers),
        ("questions", "Questions", &said.questions),
        ("kudos", "Kudos", &said.kudos),
    ];
    write_items(page, &sections, &|item, key| {
        item_details(item, key, &digest.people)
    });
    write_answers(page, &said.answers);
    if let Some(notes) = &said.notes {
        page.line(2, QUIET, "Notes");
        page.prose(4, notes);
    }
}
