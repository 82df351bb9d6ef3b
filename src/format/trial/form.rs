//! Forms filled in every way, and forms full of hostile texts.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::{Form, annotate_form, format_form, parse_form, parse_item};
use super::sample::{any_item, any_text, any_update, naughty_strings, update, update_of};
use crate::model::{
    Asking, CustomSection, Handle, Item, Questionnaire, Scale, Section, SectionKind, Update,
};

fn form() -> Form {
    let handle = |name: &str| name.parse::<Handle>().expect(name);
    let section = |key: &str, title: &str, kind| CustomSection {
        key: key.to_owned(),
        title: title.to_owned(),
        kind,
        asking: Asking {
            help: Some("A word -- or <!-- two --> of help".to_owned()),
            ..Asking::default()
        },
    };
    let options = ["office", "<!-- home", "- on the way"].map(str::to_owned);
    let options = options.to_vec();
    Form {
        update: update(),
        plan: Vec::new(),
        questions: Questionnaire::of_all(&[
            section("learned", "What I learned", SectionKind::Text),
            section("mood", "Mood", SectionKind::List),
            section("rate", "Rating", SectionKind::Scale(Scale::default())),
            section("place", "Where", SectionKind::Choice(options)),
            section("sure", "Sure?", SectionKind::YesNo),
        ]),
        members: vec![handle("ada"), handle("grace"), handle("linus")],
        intro: vec![
            "Sunday 2026-11-22 -->".to_owned(),
            "## Not a heading".to_owned(),
        ],
    }
}

fn item(id: &str, since: &str, text: &str) -> Item {
    Item {
        id: id.parse().ok(),
        since: since.parse().ok(),
        ..Item::new(text)
    }
}

/// The form of somebody who planned two things and has one of each open.
fn filled() -> Form {
    let mut form = form();
    form.plan = vec![
        item("m4q8", "2026-11-20", "Retry policy"),
        item("t2c9", "2026-11-20", "Roll out"),
    ];
    form.update.blockers = vec![item("b7k2", "2026-11-20", "Read-only")];
    form.update.blockers[0].needs = vec!["grace".parse().expect("a handle")];
    form.update.questions = vec![item("q9f3", "2026-11-20", "Which retention?")];
    form
}

fn texts(update: &Update) -> String {
    let mut out = Vec::new();
    for (section, item) in update.items() {
        let id = item.id.as_ref().map_or("-", |id| id.as_str());
        let since = item
            .since
            .map_or_else(|| "-".to_owned(), |since| since.to_string());
        out.push(format!("{section} {id} {since} {}", item.text));
    }
    out.join("\n")
}

#[test]
fn ticks_and_deletions_mean_what_they_look_like() {
    let form = filled();
    let text = format_form(&form);
    let line = |part: &str| text.lines().find(|line| line.contains(part)).expect(part);
    let [retry, roll, read, which] =
        ["Retry", "Roll", "Read-only", "Which"].map(|part| line(part).to_owned());
    assert_eq!(retry, "- [ ] Retry policy {#m4q8 since=2026-11-20}");
    assert_eq!(read, "- [ ] @grace Read-only {#b7k2 since=2026-11-20}");
    let tick = |line: &str| line.replacen("[ ]", "[x]", 1);
    for (name, edited, want) in [
        (
            "untouched",
            text.clone(),
            "next m4q8 2026-11-20 Retry policy\nnext t2c9 2026-11-20 Roll out\n\
             blockers b7k2 2026-11-20 Read-only\nquestions q9f3 2026-11-20 Which retention?",
        ),
        (
            "all ticked",
            text.replace("[ ]", "[X]"),
            "done m4q8 2026-11-20 Retry policy\ndone t2c9 2026-11-20 Roll out\n\
             done b7k2 2026-11-20 Read-only\ndone q9f3 2026-11-20 Which retention?",
        ),
        (
            "one done, one dropped, one closed, one reworded",
            text.replace(&retry, &tick(&retry))
                .replace(&roll, "")
                .replace(&read, "")
                .replace("Which retention?", "How long?"),
            "done m4q8 2026-11-20 Retry policy\nquestions q9f3 2026-11-20 How long?",
        ),
        (
            "box and first date taken away",
            text.replace(&retry, "- Retry policy {#m4q8}")
                .replace(&roll, "")
                .replace(&read, "")
                .replace(&which, "- Which retention? {#q9f3}"),
            "done m4q8 2026-11-20 Retry policy\nquestions q9f3 2026-11-20 Which retention?",
        ),
        (
            "moved by hand",
            text.replace(&format!("{roll}\n"), "")
                .replace("## Next\n", &format!("## Next\n\n{roll}\n"))
                .replace(&retry, "")
                .replace(&read, "")
                .replace(&which, ""),
            "next t2c9 2026-11-20 Roll out",
        ),
    ] {
        let got = parse_form("form", &edited, &form).map(|update| texts(&update));
        assert_eq!(got.as_deref(), Ok(want), "{name}");
    }
}

#[test]
fn reads_lists_as_people_write_them() {
    let form = form();
    for (body, want) in [
        ("- a\n* b\n+ c\n", "done - - a\ndone - - b\ndone - - c"),
        (
            "- a\n  more\n\n  and more\n",
            "done - - a\nmore\n\nand more",
        ),
        (
            "- a\n  - nested\n    deep\n",
            "done - - a\n- nested\n  deep",
        ),
        ("- a\n\t- nested\n", "done - - a\n  - nested"),
        ("- a\nwrapped\n", "done - - a\nwrapped"),
        ("one\ntwo\n\nthree\n", "done - - one\ntwo\ndone - - three"),
        ("    - a\n    - b\n", "done - - a\ndone - - b"),
        ("- a\n\n---\n\n- b\n", "done - - a\ndone - - b"),
        ("- a <!-- x --> b <!-- y -->\n", "done - - a  b"),
        ("- a\n<!-- x\n- y\n-->\n- b\n", "done - - a\ndone - - b"),
        ("- \n-\n- [ ]\n", ""),
        (
            "- [x] a\n- [ ] b\n- [] c\n",
            "done - - a\nnext - - b\nnext - - c",
        ),
        (
            "- [link](https://example.org)\n",
            "done - - [link](https://example.org)",
        ),
        ("- \\[x] a\n- \\<!-- b\n", "done - - [x] a\ndone - - <!-- b"),
        ("- a {x}\n- b \\{#b}\n", "done - - a {x}\ndone - - b {#b}"),
        ("#### deep\n", "done - - #### deep"),
        ("-no bullet\n", "done - - -no bullet"),
        ("- a\r\n- b\r\n", "done - - a\ndone - - b"),
        (
            "- a\n\n# NEXT:\n- [x] b\n- c\n\n## done ##\n- d\n",
            "done - - a\ndone - - b\ndone - - d\nnext - - c",
        ),
    ] {
        let got = parse_form("form", &format!("## Done\n{body}"), &form);
        assert_eq!(
            got.map(|update| texts(&update)).as_deref(),
            Ok(want),
            "{body:?}"
        );
    }
}

#[test]
fn free_text_keeps_its_own_structure() {
    let form = form();
    for (body, want) in [
        ("x\n", "x"),
        ("\n\nx\ny\n\n\n", "x\ny\n"),
        ("### Sub\n\ntext\n", "### Sub\n\ntext\n"),
        (
            "```\n# no heading\n<!-- no comment -->\n```\n",
            "```\n# no heading\n<!-- no comment -->\n```\n",
        ),
        ("a\n<!-- comment -->\nb\n", "a\nb\n"),
        ("\\# top\n", "# top"),
        ("- [ ] box\n", "- [ ] box"),
    ] {
        let got = parse_form("form", &format!("## Notes\n{body}"), &form);
        assert_eq!(got.map(|u| u.notes), Ok(Some(want.to_owned())), "{body:?}");
    }
    let errors = parse_form("form", "## Notes\nx\n## Top\n", &form).expect_err("a heading");
    assert_eq!(
        (errors[0].rule, errors[0].place.map(|p| p.line)),
        ("unknown-heading", Some(3))
    );
}

#[test]
fn names_and_attributes_make_an_item() {
    let members = form().members;
    for (text, section, want) in [
        (
            "@grace @Linus, can you?",
            Section::Questions,
            "to grace linus|can you?",
        ),
        ("@grace: can you?", Section::Questions, "to grace|can you?"),
        ("@nobody can you?", Section::Questions, "|@nobody can you?"),
        ("@grace", Section::Kudos, "to grace|@grace"),
        (
            "@grace must look",
            Section::Blockers,
            "needs grace|must look",
        ),
        ("@grace was here", Section::Done, "|@grace was here"),
        ("ask @grace", Section::Questions, "|ask @grace"),
        ("\\@grace said", Section::Questions, "|@grace said"),
        ("x {to=linus}", Section::Questions, "to linus|x"),
        ("x {due=soon}", Section::Next, "|x {due=soon}"),
        ("  a\n  b \n", Section::Done, "|a\n  b"),
    ] {
        let item = parse_item(text, section, &members);
        let mut words: Vec<&str> = Vec::new();
        for (key, people) in [("needs", &item.needs), ("to", &item.to)] {
            words.extend(Some(key).filter(|_| !people.is_empty()));
            words.extend(people.iter().map(Handle::as_str));
        }
        assert_eq!(format!("{}|{}", words.join(" "), item.text), want, "{text}");
    }
}

#[test]
fn what_looks_like_markup_is_shown_as_text() {
    let mut form = form();
    let addressed = |text: &str| Item {
        to: vec!["grace".parse().expect("a handle")],
        ..Item::new(text)
    };
    for (item, line) in [
        (Item::new("plain"), "- [ ] plain"),
        (Item::new("@grace said so"), "- [ ] \\@grace said so"),
        (addressed("@linus said so"), "- [ ] @grace \\@linus said so"),
        (Item::new("@nobody said so"), "- [ ] @nobody said so"),
        (Item::new("[x] it"), "- [ ] \\[x] it"),
        (Item::new("[x](y)"), "- [ ] [x](y)"),
        (Item::new("a {#b}"), "- [ ] a \\{#b}"),
        (Item::new("a \\{#b}"), "- [ ] a \\\\{#b}"),
        (Item::new("a {b}"), "- [ ] a {b}"),
        (Item::new("a <!-- b"), "- [ ] a \\<!-- b"),
        (Item::new("a\u{1b}b"), "- [ ] a\u{fffd}b"),
        (
            Item {
                project: Some("a \"b\"".to_owned()),
                ..addressed("x\n\n- y")
            },
            "- [ ] @grace x {project=\"a \\\"b\\\"\"}\n\n  - y",
        ),
    ] {
        form.update.questions = vec![item];
        let text = format_form(&form);
        assert!(text.contains(&format!("\n{line}\n")), "{line}\n{text}");
        // An edit elsewhere on the line changes nothing else.
        let edited = text.replace(line, &line.replacen(" ] ", " ]   ", 1));
        let read = parse_form("form", &edited, &form);
        assert_eq!(read, Ok(form.update.clone()), "{line}");
    }
}

#[test]
fn errors_come_and_go_beside_their_lines() {
    let form = filled();
    let text = format_form(&form).replace("## Next\n", "## Nxet\n");
    let errors = parse_form("form", &text, &form).expect_err("a bad heading");
    let noted = annotate_form(&text, &errors);
    let comment = "<!-- error: there is no section 'Nxet'; did you mean 'Next'? -->\n## Nxet\n";
    assert!(noted.contains(comment), "{noted}");
    let again = parse_form("form", &noted, &form).expect_err("a bad heading");
    assert_eq!(annotate_form(&noted, &again), noted);
    assert_eq!(annotate_form(&noted, &[]), text);
    let mended = noted.replace("Nxet", "Next");
    assert!(parse_form("form", &mended, &form).is_ok());
}

#[test]
fn naughty_strings_survive_a_form() {
    for text in naughty_strings() {
        check(&Form {
            update: update_of(&text),
            ..form()
        });
    }
}

/// Checks that a form nobody changed means what it was made of.
fn check(form: &Form) {
    let mut want = form.update.clone();
    let planned: Vec<Item> = form.open_plan().cloned().collect();
    want.next.splice(0..0, planned);
    let text = format_form(form);
    assert_eq!(parse_form("form", &text, form), Ok(want.clone()), "{text}");
    let noted = annotate_form(&text, &[]);
    assert_eq!(noted, text);
    // What an editor does to space and line ends does not matter.
    let windows = text.replace('\n', "\r\n");
    assert_eq!(parse_form("form", &windows, form), Ok(want), "{text}");
}

proptest! {
    #[test]
    fn forms_read_back(update in any_update(), plan in vec(any_item(), 0..3)) {
        let plan = plan
            .into_iter()
            .map(|item| Item { since: "2026-11-20".parse().ok(), ..item })
            .collect();
        check(&Form { update, plan, ..form() });
    }

    #[test]
    fn any_form_is_read_without_a_panic(text in vec(any_text(), 0..6)) {
        let text = text.join("\n");
        let form = filled();
        for text in [text.clone(), format!("## Done\n{text}"), format!("## Notes\n{text}")] {
            let read = parse_form("form", &text, &form);
            if let Err(findings) = &read {
                let _ = annotate_form(&text, findings);
            }
            if let Ok(update) = read {
                // What was read can be shown and read again.
                check(&Form { update, ..self::form() });
            }
        }
    }

    #[test]
    fn any_line_is_an_item(text in any_text()) {
        let members = form().members;
        for section in Section::ALL {
            let item = parse_item(&text, section, &members);
            prop_assert!(text.trim().is_empty() || !item.text.trim().is_empty());
        }
    }
}
