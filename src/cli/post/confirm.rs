//! What is said after a post.

use super::task::Task;
use crate::cli::session::Session;
use crate::model::Section;
use crate::store::Posted;
use crate::text;

/// Says what was saved, where to see it again, and what stays open.
pub(super) fn say(session: &Session, task: &Task, posted: &Posted) {
    let note = |line: &str| session.streams.note(line);
    let what = task.describe();
    if posted.saved.is_none() {
        note(&format!("nothing new: {what} says that already"));
        return;
    }
    let added = if posted.existed {
        ", added to what was there"
    } else {
        ""
    };
    let by = task.posted_by.as_ref();
    let by = by.map_or_else(String::new, |by| {
        format!(", posted by {}", text::terminal(by))
    });
    note(&format!("saved: {what}{by}{added}"));
    note(&format!(
        "  show it: tidings show {}/{}",
        task.author, task.period
    ));
    for section in Section::ALL
        .into_iter()
        .filter(|section| section.stays_open())
    {
        let items = posted.update.section(section);
        if items.is_empty() {
            continue;
        }
        note(&format!("open {section}:"));
        for item in items {
            let id = item.id.as_ref().map_or("-", |id| id.as_str());
            let line = text::terminal(&item.text);
            let line = text::truncate(&line, session.streams.width().saturating_sub(24));
            let since = item
                .since
                .map_or_else(String::new, |since| format!(" (since {since})"));
            note(&format!("  {id}  {line}{since}"));
        }
    }
}
