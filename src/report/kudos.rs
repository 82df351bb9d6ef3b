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

#[cfg(test)]
mod tests {
    use crate::report::sample::{Log, handle, item, items};

    #[test]
    fn thanks_stand_once_for_each_update() {
        let log = Log::of("2026-W47")
            .post("ada", "2026-11-16", |update| {
                let mut thanks = item("For the notes");
                thanks.to = vec![handle("grace"), handle("zed")];
                update.kudos = vec![thanks.clone(), thanks];
            })
            .post("ada", "2026-11-17", |u| u.kudos = items(&["For the notes"]));
        let digest = log.digest();
        assert_eq!(digest.kudos.len(), 2);
        assert_eq!(digest.kudos[0].to, ["grace", "zed"]);
        assert_eq!(digest.people.get("zed").map(String::as_str), Some("zed"));
    }
}
