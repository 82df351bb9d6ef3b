use crate::report::{Attention, MemberView, OpenItemView};

use super::item::{People, open_details};
use super::page::{Entry, Page};
use super::palette::{ASK, BAD, CAREFUL, GOOD, PLAIN, STRONG, health};

/// Writes what needs somebody's attention, the most pressing first.
pub(super) fn write_attention(page: &mut Page, attention: &Attention, people: &People) {
    // An open blocker past its date is among the blockers already.
    let overdue: Vec<&OpenItemView> = attention
        .overdue
        .iter()
        .filter(|open| open.section == "next")
        .collect();
    let is_calm = attention.off_track.is_empty()
        && attention.at_risk.is_empty()
        && attention.blockers.is_empty()
        && attention.questions.is_empty()
        && overdue.is_empty();
    page.gap();
    if is_calm {
        page.pieces(0, &[(GOOD, "✓ "), (PLAIN, "Nothing needs attention.")]);
        return;
    }
    page.line(0, STRONG, "Needs attention");
    for (members, key) in [
        (&attention.off_track, "off-track"),
        (&attention.at_risk, "at-risk"),
    ] {
        for member in members {
            write_member(page, member, key);
        }
    }
    for open in &attention.blockers {
        write_open(page, open, "blocker", BAD, people);
    }
    for open in &attention.questions {
        write_open(page, open, "question", ASK, people);
    }
    for open in overdue {
        write_open(page, open, "overdue", CAREFUL, people);
    }
}

fn write_member(page: &mut Page, member: &MemberView, key: &str) {
    let (label, label_style) = health(key);
    let text = match &member.reason {
        Some(reason) => format!("{}: {reason}", member.name),
        None => member.name.clone(),
    };
    page.entry(&Entry {
        label: Some(label),
        label_style,
        text: &text,
        details: member.period.iter().cloned().collect(),
        ..Entry::default()
    });
}

fn write_open(
    page: &mut Page,
    open: &OpenItemView,
    label: &str,
    label_style: anstyle::Style,
    people: &People,
) {
    page.entry(&Entry {
        label: Some(label),
        label_style,
        text: &open.item.text,
        details: open_details(open, people),
        ..Entry::default()
    });
}
