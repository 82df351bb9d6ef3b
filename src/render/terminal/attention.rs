use std::collections::BTreeSet;

use crate::report::{Attention, Digest, MemberView, OpenItemView, TalkView};

use super::item::{People, brief_details, open_details};
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
    // What is to be talked over stands by itself.
    let quiet = |open: &&OpenItemView| !open.talk;
    let is_calm = attention.off_track.is_empty()
        && attention.at_risk.is_empty()
        && !attention.blockers.iter().any(|open| quiet(&open))
        && !attention.questions.iter().any(|open| quiet(&open))
        && overdue.is_empty();
    page.gap();
    if is_calm {
        if attention.talk.is_empty() {
            page.pieces(0, &[(GOOD, "✓ "), (PLAIN, "Nothing needs attention.")]);
        }
        return write_talk(page, &attention.talk, people);
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
    for open in attention.blockers.iter().filter(quiet) {
        write_open(page, open, "blocker", BAD, people, is_brief);
    }
    for open in attention.questions.iter().filter(quiet) {
        write_open(page, open, "question", ASK, people, is_brief);
    }
    for open in overdue {
        write_open(page, open, "overdue", CAREFUL, people, is_brief);
    }
    write_talk(page, &attention.talk, people);
}

/// Writes what had better be talked over, with the hours that all have, and
/// how the outcome is written back.
fn write_talk(page: &mut Page, talks: &[TalkView], people: &People) {
    if talks.is_empty() {
        return;
    }
    page.title("Talk it over");
    for talk in talks {
        for open in &talk.items {
            let (label, style) = match open.section.as_str() {
                "blockers" => ("blocker", BAD),
                _ => ("question", ASK),
            };
            write_open(page, open, label, style, people, false);
        }
        let column = page.text_column();
        // That an answer is overdue was said of the item.
        let reasons = talk.rules.iter().zip(&talk.reasons);
        let reasons = reasons.filter(|(rule, _)| *rule != "overdue");
        let reasons: Vec<String> = reasons.map(|(_, reason)| reason.clone()).collect();
        page.details(column, &reasons);
        let hours = talk.hours.iter();
        let hours = hours.map(|hours| format!("{} {}", hours.name, hours.label));
        let when: Vec<String> = [talk.when.clone()].into_iter().chain(hours).collect();
        page.details(column, &when);
        if let Some(command) = &talk.command {
            page.line(column, PLAIN, command);
        }
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
        .filter(|(_, _, open)| silent(open) && !open.talk)
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
        details: if is_brief {
            brief_details(open, people)
        } else {
            open_details(open, people)
        },
        ..Entry::default()
    };
    if is_brief {
        page.brief(&entry);
    } else {
        page.entry(&entry);
    }
}
