use std::collections::BTreeMap;

use anstyle::Style;

use crate::render::Screen;
use crate::report::{Inbox, NewsView, SaidView, WaitingView};
use crate::text;

use super::finding::write_findings;
use super::item::People;
use super::page::{Entry, Page};
use super::palette::{ASK, BAD, CAREFUL, GOOD, PLAIN, QUIET, STRONG, WARM, health};

/// Returns what waits for a member and what is new to them for a terminal, as
/// `tidings inbox` prints it; of what is new, so many updates and replies are
/// listed, and the rest is counted.
#[must_use]
pub fn inbox(inbox: &Inbox, shown: usize, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    let parts: Vec<String> = inbox.line.split(" · ").map(str::to_owned).collect();
    page.headline(&inbox.team, &parts);
    page.details(
        0,
        &[
            format!("since {}", inbox.since.label),
            inbox.time_zone.clone(),
        ],
    );
    if !inbox.waiting.is_empty() {
        page.gap();
        write_waiting(&mut page, &inbox.waiting, &inbox.people);
    }
    if !inbox.acknowledged.is_empty() {
        page.title("You have acknowledged");
        write_waiting(&mut page, &inbox.acknowledged, &inbox.people);
    }
    if !inbox.replies.is_empty() {
        page.title("New replies");
        for reply in inbox.replies.iter().take(shown) {
            write_reply(&mut page, reply);
        }
        write_rest(&mut page, inbox.replies.len(), shown);
    }
    if !inbox.updates.is_empty() {
        page.title("New updates");
        for update in inbox.updates.iter().take(shown) {
            write_update(&mut page, update);
        }
        write_rest(&mut page, inbox.updates.len(), shown);
    }
    write_findings(&mut page, &inbox.findings);
    page.finish()
}

/// Returns one of the things that wait for a member, as it stands in the list.
#[must_use]
pub fn waiting(view: &WaitingView, people: &BTreeMap<String, String>, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    write_waiting(&mut page, std::slice::from_ref(view), people);
    page.finish()
}

/// Returns one of the things that wait for a member as a line to choose, with
/// what matters most at its beginning: `question  Ada Example: Which retention?`.
#[must_use]
pub fn waiting_line(view: &WaitingView) -> String {
    let last = view.last.as_ref().filter(|_| view.kind == "answer");
    let name = last.map_or(&view.name, |last| &last.name);
    let said = last.and_then(|last| last.text.as_deref());
    let said = first_line(said.unwrap_or(&view.text));
    let line = format!("{:<8}  {name}: {said} · {}", view.kind, due(view));
    text::terminal(&line).into_owned()
}

/// Writes what waits, each with its address below.
pub(super) fn write_waiting(page: &mut Page, waiting: &[WaitingView], people: &People) {
    for view in waiting {
        let (label, label_style) = kind(view);
        let name = |handle: &String| people.get(handle).unwrap_or(handle).clone();
        let mut details = vec![due(view), view.name.clone()];
        if view.kind == "answer" {
            // The item is the reader's own; what counts is who answered.
            details.pop();
        }
        if let Some(last) = view
            .last
            .as_ref()
            .filter(|last| last.address != view.address)
        {
            let said = last.text.as_deref().map(first_line).unwrap_or_default();
            let words = match (&last.state, said) {
                (Some(state), "") => state.clone(),
                (Some(state), said) => format!("{state}: {said}"),
                (None, said) => said.to_owned(),
            };
            details.push(format!("{}: {words}", last.name));
        }
        if !view.acknowledged_by.is_empty() {
            let by: Vec<String> = view.acknowledged_by.iter().map(name).collect();
            details.push(format!("acknowledged by {}", by.join(", ")));
        }
        details.extend(view.project.clone());
        details.push(view.address.clone());
        page.entry(&Entry {
            label: Some(label),
            label_style,
            text: first_line(&view.text),
            details,
            ..Entry::default()
        });
    }
}

/// Returns the word for why something waits, and its colour.
fn kind(view: &WaitingView) -> (&str, Style) {
    if view.overdue {
        return (&view.kind, BAD);
    }
    match view.kind.as_str() {
        "blocker" => ("blocker", CAREFUL),
        "answer" | "reply" => (&view.kind, GOOD),
        "kudos" => ("kudos", WARM),
        other => (other, ASK),
    }
}

/// Returns by when an answer is expected, or how long it has waited.
fn due(view: &WaitingView) -> String {
    match (&view.due_label, view.overdue, view.age_days) {
        (Some(label), true, _) => format!("overdue since {label}"),
        (Some(label), false, _) => format!("by {label}"),
        (None, _, 0) => "today".to_owned(),
        (None, _, days) => {
            let days = usize::try_from(days).unwrap_or_default();
            format!("{} ago", text::count(days, "day", "days"))
        }
    }
}

fn write_reply(page: &mut Page, reply: &SaidView) {
    let said = reply.text.as_deref().map(first_line).unwrap_or_default();
    let words = match (&reply.state, said) {
        (Some(state), "") => state.clone(),
        (Some(state), said) => format!("{state}: {said}"),
        (None, said) => said.to_owned(),
    };
    page.brief(&Entry {
        label: Some(&reply.author),
        label_style: STRONG,
        text: &words,
        details: vec![reply.to.clone()],
        ..Entry::default()
    });
}

fn write_update(page: &mut Page, update: &NewsView) {
    let mut details = vec![update.period.clone()];
    if update.more > 0 {
        details.insert(0, format!("and {} more", update.more));
    }
    if update.edited {
        details.push("edited".to_owned());
    }
    let worry = update
        .health
        .as_deref()
        .filter(|health| *health != "on-track");
    details.extend(worry.map(|worry| health(worry).0.to_owned()));
    page.brief(&Entry {
        label: Some(&update.author),
        label_style: STRONG,
        text: first_line(&update.text),
        details,
        ..Entry::default()
    });
}

fn write_rest(page: &mut Page, all: usize, shown: usize) {
    if let Some(rest) = all.checked_sub(shown).filter(|&rest| rest > 0) {
        let more = format!("and {rest} more; all of them: tidings inbox --all");
        page.pieces(2, &[(QUIET, &more), (PLAIN, "")]);
    }
}

/// Returns the first line of a text that says something.
pub(super) fn first_line(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| !line.is_empty()).unwrap_or_default()
}
