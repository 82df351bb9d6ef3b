use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Answer, Team};

/// An answer to one of the team's own sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AnswerView {
    /// The key of the section.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// The answer as free text, where it is one.
    pub text: Option<String>,
    /// The answer as a list, where it is one.
    pub items: Vec<String>,
}

impl AnswerView {
    /// Builds the views of an update's answers: in the order of the team's
    /// sections, then those to sections that the team no longer has, by key.
    pub(super) fn list(team: &Team, answers: &BTreeMap<String, Answer>) -> Vec<Self> {
        let view = |key: &str, title: &str, answer: &Answer| {
            let (text, items) = match answer {
                Answer::Text(text) => (Some(text.clone()), Vec::new()),
                Answer::List(items) => (None, items.clone()),
            };
            Self {
                key: key.to_owned(),
                title: title.to_owned(),
                text,
                items,
            }
        };
        let mut left: BTreeMap<&str, &Answer> =
            answers.iter().map(|(key, a)| (key.as_str(), a)).collect();
        let mut all: Vec<Self> = Vec::with_capacity(left.len());
        for section in &team.sections {
            if let Some(answer) = left.remove(section.key.as_str()) {
                all.push(view(&section.key, &section.title, answer));
            }
        }
        all.extend(left.into_iter().map(|(key, answer)| view(key, key, answer)));
        all
    }
}
