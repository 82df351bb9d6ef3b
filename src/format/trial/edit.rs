//! Edits of files that people wrote by hand.

use proptest::prelude::*;

use super::super::{
    EditError, add_member, edit_update, format_team, format_update, parse_team, parse_update,
};
use super::sample::{PATH, any_item, any_update, some_text, update};
use crate::model::{Answer, Item, Member, Section, Team, Update};

/// A file with comments, odd indentation, quotes and a key from the future.
const HAND: &str = "\
# mine
tidings: 1   # one
period: 2026-11-22
author: 'ada'

mood: sunny # from the future
done:
    - Shipped it   
    # about the review
    - text: 'Reviewed'
      project: webhooks
health: at-risk # sigh
blockers:
    - id: b7k2
      since: 2026-11-20
      text: |
        Staging is
        read-only
notes: >
  folded
  text
answers:
   learned: \"a\"  # why
";

fn hand(text: &str) -> Update {
    parse_update(PATH, text.as_bytes()).value.expect(text)
}

fn edited(change: impl Fn(&mut Update)) -> Result<String, EditError> {
    let mut new = hand(HAND);
    change(&mut new);
    let text = edit_update(PATH, HAND.as_bytes(), &new)?;
    assert_eq!(hand(&text), new);
    let foreign = HAND.replace('\n', "\r\n");
    let other = edit_update(PATH, foreign.as_bytes(), &new)?;
    assert_eq!(other, text.replace('\n', "\r\n"));
    Ok(text)
}

fn answer(update: &mut Update, key: &str, answer: Answer) {
    update.answers.insert(key.to_owned(), answer);
}

/// A change, the lines of the file that it is about, and what becomes of them.
type Case<'a> = (&'a str, &'a dyn Fn(&mut Update), &'a str, &'a str);

#[test]
fn only_what_differs_changes() {
    let cases: [Case<'_>; 13] = [
        ("nothing", &|_| {}, "", ""),
        (
            "append",
            &|u| u.done.push(Item::new("More: x")),
            "      project: webhooks\n",
            "      project: webhooks\n    - \"More: x\"\n",
        ),
        (
            "prepend",
            &|u| u.done.insert(0, Item::new("First")),
            "    - Shipped it   \n",
            "    - First\n    - Shipped it   \n",
        ),
        (
            "take out",
            &|u| drop(u.done.remove(0)),
            "    - Shipped it   \n",
            "",
        ),
        (
            "replace one",
            &|u| u.done[0].text = "Sent it".to_owned(),
            "    - Shipped it   \n",
            "    - Sent it\n",
        ),
        (
            "new section",
            &|u| u.next.push(Item::new("Plan")),
            "      project: webhooks\n",
            "      project: webhooks\nnext:\n  - Plan\n",
        ),
        (
            "empty section",
            &|u| u.blockers.clear(),
            "blockers:\n    - id: b7k2\n      since: 2026-11-20\n      text: |\n        Staging is\n        read-only\n",
            "",
        ),
        (
            "health",
            &|u| u.health = "on-track".parse().ok(),
            "health: at-risk # sigh",
            "health: on-track # sigh",
        ),
        (
            "zone",
            &|u| u.time_zone = Some("Asia/Tokyo".to_owned()),
            "period: 2026-11-22\n",
            "period: 2026-11-22\ntime_zone: Asia/Tokyo\n",
        ),
        (
            "notes",
            &|u| u.notes = Some("a\nb\n".to_owned()),
            "notes: >\n  folded\n  text\n",
            "notes: |\n  a\n  b\n",
        ),
        (
            "no notes",
            &|u| u.notes = None,
            "notes: >\n  folded\n  text\n",
            "",
        ),
        (
            "answer",
            &|u| answer(u, "learned", Answer::Text("b: c".to_owned())),
            "learned: \"a\"  # why",
            "learned: \"b: c\"  # why",
        ),
        (
            "another answer",
            &|u| answer(u, "read", Answer::List(vec!["x".to_owned()])),
            "# why\n",
            "# why\n   read:\n     - x\n",
        ),
    ];
    for (name, change, old, new) in cases {
        assert!(HAND.contains(old), "{name}");
        let want = HAND.replacen(old, new, 1);
        assert_eq!(edited(change).as_deref(), Ok(want.as_str()), "{name}");
    }
}

#[test]
fn lists_of_every_shape_can_grow() {
    let head = "tidings: 1\nauthor: ada\nperiod: 2026-11-22\n";
    for (old, want) in [
        ("done:\n- a\n", "done:\n- a\n- b\n"),
        ("done:\n- a", "done:\n- a\n- b\n"),
        ("done:\n", "done:\n  - b\n"),
        (
            "done: # soon\nnext:\n- x\n",
            "done: # soon\n- b\nnext:\n- x\n",
        ),
        ("done: []\n", "done:\n  - b\n"),
        ("done: [] # none\n", "done: # none\n  - b\n"),
        ("done: [a, \"c\"]\n", "done:\n  - a\n  - c\n  - b\n"),
        ("done: ~\n", "done:\n  - b\n"),
        ("done: a\n", "done:\n  - a\n  - b\n"),
        (
            "done:\n  - a\n  - {due: x}\n",
            "done:\n  - a\n  - {due: x}\n  - b\n",
        ),
        ("done:\n  - a\n...\n", "done:\n  - a\n  - b\n...\n"),
        ("done:\n  - a\n\n# end\n", "done:\n  - a\n  - b\n\n# end\n"),
        (
            "done:\n  - |+\n    a\n\nx: 1\n",
            "done:\n  - |+\n    a\n\n  - b\nx: 1\n",
        ),
        ("x: 1\n", "done:\n  - b\nx: 1\n"),
    ] {
        let old = format!("{head}{old}");
        let mut new = hand(&old);
        new.done.push(Item::new("b"));
        let got = edit_update(PATH, old.as_bytes(), &new);
        assert_eq!(got, Ok(format!("{head}{want}")), "{old}");
    }
}

#[test]
fn a_line_of_spaces_that_yaml_takes_for_text_is_part_of_its_block() {
    for notes in [
        "x\n\u{a0}",
        "x\n\u{3000}\n",
        "x\ny\u{2003}",
        "\u{a0}\nx\n\u{a0}\n\n",
    ] {
        let mut old = update();
        old.notes = Some(notes.to_owned());
        answer(&mut old, "mood", Answer::Mark(4));
        let text = by_hand(&old);
        let mut new = old.clone();
        new.done.push(Item::new("More"));
        for other in [Some("y\n\u{a0}\nz"), Some("z"), None] {
            new.notes = other.map(str::to_owned);
            let edited = edit_update(PATH, text.as_bytes(), &new);
            let edited = edited.unwrap_or_else(|error| panic!("{notes:?}: {error}"));
            assert_eq!(hand(&edited), new, "{notes:?}");
        }
    }
}

#[test]
fn refuses_what_it_cannot_do_cleanly() {
    let head = "tidings: 1\nauthor: ada\nperiod: 2026-11-22\n";
    for old in [
        "{tidings: 1, author: ada, period: 2026-11-22}\n".to_owned(),
        format!("{head}done: [a, # why\n  b]\n"),
        format!("{head}done:\n  -\n    a\n"),
    ] {
        let mut new = hand(&old);
        new.done.push(Item::new("b"));
        let got = edit_update(PATH, old.as_bytes(), &new);
        assert!(
            matches!(got, Err(EditError::Tangled { .. })),
            "{old}{got:?}"
        );
    }
    let old = format!("{head}next:\n  - id: b7k2\n    text: a\n    mood: x\n");
    let mut new = hand(&old);
    new.next[0].text = "b".to_owned();
    let got = edit_update(PATH, old.as_bytes(), &new);
    assert!(matches!(got, Err(EditError::Tangled { .. })), "{got:?}");
    new.author = "grace".parse().expect("a handle");
    let got = edit_update(PATH, old.as_bytes(), &new);
    assert!(matches!(got, Err(EditError::Misplaced { .. })));
    new.author = "ada".parse().expect("a handle");
    new.notes = Some("x".repeat(65_536));
    let got = edit_update(PATH, format!("{head}# mine\n").as_bytes(), &new);
    assert!(matches!(got, Err(EditError::TooBig { .. })));
    let got = edit_update(PATH, b"[", &update());
    assert!(matches!(got, Err(EditError::Unreadable { .. })));
}

fn member(handle: &str) -> Member {
    Member {
        name: "Grace Example".to_owned(),
        emails: vec![format!("{handle}@example.org")],
        time_zone: "Asia/Tokyo".parse().ok(),
        joined: "2026-11-22".parse().ok(),
        ..Member::new(handle.parse().expect(handle))
    }
}

#[test]
fn members_are_added_below_the_others() {
    let entry = "- handle: grace\n  name: Grace Example\n  emails:\n    - grace@example.org\n  \
                 time_zone: Asia/Tokyo\n  joined: 2026-11-22\n";
    let at = |dash: usize| -> String {
        entry
            .lines()
            .map(|line| format!("{}{line}\n", " ".repeat(dash)))
            .collect()
    };
    for (old, want) in [
        (
            "tidings: 1\nmembers: []\n",
            format!("tidings: 1\nmembers:\n{}", at(2)),
        ),
        ("tidings: 1\n", format!("tidings: 1\nmembers:\n{}", at(2))),
        (
            "tidings: 1\nmembers:\n- {handle: ada, away: x} # me\n\n# end\nname: Q\n",
            format!(
                "tidings: 1\nmembers:\n- {{handle: ada, away: x}} # me\n{}\n# end\nname: Q\n",
                at(0)
            ),
        ),
        (
            "tidings: 1\nmembers:\n    - name: nobody\n    - handle: ada",
            format!(
                "tidings: 1\nmembers:\n    - name: nobody\n    - handle: ada\n{}",
                at(4)
            ),
        ),
    ] {
        assert_eq!(add_member(old, &member("grace")), Ok(want), "{old}");
    }
    let old = "tidings: 1\nmembers:\n  - handle: ada\n    former_handles: [grace]\n    emails: [X@example.org]\n";
    for taken in ["ada", "grace", "x"] {
        let got = add_member(old, &member(taken));
        assert!(matches!(got, Err(EditError::Taken { .. })), "{taken}");
    }
}

/// Writes an update with a comment above every line that may have one.
fn by_hand(update: &Update) -> String {
    let text = format_update(update);
    let mut out = String::from("# by hand\n");
    for line in text.lines() {
        let key = line.split(':').next().unwrap_or_default();
        if line.starts_with("  - ") || Section::ALL.into_iter().any(|s| s.key() == key) {
            out.push_str("  # a word\n");
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

proptest! {
    #[test]
    fn any_update_can_become_any_other(old in any_update(), new in any_update()) {
        let got = edit_update(PATH, format_update(&old).as_bytes(), &new);
        prop_assert_eq!(got, Ok(format_update(&new)));
    }

    #[test]
    fn edits_keep_every_comment(old in any_update(), item in any_item(), notes in some_text()) {
        let text = by_hand(&old);
        // A comment within a text of several lines is text: those are no test.
        prop_assume!(parse_update(PATH, text.as_bytes()).value.as_ref() == Some(&old));
        let mut new = old.clone();
        new.done.push(item.clone());
        new.blockers.insert(0, item);
        new.next.truncate(1);
        new.notes = Some(notes);
        let edited = edit_update(PATH, text.as_bytes(), &new).expect("the file can be edited");
        prop_assert_eq!(parse_update(PATH, edited.as_bytes()).value, Some(new));
        let gone = old.next.len().saturating_sub(1);
        let count = |text: &str| text.matches("# a word\n").count();
        prop_assert!(count(&edited) + gone >= count(&text), "{}\n{}", text, edited);
    }

    #[test]
    fn teams_read_back(name in some_text(), handles in prop::collection::btree_set("[a-z]{1,6}", 0..4)) {
        let members = handles
            .iter()
            .filter_map(|handle| handle.parse().ok().map(|handle| Member {
                handle,
                name: name.clone(),
                ..member("grace")
            }))
            .map(|m| Member { emails: vec![format!("{}@example.org", m.handle)], ..m })
            .collect();
        let team = Team { name, members, ..Team::default() };
        let text = format_team(&team);
        let parsed = parse_team(".tidings/team.yaml", text.as_bytes());
        prop_assert_eq!(parsed.findings, []);
        prop_assert_eq!(parsed.value.as_ref(), Some(&team));
        let grace = member("grace-2");
        let grown = add_member(&text, &grace).expect("a member can be added");
        let start = if team.members.is_empty() { "# The team" } else { text.as_str() };
        prop_assert!(grown.starts_with(start));
    }
}
