use schemars::JsonSchema;
use serde::Serialize;

use super::index::Index;
use super::{MemberView, OpenItemView};
use crate::model::{Health, Section};

/// What needs somebody's attention, the most pressing first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Attention {
    /// Members who are off track.
    pub off_track: Vec<MemberView>,
    /// Members who are at risk.
    pub at_risk: Vec<MemberView>,
    /// Open blockers, the oldest first.
    pub blockers: Vec<OpenItemView>,
    /// Open questions, the oldest first.
    pub questions: Vec<OpenItemView>,
    /// Items past their due date that are not done, the longest first.
    pub overdue: Vec<OpenItemView>,
}

impl Attention {
    /// Gathers what needs attention from everybody's latest update, in the
    /// window or before it.
    pub(super) fn build(index: &Index<'_>) -> Self {
        let mut attention = Self {
            off_track: Vec::new(),
            at_risk: Vec::new(),
            blockers: Vec::new(),
            questions: Vec::new(),
            overdue: Vec::new(),
        };
        for author in &index.authors {
            if let Some((health, update)) = author.health() {
                let list = match health {
                    Health::OffTrack => Some(&mut attention.off_track),
                    Health::AtRisk => Some(&mut attention.at_risk),
                    Health::OnTrack => None,
                };
                if let Some(list) = list {
                    let view = MemberView::of_update(&index.people, author.handle, update);
                    list.push(view);
                }
            }
            let Some(update) = author.latest() else {
                continue;
            };
            if !author.counts(&index.people, index.window) {
                continue;
            }
            for (section, position) in index.pending(author) {
                let item = &update.section(section)[position];
                let view = OpenItemView::build(index, update, section, item);
                if view.overdue_days.is_some() {
                    attention.overdue.push(view.clone());
                }
                match section {
                    Section::Blockers => attention.blockers.push(view),
                    Section::Questions => attention.questions.push(view),
                    Section::Done | Section::Next | Section::Kudos => {}
                }
            }
        }
        OpenItemView::sort_by_age(&mut attention.blockers);
        OpenItemView::sort_by_age(&mut attention.questions);
        OpenItemView::sort_by_delay(&mut attention.overdue);
        attention
    }
}
