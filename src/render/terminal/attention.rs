use std::collections::BTreeSet;

use crate::report::{Attention, Digest, MemberView, OpenItemView};

use super::item::{People, open_details};
use super::page::{Entry, Page};
use super::palette::{ASK, BAD, CAREFUL, GOOD, PLAIN, STRONG, health};

/// Entries beyond which each takes one line only, so that they and a line for
/// every member of a large team fit on one screen.
const MANY: usize = 12;

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
    let is_brief = is_long(attention);
    for (members, key) in [
        (&attention.off_track, "off-track"),
        (&attention.at_risk, "at-risk"),
    ] {
        for member in members {
            write_member(page, member, key, is_brief);
        }
    }
    for open in &attention.blockers {
        write_open(page, open, "blocker", BAD, people, is_brief);
    }
    for open in &attention.questions {
        write_open(page, open, "question", ASK, people, is_brief);
    }
    for open in overdue {
        write_open(page, open, "overdue", CAREFUL, people, is_brief);
    }
}

fn is_long(attention: &Attention) -> bool {
    let members = attention.off_track.len() + attention.at_risk.len();
    let items = attention.blockers.len() + attention.questions.len();
    members + items + attention.overdue.len() > MANY
}

/// Writes what was cut above and stands nowhere below, because its author
/// posted nothing: whole.
pub(super) fn write_silent(page: &mut Page, digest: &Digest) {
    let attention = &digest.attention;
    let spoke: BTreeSet<&str> = digest.updates.iter().map(|u| u.author.as_str()).collect();
    let silent = |open: &OpenItemView| !spoke.contains(open.author.as_str());
    let blockers = attention.blockers.iter().map(|open| ("blocker", BAD, open));
    let questions = attention
        .questions
        .iter()
        .map(|open| ("question", ASK, open));
    let all: Vec<_> = blockers
        .chain(questions)
        .filter(|(_, _, open)| silent(open))
        .collect();
    if all.is_empty() || !is_long(attention) {
        return;
    }
    page.title("Open since before, by those who posted nothing");
    for (label, style, open) in all {
        write_open(page, open, label, style, &digest.people, false);
    }
}

fn write_member(page: &mut Page, member: &MemberView, key: &str, is_brief: bool) {
    let (label, label_style) = health(key);
    let text = match &member.reason {
        Some(reason) => format!("{}: {reason}", member.name),
        None => member.name.clone(),
    };
    let entry = Entry {
        label: Some(label),
        label_style,
        text: &text,
        details: member.period.iter().cloned().collect(),
        ..Entry::default()
    };
    if is_brief {
        page.brief(&entry);
    } else {
        page.entry(&entry);
    }
}

fn write_open(
    page: &mut Page,
    open: &OpenItemView,
    label: &str,
    label_style: anstyle::Style,
    people: &People,
    is_brief: bool,
) {
    let entry = Entry {
        label: Some(label),
        label_style,
        text: &open.item.text,
        details: open_details(open, people),
        ..Entry::default()
    };
    if is_brief {
        page.brief(&entry);
    } else {
        page.entry(&entry);
    }
}
