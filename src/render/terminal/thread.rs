use crate::render::Screen;
use crate::report::{HistoryView, ItemView, OpenItemView, ReplyView, RevisionView, Thread, Timing};

use super::finding::write_findings;
use super::item::{People, item_details, minute, name, names, open_details, short, write_items};
use super::page::{Entry, Page};
use super::palette::{BAD, GOOD, PLAIN, QUIET, STRONG, health, section};

/// Returns an update or an item with its replies and history for a terminal,
/// as `tidings show` prints it.
#[must_use]
pub fn thread(thread: &Thread, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    match &thread.item {
        Some(open) => write_item(&mut page, open, thread),
        None => write_update(&mut page, thread),
    }
    write_replies(&mut page, thread);
    write_history(&mut page, thread);
    write_findings(&mut page, &thread.findings);
    page.gap();
    page.details(
        0,
        &[
            format!("commit {}", short(&thread.commit)),
            thread.update.path.clone(),
        ],
    );
    page.finish()
}

fn write_item(page: &mut Page, open: &OpenItemView, thread: &Thread) {
    let (mark, style) = section(&open.section);
    page.line(0, QUIET, &thread.address);
    page.entry(&Entry {
        mark,
        mark_style: style,
        text: &open.item.text,
        ..Entry::default()
    });
    let mut details = open_details(open, &thread.people);
    details.pop_if(|last| Some(&*last) == open.item.id.as_ref());
    details.pop_if(|last| Some(&*last) == open.item.task_name.as_ref());
    details.extend(open.item.task.clone());
    details.push(format!("first said {}", open.item.since));
    if open.period != open.item.since {
        details.push(format!("last said {}", open.period));
    }
    page.details(4, &details);
    let state = open.item.address.as_ref();
    let state = state.and_then(|address| thread.states.get(address));
    if let Some(by) = &open.resolved_by {
        let by = name(by, &thread.people);
        let state = state.map_or("resolved", String::as_str);
        page.pieces(
            4,
            &[(GOOD, "✓ "), (PLAIN, state), (PLAIN, " by "), (PLAIN, by)],
        );
    } else if let Some(state) = state {
        page.line(4, QUIET, state);
    }
}

fn write_update(page: &mut Page, thread: &Thread) {
    let update = &thread.update;
    let (words, style) = update.health.as_deref().map_or(("", PLAIN), health);
    page.pieces(
        0,
        &[
            (STRONG, &update.name),
            (PLAIN, "  "),
            (PLAIN, &update.label),
            (PLAIN, "  "),
            (style, words),
        ],
    );
    page.details(
        0,
        &[
            thread.address.clone(),
            update.kind.clone(),
            update.time_zone.clone().unwrap_or_default(),
        ],
    );
    page.gap();
    let sections: [(&str, &str, &[ItemView]); 5] = [
        ("done", "Done", &update.done),
        ("next", "Next", &update.next),
        ("blockers", "Blockers", &update.blockers),
        ("questions", "Questions", &update.questions),
        ("kudos", "Kudos", &update.kudos),
    ];
    write_items(page, &sections, &|item, key| marked(item, key, thread));
    for answer in &update.answers {
        page.title(&answer.title);
        if let Some(text) = &answer.text {
            page.prose(2, text);
        }
        for item in &answer.items {
            page.prose(2, &format!("- {item}"));
        }
    }
    if let Some(notes) = &update.notes {
        page.title("Notes");
        page.prose(2, notes);
    }
}

/// Returns what is to be known of an item, its task by its address, since here
/// is where one looks it up, and what replies have made of it.
fn marked(item: &ItemView, section: &str, thread: &Thread) -> Vec<String> {
    let whole = ItemView {
        task_name: None,
        ..item.clone()
    };
    let state = item.address.as_ref();
    let state = state.and_then(|address| thread.states.get(address));
    let mut details = item_details(&whole, section, &thread.people);
    details.extend(state.cloned());
    details
}

fn write_replies(page: &mut Page, thread: &Thread) {
    if thread.replies.is_empty() {
        return;
    }
    page.title("Replies");
    let mut above: Option<&ReplyView> = None;
    for reply in &thread.replies {
        // A narrow screen has more use for words than for indents.
        let step = if page.is_wide() { 2 } else { 1 };
        let indent = 2 + step * reply.depth;
        let state = reply.state.as_deref().unwrap_or("replied");
        let is_asked = thread.reply.as_ref() == Some(&reply.address);
        let mark = if is_asked { "▸ " } else { "" };
        page.pieces(
            indent,
            &[
                (GOOD, mark),
                (STRONG, &reply.name),
                (PLAIN, " "),
                (GOOD, state),
            ],
        );
        page.details(indent + 2, &reply_details(reply, above, thread));
        if let Some(text) = &reply.text {
            page.prose(indent + 2, text);
        }
        above = Some(reply);
    }
}

/// Returns what is to be known of a reply: when it was written there and here,
/// its address, what it answers where that does not stand right above it, its
/// commit, and who else had a hand in it.
fn reply_details(reply: &ReplyView, above: Option<&ReplyView>, thread: &Thread) -> Vec<String> {
    let people = &thread.people;
    let mut details = Vec::new();
    if let Some(written) = &reply.written {
        let there = zoned(&minute(written), written);
        let here = reply.local.as_ref().filter(|local| *local != written);
        details.push(there);
        details.extend(here.map(|local| format!("{} for you", minute(local))));
    }
    details.push(reply.address.clone());
    let is_above = |re: &String| above.is_some_and(|above| above.address == *re);
    match &reply.re {
        Some(re) if is_above(re) => {}
        Some(re) => details.push(format!("to {}", re.rsplit('/').next().unwrap_or(re))),
        None if thread.item.is_none() => details.push(format!("to {}", reply.to)),
        None => {}
    }
    let commit = reply.commit.as_ref();
    details.extend(commit.map(|commit| short(commit).to_owned()));
    if let Some(edited) = &reply.edited {
        details.push(format!("edited {}", zoned(&minute(edited), edited)));
    }
    if let Some(by) = &reply.posted_by {
        details.push(format!("posted by {}", name(by, people)));
    }
    if !reply.edited_by.is_empty() {
        details.push(format!("edited by {}", names(&reply.edited_by, people)));
    }
    details
}

fn write_history(page: &mut Page, thread: &Thread) {
    page.title("History");
    if let Some(history) = &thread.update.history {
        page.details(2, &remarks(history, &thread.people));
    } else {
        page.line(2, BAD, "The history of this update could not be read.");
    }
    for revision in &thread.revisions {
        page.details(2, &revision_details(revision, &thread.people));
    }
}

/// Returns what the history of an update says about it, in short phrases.
fn remarks(history: &HistoryView, people: &People) -> Vec<String> {
    let timing = match history.timing {
        Some(Timing::Early) => "posted before its period began",
        Some(Timing::OnTime) => "posted in time",
        Some(Timing::Late) => "posted late",
        None => "posted",
    };
    let mut remarks = vec![timing.to_owned()];
    if let Some(by) = &history.posted_by {
        remarks.push(format!("by {} on the author's behalf", name(by, people)));
    }
    if history.edited {
        remarks.push(if history.edited_after_period {
            "edited after its period".to_owned()
        } else {
            "edited".to_owned()
        });
    }
    if !history.edited_by.is_empty() {
        remarks.push(format!("edited by {}", names(&history.edited_by, people)));
    }
    if !history.co_authors.is_empty() {
        remarks.push(format!(
            "written with {}",
            names(&history.co_authors, people)
        ));
    }
    if !history.reviewed_by.is_empty() {
        remarks.push(format!(
            "reviewed by {}",
            names(&history.reviewed_by, people)
        ));
    }
    remarks
}

fn revision_details(revision: &RevisionView, people: &People) -> Vec<String> {
    let (written, arrived) = (minute(&revision.written), minute(&revision.arrived));
    let mut details = vec![
        short(&revision.commit).to_owned(),
        revision.kind.clone(),
        format!("by {}", name(&revision.by, people)),
        format!("written {}", zoned(&written, &revision.written)),
    ];
    if !revision.co_authors.is_empty() {
        details[2].push_str(&format!(" and {}", names(&revision.co_authors, people)));
    }
    if !revision.reviewed_by.is_empty() {
        details.push(format!(
            "reviewed by {}",
            names(&revision.reviewed_by, people)
        ));
    }
    if zoned(&arrived, &revision.arrived) != zoned(&written, &revision.written) {
        details.push(format!("arrived {}", zoned(&arrived, &revision.arrived)));
    }
    details
}

/// Returns a minute with the offset from UTC that its moment states.
fn zoned(minute: &str, moment: &str) -> String {
    match moment.get(19..) {
        Some(offset) if offset.starts_with(['+', '-', 'Z']) => format!("{minute} {offset}"),
        _ => minute.to_owned(),
    }
}
