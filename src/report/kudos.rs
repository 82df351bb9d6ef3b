use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::index::{Index, content};
use crate::model::{Handle, Snapshot};

/// Thanks from one member to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KudosView {
    /// The handle of whoever thanks.
    pub author: String,
    /// The name of whoever thanks.
    pub name: String,
    /// Handles of those who are thanked.
    pub to: Vec<String>,
    /// What for.
    pub text: String,
}

impl KudosView {
    /// Builds the views of all thanks in the window, in the order of updates;
    /// what one update says twice stands once.
    pub(super) fn list(index: &Index<'_>, snapshot: &Snapshot) -> Vec<Self> {
        let mut all = Vec::new();
        for update in snapshot.entries.iter().map(|entry| &entry.update) {
            let mut said = BTreeSet::new();
            for item in update
                .kudos
                .iter()
                .filter(|item| said.insert(content(item)))
            {
                all.push(Self {
                    author: update.author.to_string(),
                    name: index.people.name(update.author.as_str()),
                    to: item.to.iter().map(Handle::to_string).collect(),
                    text: item.text.clone(),
                });
            }
        }
        all
    }
}
