//! Items, and what is said of them besides their text.

use std::collections::BTreeMap;

use super::page::{Entry, Page};
use super::palette::{QUIET, section};
use crate::report::{ItemView, OpenItemView};
use crate::text;

/// The names of people, by handle.
pub(super) type People = BTreeMap<String, String>;

/// Returns the names that belong to handles, the handle where none is known.
pub(super) fn names(handles: &[String], people: &People) -> String {
    let names: Vec<&str> = handles.iter().map(|handle| name(handle, people)).collect();
    names.join(", ")
}

/// Returns the name that belongs to a handle, the handle where none is known.
pub(super) fn name<'n>(handle: &'n str, people: &'n People) -> &'n str {
    people.get(handle).map_or(handle, String::as_str)
}

/// Returns what is to be known of an item of a section: project, task, whom it
/// needs, asks or thanks, when it is due, and its id.
pub(super) fn item_details(item: &ItemView, section: &str, people: &People) -> Vec<String> {
    let mut details: Vec<String> = Vec::new();
    details.extend(item.project.clone());
    if !item.needs.is_empty() {
        details.push(format!("needs {}", names(&item.needs, people)));
    }
    if !item.to.is_empty() {
        let word = if section == "kudos" { "for" } else { "asks" };
        details.push(format!("{word} {}", names(&item.to, people)));
    }
    if let Some(due) = &item.due {
        details.push(format!("due {due}"));
    }
    details.extend(item.task_name.as_ref().or(item.task.as_ref()).cloned());
    details.extend(item.id.clone());
    details
}

/// Writes the items of an update, section by section: key, title and items of
/// each. `details` says what is to be known of an item besides its text.
pub(super) fn write_items(
    page: &mut Page,
    sections: &[(&str, &str, &[ItemView])],
    details: &dyn Fn(&ItemView, &str) -> Vec<String>,
) {
    for (key, title, items) in sections {
        let (mark, mark_style) = section(key);
        for (at, item) in items.iter().enumerate() {
            page.entry(&Entry {
                label: Some(if at == 0 { title } else { "" }),
                label_style: QUIET,
                mark,
                mark_style,
                text: &item.text,
                details: details(item, key),
            });
        }
    }
}

/// Returns what is to be known of an open item: whose it is, how old, whom it
/// needs or asks, by when an answer may be expected, when it is or was due, its
/// task, and its id.
pub(super) fn open_details(open: &OpenItemView, people: &People) -> Vec<String> {
    let item = &open.item;
    let age_of = match (open.section.as_str(), open.age_days) {
        ("next", ..=0) => "planned today".to_owned(),
        ("next", days) => format!("planned {} ago", age(days)),
        (_, days) => age(days),
    };
    let mut details = vec![open.name.clone(), age_of];
    if !item.needs.is_empty() {
        details.push(format!("needs {}", names(&item.needs, people)));
    }
    if !item.to.is_empty() {
        details.push(format!("asks {}", names(&item.to, people)));
    }
    let waiting = open.waiting.iter().map(|waiting| waiting.label.clone());
    details.extend(waiting.filter(|label| !label.is_empty()));
    details.extend(match (&item.due, open.overdue_days) {
        (Some(due), Some(days)) if days > 0 => Some(format!("due {due}, {} ago", age(days))),
        (Some(due), _) => Some(format!("due {due}")),
        (None, _) => None,
    });
    details.extend(item.task_name.clone());
    details.extend(item.id.clone());
    details
}

/// Returns what of it fits on one line with the text: whose it is, how old, by
/// when an answer may be expected or else what [`open_details`] says, its id.
pub(super) fn brief_details(open: &OpenItemView, people: &People) -> Vec<String> {
    match &open.waiting {
        Some(waiting) if !waiting.label.is_empty() => {
            let id = open.item.id.iter().cloned();
            let said = [open.name.clone(), age(open.age_days), waiting.label.clone()];
            said.into_iter().chain(id).collect()
        }
        _ => open_details(open, people),
    }
}

/// Returns an age in words.
pub(super) fn age(days: i64) -> String {
    match usize::try_from(days) {
        Ok(0) | Err(_) => "today".to_owned(),
        Ok(days) => text::count(days, "day", "days"),
    }
}

/// Returns the date and the minute of an RFC 3339 moment, in its own zone.
pub(super) fn minute(moment: &str) -> String {
    match (moment.get(..10), moment.get(10..11), moment.get(11..16)) {
        (Some(day), Some("T"), Some(minute)) => format!("{day} {minute}"),
        _ => moment.to_owned(),
    }
}

/// Returns the part of a commit id that names it in a log of any size.
pub(super) fn short(commit: &str) -> &str {
    commit.get(..12).unwrap_or(commit)
}
