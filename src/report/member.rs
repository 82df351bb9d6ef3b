use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::author::Author;
use super::index::Index;
use super::people::People;
use crate::model::{Handle, Update};

/// A member who is put forward: for their health, or for not having posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberView {
    /// The handle.
    pub handle: String,
    /// The name.
    pub name: String,
    /// The period of the latest update in the window that states a health, if
    /// there is one.
    pub period: Option<String>,
    /// The period of the latest update before the window, where there is none
    /// in it.
    pub last_posted: Option<String>,
    /// The first line of that update's notes, as the reason for its health.
    pub reason: Option<String>,
}

impl MemberView {
    /// Builds the view of somebody whom an update of theirs puts forward: its
    /// period, and the first line of its notes as the reason.
    pub(super) fn of_update(people: &People<'_>, handle: &Handle, update: &Update) -> Self {
        let notes = update.notes.as_deref().unwrap_or_default();
        let first = notes.lines().map(str::trim).find(|line| !line.is_empty());
        Self {
            handle: handle.to_string(),
            name: people.name(handle.as_str()),
            period: Some(update.period.to_string()),
            last_posted: None,
            reason: first.map(str::to_owned),
        }
    }

    /// Builds the views of the members who are expected to post and have not,
    /// in the order of the team file.
    pub(super) fn missing(index: &Index<'_>) -> Vec<Self> {
        let known: BTreeMap<&Handle, &Author<'_>> = index
            .authors
            .iter()
            .map(|author| (author.handle, author))
            .collect();
        index
            .people
            .expected(index.window)
            .filter_map(|member| {
                let author = known.get(&member.handle);
                if author.is_some_and(|author| author.posted(index.window)) {
                    return None;
                }
                Some(Self {
                    handle: member.handle.to_string(),
                    name: member.name.clone(),
                    period: None,
                    last_posted: author
                        .and_then(|author| author.before)
                        .map(|update| update.period.to_string()),
                    reason: None,
                })
            })
            .collect()
    }
}
