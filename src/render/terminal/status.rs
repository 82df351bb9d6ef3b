use crate::render::Screen;
use crate::report::{OpenItemView, Status, TalkView};
use crate::text;

use super::finding::write_findings;
use super::item::{People, minute, open_details};
use super::page::{Entry, Page};
use super::palette::{ASK, CAREFUL, GOOD, PLAIN, QUIET, STRONG, section};

/// Items that are listed of each kind; the rest is counted.
const SHOWN: usize = 3;

/// Returns what a member needs to know at a glance, in about a dozen lines.
#[must_use]
pub fn status(status: &Status, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    page.pieces(
        0,
        &[
            (STRONG, &status.team),
            (PLAIN, "  "),
            (PLAIN, &status.label),
            (PLAIN, "  "),
            (QUIET, &status.log),
        ],
    );
    page.gap();
    write_you(&mut page, status);
    page.entry(&Entry {
        label: Some("This week"),
        label_style: QUIET,
        text: &status.state.line,
        ..Entry::default()
    });
    write_items(&mut page, "For you", &status.waiting, &status.people);
    write_items(&mut page, "Open", &status.open, &status.people);
    write_talk(&mut page, &status.talk);
    if let Some(unsent) = status.unsent.filter(|&number| number > 0) {
        let commits = text::count(unsent, "commit", "commits");
        let since = status.unsent_since.as_ref();
        let since = since.map_or_else(String::new, |day| format!(" since {day}"));
        page.entry(&Entry {
            label: Some("Unsent"),
            label_style: CAREFUL,
            text: &format!("{commits}{since}"),
            details: vec!["tidings sync".to_owned()],
            ..Entry::default()
        });
    }
    page.entry(&Entry {
        label: Some("Next"),
        label_style: QUIET,
        text: &status.next_command,
        ..Entry::default()
    });
    write_findings(&mut page, &status.findings);
    page.finish()
}

fn write_you(page: &mut Page, status: &Status) {
    let last = status.last_posted.as_ref();
    let state = status.duty.as_ref().map_or("", |duty| duty.state.as_str());
    let is_due = ["due-later", "late", "missing"].contains(&state);
    let period = &status.period;
    let (mark, mark_style, text) = match &status.me {
        None => ("·", QUIET, "You are not in the team file yet".to_owned()),
        Some(me) if status.posted => ("✓", GOOD, format!("{me} has posted for {period}")),
        Some(me) if is_due => ("○", CAREFUL, format!("{me} has not posted for {period}")),
        Some(me) if state == "proposed" => (
            "✓",
            GOOD,
            format!("{me} has proposed an update for {period}"),
        ),
        Some(me) => ("·", QUIET, format!("nothing is due from {me} for {period}")),
    };
    let due = status.duty.iter().filter(|_| is_due);
    let due = due.flat_map(|duty| &duty.due).map(|due| match state {
        "due-later" => format!("due {}", minute(due)),
        _ => format!("was due {}", minute(due)),
    });
    let reason = status.duty.iter().flat_map(|duty| duty.reason.clone());
    page.entry(&Entry {
        label: Some("You"),
        label_style: QUIET,
        mark,
        mark_style,
        text: &text,
        details: due
            .chain(reason)
            .chain(
                last.filter(|_| !status.posted)
                    .map(|period| format!("last {period}")),
            )
            .collect(),
    });
}

/// Writes the most pressing of what had better be talked over.
fn write_talk(page: &mut Page, talks: &[TalkView]) {
    let Some(talk) = talks.first() else {
        return;
    };
    let more = (talks.len() > 1).then(|| format!("and {} more", talks.len() - 1));
    let about = talk.items.first().map(|open| open.item.text.as_str());
    page.entry(&Entry {
        label: Some("Talk"),
        label_style: CAREFUL,
        text: about.unwrap_or_default(),
        details: [talk.when.clone()].into_iter().chain(more).collect(),
        ..Entry::default()
    });
}

fn write_items(page: &mut Page, label: &str, items: &[OpenItemView], people: &People) {
    for (at, open) in items.iter().take(SHOWN).enumerate() {
        let (mark, mark_style) = section(&open.section);
        page.entry(&Entry {
            label: Some(if at == 0 { label } else { "" }),
            label_style: ASK,
            mark,
            mark_style,
            text: &open.item.text,
            details: open_details(open, people),
        });
    }
    if let Some(rest) = items.len().checked_sub(SHOWN).filter(|&rest| rest > 0) {
        page.entry(&Entry {
            label: Some(""),
            text: &format!("and {rest} more"),
            ..Entry::default()
        });
    }
}
