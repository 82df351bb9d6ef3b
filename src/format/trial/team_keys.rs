//! Every key of the team file, right and wrong.

use super::super::{calendar_place, format_team, parse_team};
use crate::model::{
    Absence, Cadence, Daily, JoinRule, Member, MissingNames, Move, Severity, Team, Weekdays,
    Weekly, WorkTime,
};
use chrono::{NaiveTime, TimeDelta, Weekday};

/// A team file that says everything there is to say.
const WHOLE: &str = "\
tidings: 1
name: Team Quill
time_zone: Europe/Paris
join: closed
missing: off
holidays: .tidings/holidays.ics
work: { days: [mon, tue, wed, thu, Friday], hours: 9:30-17:00 }
cadence:
  daily: { days: [mon, wed, fri], due: 17:30, grace: 16h, every: 2, from: 2026-11-02 }
  weekly: { due: fri 16:00, grace: 2d 4h }
digests: nowhere
members:
  - handle: ada
    former_handles: [adal]
    name: Ada Example
    emails: [ada@example.org]
    account: ada-example
    time_zone: Europe/Paris
    moves: [{ on: 2026-11-18, to: Asia/Tokyo }]
    work: { hours: \"22:00-06:00\" }
    holidays: .tidings/fr.ics
    cadence: weekly
    teams: [platform]
    projects: importer
    roles: [lead]
    observer: true
    joined: 2026-11-02
    left: 2027-03-31
    absences: [{ from: 2026-12-21, until: 2027-01-03, reason: Winter }, { from: 2027-02-01 }]
  - handle: grace
    cadence: { daily: , weekly: { due: \"12:00\" } }
check: { long-past: off, secret: warning, no-such-rule: error }
";

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect(text)
}

fn hour(hours: u32, minutes: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hours, minutes, 0).expect("an hour")
}

fn days(days: &[Weekday]) -> Weekdays {
    days.iter().copied().collect()
}

fn whole() -> Team {
    let daily = Daily {
        days: Some(days(&[Weekday::Mon, Weekday::Wed, Weekday::Fri])),
        due: hour(17, 30),
        grace: TimeDelta::hours(16),
        every: 2,
        from: Some(day("2026-11-02")),
    };
    let weekly = Weekly {
        day: Some(Weekday::Fri),
        due: hour(16, 0),
        grace: TimeDelta::hours(52),
        ..Weekly::default()
    };
    let ada = Member {
        former_handles: vec!["adal".parse().expect("a handle")],
        name: "Ada Example".to_owned(),
        emails: vec!["ada@example.org".to_owned()],
        account: Some("ada-example".to_owned()),
        time_zone: "Europe/Paris".parse().ok(),
        moves: vec![Move {
            on: day("2026-11-18"),
            to: "Asia/Tokyo".parse().expect("a zone"),
        }],
        work: Some(WorkTime {
            from: hour(22, 0),
            until: hour(6, 0),
            ..WorkTime::default()
        }),
        holidays: Some(".tidings/fr.ics".to_owned()),
        cadence: Some(Cadence {
            daily: None,
            weekly: Some(weekly.clone()),
        }),
        teams: vec!["platform".to_owned()],
        projects: vec!["importer".to_owned()],
        roles: vec!["lead".to_owned()],
        observer: true,
        joined: Some(day("2026-11-02")),
        left: Some(day("2027-03-31")),
        absences: vec![
            Absence {
                from: day("2026-12-21"),
                until: day("2027-01-03"),
                reason: Some("Winter".to_owned()),
            },
            Absence {
                from: day("2027-02-01"),
                until: day("2027-02-01"),
                reason: None,
            },
        ],
        ..Member::new("ada".parse().expect("a handle"))
    };
    let grace = Member {
        cadence: Some(Cadence {
            daily: Some(daily.clone()),
            weekly: Some(Weekly {
                due: hour(12, 0),
                ..Weekly::default()
            }),
        }),
        ..Member::new("grace".parse().expect("a handle"))
    };
    Team {
        name: "Team Quill".to_owned(),
        time_zone: "Europe/Paris".parse().ok(),
        join: JoinRule::Closed,
        missing: MissingNames::Off,
        holidays: Some(".tidings/holidays.ics".to_owned()),
        work: WorkTime {
            from: hour(9, 30),
            ..WorkTime::default()
        },
        cadence: Cadence {
            daily: Some(daily),
            weekly: Some(weekly),
        },
        digests: crate::model::DigestPlace::Nowhere,
        severities: [
            ("long-past".to_owned(), None),
            ("no-such-rule".to_owned(), Some(Severity::Error)),
            ("secret".to_owned(), Some(Severity::Warning)),
        ]
        .into(),
        members: vec![ada, grace],
        ..Team::default()
    }
}

#[test]
fn every_key_is_read_and_written() {
    let parsed = parse_team("team.yaml", WHOLE.as_bytes());
    assert_eq!(parsed.findings, []);
    assert_eq!(parsed.value, Some(whole()));
    let yaml = format_team(&whole());
    let again = parse_team("team.yaml", yaml.as_bytes());
    assert_eq!(again.findings, [], "{yaml}");
    assert_eq!(again.value, Some(whole()), "{yaml}");
    // What other readers take for a number, a date or a truth is in quotes.
    for text in [
        "missing: \"off\"",
        "long-past: \"off\"",
        "due: \"17:30\"",
        "hours: \"22:00-06:00\"",
        "days: [mon, wed, fri]",
        "every: 2\n",
        "from: 2026-11-02\n",
        "observer: true\n",
    ] {
        assert!(yaml.contains(text), "{text} is not in\n{yaml}");
    }
}

#[test]
fn a_slip_of_the_pen_is_told_how_to_mend() {
    for (text, want) in [
        ("\t- handle: ada", "indent with spaces in place of tabs"),
        (
            "  - &ada { handle: ada }",
            "write out what it stands for, or put a text in double quotes",
        ),
        (
            "  - handle: ada\n    work: { days: mon-fri }",
            "name each day: [mon, tue, wed]",
        ),
        (
            "  - handle: ada\n    work: { days: [tues] }",
            "did you mean 'tue'?",
        ),
    ] {
        let yaml = format!("tidings: 1\nmembers:\n{text}\n");
        let found = parse_team("team.yaml", yaml.as_bytes()).findings;
        let remedies: Vec<&str> = found.iter().map(|f| f.remedy.as_str()).collect();
        assert_eq!(remedies, [want], "{yaml}");
    }
}

#[test]
fn a_bad_key_costs_itself_and_says_where_it_is() {
    // What stands under the member, where the finding is, and its rule.
    for (body, line, want) in [
        ("time_zone: Europe/Pariss", 5, "error unknown-zone"),
        ("observer: maybe", 5, "error bad-observer"),
        ("work: { hours: nine to five }", 5, "error bad-hours"),
        ("work: { days: [mon, xyz] }", 5, "error bad-weekday"),
        ("work: { days: [] }", 5, "error never-due"),
        ("work: { day: [mon] }", 5, "warning unknown-key"),
        ("work: soon", 5, "error not-a-map"),
        ("cadence: {}", 5, "error never-due"),
        ("cadence:\n      daily: { every: 0 }", 6, "error never-due"),
        (
            "cadence:\n      daily: { every: two }",
            6,
            "error bad-every",
        ),
        ("cadence:\n      daily: { days: [] }", 6, "error never-due"),
        (
            "cadence:\n      daily: { days: [sat] }",
            5,
            "error never-due",
        ),
        (
            "cadence:\n      daily: { grace: soon }",
            6,
            "error bad-grace",
        ),
        ("cadence:\n      daily: { due: five }", 6, "error bad-due"),
        (
            "cadence:\n      weekly: { due: fri five }",
            6,
            "error bad-due",
        ),
        ("holidays: ../../etc/passwd", 5, "error bad-calendar"),
        ("holidays: /holidays.ics", 5, "error bad-calendar"),
        ("teams: [\"a\\nb\"]", 5, "error bad-group"),
        ("teams: [Platform, platform]", 5, "warning group-case"),
        ("moves: [{ on: 2026-11-18 }]", 5, "error missing-key"),
        (
            "moves: [{ on: 2026-11-18, to: Mars }]",
            5,
            "error unknown-zone",
        ),
        (
            "moves:\n      - { on: 2026-11-18, to: UTC }\n      - { on: 2026-11-17, to: Asia/Tokyo }",
            7,
            "warning moves-out-of-order",
        ),
        ("absences: [{ until: 2026-11-18 }]", 5, "error missing-key"),
        ("absences: [{ from: 2026-11-31 }]", 5, "error bad-date"),
        (
            "absences: [{ from: 2026-11-18, until: soon }]",
            5,
            "error bad-date",
        ),
        (
            "absences:\n      - from: 2026-11-18\n        until: 2026-11-17",
            6,
            "error until-before-from",
        ),
        (
            "absences:\n      - { from: 2026-11-18, until: 2026-12-01 }\n      - { from: 2026-11-20 }\n      - { from: 2026-12-02 }",
            7,
            "warning overlapping-absences",
        ),
        (
            "joined: 2026-11-22\n    left: 2026-11-21",
            6,
            "warning left-before-joined",
        ),
        ("emails: [old@example.org]", 5, "error duplicate-email"),
        ("account: Adal", 5, "error duplicate-account"),
        (
            "emails: [7+adal@users.noreply.github.com]",
            5,
            "error duplicate-email",
        ),
        ("former_handles: [old]", 5, "error duplicate-handle"),
    ] {
        let text = format!(
            "tidings: 1\nmembers:\n  - {{ handle: ada, former_handles: [old], emails: [old@example.org], account: adal }}\n  - handle: grace\n    {body}\n    roles: [lead]\n  - handle: linus\n"
        );
        let parsed = parse_team("team.yaml", text.as_bytes());
        let team = parsed.value.expect(body);
        assert_eq!(team.members.len(), 3, "{body}");
        assert_eq!(team.members[1].roles, ["lead"], "{body}");
        let found: Vec<(usize, String)> = parsed
            .findings
            .iter()
            .map(|f| {
                let line = f.place.expect("a finding has a place").line;
                (line, format!("{} {}", f.severity.as_str(), f.rule))
            })
            .collect();
        assert_eq!(found, [(line, want.to_owned())], "{body}");
        let whole = |f: &crate::model::Finding| !f.message.is_empty() && !f.remedy.is_empty();
        assert!(parsed.findings.iter().all(whole), "{body}");
    }
    for (body, want) in [
        ("join: ajar", "error bad-join"),
        ("missing: shout", "error bad-missing"),
        ("check: { secret: loud }", "error bad-severity"),
        ("check: [secret]", "error not-a-map"),
        ("cadence: hourly", "error bad-cadence"),
        ("cadence: { daily: { days: [sun] } }", "error never-due"),
        ("holidays: calendar.txt", "error bad-calendar"),
    ] {
        let text = format!("tidings: 1\n{body}\nmembers: [{{ handle: ada }}]\n");
        let parsed = parse_team("team.yaml", text.as_bytes());
        let found = parsed.findings.iter();
        let found: Vec<String> = found
            .map(|f| format!("{} {}", f.severity.as_str(), f.rule))
            .collect();
        assert_eq!(found, [want], "{body}");
        assert_eq!(parsed.value.expect(body).members.len(), 1, "{body}");
    }
}

#[test]
fn what_an_entry_leaves_out_is_the_teams() {
    // Wherever the team's own stands in the file.
    let text = "\
tidings: 1
members:
  - { handle: ada, work: { days: [mon] }, cadence: daily }
  - { handle: grace, cadence: weekly }
work: { hours: 08:00-12:00 }
cadence: { daily: { due: 11:00 } }
";
    let team = parse_team("team.yaml", text.as_bytes()).value.expect(text);
    let ada = team.members[0].work.as_ref().expect("Ada's own days");
    assert_eq!((ada.days, ada.from), (days(&[Weekday::Mon]), hour(8, 0)));
    assert_eq!(team.members[0].cadence, Some(team.cadence.clone()));
    assert_eq!(team.members[1].cadence, Some(Cadence::weekly()));
}

#[test]
fn a_calendar_is_found_where_it_is_named() {
    for (calendar, want) in [
        (".tidings/holidays.ics", Some(6)),
        (".tidings/fr.ics", Some(21)),
        (".tidings/other.ics", None),
    ] {
        let place = calendar_place(WHOLE.as_bytes(), calendar);
        assert_eq!(place.map(|place| place.line), want, "{calendar}");
    }
    assert_eq!(calendar_place(b"- [", "x"), None);
}
