use crate::model::{
    Answer, CustomSection, Handle, Item, Period, Questionnaire, Section, SectionKind, Update,
};

use super::super::team_section::{is_built_in, same_heading};

/// What a form shows, and what a filled one is read against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What is in the update already, and the open items that are carried
    /// into it.
    pub update: Update,
    /// The last plan, to be ticked, each item with `since` set; items that the
    /// update already has are not shown again.
    pub plan: Vec<Item>,
    /// What is asked for.
    pub questions: Questionnaire,
    /// The handles that may stand behind an `@`.
    pub members: Vec<Handle>,
    /// Lines that explain the form, shown as comments.
    pub intro: Vec<String>,
}

impl Form {
    /// Makes an empty form, for input that is read without one.
    pub(in crate::format) fn blank(
        author: &Handle,
        period: Period,
        sections: &[CustomSection],
        members: &[Handle],
    ) -> Self {
        Self {
            update: Update::new(author.clone(), period),
            plan: Vec::new(),
            questions: Questionnaire::of_all(sections),
            members: members.to_vec(),
            intro: Vec::new(),
        }
    }

    /// Returns the planned items that the update does not have yet.
    pub(in crate::format) fn open_plan(&self) -> impl Iterator<Item = &Item> {
        let known: Vec<_> = [Section::Done, Section::Next]
            .into_iter()
            .flat_map(|section| self.update.section(section))
            .filter_map(|item| self.update.address_of(item))
            .collect();
        self.plan.iter().filter(move |item| {
            self.update
                .address_of(item)
                .is_none_or(|address| !known.contains(&address))
        })
    }

    /// Returns whether the section with this key stands in the form: those
    /// that are asked for now, and those that something is said in.
    pub(super) fn shows(&self, key: &str) -> bool {
        self.questions.asks(key) || self.update.answers_to(key)
    }

    /// Returns the team's sections as the form shows them: an answer that is
    /// there and reads otherwise decides its kind, and answers whose section
    /// the team no longer has are shown under their key.
    pub(super) fn shown_sections(&self) -> Vec<CustomSection> {
        let kind_of = |answer: &Answer| match answer {
            Answer::List(_) => SectionKind::List,
            _ => SectionKind::Text,
        };
        let mut shown: Vec<CustomSection> = Vec::new();
        for section in &self.questions.sections {
            let mut section = section.clone();
            if let Some(answer) = self.update.answers.get(&section.key) {
                let fits = section.kind.is_word() && section.kind.fit(answer).is_ok();
                if !fits {
                    section.kind = kind_of(answer);
                }
            }
            shown.push(section);
        }
        for (key, answer) in &self.update.answers {
            let heading = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            let taken = is_built_in(key)
                || shown
                    .iter()
                    .any(|s| same_heading(&s.key, key) || same_heading(&s.title, key));
            if !taken && !key.is_empty() && key.chars().all(heading) {
                shown.push(CustomSection {
                    key: key.clone(),
                    title: key.clone(),
                    kind: kind_of(answer),
                    ..CustomSection::default()
                });
            }
        }
        shown
    }
}
