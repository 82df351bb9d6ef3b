use std::collections::BTreeMap;

use super::HistoryView;
use super::Timing;
use super::author::Author;
use super::index::Index;

/// Returns what is to be known about how an author's updates came in, as
/// short phrases, each with the periods it is true of.
pub(super) fn remarks(index: &Index<'_>, author: &Author<'_>) -> Vec<String> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &author.entries {
        let Some(history) = HistoryView::build(&index.people, &entry.update, &entry.history) else {
            continue;
        };
        let period = entry.update.period.to_string();
        for phrase in phrases(&history) {
            let place = *places.entry(phrase.clone()).or_insert(all.len());
            if place == all.len() {
                all.push((phrase, Vec::new()));
            }
            all[place].1.push(period.clone());
        }
    }
    let written =
        |(phrase, periods): (String, Vec<String>)| format!("{phrase}: {}", periods.join(", "));
    all.into_iter().map(written).collect()
}

fn phrases(history: &HistoryView) -> Vec<String> {
    let timing = match history.timing {
        Some(Timing::Early) => Some("early"),
        Some(Timing::Late) => Some("late"),
        Some(Timing::OnTime) | None => None,
    };
    let mut all: Vec<String> = timing.map(str::to_owned).into_iter().collect();
    if let Some(by) = &history.posted_by {
        all.push(format!("posted by {by}"));
    }
    if history.edited_after_period {
        all.push("edited after its period".to_owned());
    }
    for by in &history.edited_by {
        all.push(format!("edited by {by}"));
    }
    for with in &history.co_authors {
        all.push(format!("written with {with}"));
    }
    for by in &history.reviewed_by {
        all.push(format!("reviewed by {by}"));
    }
    all
}
