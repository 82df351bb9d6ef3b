use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::author::Author;
use super::index::Index;
use super::line::Line;
use super::remark::remarks;
use super::{AnswerView, Grouping, ItemView};
use crate::model::{Period, Section};

/// One line of a block: an item, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupLine {
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The period of the update it stands in.
    pub period: String,
    /// The item.
    pub item: ItemView,
    /// For blockers and questions: `open`, `resolved` by a reply, or `closed`
    /// by their author, who left them out of a later update.
    pub state: Option<String>,
}

impl GroupLine {
    /// Returns the word for how a blocker or question ended; nothing where it
    /// is open, or where nothing can end.
    #[must_use]
    pub fn ended(&self) -> Option<&str> {
        self.state.as_deref().filter(|&state| state != "open")
    }
}

/// The lines of one section within a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Block {
    /// The key of the section.
    pub section: String,
    /// Its heading.
    pub title: String,
    /// The lines, each item once: an item that was carried over several
    /// updates stands where it was said last. Of plans, only those of an
    /// author's latest update are listed, less those it lists as done.
    pub lines: Vec<GroupLine>,
}

/// A part of the digest's details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Group {
    /// The handle, the project (empty for none) or the section's key.
    pub key: String,
    /// The heading: a name, a project, or a section's title.
    pub title: String,
    /// When grouped by member: the latest health in the window.
    pub health: Option<String>,
    /// When grouped by member: what is to be known about how the updates came
    /// in, as short phrases: `late: 2026-11-18`, `posted by grace:
    /// 2026-11-19, 2026-11-20`.
    pub remarks: Vec<String>,
    /// The periods of the updates in the group.
    pub periods: Vec<String>,
    /// The lines, by section.
    pub blocks: Vec<Block>,
    /// When grouped by member: the notes, with their periods.
    pub notes: Vec<NoteView>,
    /// When grouped by member: the answers to the team's own sections, each
    /// section once. Of choices, and of yes and no, it is told how often each
    /// was given: `home (3), office`.
    pub answers: Vec<AnswerView>,
}

/// Free text of one update: its notes and its answers to the team's own
/// sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NoteView {
    /// The period of the update.
    pub period: String,
    /// Free Markdown.
    pub notes: Option<String>,
    /// Answers to the team's own sections.
    pub answers: Vec<AnswerView>,
}

/// The sections that groups show, in their order; thanks have a list of their
/// own.
const SHOWN: [Section; 4] = [
    Section::Done,
    Section::Next,
    Section::Blockers,
    Section::Questions,
];

impl Group {
    /// Builds the groups of a digest: members in the order of the team file,
    /// then others by handle; projects by name, then items without one; or
    /// sections in writing order. A group without an update or a line is left
    /// out.
    pub(super) fn list(index: &Index<'_>, by: Grouping) -> Vec<Self> {
        let authors = index.authors.iter().filter(|a| !a.entries.is_empty());
        match by {
            Grouping::Member => authors.map(|a| Self::of_member(index, a)).collect(),
            Grouping::Project => {
                let lines = authors.flat_map(|a| Line::list(index, a)).collect();
                Self::by_project(index, lines)
            }
            Grouping::Section => {
                let lines: Vec<Line<'_>> = authors.flat_map(|a| Line::list(index, a)).collect();
                Self::by_section(index, &lines)
            }
        }
    }

    fn of_member(index: &Index<'_>, author: &Author<'_>) -> Self {
        let notes = author.updates().filter_map(|update| {
            let answers = AnswerView::list(index.people.team(), &update.answers);
            (update.notes.is_some() || !answers.is_empty()).then(|| NoteView {
                period: update.period.to_string(),
                notes: update.notes.clone(),
                answers,
            })
        });
        Self {
            title: index.people.name(author.handle.as_str()),
            health: author.health().map(|(health, _)| health.to_string()),
            remarks: remarks(index, author),
            periods: author.updates().map(|u| u.period.to_string()).collect(),
            notes: notes.collect(),
            answers: AnswerView::gather(index.people.team(), author.updates()),
            ..Self::of_lines(index, author.handle.to_string(), &Line::list(index, author))
        }
    }

    fn by_project(index: &Index<'_>, lines: Vec<Line<'_>>) -> Vec<Self> {
        // Upper and lower case make different projects, but neighbours.
        let mut parts: BTreeMap<(bool, String, &str), Vec<Line<'_>>> = BTreeMap::new();
        for line in lines {
            let project = line.item.project.as_deref().unwrap_or_default();
            let place = (project.is_empty(), project.to_lowercase(), project);
            parts.entry(place).or_default().push(line);
        }
        let group = |((none, _, project), lines): ((bool, String, &str), Vec<Line<'_>>)| Self {
            title: if none { "No project" } else { project }.to_owned(),
            ..Self::of_lines(index, project.to_owned(), &lines)
        };
        parts.into_iter().map(group).collect()
    }

    fn by_section(index: &Index<'_>, lines: &[Line<'_>]) -> Vec<Self> {
        SHOWN
            .into_iter()
            .filter_map(|section| {
                let same = |line: &&Line<'_>| line.section == section;
                let part: Vec<Line<'_>> = lines.iter().filter(same).copied().collect();
                (!part.is_empty()).then(|| Self {
                    title: section.title().to_owned(),
                    ..Self::of_lines(index, section.key().to_owned(), &part)
                })
            })
            .collect()
    }

    /// Builds a group that is only lines; whoever calls gives it a title.
    fn of_lines(index: &Index<'_>, key: String, lines: &[Line<'_>]) -> Self {
        let periods: BTreeSet<Period> = lines.iter().map(|line| line.update.period).collect();
        let block = |section: Section| {
            let lines = lines.iter().filter(|line| line.section == section);
            let lines: Vec<GroupLine> = lines.map(|line| line.view(index)).collect();
            (!lines.is_empty()).then(|| Block {
                section: section.key().to_owned(),
                title: section.title().to_owned(),
                lines,
            })
        };
        Self {
            key,
            title: String::new(),
            health: None,
            remarks: Vec::new(),
            periods: periods.iter().map(Period::to_string).collect(),
            blocks: SHOWN.into_iter().filter_map(block).collect(),
            notes: Vec::new(),
            answers: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Answer, CustomSection, SectionKind};
    use crate::report::sample::{Log, item, items};
    use crate::report::{Digest, Grouping};

    /// Writes every group as lines of text.
    fn outline(digest: &Digest) -> Vec<String> {
        let mut lines = Vec::new();
        for group in &digest.groups {
            let periods = group.periods.join(" ");
            lines.push(format!("{} ({}): {periods}", group.title, group.key));
            for block in &group.blocks {
                for line in &block.lines {
                    let text = &line.item.text;
                    let state = line.state.as_deref().unwrap_or("-");
                    let (key, author) = (&block.section, &line.author);
                    lines.push(format!("{key} {state} {author} {}: {text}", line.period));
                }
            }
        }
        lines
    }

    fn log() -> Log {
        let project = |source: &str, project: &str| {
            let mut item = item(source);
            item.project = Some(project.to_owned());
            item
        };
        Log::of("2026-W47")
            .post("zed", "2026-11-16", |update| {
                update.done = vec![project("guest", "api")];
            })
            .post("grace", "2026-11-16", |update| {
                update.done = items(&["same", "same", "first"]);
                update.kudos = items(&["thanks"]);
            })
            .post("grace", "2026-11-17", |update| {
                update.done = items(&["same"]);
            })
            .post("ada", "2026-11-16", |update| {
                update.next = items(&["pppp: planned", "qqqq: dropped"]);
                update.blockers = items(&["bbbb: ticked", "cccc: resolved", "dddd: left out"]);
            })
            .post("ada", "2026-11-17", |update| {
                update.done = vec![
                    item("bbbb@2026-11-16: ticked"),
                    item("pppp@2026-11-16: planned"),
                    project("upper", "API"),
                ];
                update.next = items(&["pppp@2026-11-16: planned", "rrrr: new"]);
                update.questions = items(&["eeee: asked?"]);
            })
            .resolve(
                "ada/2026-11-16/cccc",
                "grace",
                "yes",
                "2026-11-16T20:00:00Z",
            )
    }

    #[test]
    fn members_stand_in_team_order_and_items_where_they_were_said_last() {
        let want = "\
Ada Example (ada): 2026-11-16 2026-11-17
done - ada 2026-11-17: ticked
done - ada 2026-11-17: planned
done - ada 2026-11-17: upper
next - ada 2026-11-17: new
blockers resolved ada 2026-11-16: resolved
blockers closed ada 2026-11-16: left out
questions open ada 2026-11-17: asked?
Grace Example (grace): 2026-11-16 2026-11-17
done - grace 2026-11-16: same
done - grace 2026-11-16: first
done - grace 2026-11-17: same
zed (zed): 2026-11-16
done - zed 2026-11-16: guest";
        assert_eq!(outline(&log().digest()).join("\n"), want);
    }

    #[test]
    fn projects_stand_by_name_and_none_last() {
        let outline = outline(&log().digest_by(Grouping::Project));
        let titles: Vec<&str> = outline
            .iter()
            .filter(|line| line.contains('('))
            .map(String::as_str)
            .collect();
        let want = [
            "API (API): 2026-11-17",
            "api (api): 2026-11-16",
            "No project (): 2026-11-16 2026-11-17",
        ];
        assert_eq!(titles, want);
        assert_eq!(outline.len(), 3 + 11);
    }

    #[test]
    fn sections_stand_in_writing_order() {
        let digest = log().digest_by(Grouping::Section);
        let titles: Vec<&str> = digest.groups.iter().map(|g| g.title.as_str()).collect();
        assert_eq!(titles, ["Done", "Next", "Blockers", "Questions"]);
        assert_eq!(outline(&digest).len(), 4 + 11);
        let names: Vec<&str> = digest.groups[0].blocks[0]
            .lines
            .iter()
            .map(|line| line.author.as_str())
            .collect();
        assert_eq!(
            names,
            ["ada", "ada", "ada", "grace", "grace", "grace", "zed"]
        );
    }

    #[test]
    fn what_was_answered_again_and_again_is_told_once() {
        let text = |text: &str| Answer::Text(text.to_owned());
        let list = |texts: &[&str]| Answer::List(texts.iter().map(ToString::to_string).collect());
        let mut log = Log::of("2026-W47");
        for (period, place, learned, read, quick) in [
            ("2026-11-16", "home", "Queues", ["a", "b"], true),
            ("2026-11-17", "office", "Trees", ["b", "c"], true),
            ("2026-11-18", "home", "Queues", ["a", "c"], true),
        ] {
            log = log.post("ada", period, |update| {
                update.answers = [
                    ("place".to_owned(), text(place)),
                    ("learned".to_owned(), text(learned)),
                    ("read".to_owned(), list(&read)),
                    ("quick".to_owned(), Answer::YesNo(quick)),
                    ("mood".to_owned(), Answer::Mark(3)),
                ]
                .into();
            });
        }
        let places = vec!["home".to_owned(), "office".to_owned()];
        for (key, kind) in [
            ("place", SectionKind::Choice(places)),
            ("quick", SectionKind::YesNo),
            ("learned", SectionKind::Text),
        ] {
            log.0.team.sections.push(CustomSection {
                key: key.to_owned(),
                title: key.to_owned(),
                kind,
                ..CustomSection::default()
            });
        }
        let answers = &log.digest().groups[0].answers;
        let said: Vec<_> = answers
            .iter()
            .map(|a| (a.key.as_str(), a.text.as_deref(), a.items.join(" ")))
            .collect();
        assert_eq!(
            said,
            [
                ("place", Some("home (2), office"), String::new()),
                ("quick", Some("yes (3)"), String::new()),
                ("learned", Some("Queues\n\nTrees"), String::new()),
                ("read", None, "a b c".to_owned()),
            ]
        );
    }

    #[test]
    fn notes_and_answers_belong_to_members() {
        let mut log = Log::of("2026-W47")
            .post("ada", "2026-11-16", |update| {
                update.notes = Some("Free".to_owned());
                let old = ("aaa".to_owned(), Answer::List(vec!["x".to_owned()]));
                let new = ("learned".to_owned(), Answer::Text("y".to_owned()));
                update.answers = [old, new].into();
            })
            .post("ada", "2026-11-17", |_| {});
        log.0.team.sections.push(CustomSection {
            key: "learned".to_owned(),
            title: "Learned".to_owned(),
            kind: SectionKind::Text,
            ..CustomSection::default()
        });
        let notes = &log.digest().groups[0].notes;
        assert_eq!(notes.len(), 1);
        assert_eq!(notes[0].notes.as_deref(), Some("Free"));
        let titles: Vec<&str> = notes[0].answers.iter().map(|a| a.title.as_str()).collect();
        assert_eq!(titles, ["Learned", "aaa"]);
        assert_eq!(notes[0].answers[1].items, ["x"]);
        assert_eq!(log.digest().groups[0].answers, notes[0].answers);
        for by in [Grouping::Project, Grouping::Section] {
            assert!(log.digest_by(by).groups.is_empty());
        }
    }
}
