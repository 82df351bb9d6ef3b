use schemars::JsonSchema;
use serde::Serialize;

use super::people::People;
use crate::model::{Gone, GoneReason};

/// An update that history holds and the tree does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoneView {
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The period it was for.
    pub period: String,
    /// The latest commit that held or removed it.
    pub commit: Option<String>,
}

impl GoneView {
    /// Builds the views of the updates that went in one way, by period, then
    /// by author.
    pub(super) fn list(people: &People<'_>, gone: &[Gone], reason: GoneReason) -> Vec<Self> {
        let mut gone: Vec<&Gone> = gone.iter().filter(|gone| gone.reason == reason).collect();
        gone.sort_by(|one, other| (one.period, &one.author).cmp(&(other.period, &other.author)));
        gone.into_iter()
            .map(|gone| Self {
                author: gone.author.to_string(),
                name: people.name(gone.author.as_str()),
                period: gone.period.to_string(),
                commit: gone
                    .history
                    .last()
                    .map(|revision| revision.commit.to_string()),
            })
            .collect()
    }
}
