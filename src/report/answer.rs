use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Answer, SectionKind, Team};

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
    /// What was marked on a scale is nobody's business, and left out.
    pub(super) fn list(team: &Team, answers: &BTreeMap<String, Answer>) -> Vec<Self> {
        let view = |key: &str, title: &str, answer: &Answer| {
            let (text, items) = match answer {
                Answer::List(items) => (None, items.clone()),
                answer => (Some(answer.to_string()), Vec::new()),
            };
            Self {
                key: key.to_owned(),
                title: title.to_owned(),
                text,
                items,
            }
        };
        let mut left: BTreeMap<&str, &Answer> = answers
            .iter()
            .filter(|(key, answer)| !is_private(team, key, answer))
            .map(|(key, answer)| (key.as_str(), answer))
            .collect();
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

/// Returns whether an answer is not to be shown by person: a mark on a scale,
/// also one to a section that the team no longer has or asks for otherwise,
/// and whatever else was answered where a scale is.
fn is_private(team: &Team, key: &str, answer: &Answer) -> bool {
    let section = team.sections.iter().find(|section| section.key == key);
    let scale = section.is_some_and(|section| matches!(section.kind, SectionKind::Scale(_)));
    scale || matches!(answer, Answer::Mark(_))
}
