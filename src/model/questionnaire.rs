use std::collections::BTreeMap;

use super::{Asking, CustomSection, Occasion, Period, Team, Update};

/// What one update is asked for: all the sections there are, and of which it
/// is the time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questionnaire {
    /// The team's own sections, also those that are not asked for now: they
    /// may be answered all the same.
    pub sections: Vec<CustomSection>,
    /// How the sections that every update has are asked for, by key, where
    /// the team says more of one than that it is there.
    usual: BTreeMap<&'static str, Asking>,
    /// The keys of the sections whose time it is not.
    silent: Vec<String>,
}

/// A section that must be answered and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The key of the section.
    pub key: String,
    /// Its heading.
    pub title: String,
}

impl Questionnaire {
    /// The keys of the sections that every update has, in writing order.
    pub const USUAL: [&'static str; 7] = [
        "done",
        "next",
        "blockers",
        "questions",
        "kudos",
        "notes",
        "health",
    ];

    /// Returns what a team asks in an update for `period`.
    #[must_use]
    pub fn new(team: &Team, period: Period, occasion: Occasion) -> Self {
        let usual = team.usual.iter().map(|(key, asking)| (*key, asking));
        let own = team.sections.iter();
        let silent = usual
            .chain(own.map(|section| (section.key.as_str(), &section.asking)))
            .filter(|(_, asking)| !asking.when.is_met(period, occasion))
            .map(|(key, _)| key.to_owned());
        Self {
            sections: team.sections.clone(),
            silent: silent.collect(),
            usual: team.usual.clone(),
        }
    }

    /// Returns one that asks for every section and requires none.
    #[must_use]
    pub fn of_all(sections: &[CustomSection]) -> Self {
        let mut sections = sections.to_vec();
        for section in &mut sections {
            section.asking.required = false;
        }
        Self {
            sections,
            ..Self::default()
        }
    }

    /// Returns the heading of a section that every update has: its key with a
    /// capital.
    #[must_use]
    pub fn heading(key: &str) -> String {
        let mut chars = key.chars();
        let first = chars.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(chars).collect()
    }

    /// Returns whether it is the time of a section.
    #[must_use]
    pub fn asks(&self, key: &str) -> bool {
        !self.silent.iter().any(|silent| silent == key)
    }

    /// Returns whether an answer to a section must be there.
    #[must_use]
    pub fn requires(&self, key: &str) -> bool {
        self.asks(key) && self.asking(key).is_some_and(|asking| asking.required)
    }

    /// Returns how a section is asked for, where the team says so.
    #[must_use]
    pub fn asking(&self, key: &str) -> Option<&Asking> {
        let own = self.sections.iter().find(|section| section.key == key);
        own.map(|section| &section.asking)
            .or_else(|| self.usual.get(key))
    }

    /// Returns what `update` must answer and does not, in writing order.
    #[must_use]
    pub fn lacks(&self, update: &Update) -> Vec<Lack> {
        let usual = Self::USUAL.map(|key| (key, Self::heading(key)));
        let own = self.sections.iter();
        let all = own.map(|section| (section.key.as_str(), section.title.clone()));
        usual
            .into_iter()
            .chain(all)
            .filter(|(key, _)| self.requires(key) && !update.answers_to(key))
            .map(|(key, title)| Lack {
                key: key.to_owned(),
                title,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Answer, Health, Item, SectionKind, When};

    fn required(when: When) -> Asking {
        Asking {
            required: true,
            when,
            ..Asking::default()
        }
    }

    #[test]
    fn only_what_is_asked_now_can_be_missing() {
        let section = |key: &str, when| CustomSection {
            key: key.to_owned(),
            title: format!("The {key}"),
            kind: SectionKind::YesNo,
            asking: required(when),
        };
        let team = Team {
            sections: vec![
                section("always", When::Always),
                section("monthly", When::Monthly),
            ],
            usual: [
                ("done", required(When::Always)),
                ("health", required(When::Weekly)),
                ("kudos", Asking::default()),
            ]
            .into(),
            ..Team::default()
        };
        let period: Period = "2026-11-23".parse().expect("a period");
        let lacks = |update: &Update, occasion| -> Vec<String> {
            let asked = Questionnaire::new(&team, period, occasion);
            asked.lacks(update).into_iter().map(|l| l.title).collect()
        };
        let occasion = |ends_week, begins_month| Occasion {
            ends_week,
            begins_month,
        };
        let mut update = Update::new("ada".parse().expect("a handle"), period);
        let all = ["Done", "Health", "The always", "The monthly"];
        assert_eq!(lacks(&update, occasion(true, true)), all);
        assert_eq!(
            lacks(&update, occasion(false, false)),
            ["Done", "The always"]
        );
        update.done.push(Item::new("Shipped"));
        update.health = Some(Health::OnTrack);
        update.answers = [("always".to_owned(), Answer::YesNo(false))].into();
        assert_eq!(lacks(&update, occasion(true, true)), ["The monthly"]);
        let all = Questionnaire::of_all(&team.sections);
        assert!(all.asks("monthly") && !all.requires("always"));
    }
}
