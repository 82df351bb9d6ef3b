mod outcome;
mod project;

pub use outcome::OutcomeView;
pub use project::ProjectLine;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::inbox::{Gathered, line};
use super::index::Index;
use super::mention::names;
use super::moment::local;
use super::{
    Attention, FORMAT_VERSION, FindingView, InboxOptions, MemberView, SinceView, WaitingView,
};
use crate::model::{ReplyState, Snapshot};

/// One page for somebody who comes back: what waits for them, what was
/// decided and resolved, who is off track, and a line for each project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Catchup {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The name of the team.
    pub team: String,
    /// The reader's handle.
    pub me: String,
    /// The zone that moments are given in: the reader's.
    pub time_zone: String,
    /// The moment that it is reckoned at (RFC 3339).
    pub instant: String,
    /// From where on it tells.
    pub since: SinceView,
    /// How much there is, as one line of text.
    pub line: String,
    /// What waits for the reader, as their inbox lists it.
    pub waiting: Vec<WaitingView>,
    /// What was decided: first what the reader asked or was asked, then the
    /// rest, the latest first.
    pub decided: Vec<OutcomeView>,
    /// What was resolved, in the same order.
    pub resolved: Vec<OutcomeView>,
    /// Members whose latest health since then is off-track.
    pub off_track: Vec<MemberView>,
    /// Members whose latest health since then is at-risk.
    pub at_risk: Vec<MemberView>,
    /// A line for each project, the busiest first, and at the end what has no
    /// project.
    pub projects: Vec<ProjectLine>,
    /// The updates of others that are new or changed.
    pub updates: usize,
    /// The replies of others that are new.
    pub replies: usize,
    /// The names of everybody who is mentioned, by handle.
    pub people: BTreeMap<String, String>,
    /// What was wrong with files.
    pub findings: Vec<FindingView>,
}

impl Catchup {
    /// Builds the page of a member out of what is news to them.
    #[must_use]
    pub fn build(snapshot: &Snapshot, options: &InboxOptions) -> Self {
        let InboxOptions { instant, zone, .. } = *options;
        let index = Index::build(snapshot, instant, zone);
        let me = index.people.current(&options.me);
        let is_me = |handle| index.people.current(handle) == me;
        let waiting = Gathered::of(&index, snapshot, me, instant).waiting;
        let Attention {
            off_track, at_risk, ..
        } = Attention::build(&index);
        let others = |list: Vec<MemberView>| -> Vec<MemberView> {
            let other = |view: &MemberView| view.handle != me.as_str();
            list.into_iter().filter(other).collect()
        };
        let updates = snapshot.entries.iter().map(|entry| &entry.update);
        let updates = updates.filter(|update| !is_me(&update.author) && !update.is_untouched());
        let updates = updates.count();
        let replies = snapshot.said.iter();
        let replies = replies.filter(|entry| !is_me(&entry.reply.author)).count();
        let mut catchup = Self {
            tidings: FORMAT_VERSION,
            commit: snapshot.commit.to_string(),
            team: snapshot.team.name.clone(),
            me: me.to_string(),
            time_zone: zone.name().to_owned(),
            instant: local(instant, zone),
            since: options.since.view(&index),
            line: line(&waiting, updates, replies),
            waiting,
            decided: OutcomeView::list(&index, snapshot, me, ReplyState::Decided),
            resolved: OutcomeView::list(&index, snapshot, me, ReplyState::Resolved),
            off_track: others(off_track),
            at_risk: others(at_risk),
            projects: ProjectLine::list(&index, snapshot),
            updates,
            replies,
            people: BTreeMap::new(),
            findings: FindingView::list(&snapshot.findings),
        };
        catchup.people = names(&catchup, &index.people);
        catchup
    }
}
