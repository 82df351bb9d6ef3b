use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Answer, SectionKind, Team, Update};

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

    /// Puts together what a member answered in several updates, each section
    /// once: texts below each other, lists joined, both without what was said
    /// before; of choices, and of yes and no, how often each was given.
    pub(super) fn gather<'u>(team: &Team, updates: impl Iterator<Item = &'u Update>) -> Vec<Self> {
        let mut all: Vec<(Self, Vec<(String, usize)>)> = Vec::new();
        for answer in updates.flat_map(|update| Self::list(team, &update.answers)) {
            let at = all.iter().position(|(other, _)| other.key == answer.key);
            let at = at.unwrap_or_else(|| {
                let (key, title) = (answer.key.clone(), answer.title.clone());
                let none = Self {
                    key,
                    title,
                    text: None,
                    items: Vec::new(),
                };
                all.push((none, Vec::new()));
                all.len() - 1
            });
            let (whole, texts) = &mut all[at];
            if let Some(text) = answer.text {
                match texts.iter_mut().find(|(other, _)| *other == text) {
                    Some((_, count)) => *count += 1,
                    None => texts.push((text, 1)),
                }
            }
            for item in answer.items {
                if !whole.items.contains(&item) {
                    whole.items.push(item);
                }
            }
        }
        let place = |key: &str| team.sections.iter().position(|section| section.key == key);
        all.sort_by_key(|(answer, _)| (place(&answer.key).is_none(), place(&answer.key)));
        let finish = |(mut answer, texts): (Self, Vec<(String, usize)>)| {
            let section = team.sections.iter().find(|s| s.key == answer.key);
            let counts = section.is_some_and(|section| {
                matches!(section.kind, SectionKind::Choice(_) | SectionKind::YesNo)
            });
            let said = texts.into_iter().map(|(text, count)| match count {
                2.. if counts => format!("{text} ({count})"),
                _ => text,
            });
            let said: Vec<String> = said.collect();
            let between = if counts { ", " } else { "\n\n" };
            answer.text = (!said.is_empty()).then(|| said.join(between));
            answer
        };
        all.into_iter().map(finish).collect()
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
