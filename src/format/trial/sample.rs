//! Values for the tests of this room: hostile texts, any update, the corpora.

use std::path::PathBuf;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::model::{Answer, Handle, Health, Item, Period, Section, Update};

/// Pieces that texts are made of: whatever YAML or Markdown give a meaning.
const PIECES: &[&str] = &[
    "a",
    "Fix",
    "no",
    "yes",
    "~",
    "null",
    "1e3",
    "0x1F",
    "12",
    "2026-11-22",
    ".5",
    "-",
    "- ",
    "* ",
    "+ ",
    "#",
    " #",
    "# ",
    "## ",
    "## Done",
    "### Next",
    "## Notes",
    "## Learned",
    ":",
    ": ",
    "? ",
    "| ",
    "> ",
    "|",
    "!x",
    "&x",
    "*x",
    "@",
    "@grace",
    "@grace ",
    "`",
    "```",
    "~~~",
    "\"",
    "'",
    "\\",
    "\\n",
    "[ ] ",
    "[x] ",
    "- [x] ",
    "{",
    "}",
    "{#b7k2}",
    "{due=2026-11-25}",
    "{x}",
    "\\{",
    "<!--",
    "-->",
    "<!-- error: x -->",
    "<b>",
    "---",
    "...",
    "%",
    ",",
    "[",
    "]",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\n  ",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{a0}",
    "\u{feff}",
    "\u{202e}",
    "\u{200d}",
    "\u{200b}",
    "\0",
    "\u{7}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{9b}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{1fffe}",
    "é",
    "e\u{301}",
    "李",
    "👩‍🚀",
    "🇫🇷",
    "on-track",
    "=",
    "<<",
    "1. ",
    "===",
    "\\#",
    "\\[",
    "\\@",
    "\\<!--",
    "\\```",
    "Done",
];

/// Any text, mostly made of what has a meaning somewhere.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(prop::sample::select(PIECES), 0..8).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => "[ -~]{0,20}",
    ]
}

/// Any text that says something.
pub(super) fn some_text() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| {
        if text.trim().is_empty() {
            format!("x{text}")
        } else {
            text
        }
    })
}

fn any_handles() -> impl Strategy<Value = Vec<Handle>> {
    let names = [
        "grace",
        "linus",
        "0x1",
        "no",
        "null",
        "2026-11-22",
        "a.b",
        "y",
    ];
    prop::sample::subsequence(names.to_vec(), 0..3)
        .prop_map(|names| names.into_iter().filter_map(|n| n.parse().ok()).collect())
}

/// Any item that says something.
pub(super) fn any_item() -> impl Strategy<Value = Item> {
    let period = prop::sample::select(vec!["2026-11-20", "2026-W46"]);
    let due = prop::sample::select(vec!["2026-11-25", "2020-02-29"]);
    (
        option::of("[a-z0-9]{1,4}"),
        option::of(period),
        some_text(),
        option::weighted(0.2, some_text()),
        option::weighted(0.2, some_text()),
        option::weighted(0.2, due),
        any_handles(),
        any_handles(),
    )
        .prop_map(|(id, since, text, project, task, due, needs, to)| Item {
            id: id.and_then(|id| id.parse().ok()),
            since: since.and_then(|since| since.parse().ok()),
            text,
            project,
            task,
            due: due.and_then(|due| due.parse().ok()),
            needs,
            to,
        })
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        some_text().prop_map(Answer::Text),
        vec(some_text(), 1..3).prop_map(Answer::List),
        any::<u8>().prop_map(Answer::Mark),
        any::<bool>().prop_map(Answer::YesNo),
    ]
}

/// Any update that a file of the log can hold, by ada for 2026-11-22; items
/// with the same id in it are possible.
pub(super) fn any_update() -> impl Strategy<Value = Update> {
    let items = || vec(any_item(), 0..3);
    let health = option::of(prop::sample::select(Health::ALL.to_vec()));
    let key = prop_oneof![
        "learned",
        "mood",
        "rate",
        "place",
        "sure",
        "[a-z]{1,3}",
        some_text()
    ];
    (
        (items(), items(), items(), items(), items()),
        option::of(some_text()),
        health,
        prop::collection::btree_map(key, any_answer(), 0..3),
    )
        .prop_map(
            |((done, next, blockers, questions, kudos), notes, health, answers)| Update {
                time_zone: Some("Europe/Paris".to_owned()),
                health,
                done,
                next,
                blockers,
                questions,
                kudos,
                notes,
                answers,
                ..update()
            },
        )
}

/// The path of [`update`].
pub(super) const PATH: &str = "updates/2026/11/22/ada.yaml";

/// An update by ada for 2026-11-22 that says nothing.
pub(super) fn update() -> Update {
    Update::new(
        "ada".parse().expect("a handle"),
        "2026-11-22".parse::<Period>().expect("a period"),
    )
}

/// An update that says `text` in every place that takes a text.
pub(super) fn update_of(text: &str) -> Update {
    let item = Item {
        id: "b7k2".parse().ok(),
        project: Some(text.to_owned()),
        task: Some(text.to_owned()),
        ..Item::new(text)
    };
    let mut update = update();
    for section in Section::ALL {
        *update.section_mut(section) = vec![Item::new(text), item.clone()];
    }
    update.notes = Some(text.to_owned());
    update
        .answers
        .insert("learned".to_owned(), Answer::Text(text.to_owned()));
    update
        .answers
        .insert("mood".to_owned(), Answer::List(vec![text.to_owned()]));
    update
}

/// Reads a corpus from the folder that `TIDINGS_CORPORA` names; says that it
/// skipped where that is unset.
pub(super) fn corpus(name: &str) -> Option<serde_json::Value> {
    let Some(folder) = std::env::var_os("TIDINGS_CORPORA") else {
        eprintln!("skipped: TIDINGS_CORPORA names no folder with {name}");
        return None;
    };
    let path = PathBuf::from(folder).join(name);
    let text = std::fs::read_to_string(&path).expect("the corpus can be read");
    Some(serde_json::from_str(&text).expect("the corpus is JSON"))
}

/// The strings of the Big List of Naughty Strings that say something.
pub(super) fn naughty_strings() -> Vec<String> {
    let Some(serde_json::Value::Array(strings)) = corpus("blns.json") else {
        return Vec::new();
    };
    strings
        .iter()
        .filter_map(|value| value.as_str())
        .filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
        .collect()
}
