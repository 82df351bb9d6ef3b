use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Section, Snapshot};
use crate::report::index::Index;

/// What became of a project, in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProjectLine {
    /// The project; `null` for what has none.
    pub project: Option<String>,
    /// What was finished.
    pub done: usize,
    /// Blockers and questions that are open.
    pub open: usize,
    /// Who wrote of it: handles, the busiest first.
    pub by: Vec<String>,
    /// What was finished last, or where nothing was, what was planned last.
    pub text: Option<String>,
}

#[derive(Default)]
struct Tally<'a> {
    done: usize,
    open: usize,
    by: BTreeMap<&'a str, usize>,
    finished: Option<&'a str>,
    planned: Option<&'a str>,
}

impl ProjectLine {
    /// Builds a line for each project that new updates speak of, the busiest
    /// first.
    pub(super) fn list(index: &Index<'_>, snapshot: &Snapshot) -> Vec<Self> {
        let mut all: BTreeMap<Option<&str>, Tally<'_>> = BTreeMap::new();
        // The entries are in the order of their periods.
        for update in snapshot.entries.iter().map(|entry| &entry.update) {
            let author = index.people.current(&update.author).as_str();
            for (section, item) in update.items() {
                let is_new = item.first_period(update.period) == update.period;
                if section == Section::Kudos || section != Section::Done && !is_new {
                    continue;
                }
                let tally = all.entry(item.project.as_deref()).or_default();
                *tally.by.entry(author).or_default() += 1;
                match section {
                    Section::Done => {
                        tally.done += 1;
                        tally.finished = Some(&item.text);
                    }
                    Section::Next => tally.planned = Some(&item.text),
                    Section::Blockers | Section::Questions | Section::Kudos => {}
                }
            }
        }
        for author in &index.authors {
            if !author.counts(&index.people, index.window) {
                continue;
            }
            for (section, _, item) in index.open(author) {
                if let (true, Some(tally)) =
                    (section.stays_open(), all.get_mut(&item.project.as_deref()))
                {
                    tally.open += 1;
                }
            }
        }
        let mut lines: Vec<Self> = all
            .into_iter()
            .map(|(project, tally)| {
                let mut by: Vec<(&str, usize)> = tally.by.into_iter().collect();
                by.sort_by_key(|(handle, count)| (Reverse(*count), *handle));
                Self {
                    project: project.map(str::to_owned),
                    done: tally.done,
                    open: tally.open,
                    by: by
                        .into_iter()
                        .map(|(handle, _)| handle.to_owned())
                        .collect(),
                    text: tally.finished.or(tally.planned).map(str::to_owned),
                }
            })
            .collect();
        lines.sort_by_key(|line| (line.project.is_none(), Reverse(line.done + line.open)));
        lines
    }
}
