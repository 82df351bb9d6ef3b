use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::OpenItemView;
use super::history::format_moment;
use super::index::Index;
use super::matter::Matter;
use crate::model::{
    Agenda, Conversation, DayKind, Escalation, Handle, Member, Section, common_hours, task_name,
};

/// How far hours in common are looked for.
const AHEAD: TimeDelta = TimeDelta::weeks(2);

/// A matter that had better be talked over, by the rules of the team's
/// protocol, and when that could be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TalkView {
    /// Which rules it meets: `overdue`, `exchanges`, `people`.
    pub rules: Vec<String>,
    /// The same in words, one for each.
    pub reasons: Vec<String>,
    /// What it is about: open blockers and questions.
    pub items: Vec<OpenItemView>,
    /// Whom it concerns, as handles: those who ask and those who are asked,
    /// or where nobody is those who replied, as far as they are in the team.
    pub people: Vec<String>,
    /// When the next hours begin in which all of them are at work (RFC 3339,
    /// in the report's zone); `null` where there are none within two weeks.
    pub from: Option<String>,
    /// When those hours are over.
    pub until: Option<String>,
    /// The same in a few words.
    pub when: String,
    /// These hours on the clock of each.
    pub hours: Vec<LocalHours>,
    /// The command that writes the outcome back, as one would type it; `null`
    /// where no item has an id to which one could reply.
    pub command: Option<String>,
}

/// Hours on somebody's own clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LocalHours {
    /// The handle.
    pub handle: String,
    /// The name.
    pub name: String,
    /// The zone.
    pub time_zone: String,
    /// When they begin, RFC 3339.
    pub from: String,
    /// When they are over.
    pub until: String,
    /// The same in short: `15:00-16:00`, with the weekday where it is another
    /// than in the report's zone.
    pub label: String,
}

impl Matter<'_> {
    /// Returns whom it concerns: its author, and who is asked or else has
    /// replied.
    fn concerned(&self, index: &Index<'_>) -> Vec<Handle> {
        let mut people = vec![index.people.current(&self.update.author).clone()];
        people.extend(self.asked().iter().cloned());
        if let (1, Some(conversation)) = (people.len(), &self.conversation) {
            let replied = conversation.replies.iter().map(|entry| &entry.reply.author);
            people.extend(replied.map(|author| index.people.current(author).clone()));
        }
        people
    }

    /// Returns what it is that the matter is blocked by: its task, or else
    /// each person who is needed.
    fn obstacles(&self) -> Vec<Obstacle> {
        if self.section != Section::Blockers {
            return Vec::new();
        }
        match &self.item.task {
            Some(task) => vec![Obstacle::Task(
                task_name(task).unwrap_or_else(|| task.clone()),
            )],
            None => self.asked().iter().cloned().map(Obstacle::Person).collect(),
        }
    }
}

/// Something that can block several people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Obstacle {
    Task(String),
    Person(Handle),
}

/// What is to be talked over together: matters by position, and why.
#[derive(Default)]
struct Case {
    matters: Vec<usize>,
    reasons: Vec<(&'static str, String)>,
}

impl TalkView {
    /// Finds what meets a rule of the protocol, the most pressing first, and
    /// marks it among `matters`, which are in that order.
    pub(super) fn list(index: &Index<'_>, matters: &mut [Matter<'_>]) -> Vec<Self> {
        let escalate = index.people.team().protocol.escalate;
        let mut cases = together(index, matters, &escalate);
        for (position, matter) in matters.iter().enumerate() {
            let reasons = alone(index, matter, &escalate);
            if reasons.is_empty() {
                continue;
            }
            let known = cases
                .iter_mut()
                .find(|case| case.matters.contains(&position));
            match known {
                // Of several in one case the most pressing speaks for all.
                Some(case) => {
                    for reason in reasons {
                        if case.reasons.iter().all(|(rule, _)| *rule != reason.0) {
                            case.reasons.push(reason);
                        }
                    }
                }
                None => cases.push(Case {
                    matters: vec![position],
                    reasons,
                }),
            }
        }
        cases.sort_by(|one, other| one.matters.cmp(&other.matters));
        for position in cases.iter().flat_map(|case| &case.matters) {
            matters[*position].view.talk = true;
        }
        cases
            .into_iter()
            .map(|case| Self::build(index, matters, case))
            .collect()
    }

    fn build(index: &Index<'_>, matters: &[Matter<'_>], case: Case) -> Self {
        let about: Vec<&Matter<'_>> = case.matters.iter().map(|&at| &matters[at]).collect();
        let mut people: Vec<&Member> = Vec::new();
        for handle in about.iter().flat_map(|matter| matter.concerned(index)) {
            let member = index.people.member(handle.as_str());
            let known = |member: &&Member| people.iter().any(|one| one.handle == member.handle);
            let member = member.filter(|member| is_there(index, member) && !known(member));
            people.extend(member);
        }
        let agendas: Vec<Agenda<'_>> = people
            .iter()
            .map(|member| Agenda::new(index.people.team(), member))
            .collect();
        let until = index.instant.checked_add_signed(AHEAD);
        let shared = until
            .filter(|_| people.len() > 1)
            .and_then(|until| common_hours(&agendas, index.instant, until));
        let zoned = |at: DateTime<Utc>| format_moment(index.zone.local(at));
        let when = match shared {
            Some((from, until)) => {
                let (from, until) = (index.zone.local(from), index.zone.local(until));
                format!(
                    "{}-{}",
                    from.format("%a %Y-%m-%d %H:%M"),
                    until.format("%H:%M")
                )
            }
            None if people.len() < 2 => "nobody to talk to is in the team any more".to_owned(),
            None => "no hours in common within two weeks".to_owned(),
        };
        let hours = shared.map_or_else(Vec::new, |shared| {
            let each = people.iter().zip(&agendas);
            each.map(|(member, agenda)| LocalHours::build(index, member, agenda, shared))
                .collect()
        });
        let address = about.iter().find_map(|one| one.view.item.address.as_ref());
        let (rules, reasons) = case.reasons.into_iter().unzip::<_, _, Vec<_>, _>();
        Self {
            rules: rules.into_iter().map(str::to_owned).collect(),
            reasons,
            items: about.iter().map(|matter| matter.view.clone()).collect(),
            people: people.iter().map(|one| one.handle.to_string()).collect(),
            from: shared.map(|(from, _)| zoned(from)),
            until: shared.map(|(_, until)| zoned(until)),
            when,
            hours,
            command: address.map(|address| format!("tidings reply {address} --decided \"...\"")),
        }
    }
}

impl LocalHours {
    fn build(
        index: &Index<'_>,
        member: &Member,
        agenda: &Agenda<'_>,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Self {
        let zone = agenda.zone_at(from);
        let same_day = zone.day_at(from) == index.zone.day_at(from);
        let (from, until) = (zone.local(from), agenda.zone_at(until).local(until));
        let day = if same_day { "" } else { "%a " };
        Self {
            handle: member.handle.to_string(),
            name: member.name.clone(),
            time_zone: zone.to_string(),
            label: format!(
                "{}-{}",
                from.format(&format!("{day}%H:%M")),
                until.format("%H:%M")
            ),
            from: format_moment(from),
            until: format_moment(until),
        }
    }
}

/// Returns whether a member is in the team at the report's instant.
fn is_there(index: &Index<'_>, member: &Member) -> bool {
    let agenda = Agenda::new(index.people.team(), member);
    agenda.day(agenda.today(index.instant)) != DayKind::Outside
}

/// Finds what blocks so many people that they had better talk.
fn together(index: &Index<'_>, matters: &[Matter<'_>], escalate: &Escalation) -> Vec<Case> {
    let Some(least) = escalate.people else {
        return Vec::new();
    };
    let mut blocked: BTreeMap<Obstacle, Vec<usize>> = BTreeMap::new();
    for (position, matter) in matters.iter().enumerate() {
        for obstacle in matter.obstacles() {
            let positions = blocked.entry(obstacle).or_default();
            if positions.last() != Some(&position) {
                positions.push(position);
            }
        }
    }
    // What the same people are blocked by is one thing.
    let mut cases: BTreeMap<Vec<usize>, (usize, Vec<Obstacle>)> = BTreeMap::new();
    for (obstacle, positions) in blocked {
        let authors = positions
            .iter()
            .map(|&at| index.people.current(&matters[at].update.author));
        let mut authors: Vec<&Handle> = authors.collect();
        authors.sort_unstable();
        authors.dedup();
        if u32::try_from(authors.len()).is_ok_and(|count| count >= least) {
            let case = cases.entry(positions).or_default();
            case.0 = authors.len();
            case.1.push(obstacle);
        }
    }
    let case = |(matters, (count, obstacles)): (Vec<usize>, (usize, Vec<Obstacle>))| Case {
        matters,
        reasons: vec![("people", blocked_by(index, count, &obstacles))],
    };
    cases.into_iter().map(case).collect()
}

/// Says how many people are blocked by what.
fn blocked_by(index: &Index<'_>, count: usize, obstacles: &[Obstacle]) -> String {
    let names: Vec<String> = obstacles
        .iter()
        .map(|obstacle| match obstacle {
            Obstacle::Task(task) => task.clone(),
            Obstacle::Person(handle) => index.people.name(handle.as_str()),
        })
        .collect();
    let names = names.join(", ");
    let is_task = matches!(obstacles.first(), Some(Obstacle::Task(_)));
    match (count, is_task) {
        (1, true) => format!("one person is blocked by {names}"),
        (1, false) => format!("one person needs {names}"),
        (count, true) => format!("{count} people are blocked by {names}"),
        (count, false) => format!("{count} people need {names}"),
    }
}

/// Finds why a matter had better be talked over for itself.
fn alone(
    index: &Index<'_>,
    matter: &Matter<'_>,
    escalate: &Escalation,
) -> Vec<(&'static str, String)> {
    let mut reasons = Vec::new();
    if let (Some(length), Some(promised)) = (escalate.overdue, &matter.promised) {
        let member = index.people.member(promised.by.as_str());
        let limit = member.and_then(|member| {
            Agenda::new(index.people.team(), member).promised(promised.at, length)
        });
        if limit.is_some_and(|limit| limit <= index.instant) {
            let label = matter.view.waiting.as_ref().map(|waiting| &waiting.label);
            reasons.push(("overdue", label.cloned().unwrap_or_default()));
        }
    }
    let exchanges = matter
        .conversation
        .as_ref()
        .map_or(0, Conversation::exchanges);
    if escalate.exchanges.is_some_and(|least| exchanges >= least) {
        let times = match exchanges {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            count => format!("{count} times"),
        };
        reasons.push(("exchanges", format!("went back and forth {times}")));
    }
    reasons
}

#[cfg(test)]
mod tests;
