use schemars::JsonSchema;
use serde::Serialize;

use super::UpdateView;
use super::history::format_moment;
use super::people::People;
use crate::model::{LateArrival, Zone};

/// An update for an earlier period that arrived during the window, or since the
/// commit that the digest names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LateView {
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The period it is for.
    pub period: String,
    /// When it arrived (RFC 3339, in the report's zone).
    pub arrived: String,
    /// Whether it was there before and says more now.
    pub changed: bool,
    /// What it says that was not there before. `null` where the digest tells
    /// what arrived during its window.
    pub said: Option<UpdateView>,
}

impl LateView {
    /// Builds the views of late arrivals, by period, then by author.
    pub(super) fn list(people: &People<'_>, late: &[LateArrival], zone: Zone) -> Vec<Self> {
        let mut late: Vec<&LateArrival> = late.iter().collect();
        late.sort_by(|one, other| (one.period, &one.author).cmp(&(other.period, &other.author)));
        late.into_iter()
            .map(|arrival| Self {
                author: arrival.author.to_string(),
                name: people.name(arrival.author.as_str()),
                period: arrival.period.to_string(),
                arrived: format_moment(zone.local(arrival.arrived.to_utc())),
                changed: arrival.changed,
                said: arrival.said.as_ref().map(|e| UpdateView::build(people, e)),
            })
            .collect()
    }
}
