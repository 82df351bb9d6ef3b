use std::collections::{BTreeMap, BTreeSet};

use super::{PurposeResponses, ResponseNumbers, ResponseRow};
use crate::model::{Handle, Member, Protocol, ProtocolChange, Zone};
use crate::report::request::{Request, Tallied, asked_in};
use crate::report::stats::groups_of;
use crate::report::{Selection, StatsGrouping};

/// Of how many people answers are told together, at least.
const PEOPLE: usize = 3;

/// What was asked for one purpose, and of whom it counts.
pub(super) struct Selected<'r> {
    pub(super) requests: Vec<&'r Request<'r>>,
    pub(super) selection: &'r Selection,
    pub(super) members: Vec<&'r Member>,
}

/// Members whose answers are told together, with a key and a title.
struct Circle<'r> {
    key: String,
    title: String,
    members: Vec<&'r Handle>,
}

impl<'r> Selected<'r> {
    pub(super) fn purpose(
        &self,
        key: &'static str,
        protocol: &Protocol,
        (by, me): (StatsGrouping, Option<&Handle>),
        (change, zone): (Option<&ProtocolChange>, Zone),
    ) -> PurposeResponses {
        let promised = |protocol: &Protocol| protocol.promise(key).map(|it| it.to_string());
        let usual = if key == "blocker" {
            "Blocker"
        } else {
            "Question"
        };
        let purpose = protocol.purpose(key);
        let everybody = self.selected();
        let total = self.row(&everybody, &self.requests);
        let split = change.map(|change| {
            let day = zone.day_at(change.at);
            let part = |title: String, after: bool| {
                let circle = Circle {
                    title,
                    members: everybody.members.clone(),
                    key: String::new(),
                };
                let requests = self.requests.iter().copied();
                let requests = requests.filter(|request| request.is_after == after);
                self.row(&circle, &requests.collect::<Vec<_>>())
            };
            let mut parts = (
                part(format!("Before {day}"), false),
                part(format!("Since {day}"), true),
            );
            // Of two parts and their sum, none may be told if one may not.
            if parts.0.numbers.is_none() || parts.1.numbers.is_none() {
                (parts.0.numbers, parts.1.numbers) = (None, None);
            }
            parts
        });
        let (before, after) = split.unzip();
        PurposeResponses {
            key: key.to_owned(),
            title: purpose.map_or(usual, |purpose| &purpose.title).to_owned(),
            promise: promised(protocol),
            promise_before: change.and_then(|change| promised(&change.before)),
            rows: match by {
                StatsGrouping::Member => self.own(me).into_iter().collect(),
                by => self.groups(by),
            },
            total,
            before,
            after,
        }
    }

    /// Returns those who are selected, all together.
    fn selected(&self) -> Circle<'r> {
        let members = self.members.iter().copied();
        let members = members.filter(|member| self.selection.expects(member));
        Circle {
            key: String::new(),
            title: "Everybody".to_owned(),
            members: members.map(|member| &member.handle).collect(),
        }
    }

    /// Returns the reader's own row, where they are selected and were asked.
    fn own(&self, me: Option<&Handle>) -> Option<ResponseRow> {
        let members = self.members.iter().copied();
        let mut selected = members.filter(|member| self.selection.expects(member));
        let member = selected.find(|member| Some(&member.handle) == me)?;
        let circle = [&member.handle];
        let tallied = Tallied::of(&self.requests, &circle);
        (tallied.asked > 0).then(|| ResponseRow {
            key: member.handle.to_string(),
            title: member.name.clone(),
            numbers: Some(ResponseNumbers::build(tallied)),
        })
    }

    /// Returns the rows of groups; those that cannot be told for themselves are
    /// one row, with as many of the smallest others as it needs. Groups are
    /// told whole or not at all: of a selection there are none.
    fn groups(&self, by: StatsGrouping) -> Vec<ResponseRow> {
        if !self.selection.is_all() {
            return Vec::new();
        }
        let all = asked_in(&self.requests);
        let asked = |circle: &Circle<'_>| circle.among(&all).len();
        let circles = self.circles(by).into_iter();
        let circles = circles.filter(|circle| asked(circle) > 0);
        let (mut large, mut small): (Vec<_>, Vec<_>) =
            circles.partition(|circle| self.may_tell(circle, &all));
        while !small.is_empty() && !self.may_tell(&together(&small), &all) {
            let places = large.iter().enumerate();
            let fewest = places.min_by_key(|(_, circle)| asked(circle));
            let Some((place, _)) = fewest else { break };
            small.push(large.remove(place));
        }
        if !small.is_empty() {
            large.push(together(&small));
        }
        let rows = large.iter();
        rows.map(|circle| self.row(circle, &self.requests))
            .collect()
    }

    /// Returns all groups of one kind.
    fn circles(&self, by: StatsGrouping) -> Vec<Circle<'r>> {
        let mut circles: BTreeMap<(usize, String), Circle<'r>> = BTreeMap::new();
        for (place, member) in self.members.iter().copied().enumerate() {
            for (key, title) in groups_of(by, place, member) {
                let circle = circles.entry(key.clone()).or_insert_with(|| Circle {
                    key: key.1,
                    title,
                    members: Vec::new(),
                });
                circle.members.push(&member.handle);
            }
        }
        circles.into_values().collect()
    }

    fn row(&self, circle: &Circle<'_>, requests: &[&Request<'_>]) -> ResponseRow {
        let all = asked_in(requests);
        let is_nobody = circle.among(&all).is_empty();
        let is_told = is_nobody || self.is_whole() && self.may_tell(circle, &all);
        ResponseRow {
            key: circle.key.clone(),
            title: circle.title.clone(),
            numbers: is_told
                .then(|| ResponseNumbers::build(Tallied::of(requests, &circle.members))),
        }
    }

    /// Returns whether everybody or one whole group is selected: of members who
    /// are picked otherwise two selections may differ by one person.
    fn is_whole(&self) -> bool {
        let Selection {
            teams,
            projects,
            roles,
            members,
        } = self.selection;
        members.is_empty() && teams.len() + projects.len() + roles.len() <= 1
    }

    /// Returns whether the numbers of some people may be told: at least three
    /// of them were asked, and whichever larger group is told of as well, at
    /// least three are left of it without them.
    fn may_tell(&self, circle: &Circle<'_>, all: &BTreeSet<&Handle>) -> bool {
        let asked = circle.among(all);
        if asked.len() < PEOPLE {
            return asked.is_empty();
        }
        let kinds = [
            StatsGrouping::Team,
            StatsGrouping::Project,
            StatsGrouping::Role,
        ];
        let groups = kinds.into_iter().flat_map(|by| self.circles(by));
        let wider = groups.map(|group| group.among(all));
        wider.chain([all.clone()]).all(|wider| {
            let left = wider.len().saturating_sub(asked.len());
            !asked.is_subset(&wider) || left == 0 || left >= PEOPLE
        })
    }
}

impl Circle<'_> {
    /// Returns who of it is among those who were asked.
    fn among<'h>(&self, asked: &BTreeSet<&'h Handle>) -> BTreeSet<&'h Handle> {
        let members = self.members.iter();
        members
            .filter_map(|&member| asked.get(member).copied())
            .collect()
    }
}

/// Puts groups together to one.
fn together<'r>(circles: &[Circle<'r>]) -> Circle<'r> {
    let mut members: Vec<&Handle> = Vec::new();
    for handle in circles.iter().flat_map(|circle| &circle.members) {
        if !members.contains(handle) {
            members.push(handle);
        }
    }
    Circle {
        key: String::new(),
        title: "Others".to_owned(),
        members,
    }
}
