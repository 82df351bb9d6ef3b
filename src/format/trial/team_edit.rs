//! Changes to team files that people wrote by hand.

use proptest::prelude::*;

use super::super::{EditError, add_member, edit_member, parse_team, remove_member};
use crate::model::{Absence, Cadence, Member, Team, WorkTime};

/// Two members as a lead might write them: one in lines, one in braces.
const HAND: &str = "\
# the team
tidings: 1   # one
name: 'Team Quill'

members:
    # the lead
    - name: \"Ada Example\"   # that is her
      handle: ada
      emails: [ada@example.org]  # one
      mood: sunny # from the future
      time_zone: Europe/Paris
      absences:
      # the usual
      - { from: 2026-12-21, until: 2027-01-03, reason: Winter }

    # the rest
    - {handle: grace,   name: Grace Sample, work: {days: [mon, tue], hours: '09:00-12:00'}}  # here
    - handle: linus
      roles:
        - writer
        - reader # slowly
join: open
";

fn team(text: &str) -> Team {
    parse_team("team.yaml", text.as_bytes()).value.expect(text)
}

fn change(
    text: &str,
    handle: &str,
    change: impl FnOnce(&mut Member),
) -> (Member, Result<String, EditError>) {
    let handle = handle.parse().expect(handle);
    let mut member = team(text).member(&handle).expect("a member").clone();
    change(&mut member);
    let text = edit_member(text, &handle, &member);
    (member, text)
}

fn absence(from: &str, until: &str) -> Absence {
    Absence {
        from: from.parse().expect(from),
        until: until.parse().expect(until),
        reason: None,
    }
}

/// A member, a change, the lines that it is about, and what becomes of them.
type Case<'a> = (&'a str, &'a dyn Fn(&mut Member), &'a str, &'a str);

#[test]
fn only_the_lines_that_are_meant_change() {
    let zone = |name: &str| name.parse().ok();
    let cases: [Case<'_>; 22] = [
        ("ada", &|_| {}, "", ""),
        (
            "ada",
            &|m| m.name = "Ada Lovely".to_owned(),
            "- name: \"Ada Example\"   # that",
            "- name: Ada Lovely   # that",
        ),
        (
            "ada",
            &|m| m.time_zone = zone("Asia/Tokyo"),
            "Europe/Paris\n",
            "Asia/Tokyo\n",
        ),
        (
            "ada",
            &|m| m.time_zone = None,
            "      time_zone: Europe/Paris\n",
            "",
        ),
        (
            "ada",
            &|m| m.account = Some("no".to_owned()),
            "ada@example.org]  # one\n",
            "ada@example.org]  # one\n      account: \"no\"\n",
        ),
        (
            "ada",
            &|m| m.emails.push("a@b.example".to_owned()),
            "ada@example.org]",
            "ada@example.org, a@b.example]",
        ),
        (
            "ada",
            &|m| m.emails = vec!["x@b.example".to_owned()],
            "[ada@example.org]",
            "[x@b.example]",
        ),
        (
            "ada",
            &|m| m.absences.push(absence("2027-02-01", "2027-02-02")),
            "Winter }\n",
            "Winter }\n      - from: 2027-02-01\n        until: 2027-02-02\n",
        ),
        (
            "ada",
            &|m| m.absences[0].until = "2027-01-05".parse().expect("a day"),
            "until: 2027-01-03",
            "until: 2027-01-05",
        ),
        (
            "ada",
            &|m| m.absences[0].reason = None,
            ", reason: Winter }",
            " }",
        ),
        (
            "ada",
            &|m| drop(m.absences.pop()),
            "      - { from: 2026-12-21, until: 2027-01-03, reason: Winter }\n",
            "",
        ),
        (
            "ada",
            &|m| m.left = "2027-01-01".parse().ok(),
            "      absences:\n",
            "      left: 2027-01-01\n      absences:\n",
        ),
        (
            "ada",
            &|m| m.cadence = Some(Cadence::weekly()),
            "      absences:\n",
            "      cadence: weekly\n      absences:\n",
        ),
        (
            "grace",
            &|m| m.observer = true,
            "'09:00-12:00'}}",
            "'09:00-12:00'}, observer: true}",
        ),
        (
            "grace",
            &|m| m.name = "Grace, S.".to_owned(),
            "Grace Sample",
            "\"Grace, S.\"",
        ),
        (
            "grace",
            &|m| m.work = None,
            ", work: {days: [mon, tue], hours: '09:00-12:00'}",
            "",
        ),
        (
            "grace",
            &|m| m.work.as_mut().expect("hers").days = "mon tue wed".split(' ').map(day).collect(),
            "[mon, tue]",
            "[mon, tue, wed]",
        ),
        (
            "grace",
            &|m| m.work.as_mut().expect("hers").days = ["tue"].into_iter().map(day).collect(),
            "[mon, tue]",
            "[tue]",
        ),
        (
            "grace",
            &|m| m.absences.push(absence("2027-02-01", "2027-02-01")),
            "'09:00-12:00'}}",
            "'09:00-12:00'}, absences: [{from: 2027-02-01, until: 2027-02-01}]}",
        ),
        (
            "linus",
            &|m| m.roles.retain(|role| role == "reader"),
            "        - writer\n",
            "",
        ),
        (
            "linus",
            &|m| {
                m.work = Some(WorkTime {
                    days: ["fri"].into_iter().map(day).collect(),
                    ..WorkTime::default()
                });
            },
            "    - handle: linus\n",
            "    - handle: linus\n      work:\n        days: [fri]\n",
        ),
        (
            "linus",
            &|m| m.projects = vec!["yes".to_owned()],
            "    - handle: linus\n",
            "    - handle: linus\n      projects:\n        - \"yes\"\n",
        ),
    ];
    for (handle, edit, from, to) in cases {
        for mark in ["", "\u{feff}"] {
            let old = format!("{mark}{HAND}");
            let (_, got) = change(&old, handle, edit);
            let want = old.replacen(from, to, 1);
            assert_eq!(got.expect(to), want, "{from}");
            let foreign = old.replace('\n', "\r\n");
            let (_, got) = change(&foreign, handle, edit);
            assert_eq!(got.expect(to), want.replace('\n', "\r\n"), "{from}");
        }
    }
}

fn day(text: &str) -> chrono::Weekday {
    text.parse().expect(text)
}

#[test]
fn what_cannot_be_changed_alone_is_refused() {
    // A comment within would go.
    let hand = HAND.replace("{days: [mon,", "{ # when\n       days: [mon,");
    let (_, got) = change(&hand, "grace", |m| m.work = None);
    assert!(matches!(got, Err(EditError::Tangled { .. })));
    let (_, got) = change(HAND, "linus", |m| {
        m.emails.push("ADA@example.org".to_owned());
    });
    let error = got.expect_err("hers");
    assert!(matches!(error, EditError::Wrong { .. }), "{error}");
    assert!(error.to_string().contains("two members claim"), "{error}");
    let nobody = "nobody".parse().expect("a handle");
    let error = edit_member(HAND, &nobody, &Member::new(nobody.clone()));
    assert!(matches!(error, Err(EditError::NoMember { .. })));
    let broken = "tidings: 2\n";
    let error = remove_member(broken, &nobody);
    assert!(matches!(error, Err(EditError::Unreadable { .. })));
}

#[test]
fn members_come_and_go_in_every_style() {
    let mary = Member {
        name: "Mary, S.".to_owned(),
        ..Member::new("mary".parse().expect("a handle"))
    };
    for (old, want) in [
        (
            "tidings: 1\nmembers: [{handle: ada}]  # us\n",
            "tidings: 1\nmembers: [{handle: ada}, {handle: mary, name: \"Mary, S.\"}]  # us\n",
        ),
        (
            "{tidings: 1, members: []}\n",
            "{tidings: 1, members: [{handle: mary, name: \"Mary, S.\"}]}\n",
        ),
        (
            "{tidings: 1}",
            "{tidings: 1, members: [{handle: mary, name: \"Mary, S.\"}]}",
        ),
        (
            "tidings: 1\nmembers: # none\n",
            "tidings: 1\nmembers: # none\n  - handle: mary\n    name: Mary, S.\n",
        ),
    ] {
        assert_eq!(add_member(old, &mary).as_deref(), Ok(want));
        let gone = remove_member(want, &mary.handle).expect(want);
        assert_eq!(team(&gone).members, team(old).members, "{gone}");
    }
    let ada = "ada".parse().expect("a handle");
    let gone = remove_member(HAND, &"grace".parse().expect("a handle")).expect("she goes");
    let line = HAND
        .lines()
        .find(|line| line.contains("grace"))
        .expect("hers");
    assert_eq!(gone, HAND.replace(&format!("{line}\n"), ""));
    let rest = HAND.find("\n    # the rest").expect("it is there");
    let gone = remove_member(HAND, &ada).expect("she goes");
    let first = HAND.find("    - name").expect("it is there");
    assert_eq!(gone, format!("{}{}", &HAND[..first], &HAND[rest..]));
}

proptest! {
    #[test]
    fn any_change_keeps_comments_and_other_members(
        names in prop::collection::vec("[a-z ,:#\"'\\[\\]{}-]{1,12}", 3),
        which in 0usize..3,
        keys in prop::collection::vec(any::<bool>(), 8),
        days in 1u8..127,
        crlf in any::<bool>(),
    ) {
        let mut old = HAND.to_owned();
        if crlf {
            old = old.replace('\n', "\r\n");
        }
        let handle = ["ada", "grace", "linus"][which];
        let filled = |text: &String| format!("x{}", text.trim());
        let (member, got) = change(&old, handle, |m| {
            if keys[0] { m.name = filled(&names[0]); }
            if keys[1] { m.emails.push(filled(&names[1])); }
            if keys[2] { m.account = Some(filled(&names[2])); }
            if keys[3] { m.teams = names.iter().map(filled).collect(); m.teams.dedup(); }
            if keys[4] { m.time_zone = "Asia/Tokyo".parse().ok(); }
            if keys[5] { m.absences.push(Absence { reason: Some(filled(&names[0])), ..absence("2028-01-01", "2028-01-02") }); }
            if keys[6] {
                let all = crate::model::Weekdays::ORDER.into_iter().enumerate();
                let chosen = all.filter(|(n, _)| days & (1 << n) != 0).map(|(_, day)| day);
                m.work = Some(WorkTime { days: chosen.collect(), ..WorkTime::default() });
            }
            if keys[7] { m.observer = true; m.joined = "2026-01-01".parse().ok(); }
        });
        let unique: std::collections::BTreeSet<&String> = member.teams.iter().collect();
        prop_assume!(unique.len() == member.teams.len());
        let text = got.expect("every change can be made");
        let (before, after) = (team(&old), team(&text));
        for (index, other) in before.members.iter().enumerate() {
            let want = if index == which { &member } else { other };
            prop_assert_eq!(&after.members[index], want);
        }
        for comment in old.split('#').skip(1).filter_map(|part| part.lines().next()) {
            prop_assert!(text.contains(comment), "{} is gone from\n{}", comment, text);
        }
        // Lines of the others stay as they are, in their order.
        let mut lines = text.split_inclusive('\n');
        for line in old.split_inclusive('\n').filter(|line| line.contains('#') && !line.contains("handle: grace") && !line.contains("that is her") && !line.contains("# one\r") && !line.contains("]  # one")) {
            prop_assert!(lines.any(|other| other == line), "{:?} is gone from\n{}", line, text);
        }
        prop_assert_eq!(text.contains('\r'), crlf);
    }
}
