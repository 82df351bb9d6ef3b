use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::Selection;
use super::people::People;
use crate::model::{Answer, Entry, Handle, SectionKind};

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
    /// Puts together what those in a selection answered, in the order of the
    /// team's sections; those that none of them answered are left out.
    ///
    /// Beside a report on everybody there may be one on every team, and what
    /// is added up and taken away between them must not lead to fewer than
    /// five: so teams are only told of where all who answered fall into groups
    /// of five or more that belong to the same teams. Nothing is told where
    /// members are picked otherwise.
    pub(super) fn of_selection(
        people: &People<'_>,
        updates: &[Entry],
        selection: &Selection,
    ) -> Vec<Self> {
        let by_teams = Selection {
            teams: selection.teams.clone(),
            ..Selection::default()
        };
        if *selection != by_teams {
            return Vec::new();
        }
        let sections = people.team().sections.iter();
        let views = sections.filter_map(|section| {
            let SectionKind::Scale(scale) = section.kind else {
                return None;
            };
            let mut marks: BTreeMap<&Handle, Vec<u8>> = BTreeMap::new();
            for update in updates.iter().map(|entry| &entry.update) {
                let answer = update.answers.get(&section.key);
                let fitted = answer.and_then(|answer| section.kind.fit(answer).ok());
                if let Some(Answer::Mark(mark)) = fitted {
                    let author = people.current(&update.author);
                    marks.entry(author).or_default().push(mark);
                }
            }
            let fewest = if selection.is_all() {
                marks.len()
            } else {
                smallest_group(people, marks.keys())
            };
            marks.retain(|author, _| selection.takes_author(people, author));
            (!marks.is_empty()).then(|| Self {
                key: section.key.clone(),
                title: section.title.clone(),
                low: scale.low(),
                high: scale.high(),
                summary: (fewest >= LEAST).then(|| {
                    let all = marks.values().flatten().copied().collect();
                    ScaleSummary::build(marks.len(), all, scale.low()..=scale.high())
                }),
            })
        });
        views.collect()
    }
}

/// Returns how many people there are at least in a group of those who belong
/// to the same teams.
fn smallest_group<'h>(people: &People<'_>, handles: impl Iterator<Item = &'h &'h Handle>) -> usize {
    let mut groups: BTreeMap<BTreeSet<&str>, usize> = BTreeMap::new();
    for handle in handles {
        let member = people.member(handle.as_str()).into_iter();
        let teams = member.flat_map(|member| &member.teams);
        *groups
            .entry(teams.map(String::as_str).collect())
            .or_default() += 1;
    }
    groups.into_values().min().unwrap_or_default()
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
    use crate::model::{CustomSection, Member, Scale, Zone};
    use crate::report::sample::{Log, handle, instant, member};
    use crate::report::{Digest, DigestOptions, Grouping, Selection};

    const NAMES: [&str; 5] = ["ada", "grace", "linus", "mary", "zed"];

    fn mood() -> CustomSection {
        CustomSection {
            key: "mood".to_owned(),
            title: "Mood".to_owned(),
            kind: SectionKind::Scale(Scale::default()),
            ..CustomSection::default()
        }
    }

    fn digest(marks: &[(&str, &str, u8)]) -> Digest {
        filtered(marks, Selection::default())
    }

    fn filtered(marks: &[(&str, &str, u8)], selection: Selection) -> Digest {
        let mut log = Log::of("2026-W47");
        log.0.team.members = NAMES.map(|name| member(name, "UTC")).to_vec();
        log.0.team.sections = vec![mood()];
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

    /// Returns of how many people a report is that was filtered in this way,
    /// where everybody of these teams marked a day.
    fn told(members: &[(&str, usize)], select: impl Fn(&mut Selection)) -> Option<usize> {
        let mut log = Log::of("2026-W47");
        log.0.team.sections = vec![mood()];
        let teams = members
            .iter()
            .flat_map(|(teams, count)| vec![*teams; *count]);
        let named = teams.enumerate().map(|(number, teams)| Member {
            teams: teams.split_whitespace().map(str::to_owned).collect(),
            roles: vec!["writer".to_owned()],
            projects: vec!["ink".to_owned()],
            ..member(&format!("m{number}"), "UTC")
        });
        log.0.team.members = named.collect();
        for number in 0..log.0.team.members.len() {
            log = log.post(&format!("m{number}"), "2026-11-16", |update| {
                update.answers = [("mood".to_owned(), Answer::Mark(3))].into();
            });
        }
        let mut selection = Selection::default();
        select(&mut selection);
        let people = People::build(&log.0.team);
        let scales = ScaleView::of_selection(&people, &log.0.entries, &selection);
        let summary = scales.into_iter().next()?.summary?;
        Some(summary.people)
    }

    #[test]
    fn nobody_is_left_over_when_reports_are_subtracted() {
        let all = |_: &mut Selection| {};
        let of = |names: &'static [&'static str]| {
            move |selection: &mut Selection| {
                selection.teams = names.iter().map(|&name| name.to_owned()).collect();
            }
        };
        let two = [("a", 5), ("b", 6)];
        assert_eq!(told(&two, all), Some(11));
        assert_eq!(told(&two, of(&["a"])), Some(5));
        assert_eq!(told(&two, of(&["a", "b"])), Some(11));
        // All, less the one team, less the other, would be one person.
        let and_one = [("a", 5), ("b", 5), ("", 1)];
        assert_eq!(told(&and_one, all), Some(11));
        assert_eq!(told(&and_one, of(&["a"])), None);
        // So would both together be, of the sum of both.
        let in_both = [("a", 5), ("b", 5), ("a b", 1)];
        assert_eq!(told(&in_both, of(&["b"])), None);
        assert_eq!(
            told(&[("a", 5), ("b", 5), ("a b", 5)], of(&["b"])),
            Some(10)
        );
        // Roles and projects may cut teams anyhow.
        assert_eq!(told(&two, |s| s.roles = vec!["writer".to_owned()]), None);
        assert_eq!(told(&two, |s| s.projects = vec!["ink".to_owned()]), None);
    }

    #[test]
    fn ratios_round_half_up() {
        for (sum, count, want) in [(7, 2, "3.5"), (10, 3, "3.3"), (5, 3, "1.7"), (1, 20, "0.1")] {
            assert_eq!(ratio(sum, count), want);
        }
    }
}
