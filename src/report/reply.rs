use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::history::format_moment;
use super::people::People;
use super::{FindingView, RevisionView};
use crate::model::{
    ChangeKind, Finding, Handle, Period, ReplyAddress, ReplyEntry, ReplyId, Severity, Target, Zone,
};

/// How far replies to replies are indented at most.
const MAX_DEPTH: usize = 8;

/// A reply to an update, an item or another reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReplyView {
    /// The full address: `ada/2026-11-22/+4f1c2a9b01de`.
    pub address: String,
    /// The handle of whoever replied.
    pub author: String,
    /// The name of whoever replied.
    pub name: String,
    /// What its thread is about: `ada/2026-11-22/b7k2`.
    pub to: String,
    /// The full address of the reply that it answers, where it answers one
    /// that is there.
    pub re: Option<String>,
    /// How many replies stand above it in its thread, at most 8.
    pub depth: usize,
    /// What it does to the item: `resolved`, `reopened`, `acknowledged` or
    /// `decided`.
    pub state: Option<String>,
    /// What is said.
    pub text: Option<String>,
    /// When it was written (RFC 3339), with the offset of the place where it
    /// was; where its history is known.
    pub written: Option<String>,
    /// The same moment in the zone that the thread is shown in.
    pub local: Option<String>,
    /// The commit that added it.
    pub commit: Option<String>,
    /// When it was last changed (RFC 3339), where it was.
    pub edited: Option<String>,
    /// Who posted it in the author's name: a handle, or a name.
    pub posted_by: Option<String>,
    /// Those other than the author who changed it later: handles, or names.
    pub edited_by: Vec<String>,
}

impl ReplyView {
    /// Builds the views of replies, which are given in the order of history,
    /// and says what is wrong with how they hang together.
    ///
    /// A reply that answers none of the same thread, or that answers itself in
    /// the end, loses its indent and nothing else.
    pub(super) fn list(
        people: &People<'_>,
        replies: &[&ReplyEntry],
        reader: Zone,
    ) -> (Vec<Self>, Vec<FindingView>) {
        let strands = Strands::of(people, replies);
        let mut findings = Vec::new();
        let mut views = Vec::with_capacity(replies.len());
        for (at, entry) in replies.iter().enumerate() {
            let mut view = Self::build(people, entry, reader);
            match strands.above[at] {
                Above::Nothing => {}
                Above::Reply(parent) => {
                    view.re = Some(address(replies[parent]).to_string());
                    view.depth = strands.depths[at];
                }
                Above::Lost => findings.push(astray(
                    entry,
                    "no-such-reply",
                    "answers a reply that is not in its thread",
                )),
                Above::Loop => {
                    findings.push(astray(entry, "no-such-reply", "answers itself in the end"));
                }
            }
            views.push(view);
        }
        (views, findings)
    }

    fn build(people: &People<'_>, entry: &ReplyEntry, reader: Zone) -> Self {
        let ReplyEntry { reply, history, .. } = entry;
        let view = |revision| RevisionView::build(people, &reply.author, revision);
        let first = history.first();
        let oldest_first = history.revisions.iter().rev();
        let edits = oldest_first.filter(|revision| revision.kind == ChangeKind::Changed);
        let mut edited_by: Vec<String> = Vec::new();
        let mut edited = None;
        for edit in edits.map(view) {
            edited = Some(edit.written);
            if edit.by_other && !edited_by.contains(&edit.by) {
                edited_by.push(edit.by);
            }
        }
        Self {
            address: address(entry).to_string(),
            author: reply.author.to_string(),
            name: people.name(reply.author.as_str()),
            to: reply.to.to_string(),
            re: None,
            depth: 0,
            state: reply.state.map(|state| state.as_str().to_owned()),
            text: reply.text.clone(),
            written: first.map(|revision| format_moment(revision.written)),
            local: first.map(|revision| {
                let local = reader.local(revision.written.to_utc());
                format_moment(local.fixed_offset())
            }),
            commit: first.map(|revision| revision.commit.to_string()),
            edited,
            posted_by: first
                .map(view)
                .filter(|first| first.by_other)
                .map(|first| first.by),
            edited_by,
        }
    }
}

/// Returns the full address of a reply.
pub(super) fn address(entry: &ReplyEntry) -> ReplyAddress {
    ReplyAddress {
        author: entry.reply.to.author.clone(),
        period: entry.reply.to.period,
        id: entry.id.clone(),
    }
}

fn astray(entry: &ReplyEntry, rule: &'static str, message: &str) -> FindingView {
    FindingView::from(&Finding {
        severity: Severity::Warning,
        rule,
        path: entry.path.clone(),
        place: None,
        message: format!("the reply {message}, so it stands by itself"),
        remedy: "correct 're:' in the file, or take it out".to_owned(),
    })
}

/// What a reply answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    /// What the thread is about.
    Nothing,
    /// The reply at this place.
    Reply(usize),
    /// One that is not in the thread.
    Lost,
    /// Itself, in the end.
    Loop,
}

/// How replies hang together.
struct Strands {
    above: Vec<Above>,
    depths: Vec<usize>,
}

impl Strands {
    fn of(people: &People<'_>, replies: &[&ReplyEntry]) -> Self {
        type Folder<'a> = (&'a Handle, Period);
        let folder = |to: &Target| (people.current(&to.author).clone(), to.period);
        let folders: Vec<(Handle, Period)> = replies
            .iter()
            .map(|entry| folder(&entry.reply.to))
            .collect();
        let mut places: BTreeMap<(Folder<'_>, &ReplyId), usize> = BTreeMap::new();
        for (at, entry) in replies.iter().enumerate() {
            let (author, period) = &folders[at];
            places.entry(((author, *period), &entry.id)).or_insert(at);
        }
        let above = replies.iter().enumerate().map(|(at, entry)| {
            let Some(re) = &entry.reply.re else {
                return Above::Nothing;
            };
            let (author, period) = &folders[at];
            match places.get(&((author, *period), re)) {
                Some(&parent) if replies[parent].reply.to.id == entry.reply.to.id => {
                    Above::Reply(parent)
                }
                _ => Above::Lost,
            }
        });
        let mut strands = Self {
            above: above.collect(),
            depths: vec![0; replies.len()],
        };
        strands.measure();
        strands
    }

    /// Measures how deep each reply stands; each is looked at once.
    fn measure(&mut self) {
        let mut known = vec![false; self.above.len()];
        for start in 0..self.above.len() {
            let mut path = Vec::new();
            let mut on_path = BTreeSet::new();
            let mut at = start;
            while !known[at] && on_path.insert(at) {
                path.push(at);
                match self.above[at] {
                    Above::Reply(parent) => at = parent,
                    Above::Nothing | Above::Lost | Above::Loop => break,
                }
            }
            if !known[at] && matches!(self.above[at], Above::Reply(_)) {
                // The way came back to where it was: from there on it is a
                // loop, and each of it stands by itself.
                let begins = path.iter().position(|&met| met == at);
                for looped in path.drain(begins.unwrap_or(0)..) {
                    self.above[looped] = Above::Loop;
                    known[looped] = true;
                }
            }
            for at in path.into_iter().rev() {
                self.depths[at] = match self.above[at] {
                    Above::Reply(parent) => (self.depths[parent] + 1).min(MAX_DEPTH),
                    Above::Nothing | Above::Lost | Above::Loop => 0,
                };
                known[at] = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Team;
    use crate::report::sample::Log;

    /// Lists replies that are named by numbers, each with what it answers, as
    /// their depths and the rules that were broken.
    fn list(answers: &[Option<usize>]) -> (Vec<usize>, Vec<String>) {
        let mut log = Log::of("2026-W47");
        for (at, re) in answers.iter().enumerate() {
            log = log.resolve("ada/2026-11-18/aaaa", "grace", "x", "2026-11-18T09:00:00Z");
            let entry = &mut log.0.replies[at];
            entry.reply.re = re.map(|re| format!("{re:012}").parse().expect("an id"));
        }
        let team = Team::default();
        let entries: Vec<&ReplyEntry> = log.0.replies.iter().collect();
        let (views, findings) = ReplyView::list(&People::build(&team), &entries, Zone::UTC);
        (
            views.iter().map(|view| view.depth).collect(),
            findings.into_iter().map(|finding| finding.rule).collect(),
        )
    }

    #[test]
    fn replies_are_as_deep_as_what_they_answer_and_one() {
        for (answers, depths, rules) in [
            (vec![], vec![], vec![]),
            (
                vec![None, Some(0), Some(1), Some(0)],
                vec![0, 1, 2, 1],
                vec![],
            ),
            // History may bring the answer before what it answers.
            (vec![Some(1), None], vec![1, 0], vec![]),
            (vec![Some(7), Some(0)], vec![0, 1], vec!["no-such-reply"]),
            (vec![Some(0)], vec![0], vec!["no-such-reply"]),
            (
                vec![Some(1), Some(2), Some(1), Some(0)],
                vec![1, 0, 0, 2],
                vec!["no-such-reply", "no-such-reply"],
            ),
        ] {
            let rules: Vec<String> = rules.into_iter().map(str::to_owned).collect();
            assert_eq!(list(&answers), (depths, rules), "{answers:?}");
        }
    }

    #[test]
    fn a_long_chain_is_walked_once_and_indented_so_far() {
        let long = 20_000;
        let answers = (0..long).map(|at| (at + 1 < long).then_some(at + 1));
        let (depths, rules) = list(&answers.collect::<Vec<_>>());
        assert_eq!(depths[long - 1], 0);
        assert!(
            depths[..long - MAX_DEPTH]
                .iter()
                .all(|&depth| depth == MAX_DEPTH)
        );
        assert!(rules.is_empty());
    }
}
