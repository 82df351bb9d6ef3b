use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::history::format_moment;
use super::index::Index;
use super::mention::names;
use super::{
    AttendanceView, Attention, FORMAT_VERSION, FindingView, GoneView, Group, Grouping, KudosView,
    LateView, MemberView, OpenItemView, PlanView, ScaleView, Selection, SelectionView, State,
    UpdateView, WindowView,
};
use crate::model::{GoneReason, MissingNames, Snapshot, Zone};

/// What a digest depends on besides what the log holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestOptions {
    /// The zone that days are reckoned in.
    pub zone: Zone,
    /// The moment that it is reckoned at.
    pub instant: DateTime<Utc>,
    /// How the details are arranged.
    pub by: Grouping,
    /// Whom it is about.
    pub selection: Selection,
}

/// What a team did, plans and waits for within a window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Digest {
    /// The version of this format.
    pub tidings: u32,
    /// The version of the program that built it.
    pub version: String,
    /// The name of the team.
    pub team: String,
    /// The commit that it was built from.
    pub commit: String,
    /// The moment it is reckoned at (RFC 3339, in the report's zone).
    pub instant: String,
    /// The days it covers.
    pub window: WindowView,
    /// What it was filtered by; `null` where it is about everybody.
    pub filter: Option<SelectionView>,
    /// How the groups are arranged.
    pub by: Grouping,
    /// The state of the team in numbers.
    pub state: State,
    /// What needs attention.
    pub attention: Attention,
    /// Blockers and questions that were resolved by a reply: those that an
    /// update in the window carries, and those from before it that were
    /// resolved on one of its days.
    pub resolved: Vec<OpenItemView>,
    /// The details.
    pub groups: Vec<Group>,
    /// Plans of earlier updates and what became of them, by author. What an
    /// author's last update plans anew is not among them.
    pub plans: Vec<PlanView>,
    /// Thanks.
    pub kudos: Vec<KudosView>,
    /// What was marked on the team's scales, by all together.
    pub scales: Vec<ScaleView>,
    /// Members who posted nothing and are missing at the report's instant. None
    /// is named where the team wants only their number, which `state` has.
    pub missing: Vec<MemberView>,
    /// Members who were away whenever an update of theirs would have been
    /// expected.
    pub away: Vec<MemberView>,
    /// Which updates were expected of each member, by their own calendar and
    /// cadence, and what became of each. Empty where the team wants nobody to
    /// be named.
    pub attendance: Vec<AttendanceView>,
    /// Updates for earlier periods that arrived during the window, or since
    /// the commit that `late_since` names.
    pub late: Vec<LateView>,
    /// The commit since which late arrivals are told, with what they say;
    /// `null` where they are those of the window.
    pub late_since: Option<String>,
    /// Updates that were taken back, by their author or by hand.
    pub withdrawn: Vec<GoneView>,
    /// Updates that a merge lost.
    pub lost: Vec<GoneView>,
    /// Whether history before the window's start is missing because the
    /// clone is shallow.
    pub incomplete: bool,
    /// Every update in the window, whole.
    pub updates: Vec<UpdateView>,
    /// The names of everybody who is mentioned, by handle.
    pub people: BTreeMap<String, String>,
    /// What was wrong with files and commits.
    pub findings: Vec<FindingView>,
    /// The command that builds this digest again, without its format; `null`
    /// where it was not built from a commit that was named.
    pub rebuild: Option<String>,
}

impl Digest {
    /// Builds the digest of a snapshot's window.
    ///
    /// What is open is reckoned from each author's latest update, in the
    /// window or before it: its blockers and questions, less those that it
    /// lists as done and those that a reply resolved. Those who had left
    /// before the window and said nothing in it do not count.
    #[must_use]
    pub fn build(snapshot: &Snapshot, options: &DigestOptions) -> Self {
        let DigestOptions {
            zone,
            instant,
            by,
            ref selection,
        } = *options;
        let narrow = selection.narrow(snapshot);
        let index = Index::of_selection(snapshot, &narrow, selection, instant, zone);
        let (all, names_missing) = (&snapshot.entries, snapshot.team.missing);
        let snapshot = narrow.as_ref();
        let people = &index.people;
        let attention = Attention::build(&index);
        let updates = snapshot.entries.iter();
        let mut digest = Self {
            tidings: FORMAT_VERSION,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            team: snapshot.team.name.clone(),
            commit: snapshot.commit.to_string(),
            instant: format_moment(zone.local(instant)),
            window: WindowView::build(snapshot.window, zone),
            filter: SelectionView::build(selection),
            by,
            state: State::build(&index, &attention),
            attention,
            resolved: OpenItemView::resolved(&index),
            groups: Group::list(&index, by),
            plans: PlanView::list(&index),
            kudos: KudosView::list(&index, snapshot),
            scales: ScaleView::of_selection(people, all, selection),
            missing: match names_missing {
                MissingNames::Off => Vec::new(),
                MissingNames::List | MissingNames::Mention => MemberView::missing(&index),
            },
            away: MemberView::away(&index),
            attendance: AttendanceView::list(&index.attendance, names_missing),
            late: LateView::list(people, &snapshot.late, zone),
            late_since: snapshot.late_since.as_ref().map(ToString::to_string),
            withdrawn: GoneView::list(people, &snapshot.gone, GoneReason::Withdrawn),
            lost: GoneView::list(people, &snapshot.gone, GoneReason::Lost),
            incomplete: snapshot.incomplete,
            updates: updates.map(|e| UpdateView::build(people, e)).collect(),
            people: BTreeMap::new(),
            findings: FindingView::list(&snapshot.findings),
            rebuild: None,
        };
        digest.people = names(&digest, people);
        digest
    }

    /// Adds the command that builds the digest again.
    #[must_use]
    pub fn rebuilt_by(self, command: String) -> Self {
        Self {
            rebuild: Some(command),
            ..self
        }
    }
}
