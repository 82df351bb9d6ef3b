use crate::model::{CustomSection, Section, SectionKind};

use super::super::team_section::same_heading;

/// What stands under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// The items of a section.
    Items(Section),
    /// The notes.
    Notes,
    /// The health.
    Health,
    /// The answer to the team's section with this index, as text.
    AnswerText(usize),
    /// The answer to the team's section with this index, as a list.
    AnswerList(usize),
    /// The answer to the team's section with this index, as a word.
    AnswerWord(usize),
    /// What follows a heading that nobody knows.
    Unknown,
}

impl Slot {
    /// Returns whether free Markdown stands there.
    pub(super) const fn is_prose(self) -> bool {
        matches!(self, Self::Notes | Self::AnswerText(_))
    }

    /// Returns the key of the section, if it is one that there is.
    pub(super) fn key(self, sections: &[CustomSection]) -> Option<&str> {
        match self {
            Self::Items(section) => Some(section.key()),
            Self::Notes => Some("notes"),
            Self::Health => Some("health"),
            Self::AnswerText(index) | Self::AnswerList(index) | Self::AnswerWord(index) => {
                Some(&sections[index].key)
            }
            Self::Unknown => None,
        }
    }

    /// Returns what a heading stands for; keys are taken for titles, and case
    /// and a final colon do not count.
    pub(super) fn find(title: &str, sections: &[CustomSection]) -> Option<Self> {
        let title = title.strip_suffix(':').unwrap_or(title).trim_end();
        let built_in = Section::ALL
            .into_iter()
            .map(|section| (section.key(), Self::Items(section)))
            .chain([("notes", Self::Notes), ("health", Self::Health)])
            .find(|(key, _)| same_heading(key, title))
            .map(|(_, slot)| slot);
        built_in.or_else(|| {
            let named =
                |s: &CustomSection| same_heading(&s.key, title) || same_heading(&s.title, title);
            let index = sections.iter().position(named)?;
            Some(match &sections[index].kind {
                SectionKind::Text => Self::AnswerText(index),
                SectionKind::List => Self::AnswerList(index),
                SectionKind::Choice(_) | SectionKind::Scale(_) | SectionKind::YesNo => {
                    Self::AnswerWord(index)
                }
            })
        })
    }
}

/// Returns level and title of a line that is a heading: one to six `#` in the
/// first column, and space before the title.
pub(super) fn parse_heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    if !(1..=6).contains(&level) || !rest.starts_with([' ', '\t']) {
        return None;
    }
    let title = rest.trim();
    // `## Done ##` closes itself.
    let open = title.trim_end_matches('#');
    let title = if open.ends_with([' ', '\t']) {
        open.trim_end()
    } else {
        title
    };
    (!title.is_empty()).then_some((level, title))
}
