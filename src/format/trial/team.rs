//! Team files and replies as people write them by hand.

use super::super::{format_reply, format_team, parse_reply, parse_team};
use super::sample::naughty_strings;
use crate::model::{
    Asking, Cadence, CustomSection, DigestPlace, Finding, Member, Reply, ReplyState, SectionKind,
    Team, When,
};

fn rules(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|f| format!("{} {}", f.severity.as_str(), f.rule))
        .collect()
}

fn parse(body: &str) -> (Team, Vec<String>) {
    let parsed = parse_team(
        ".tidings/team.yaml",
        format!("tidings: 1\n{body}").as_bytes(),
    );
    (parsed.value.expect(body), rules(&parsed.findings))
}

#[test]
fn a_bad_entry_costs_only_itself() {
    for (body, finding) in [
        ("- name: nobody\n", "error missing-key"),
        ("- handle: Grace\n", "error bad-handle"),
        ("- handle:\n", "error bad-handle"),
        ("- handle: {a: b}\n", "error not-a-text"),
        ("- grace\n", "error not-a-map"),
        ("- [grace]\n", "error not-a-map"),
        ("- {handle: grace, handle: grace}\n", "error duplicate-key"),
    ] {
        let (team, findings) = parse(&format!("members:\n- handle: ada\n{body}- handle: linus\n"));
        let handles: Vec<&str> = team.members.iter().map(|m| m.handle.as_str()).collect();
        assert_eq!(handles, ["ada", "linus"], "{body}");
        assert_eq!(findings, [finding], "{body}");
    }
    for (body, finding) in [
        ("time_zone: Mars/Base\n", "error unknown-zone"),
        ("joined: 2026-02-30\n", "error bad-date"),
        ("cadence: hourly\n", "error bad-cadence"),
        ("former_handles: [Old]\n", "error bad-handle"),
        ("away: soon\n", "warning unknown-key"),
        (
            "joined: 2026-11-22\n  left: 2026-11-21\n",
            "warning left-before-joined",
        ),
    ] {
        let (team, findings) = parse(&format!("members:\n- handle: ada\n  {body}"));
        assert_eq!(team.members.len(), 1, "{body}");
        assert_eq!(findings, [finding], "{body}");
    }
}

#[test]
fn nobody_is_claimed_twice() {
    for (second, want) in [
        ("{handle: grace}", vec![]),
        ("{handle: ada}", vec!["error duplicate-handle"]),
        (
            "{handle: grace, former_handles: [ada]}",
            vec!["error duplicate-handle"],
        ),
        ("{handle: old}", vec!["error duplicate-handle"]),
        (
            "{handle: grace, emails: [ADA@example.org]}",
            vec!["error duplicate-email"],
        ),
    ] {
        let (team, findings) = parse(&format!(
            "members:\n- {{handle: ada, former_handles: [old], emails: [ada@example.org]}}\n- {second}\n"
        ));
        assert_eq!(team.members.len(), 2, "{second}");
        assert_eq!(findings, want, "{second}");
    }
}

#[test]
fn sections_must_be_told_apart() {
    for (entry, want) in [
        ("{key: learned}", vec![]),
        ("{key: learned, title: Done}", vec!["error bad-section"]),
        ("{key: Notes}", vec!["error bad-section"]),
        ("{key: MOOD}", vec!["error bad-section"]),
        ("{key: other, title: mood}", vec!["error bad-section"]),
        ("{key: a b}", vec!["error bad-section"]),
        ("{title: No key}", vec!["error missing-key"]),
        ("{key: x, title: \"a\\nb\"}", vec!["error bad-section"]),
        ("{key: x, kind: table}", vec!["error bad-kind"]),
    ] {
        let (_, findings) = parse(&format!("sections:\n- {{key: mood}}\n- {entry}\n"));
        assert_eq!(findings, want, "{entry}");
    }
    let (team, _) = parse("sections: [{key: what_i-learned}]\n");
    assert_eq!(team.sections[0].title, "What i learned");
}

#[test]
fn a_newer_team_file_says_what_it_needs() {
    let parsed = parse_team(".tidings/team.yaml", b"tidings: 2\nmembers: {}\n");
    assert_eq!(
        (parsed.value, rules(&parsed.findings)),
        (None, vec!["error newer-format".to_owned()])
    );
    assert!(parsed.findings[0].message.contains("format 2"));
}

#[test]
fn a_whole_team_reads_back() {
    let mut texts = naughty_strings();
    texts.push("Team Quill".to_owned());
    for text in texts {
        let team = Team {
            name: text.clone(),
            time_zone: "Asia/Tokyo".parse().ok(),
            cadence: Cadence::weekly(),
            digests: DigestPlace::Nowhere,
            sections: vec![CustomSection {
                key: "no".to_owned(),
                title: "What I learned".to_owned(),
                asking: Asking {
                    help: Some(text.clone()),
                    required: true,
                    when: When::First(chrono::Weekday::Mon),
                },
                kind: SectionKind::List,
            }],
            members: vec![Member {
                former_handles: vec!["no".parse().expect("a handle")],
                name: text.clone(),
                emails: vec![text.clone()],
                time_zone: "UTC".parse().ok(),
                cadence: Some(Cadence::daily()),
                joined: "2026-01-01".parse().ok(),
                left: "2026-11-22".parse().ok(),
                ..Member::new("0x1".parse().expect("a handle"))
            }],
            ..Team::default()
        };
        let yaml = format_team(&team);
        let parsed = parse_team(".tidings/team.yaml", yaml.as_bytes());
        assert_eq!(parsed.findings, [], "{yaml}");
        assert_eq!(parsed.value, Some(team), "{yaml}");
    }
}

const REPLY_PATH: &str = "replies/2026/11/22/ada/k4tq.yaml";

#[test]
fn replies_read_back() {
    let mut texts = naughty_strings();
    texts.push("Fixed in the night".to_owned());
    let ids = [
        None,
        Some("4f1c2a9b01de"),
        Some("123456789012"),
        Some("null"),
        Some("12e4"),
    ];
    for (at, text) in texts.into_iter().enumerate() {
        for to in ["ada/2026-11-22", "ada/2026-11-22/b7k2"] {
            let reply = Reply {
                author: "grace".parse().expect("a handle"),
                to: to.parse().expect("an address"),
                re: ids[at % ids.len()].map(|id| id.parse().expect(id)),
                state: Some(ReplyState::ALL[at % ReplyState::ALL.len()]),
                text: Some(text.clone()),
            };
            let yaml = format_reply(&reply);
            let parsed = parse_reply(REPLY_PATH, yaml.as_bytes());
            assert_eq!(parsed.findings, [], "{yaml}");
            assert_eq!(parsed.value, Some(reply), "{yaml}");
        }
    }
}

#[test]
fn a_reply_must_answer_what_its_path_says() {
    let whole = "tidings: 1\nauthor: grace\nto: ada/2026-11-22/b7k2\nstate: resolved\n";
    for (text, want) in [
        (whole.to_owned(), vec![]),
        (whole.replace("22", "21"), vec!["error wrong-target"]),
        (whole.replace("ada/", "linus/"), vec!["error wrong-target"]),
        (whole.replace("ada/", ""), vec!["error bad-address"]),
        (
            whole.replace("author: grace\n", ""),
            vec!["error missing-key"],
        ),
        (
            whole.replace("state: resolved\n", ""),
            vec!["error empty-reply"],
        ),
        (
            whole.replace("state: resolved", "text: Fix #2"),
            vec!["warning swallowed-comment"],
        ),
        (format!("{whole}re: 4f1c2a9b01de\n"), vec![]),
        (format!("{whole}re: 4F1C\n"), vec!["warning bad-reply-id"]),
        (format!("{whole}re: [4f1c]\n"), vec!["warning bad-reply-id"]),
        (format!("{whole}re:\n"), vec![]),
        (
            whole.replace("resolved", "solved"),
            vec!["error bad-state", "error empty-reply"],
        ),
        (
            whole.replace("tidings: 1", "tidings: 3"),
            vec!["error newer-format"],
        ),
        (format!("{whole}mood: x\n"), vec!["warning unknown-key"]),
    ] {
        let parsed = parse_reply(REPLY_PATH, text.as_bytes());
        assert_eq!(rules(&parsed.findings), want, "{text}");
        let usable = want.iter().all(|rule| rule.starts_with("warning"));
        assert_eq!(parsed.value.is_some(), usable, "{text}");
    }
    let parsed = parse_reply("replies/x.yaml", whole.as_bytes());
    assert_eq!(rules(&parsed.findings), ["error misplaced"]);
}
