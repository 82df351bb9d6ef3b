//! What is said after a post.

use super::task::Task;
use crate::cli::args::PostArgs;
use crate::cli::session::Session;
use crate::model::{Item, Section};
use crate::store::{Posted, Proposal};
use crate::text;

/// Says what was saved, where to see it again, and what stays open.
pub(super) fn say(session: &Session, args: &PostArgs, task: &Task, posted: &Posted) {
    let note = |line: &str| session.streams.note(line);
    let what = task.describe();
    let Some(saved) = &posted.saved else {
        note(&format!("nothing new: {what} says that already"));
        return;
    };
    let manner = match (posted.existed, args.replace, args.edit) {
        (false, ..) => "",
        (true, true, _) => ", in the place of what was there",
        (true, false, true) => ", edited",
        (true, false, false) => ", added to what was there",
    };
    let by = task.posted_by.as_ref();
    let by = by.map_or_else(String::new, |by| {
        format!(", posted by {}", text::terminal(by))
    });
    let place = match &task.proposal {
        Some(_) => format!(", on branch '{}'", task.log.branch()),
        None => String::new(),
    };
    note(&format!("saved: {what}{by}{manner}{place}"));
    session.detail_saved(saved);
    if let Some(why) = task.why_not_now(session) {
        note(&format!("  it was {why}"));
    }
    if posted.update.period.first_day() > task.today {
        note("  it is for a time that has not come yet");
    }
    let at = match &task.proposal {
        Some(_) => format!("--at {} ", task.log.branch()),
        None => String::new(),
    };
    note(&format!(
        "  show it: tidings show {at}{}/{}",
        task.author, task.period
    ));
    if task.is_proposed_besides() {
        note(&format!(
            "  a proposal of it is open too; what is posted with --propose goes there: {}",
            Proposal::branch_of(&task.author, task.period)
        ));
    }
    for finding in &posted.unread {
        session.streams.warn(&format!(
            "{} cannot be read, so what it left open was not carried: {}",
            text::terminal(&finding.path),
            text::terminal(&finding.message)
        ));
    }
    for section in [Section::Blockers, Section::Questions] {
        list(session, &format!("open {section}:"), section, &posted.open);
    }
    if let Some(latest) = posted.latest.filter(|_| !posted.aside.is_empty()) {
        note(&format!(
            "not open, because the latest update, for {}, does not hold it:",
            latest.describe()
        ));
        for (_, item) in &posted.aside {
            note(&line(session, item));
        }
        note(&format!(
            "  what still stands belongs there: tidings post --for {latest} -b TEXT"
        ));
    }
    strangers(session, posted);
}

/// Lists the items of one section below a heading, if there are any.
fn list(session: &Session, heading: &str, section: Section, items: &[(Section, Item)]) {
    let mut items = items.iter().filter(|(of, _)| *of == section).peekable();
    if items.peek().is_some() {
        session.streams.note(heading);
    }
    for (_, item) in items {
        session.streams.note(&line(session, item));
    }
}

fn line(session: &Session, item: &Item) -> String {
    let id = item.id.as_ref().map_or("-", |id| id.as_str());
    let line = text::terminal(&item.text);
    let line = text::truncate(&line, session.streams.width().saturating_sub(24));
    let since = item
        .since
        .map_or_else(String::new, |since| format!(" (since {since})"));
    format!("  {id}  {line}{since}")
}

/// Says which new items begin with an `@` and name nobody of the team.
fn strangers(session: &Session, posted: &Posted) {
    let named = [Section::Blockers, Section::Questions, Section::Kudos];
    let items = named
        .into_iter()
        .flat_map(|section| posted.update.section(section));
    for item in items.filter(|item| item.since.is_none()) {
        let word = item.text.split_whitespace().next().unwrap_or_default();
        let word = word.trim_end_matches([':', ',']);
        if word.len() > 1 && word.starts_with('@') {
            let word = text::terminal(word);
            session.streams.note(&format!(
                "'{word}' is neither a handle nor a group of the team, so it stays part of the text"
            ));
        }
    }
}
