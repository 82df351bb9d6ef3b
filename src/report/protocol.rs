use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::history::format_moment;
use super::{FORMAT_VERSION, FindingView};
use crate::model::{
    Agenda, Channel, CommitId, Escalation, Finding, Member, Promise, Protocol, Purpose, Team,
};

/// The guide to a team's communication, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProtocolView {
    /// The version of this format.
    pub tidings: u32,
    /// The commit that it was built from.
    pub commit: String,
    /// The name of the team.
    pub team: String,
    /// The moment at which it was reckoned, RFC 3339, in UTC.
    pub instant: String,
    /// The handle of the member for whom it is told when answers would be
    /// due; `null` for nobody.
    pub member: Option<String>,
    /// That member's name.
    pub member_name: Option<String>,
    /// What that member's clock says, RFC 3339.
    pub local_time: Option<String>,
    /// What people write to each other for, in the order of the team file.
    pub purposes: Vec<PurposeView>,
    /// When a matter had better be talked over.
    pub escalate: EscalationView,
    /// What was wrong with the team file.
    pub findings: Vec<FindingView>,
}

/// What was agreed on one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PurposeView {
    /// The short name.
    pub key: String,
    /// The name for people.
    pub title: String,
    /// `log`, `email`, `chat`, `tracker`, `video`, `call`, or a channel of the
    /// team's own.
    pub channel: String,
    /// The same in words: `in this log`.
    pub place: String,
    /// How soon an answer may be expected: `4 hours`, `2 days`; `null` where
    /// nothing is promised.
    pub respond: Option<String>,
    /// What it is for.
    pub help: Option<String>,
    /// When the member would have to answer what is asked at the instant, on
    /// their own clock, RFC 3339; `null` where nothing is promised, or they
    /// never work again.
    pub due: Option<String>,
}

/// When a matter had better be talked over; what is `null` is no reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EscalationView {
    /// How long after the promised moment an answer is still not there.
    pub overdue: Option<String>,
    /// How many times question and answer went back and forth.
    pub exchanges: Option<u32>,
    /// How many people one thing blocks.
    pub people: Option<u32>,
    /// These in words, a sentence each.
    pub rules: Vec<String>,
}

impl ProtocolView {
    /// Builds the guide as it stands in the team file of `commit`.
    ///
    /// With a member it also tells when they would have to answer what they
    /// are asked at the instant.
    #[must_use]
    pub fn build(
        team: &Team,
        commit: &CommitId,
        findings: &[Finding],
        instant: DateTime<Utc>,
        member: Option<&Member>,
    ) -> Self {
        let Protocol { purposes, escalate } = &team.protocol;
        let agenda = member.map(|member| Agenda::new(team, member));
        let local = |at: DateTime<Utc>| {
            let agenda = agenda.as_ref()?;
            Some(format_moment(agenda.zone_at(at).local(at)))
        };
        let due = |promise: Promise| local(agenda.as_ref()?.promised(instant, promise)?);
        Self {
            tidings: FORMAT_VERSION,
            commit: commit.to_string(),
            team: team.name.clone(),
            instant: instant.to_rfc3339(),
            member: member.map(|member| member.handle.to_string()),
            member_name: member.map(|member| member.name.clone()),
            local_time: local(instant),
            purposes: purposes
                .iter()
                .map(|purpose| PurposeView::build(purpose, purpose.respond.and_then(due)))
                .collect(),
            escalate: EscalationView::build(escalate),
            findings: FindingView::list(findings),
        }
    }
}

impl PurposeView {
    fn build(purpose: &Purpose, due: Option<String>) -> Self {
        let place = match &purpose.channel {
            Channel::Log => "in this log",
            Channel::Email => "by e-mail",
            Channel::Chat => "in the chat",
            Channel::Tracker => "in the tracker",
            Channel::Video => "as a recorded video",
            Channel::Call => "in a call",
            Channel::Other(name) => name,
        };
        Self {
            key: purpose.key.clone(),
            title: purpose.title.clone(),
            channel: purpose.channel.as_str().to_owned(),
            place: place.to_owned(),
            respond: purpose.respond.map(|promise| promise.to_string()),
            help: purpose.help.clone(),
            due,
        }
    }
}

impl EscalationView {
    fn build(escalate: &Escalation) -> Self {
        let overdue = escalate.overdue.map(|promise| promise.to_string());
        let rules = [
            overdue
                .as_ref()
                .map(|length| format!("An answer is overdue by {length} of work.")),
            escalate
                .exchanges
                .map(|count| format!("It went back and forth {}.", times(count))),
            escalate.people.map(|count| match count {
                1 => "One person is blocked by it.".to_owned(),
                count => format!("{count} people are blocked by one thing."),
            }),
        ];
        Self {
            overdue,
            exchanges: escalate.exchanges,
            people: escalate.people,
            rules: rules.into_iter().flatten().collect(),
        }
    }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{instant, member};

    #[test]
    fn a_guide_says_what_it_comes_to_for_one_person() {
        let mut team = Team {
            protocol: Protocol::proposed(),
            members: vec![
                member("Ada", "Europe/Paris"),
                member("Grace", "America/Lima"),
            ],
            ..Team::default()
        };
        team.members[1].left = "2026-11-18".parse().ok();
        let commit = CommitId("c0ffee".to_owned());
        let build = |member: Option<&Member>| {
            let at = instant("2026-11-20T15:00:00Z");
            ProtocolView::build(&team, &commit, &[], at, member)
        };
        let dues = |view: &ProtocolView| -> Vec<Option<String>> {
            view.purposes
                .iter()
                .map(|purpose| purpose.due.clone())
                .collect()
        };
        let ada = build(team.members.first());
        assert_eq!(ada.local_time.as_deref(), Some("2026-11-20T16:00:00+01:00"));
        let at = |text: &str| Some(text.to_owned());
        assert_eq!(
            dues(&ada),
            [
                None,
                at("2026-11-23T17:00:00+01:00"),
                at("2026-11-23T12:00:00+01:00"),
                at("2026-11-24T17:00:00+01:00"),
                None,
                at("2026-11-20T16:30:00+01:00"),
                None,
            ]
        );
        // Who left answers nothing any more, and nobody in particular never.
        for view in [build(team.members.get(1)), build(None)] {
            assert!(dues(&view).iter().all(Option::is_none));
            assert_eq!(view.purposes[1].respond.as_deref(), Some("1 day"));
            assert_eq!(view.purposes[1].place, "in this log");
        }
        assert_eq!(
            ada.escalate.rules,
            [
                "An answer is overdue by 1 day of work.",
                "It went back and forth 5 times.",
                "3 people are blocked by one thing.",
            ]
        );
    }
}
