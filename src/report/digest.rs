use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{AnswerView, FindingView, ItemView, OpenItemView, UpdateView};

/// How the details of a digest are arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grouping {
    /// One group a member.
    #[default]
    Member,
    /// One group a project; items without one come last.
    Project,
    /// One group a section.
    Section,
}

/// The days that a report covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WindowView {
    /// The first day (`2026-11-16`).
    pub since: String,
    /// The last day (`2026-11-22`).
    pub until: String,
    /// The window for people: `week 2026-W47 (16 to 22 November)`.
    pub label: String,
    /// The IANA zone that the report is reckoned in.
    pub time_zone: String,
}

/// The state of the team in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct State {
    /// Members who were part of the team during the window.
    pub members: usize,
    /// Those of them with an update in the window.
    pub posted: usize,
    /// Members whose latest health in the window is off-track.
    pub off_track: usize,
    /// Members whose latest health in the window is at-risk.
    pub at_risk: usize,
    /// Members with an open blocker.
    pub blocked: usize,
    /// Open questions.
    pub questions: usize,
    /// Open items past their due date.
    pub overdue: usize,
    /// The same as one line of text: `6 of 8 posted · 1 off track · 2 blocked
    /// · 1 overdue`.
    pub line: String,
}

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

/// A member, and what they last said of their health.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberView {
    /// The handle.
    pub handle: String,
    /// The name.
    pub name: String,
    /// The period of the latest update in the window, if there is one.
    pub period: Option<String>,
    /// The period of the latest update before the window, where there is none
    /// in it.
    pub last_posted: Option<String>,
    /// The first line of that update's notes, as the reason for its health.
    pub reason: Option<String>,
}

/// A planned item and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlanView {
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The item.
    pub item: ItemView,
    /// `done`, `still-open`, `not-mentioned` or `pending`.
    pub fate: String,
}

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
}

/// The lines of one section within a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Block {
    /// The key of the section.
    pub section: String,
    /// Its heading.
    pub title: String,
    /// The lines, each item once: an item that was carried over several
    /// updates stands where it was said last.
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
    /// in, as short phrases: `late: 2026-11-18`, `posted by grace`.
    pub remarks: Vec<String>,
    /// The periods of the updates in the group.
    pub periods: Vec<String>,
    /// The lines, by section.
    pub blocks: Vec<Block>,
    /// When grouped by member: the notes, with their periods.
    pub notes: Vec<NoteView>,
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

/// Thanks from one member to others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KudosView {
    /// The handle of whoever thanks.
    pub author: String,
    /// The name of whoever thanks.
    pub name: String,
    /// Handles of those who are thanked.
    pub to: Vec<String>,
    /// What for.
    pub text: String,
}

/// An update for an earlier period that arrived during the window.
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
}

/// An update that history holds and the tree does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoneView {
    /// The author's handle.
    pub author: String,
    /// The author's name.
    pub name: String,
    /// The period it was for.
    pub period: String,
    /// The latest commit that held or removed it.
    pub commit: Option<String>,
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
    /// How the groups are arranged.
    pub by: Grouping,
    /// The state of the team in numbers.
    pub state: State,
    /// What needs attention.
    pub attention: Attention,
    /// Blockers and questions that were resolved by a reply.
    pub resolved: Vec<OpenItemView>,
    /// The details.
    pub groups: Vec<Group>,
    /// Plans and what became of them, by author.
    pub plans: Vec<PlanView>,
    /// Thanks.
    pub kudos: Vec<KudosView>,
    /// Members who have not posted.
    pub missing: Vec<MemberView>,
    /// Updates for earlier periods that arrived during the window.
    pub late: Vec<LateView>,
    /// Updates that their authors took back.
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
}
