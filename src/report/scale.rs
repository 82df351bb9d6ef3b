use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Selection;
use super::people::People;
use crate::model::{Answer, Entry, Handle, SectionKind, Update};

/// Of how many people marks are at least put together, so that nobody can
/// tell who marked what.
const LEAST: usize = 5;

/// What was marked on a scale, by all together and never by person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScaleView {
    /// The key of the section.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// The lowest mark.
    pub low: u8,
    /// The highest mark.
    pub high: u8,
    /// The marks put together; `null` where fewer than five people answered.
    pub summary: Option<ScaleSummary>,
}

/// The marks of five people or more, put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScaleSummary {
    /// How many people answered.
    pub people: usize,
    /// How many answers they gave.
    pub answers: usize,
    /// The mean, with one decimal.
    pub mean: String,
    /// The median, with one decimal.
    pub median: String,
    /// How often each mark of the scale was given, the lowest first.
    pub distribution: Vec<MarkCount>,
}

/// How often a mark was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MarkCount {
    /// The mark.
    pub mark: u8,
    /// How often it was given.
    pub count: usize,
}

impl ScaleView {
    /// Puts together what those in a selection answered.
    ///
    /// Nothing is told where members are named one by one, nor where fewer than
    /// five of those who answered are left out: what these marked could be
    /// told by subtraction.
    pub(super) fn of_selection(
        people: &People<'_>,
        updates: &[Entry],
        selection: &Selection,
    ) -> Vec<Self> {
        if !selection.members.is_empty() {
            return Vec::new();
        }
        let chosen = |author: &Handle| match people.member(author.as_str()) {
            Some(member) => selection.expects(member),
            None => selection.is_all(),
        };
        let part = |inside: bool| {
            let updates = updates.iter().map(|entry| &entry.update);
            Self::list(people, updates.filter(move |u| chosen(&u.author) == inside))
        };
        let left_out = part(false);
        let mut views = part(true);
        for view in &mut views {
            let others = left_out.iter().find(|other| other.key == view.key);
            if others.is_some_and(|others| others.summary.is_none()) {
                view.summary = None;
            }
        }
        views
    }

    /// Puts together what updates answer to the team's scales, in the order
    /// of its sections; those that nobody answered are left out.
    pub(super) fn list<'u>(
        people: &People<'_>,
        updates: impl Iterator<Item = &'u Update> + Clone,
    ) -> Vec<Self> {
        let sections = people.team().sections.iter();
        let views = sections.filter_map(|section| {
            let SectionKind::Scale(scale) = section.kind else {
                return None;
            };
            let mut marks: BTreeMap<&Handle, Vec<u8>> = BTreeMap::new();
            for update in updates.clone() {
                let answer = update.answers.get(&section.key);
                let fitted = answer.and_then(|answer| section.kind.fit(answer).ok());
                if let Some(Answer::Mark(mark)) = fitted {
                    let author = people.current(&update.author);
                    marks.entry(author).or_default().push(mark);
                }
            }
            let enough = marks.len() >= LEAST;
            (!marks.is_empty()).then(|| Self {
                key: section.key.clone(),
                title: section.title.clone(),
                low: scale.low(),
                high: scale.high(),
                summary: enough.then(|| {
                    let all = marks.values().flatten().copied().collect();
                    ScaleSummary::build(marks.len(), all, scale.low()..=scale.high())
                }),
            })
        });
        views.collect()
    }
}

impl ScaleSummary {
    /// Builds the summary of at least one mark.
    fn build(people: usize, mut marks: Vec<u8>, scale: std::ops::RangeInclusive<u8>) -> Self {
        marks.sort_unstable();
        let sum: u32 = marks.iter().copied().map(u32::from).sum();
        let middle = (marks.len() - 1) / 2..=marks.len() / 2;
        let middle = &marks[middle];
        let median_sum: u32 = middle.iter().copied().map(u32::from).sum();
        let count = |mark| marks.iter().filter(|known| **known == mark).count();
        Self {
            people,
            answers: marks.len(),
            mean: ratio(sum, marks.len()),
            median: ratio(median_sum, middle.len()),
            distribution: scale
                .map(|mark| MarkCount {
                    mark,
                    count: count(mark),
                })
                .collect(),
        }
    }
}

/// Writes a ratio with one decimal, rounded half up, the same everywhere.
fn ratio(sum: u32, count: usize) -> String {
    let count = u64::try_from(count)
        .expect("counts fit into 64 bits")
        .max(1);
    let tenths = (u64::from(sum) * 20 + count) / (2 * count);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CustomSection, Scale, Zone};
    use crate::report::sample::{Log, handle, instant, member};
    use crate::report::{Digest, DigestOptions, Grouping, Selection};

    const NAMES: [&str; 5] = ["ada", "grace", "linus", "mary", "zed"];

    fn digest(marks: &[(&str, &str, u8)]) -> Digest {
        filtered(marks, Selection::default())
    }

    fn filtered(marks: &[(&str, &str, u8)], selection: Selection) -> Digest {
        let mut log = Log::of("2026-W47");
        log.0.team.members = NAMES.map(|name| member(name, "UTC")).to_vec();
        log.0.team.sections = vec![CustomSection {
            key: "mood".to_owned(),
            title: "Mood".to_owned(),
            kind: SectionKind::Scale(Scale::default()),
            ..CustomSection::default()
        }];
        for (who, day, mark) in marks {
            log = log.post(who, day, |update| {
                update.answers = [("mood".to_owned(), Answer::Mark(*mark))].into();
            });
        }
        let options = DigestOptions {
            zone: Zone::UTC,
            instant: instant("2026-11-23T09:00:00Z"),
            by: Grouping::Member,
            selection,
        };
        Digest::build(&log.0, &options)
    }

    #[test]
    fn marks_of_five_people_are_put_together_and_of_fewer_not() {
        let mut marks = vec![
            ("ada", "2026-11-16", 1),
            ("ada", "2026-11-17", 1),
            ("grace", "2026-11-16", 4),
            ("linus", "2026-11-16", 4),
            ("mary", "2026-11-16", 5),
        ];
        let few = digest(&marks);
        assert_eq!((few.scales.len(), &few.scales[0].summary), (1, &None));
        marks.push(("zed", "2026-11-16", 5));
        let enough = digest(&marks);
        let summary = enough.scales[0].summary.as_ref().expect("five people");
        assert_eq!((summary.people, summary.answers), (5, 6));
        assert_eq!(
            (summary.mean.as_str(), summary.median.as_str()),
            ("3.3", "4.0")
        );
        let counts: Vec<usize> = summary.distribution.iter().map(|d| d.count).collect();
        assert_eq!(counts, [2, 0, 0, 2, 2]);
        // Nobody's own mark is anywhere else in the report.
        for digest in [few, enough] {
            assert!(
                digest
                    .updates
                    .iter()
                    .all(|update| update.answers.is_empty())
            );
            let groups = digest.groups.iter();
            assert!(groups.flat_map(|group| &group.notes).next().is_none());
        }
        assert_eq!(digest(&[]).scales, []);
        let picked = Selection {
            members: NAMES.map(handle).to_vec(),
            ..Selection::default()
        };
        assert_eq!(filtered(&marks, picked).scales, []);
    }

    #[test]
    fn ratios_round_half_up() {
        for (sum, count, want) in [(7, 2, "3.5"), (10, 3, "3.3"), (5, 3, "1.7"), (1, 20, "0.1")] {
            assert_eq!(ratio(sum, count), want);
        }
    }
}
