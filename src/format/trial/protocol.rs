//! The guide to a team's communication, read and written.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::super::{format_team, parse_team};
use super::sample::some_text;
use crate::model::{Channel, Escalation, Promise, Protocol, Purpose, Team};

/// Reads what stands in `protocol:`; findings are given by rule and line.
fn parse(body: &str) -> (Protocol, Vec<String>) {
    let text = format!("tidings: 1\nprotocol:\n{body}\nmembers: [{{ handle: ada }}]\n");
    let parsed = parse_team(".tidings/team.yaml", text.as_bytes());
    let finding = |f: &crate::model::Finding| {
        assert!(!f.message.is_empty() && !f.remedy.is_empty());
        let line = f.place.map_or(0, |place| place.line);
        format!("{} {} {line}", f.severity.as_str(), f.rule)
    };
    let findings = parsed.findings.iter().map(finding).collect();
    let team = parsed.value.expect(body);
    assert_eq!(team.members.len(), 1, "{body}");
    (team.protocol, findings)
}

#[test]
fn a_guide_is_read_and_written() {
    let (protocol, findings) = parse(
        "  purposes:
    - { key: question, channel: log, respond: 1 day }
    - key: blocker
      title: Something in the way
      respond: 4h
      help: What keeps you from going on
    - { key: urgent, channel: E-Mail, respond: 30 minutes }
    - { key: detailed_explanation, channel: our wiki }
  escalate: { overdue: 1 day, exchanges: 5, people: 3 }",
    );
    assert_eq!(findings, [] as [&str; 0]);
    let purpose = |key: &str, title: &str, channel, respond, help: Option<&str>| Purpose {
        key: key.to_owned(),
        title: title.to_owned(),
        channel,
        respond,
        help: help.map(str::to_owned),
    };
    let want = Protocol {
        purposes: vec![
            purpose(
                "question",
                "Question",
                Channel::Log,
                Some(Promise::Days(1)),
                None,
            ),
            purpose(
                "blocker",
                "Something in the way",
                Channel::Log,
                Some(Promise::hours(4)),
                Some("What keeps you from going on"),
            ),
            purpose(
                "urgent",
                "Urgent",
                Channel::Email,
                Some(Promise::Minutes(30)),
                None,
            ),
            purpose(
                "detailed_explanation",
                "Detailed explanation",
                Channel::Other("our wiki".to_owned()),
                None,
                None,
            ),
        ],
        escalate: Escalation {
            overdue: Some(Promise::Days(1)),
            exchanges: Some(5),
            people: Some(3),
        },
    };
    assert_eq!(protocol, want);
    assert_eq!(protocol.promise("blocker"), Some(Promise::hours(4)));
    assert_eq!(protocol.promise("detailed_explanation"), None);
    assert_eq!(protocol.promise("update"), None);
}

#[test]
fn what_is_wrong_costs_itself_and_says_where_it_is() {
    let nothing = Protocol::default();
    for body in ["", "  purposes:", "  escalate:", "  purposes: []"] {
        assert_eq!(parse(body), (nothing.clone(), vec![]), "{body}");
    }
    // What stands there, how many purposes are read, and what is found.
    for (body, purposes, want) in [
        ("  - question", 0, "error not-a-map 3"),
        ("  purpose: []", 0, "warning unknown-key 3"),
        ("  purposes: { question: 1 day }", 0, "error not-a-list 3"),
        ("  purposes:\n  - question", 0, "error not-a-map 4"),
        (
            "  purposes:\n  - { title: No key }",
            0,
            "error missing-key 4",
        ),
        ("  purposes:\n  - { key: a b }", 0, "error bad-purpose 4"),
        (
            "  purposes:\n  - { key: a, title: \"b\\nc\" }",
            0,
            "error bad-purpose 4",
        ),
        (
            "  purposes:\n  - { key: a }\n  - { key: a, title: b }",
            1,
            "error bad-purpose 5",
        ),
        (
            "  purposes:\n  - { key: a }\n  - { key: b, title: A }",
            1,
            "error bad-purpose 5",
        ),
        (
            "  purposes:\n  - { key: questions }",
            1,
            "warning unknown-purpose 4",
        ),
        (
            "  purposes:\n  - { key: a, respons: 1h }",
            1,
            "warning unknown-key 4",
        ),
        (
            "  purposes:\n  - { key: a, respond: soon }",
            1,
            "error bad-promise 4",
        ),
        (
            "  purposes:\n  - { key: a, respond: 4 }",
            1,
            "error bad-promise 4",
        ),
        (
            "  purposes:\n  - { key: a, respond: 0 days }",
            1,
            "error bad-promise 4",
        ),
        (
            "  purposes:\n  - { key: a, respond: [1h] }",
            1,
            "error not-a-text 4",
        ),
        (
            "  purposes:\n  - { key: a, channel: emial }",
            1,
            "warning unknown-channel 4",
        ),
        (
            "  purposes:\n  - { key: a, channel: \"x\\ny\" }",
            1,
            "error bad-channel 4",
        ),
        ("  escalate: soon", 0, "error not-a-map 3"),
        ("  escalate: { overdue: 1 week }", 0, "error bad-promise 3"),
        ("  escalate: { exchanges: 0 }", 0, "error bad-count 3"),
        ("  escalate: { people: many }", 0, "error bad-count 3"),
        ("  escalate: { person: 3 }", 0, "warning unknown-key 3"),
    ] {
        let (protocol, findings) = parse(body);
        assert_eq!(findings, [want], "{body}");
        assert_eq!(protocol.purposes.len(), purposes, "{body}");
        assert_eq!(protocol.escalate, Escalation::default(), "{body}");
    }
    let file = "tidings: 1\nprotocol: { purposes: [{ key: a, chanel: log }] }\n";
    let parsed = parse_team(".tidings/team.yaml", file.as_bytes());
    assert_eq!(parsed.findings[0].remedy, "did you mean 'channel'?");
}

#[test]
fn the_proposed_guide_reads_back_without_a_finding() {
    let team = Team {
        protocol: Protocol::proposed(),
        ..Team::default()
    };
    let yaml = format_team(&team);
    let parsed = parse_team(".tidings/team.yaml", yaml.as_bytes());
    assert_eq!(parsed.findings, [], "{yaml}");
    assert_eq!(parsed.value, Some(team), "{yaml}");
    for line in [
        "  purposes:\n    - key: update\n",
        "      respond: 4 hours\n",
        "  escalate:\n    overdue: 1 day\n    exchanges: 5\n    people: 3\n",
    ] {
        assert!(yaml.contains(line), "{line} is not in\n{yaml}");
    }
    assert!(!format_team(&Team::default()).contains("protocol"));
}

fn promise() -> impl Strategy<Value = Promise> {
    prop_oneof![
        (1..=Promise::MOST_DAYS).prop_map(Promise::Days),
        (1..=Promise::MOST_MINUTES).prop_map(Promise::Minutes),
    ]
}

fn channel() -> impl Strategy<Value = Channel> {
    prop_oneof![
        (0..Channel::NAMED.len()).prop_map(|n| Channel::NAMED[n].clone()),
        Just(Channel::Other("Zettelkasten no. 7: # true".to_owned())),
    ]
}

fn protocol() -> impl Strategy<Value = Protocol> {
    let purpose = (channel(), option::of(promise()), option::of(some_text()));
    let counts = (option::of(1..=1000_u32), option::of(1..=1000_u32));
    (vec(purpose, 0..5), option::of(promise()), counts).prop_map(
        |(purposes, overdue, (exchanges, people))| {
            let purposes = purposes.into_iter().enumerate();
            let purposes = purposes.map(|(n, (channel, respond, help))| Purpose {
                key: format!("p{n}"),
                title: format!("Purpose: no. {n}"),
                channel,
                respond,
                help: help.filter(|help| !help.trim().is_empty()),
            });
            Protocol {
                purposes: purposes.collect(),
                escalate: Escalation {
                    overdue,
                    exchanges,
                    people,
                },
            }
        },
    )
}

proptest! {
    #[test]
    fn any_guide_reads_back(protocol in protocol()) {
        let team = Team { protocol, ..Team::default() };
        let yaml = format_team(&team);
        let parsed = parse_team(".tidings/team.yaml", yaml.as_bytes());
        prop_assert_eq!(&parsed.findings, &[], "{}", yaml);
        prop_assert_eq!(parsed.value, Some(team), "{}", yaml);
    }
}
