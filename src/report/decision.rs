use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::mention::names;
use super::people::People;
use super::{FORMAT_VERSION, FindingView, ListingFilter, ReplyView, SelectionView};
use crate::model::{CommitId, Decision, Finding, Section, Team, Zone};

/// What a team has decided: its decision record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DecisionRecord {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// Whom it was filtered by; `null` where it is about everybody.
    pub filter: Option<SelectionView>,
    /// The zone in which the moments are told besides their own.
    pub zone: String,
    /// The decisions, the latest first: in the order of history.
    pub decisions: Vec<DecisionView>,
    /// Whether there were more than the limit.
    pub more: bool,
    /// The names of everybody who is mentioned, by handle.
    pub people: BTreeMap<String, String>,
    /// What was wrong with files.
    pub findings: Vec<FindingView>,
}

/// A decision, with what was decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DecisionView {
    /// The section of the item that was decided on; `null` where it was an
    /// update, or the item is not there.
    pub section: Option<String>,
    /// What the item says.
    pub asked: Option<String>,
    /// The project that the item belongs to.
    pub project: Option<String>,
    /// The handle of whoever wrote the item or update.
    pub author: String,
    /// The reply that decides.
    pub decision: ReplyView,
}

impl DecisionRecord {
    /// Builds the record of those `decisions`, given with the latest first,
    /// that meet the filter and were written within `days`, in `zone`.
    ///
    /// Of the filter, authors and selection are about whoever decided, and
    /// section, projects and text about what was decided on; the text may also
    /// be in the decision. One of unknown history was written on no day.
    #[must_use]
    pub fn build(
        commit: &CommitId,
        team: &Team,
        decisions: &[Decision],
        filter: &ListingFilter,
        (since, until): (Option<NaiveDate>, Option<NaiveDate>),
        (zone, reader): (Zone, Zone),
        findings: &[Finding],
    ) -> Self {
        let people = People::build(team);
        let within = |decision: &&Decision| {
            let first = decision.entry.history.first();
            let day = first.map(|revision| zone.day_at(revision.written.to_utc()));
            let days = since.is_some() || until.is_some();
            day.map_or(!days, |day| {
                since.is_none_or(|since| since <= day) && until.is_none_or(|until| day <= until)
            })
        };
        let kept: Vec<&Decision> = decisions
            .iter()
            .filter(within)
            .filter(|decision| takes(&people, filter, decision))
            .collect();
        let limit = filter.limit.unwrap_or(usize::MAX);
        let views = kept.iter().take(limit).map(|decision| {
            let replies = [&decision.entry];
            let (mut views, _) = ReplyView::list(&people, &replies, reader);
            let item = decision.item();
            DecisionView {
                section: item.map(|(section, _)| section.key().to_owned()),
                asked: item.map(|(_, item)| item.text.clone()),
                project: item.and_then(|(_, item)| item.project.clone()),
                author: decision.entry.reply.to.author.to_string(),
                decision: views.remove(0),
            }
        });
        let mut record = Self {
            tidings: FORMAT_VERSION,
            commit: commit.to_string(),
            filter: SelectionView::build(&filter.selection),
            zone: reader.to_string(),
            decisions: views.collect(),
            more: kept.len() > limit,
            people: BTreeMap::new(),
            findings: FindingView::list(findings),
        };
        record.people = names(&record, &people);
        record
    }
}

/// Returns whether a decision meets a filter.
fn takes(people: &People<'_>, filter: &ListingFilter, decision: &Decision) -> bool {
    let by = &decision.entry.reply.author;
    let mut authors = filter.authors.iter();
    let named = filter.authors.is_empty() || authors.any(|author| people.same(author, by));
    let item = decision.item();
    let selection = &filter.selection;
    let of_project =
        selection.projects.is_empty() || item.is_some_and(|(_, item)| selection.takes_item(item));
    let is_section = |wanted: Section| item.is_some_and(|(section, _)| section == wanted);
    let text = filter.text.as_ref().map(|text| text.to_lowercase());
    let finds = text.is_none_or(|part| {
        let asked = item.map(|(_, item)| &item.text);
        let said = decision.entry.reply.text.as_ref();
        let mut texts = asked.into_iter().chain(said);
        texts.any(|text| text.to_lowercase().contains(&part))
    });
    named
        && selection.takes_author(people, by)
        && of_project
        && filter.section.is_none_or(is_section)
        && finds
}
