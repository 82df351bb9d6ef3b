use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::ItemView;
use super::author::Author;
use super::index::Index;
use crate::model::{Fate, Outcome, Reply, Update, outcomes};

/// A planned item and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlanView {
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The item.
    pub item: ItemView,
    /// `done`, `still-open`, `dropped`: a reply closed it undone, or
    /// `not-mentioned`: it may have been reworded, so nobody is accused.
    pub fate: String,
    /// Whole days past its due date at the report's instant, where it is still
    /// open and past it.
    pub overdue_days: Option<i64>,
    /// Who dropped it, where somebody did: a handle.
    pub dropped_by: Option<String>,
    /// What was said when it was dropped.
    pub reason: Option<String>,
}

impl PlanView {
    /// Builds the views of what was planned and what became of it, by author.
    ///
    /// Listed is what an author's latest update before the window plans, and
    /// what any of theirs in the window does, as soon as a later update could
    /// say something of it. What only their last update plans is left out: it
    /// is not due to be judged, and stands among the plans.
    pub(super) fn list(index: &Index<'_>) -> Vec<Self> {
        index
            .authors
            .iter()
            .flat_map(|author| Self::of(index, author))
            .collect()
    }

    fn of(index: &Index<'_>, author: &Author<'_>) -> Vec<Self> {
        let view = |(outcome, dropped): (Outcome, Option<&Reply>)| {
            let address = outcome.address.as_ref();
            let handle = address.map_or(author.handle, |address| &address.author);
            let fate = dropped.map_or(outcome.fate.as_str(), |_| "dropped");
            let overdue = |day: NaiveDate| (index.today - day).num_days();
            let overdue = outcome.item.due.map(overdue);
            Self {
                author: handle.to_string(),
                name: index.people.name(handle.as_str()),
                item: ItemView::build(handle, outcome.since, &outcome.item),
                fate: fate.to_owned(),
                overdue_days: overdue.filter(|&days| days > 0 && fate == "still-open"),
                dropped_by: dropped.map(|reply| reply.author.to_string()),
                reason: dropped.and_then(|reply| reply.text.clone()),
            }
        };
        judged(index, author).map(view).collect()
    }
}

/// Returns the plans of an author that are due to be judged, each with the
/// reply that dropped it undone, if one did.
pub(super) fn judged<'i>(
    index: &'i Index<'_>,
    author: &Author<'_>,
) -> impl Iterator<Item = (Outcome, Option<&'i Reply>)> {
    let updates: Vec<&Update> = author
        .before
        .into_iter()
        .chain(author.updates())
        .chain(author.after)
        .collect();
    let judged = outcomes(&updates).into_iter();
    judged
        .filter(|outcome| outcome.fate != Fate::Pending)
        .map(|outcome| {
            let undone = outcome
                .address
                .as_ref()
                .filter(|_| outcome.fate != Fate::Done);
            let dropped = undone.and_then(|address| index.resolution_of(address));
            (outcome, dropped.map(|entry| &entry.reply))
        })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::report::sample::{Log, items};

    #[test]
    fn judges_what_was_planned_before_the_last_update() {
        let log = Log::of("2026-W47")
            .before("ada", "2026-11-13", |update| {
                update.next = items(&["aaaa: old and done", "bbbb: old and open"]);
            })
            .post("ada", "2026-11-16", |update| {
                update.done = items(&["aaaa@2026-11-13: old and done"]);
                update.next = items(&[
                    "bbbb@2026-11-13: old and open",
                    "cccc: left out",
                    "eeee: dropped",
                ]);
            })
            .post("ada", "2026-11-17", |update| {
                update.next = items(&["bbbb@2026-11-13: reworded", "dddd: too new"]);
                update.next[0].due = NaiveDate::from_ymd_opt(2026, 11, 20);
            })
            .resolve("ada/2026-11-16/eeee", "grace", "No", "2026-11-17T09:00:00Z")
            // Whoever says nothing in the window is not judged.
            .before("grace", "2026-11-13", |u| u.next = items(&["eeee: x"]))
            // A first update has nothing to be judged by.
            .post("linus", "2026-11-17", |u| u.next = items(&["ffff: x"]));
        let plans = log.digest().plans;
        let got: Vec<[&str; 3]> = plans
            .iter()
            .map(|plan| {
                let address = plan.item.address.as_deref().expect("an id");
                [address, &plan.item.text, &plan.fate]
            })
            .collect();
        let want = [
            ["ada/2026-11-13/aaaa", "old and done", "done"],
            ["ada/2026-11-13/bbbb", "reworded", "still-open"],
            ["ada/2026-11-16/cccc", "left out", "not-mentioned"],
            ["ada/2026-11-16/eeee", "dropped", "dropped"],
        ];
        assert_eq!(got, want);
        let overdue: Vec<Option<i64>> = plans.iter().map(|plan| plan.overdue_days).collect();
        assert_eq!(overdue, [None, Some(3), None, None]);
        assert_eq!(plans[3].dropped_by.as_deref(), Some("grace"));
        assert_eq!(plans[3].reason.as_deref(), Some("No"));
    }
}
